// Hints this librarian has asked not to see, and words that are no mistake to them. Kept in this browser;
// listed and brought back under Keys and hints. Private data and left-over slots are never silenced.

const KEY = "smiledesk quiet";

export class Quiet {
  constructor() {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    /** @type {Record<string, string>} code to the title it had when it was silenced */
    this.codes = kept.codes ?? {};
    /** @type {string[]} */
    this.words = kept.words ?? [];
  }

  /** @param {import("./proof.js").Finding} finding */
  hides(finding) {
    if (finding.code in this.codes) return true;
    return finding.category === "typo" && this.words.includes(finding.quote.toLowerCase());
  }

  /** @param {string} code @param {string} title */
  silence(code, title) {
    this.codes[code] = title;
    this.#keep();
  }

  /** @param {string} word */
  accept(word) {
    this.words = [...new Set([...this.words, word.toLowerCase()])];
    this.#keep();
  }

  /** @param {string} entry a code or a word */
  bringBack(entry) {
    delete this.codes[entry];
    this.words = this.words.filter((word) => word !== entry);
    this.#keep();
  }

  #keep() {
    localStorage.setItem(KEY, JSON.stringify({ codes: this.codes, words: this.words }));
  }
}
