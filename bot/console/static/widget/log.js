// What has been said, drawn as a log that a screen reader follows.

import { h, reconcile } from "../shared/dom.js";
import { linked, named } from "../shared/text.js";
import { clock } from "../shared/times.js";

/** @typedef {import("./talk.js").Talk} Talk */
/** @typedef {import("../shared/words.js").Words} Words */

/**
 * @param {HTMLElement} log
 * @param {Talk} talk
 * @param {Words} words
 * @param {{greeting: string, onremove: (id: string) => void}} extra
 */
export function drawLog(log, talk, words, extra) {
  const hello = extra.greeting ? [{ key: "hello", by: "desk", text: extra.greeting }] : [];
  const said = talk.thread.lines.filter(readable).map((line) => ({ key: `${line.seq}${line.edited ?? ""}`, ...line }));
  const leaving = talk.underway.map((item) => ({ key: `${item.client_id}${item.state}`, by: "patron", item, text: item.text }));
  const greeted = said.some((line) => line.by === "desk" && line.text === extra.greeting);
  reconcile(log, [...(greeted ? [] : hello), ...said, ...leaving], (line) => line.key, (/** @type {any} */ line, old) =>
    old ?? (line.item ? drawLeaving(line, words, extra) : drawLine(line, words)));
}

/** @param {any} line */
const readable = (line) => line.kind === "message" || line.kind === "closed" || line.kind === "reopened";

/**
 * @param {any} line
 * @param {Words} words
 */
function drawLine(line, words) {
  if (line.kind === "closed") return h("p", { class: "event" }, words._("This conversation has ended."));
  if (line.kind === "reopened") return h("p", { class: "event" }, words._("The conversation goes on."));
  const time = line.at ? ` · ${clock(line.at, words.language)}` : "";
  const edited = line.edited ? ` · ${words._("edited")}` : "";
  return h("div", { class: line.by === "patron" ? "mine" : "theirs" },
    h("p", { class: "who" }, `${name(line, words)}${time}${edited}`),
    line.text ? h("p", { class: "text", dir: "auto" }, ...linked(line.text)) : null,
    (line.meta?.attachments ?? []).map((/** @type {any} */ file) => h("p", { class: "small" }, named(file, words.language))));
}

/**
 * @param {any} line
 * @param {Words} words
 * @param {{onremove: (id: string) => void}} extra
 */
function drawLeaving(line, words, extra) {
  const refused = line.item.state === "refused";
  const under = refused
    ? h("p", { class: "under" }, line.item.why || words._("This couldn't be sent."),
        h("button", { type: "button", onclick: () => extra.onremove(line.item.client_id) }, words._("Take it away")))
    : h("p", { class: "under" }, words._("Sending…"));
  return h("div", { class: "mine" },
    h("p", { class: "who" }, words._("You")),
    line.text ? h("p", { class: "text", dir: "auto" }, line.text) : null,
    line.item.file ? h("p", { class: "small" }, line.item.file) : null,
    under);
}

/**
 * @param {any} line
 * @param {Words} words
 */
export function name(line, words) {
  if (line.by === "patron") return words._("You");
  return line.who || words._("Library");
}
