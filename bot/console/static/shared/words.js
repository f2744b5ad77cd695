// The page's words in the reader's language. The English text is the key, as in the .po files in bot/locale.

/** @typedef {(message: string, values?: Record<string, string | number>) => string} Translate */
/** @typedef {(one: string, many: string, count: number, values?: Record<string, string | number>) => string} TranslateCount */

export class Words {
  /**
   * @param {string} language BCP 47
   * @param {Record<string, string | string[]>} [catalogue] English to the language's own; a list holds
   *   plural forms in the order one, few, other
   */
  constructor(language, catalogue = {}) {
    this.language = language;
    this.catalogue = catalogue;
    this.plural = new Intl.PluralRules(language);
    /** @type {Translate} */
    this._ = (message, values = {}) => filled(String(this.catalogue[message] || message), values);
    /** @type {TranslateCount} */
    this.n_ = (one, many, count, values = {}) => filled(this.#form(one, many, count), { count, ...values });
  }

  /**
   * Load a language; a catalogue that can't be had leaves the page in English rather than empty.
   *
   * @param {string} language
   * @param {string} [widgetOf] origin of the desk, when the page is a library's own: then only the widget's words
   */
  static async load(language, widgetOf) {
    if (language === "en") return new Words("en");
    try {
      const file = `/static-words/${encodeURIComponent(language)}.json`;
      const address = widgetOf === undefined ? file : `${widgetOf}${file}?for=widget`;
      const answer = await fetch(address, { credentials: "omit" });
      if (answer.ok) return new Words(language, await answer.json());
    } catch {
      // offline: English below
    }
    return new Words("en");
  }

  /**
   * @param {string} one
   * @param {string} many
   * @param {number} count
   */
  #form(one, many, count) {
    const forms = this.catalogue[one];
    if (!Array.isArray(forms)) return count === 1 ? one : many;
    const place = { one: 0, few: 1 }[/** @type {"one" | "few"} */ (this.plural.select(count))];
    return forms[place ?? forms.length - 1] || many;
  }
}

/**
 * Put values into `%(name)s` places.
 *
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
const filled = (text, values) =>
  text.replace(/%\((\w+)\)[sd]/g, (whole, name) => (name in values ? String(values[name]) : whole));
