// Messages of the practice Telegram, as its app shows them.

import { h, reconcile } from "./dom.js";
import { linked } from "./text.js";
import { clock } from "./times.js";

/**
 * @typedef {object} Bubble
 * @property {number} message_id
 * @property {string} from "bot" or a name
 * @property {string} text
 * @property {string} kind the Bot API's word for what it holds
 * @property {number} date seconds since 1970
 * @property {boolean} edited
 * @property {number | null} topic
 * @property {{text: string, data: string}[][]} buttons
 */

/**
 * Draw a chat, and stay at its end if its reader is there.
 *
 * @param {HTMLElement} log
 * @param {Bubble[]} messages
 * @param {(message: Bubble) => HTMLElement} draw
 */
export function show(log, messages, draw) {
  const near = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  reconcile(log, messages, (message) => JSON.stringify(message), (message, old) => old ?? draw(message));
  if (near) log.scrollTop = log.scrollHeight;
}

/**
 * One message with the buttons under it; a button that only copies has no data and is left to the real app.
 *
 * @param {Bubble} message
 * @param {import("./words.js").Words} words
 * @param {(message: number, data: string) => void} tap
 * @param {{mine: boolean, by?: string}} whose
 * @param {...(Node | false)} more what stands below it
 */
export function bubble(message, { _, language }, tap, { mine, by = "" }, ...more) {
  const at = clock(new Date(message.date * 1000).toISOString(), language);
  const rows = message.buttons.map((row) => h("div", { class: "keys" }, ...row.filter(({ data }) => data).map(({ text, data }) =>
    h("button", { type: "button", onclick: () => tap(message.message_id, data) }, text))));
  return h("div", { class: mine ? "mine" : "theirs" },
    by && h("p", { class: "small soft" }, by),
    h("p", { class: "text", dir: "auto" }, ...linked(message.text || `(${message.kind})`),
      h("span", { class: "time" }, ` ${message.edited ? `${_("edited")} ` : ""}${at}`)),
    ...rows, ...more);
}
