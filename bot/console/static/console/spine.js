// The spine label: number, language and channel of a question, as on the back of a book.

import { h } from "../shared/dom.js";

/**
 * @param {import("../shared/words.js").Words} words
 * @returns {Record<string, string>}
 */
export const channels = ({ _ }) => ({ chat: _("web"), telegram: _("Telegram"), email: _("e-mail"), phone: _("telephone"), desk: _("at the desk") });

/**
 * @param {string} tag BCP 47
 * @param {string} reader the language it is said in
 */
export function languageName(tag, reader) {
  try {
    return new Intl.DisplayNames([reader], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/**
 * @param {Record<string, any>} row
 * @param {import("../shared/words.js").Words} words
 */
export function spine(row, words) {
  const channel = channels(words)[row.channel] ?? row.channel;
  return h("span", { class: "spine" },
    h("span", {}, `#${row.number}`),
    h("span", { "aria-label": languageName(row.lang, words.language), role: "img" }, row.lang.toUpperCase()),
    h("span", {}, channel));
}
