// Past conversations: what was found, with the words around it, and each conversation to read.

import { channels } from "../console/spine.js";
import { byId, fill, h } from "../shared/dom.js";
import { Thread } from "../shared/thread.js";
import { dayAndTime } from "../shared/times.js";
import { api, trying, words } from "./admin.js";

const { _ } = words;
const channelNames = channels(words);
const BY = /** @type {Record<string, string>} */ ({ patron: _("Patron"), librarian: _("Librarian"), desk: _("The desk itself") });
const SAID = new Set(["message", "note"]);
/** @type {object} */
let wanted = {};
/** @type {HTMLElement | null} */
let from = null;

/** @param {any} one */
const row = (one) => h("li", {},
  h("button", { type: "button", class: "quiet", onclick: (/** @type {any} */ event) => open(one, event.target) },
    `#${one.number} · ${channelNames[one.channel] ?? one.channel} · ${dayAndTime(one.at, words.language)}`),
  h("p", { lang: one.lang }, h("span", { class: "soft" }, `${BY[one.by]}: `), one.before, h("mark", {}, one.hit), one.after));

/** @param {number} [before] */
async function look(before) {
  const said = await api.post("/api/search", before ? { ...wanted, before } : wanted);
  if (!before) fill(byId("found"));
  byId("found").append(...said.found.map(row));
  const count = byId("found").children.length;
  byId("count").textContent = count ? "" : _("Nothing of the kind is kept. Fewer words, or the beginning of a word, may find more.");
  byId("more").hidden = said.more === null;
  byId("more").onclick = () => trying(() => look(said.more));
}

/** @param {any} one @param {HTMLElement} button */
async function open(one, button) {
  const said = await trying(() => api.get(`/api/conversations/${one.conversation}`));
  if (!said) return;
  from = button;
  const thread = new Thread();
  thread.take(said.entries);
  byId("one-title").textContent = _("Question %(number)s", { number: `#${one.number}` });
  fill(byId("one-lines"), ...thread.lines.filter((line) => SAID.has(line.kind)).map((line) => h("li", { lang: one.lang },
    h("p", { class: "small soft" }, `${line.who ?? BY[line.by]} · ${dayAndTime(line.at, words.language)}${line.kind === "note" ? ` · ${_("Note for colleagues")}` : ""}`),
    h("p", { class: "template" }, line.edited ?? line.text ?? ""))));
  byId("one").hidden = false;
  byId("one-title").focus();
}

byId("search").addEventListener("submit", (/** @type {any} */ event) => {
  event.preventDefault();
  const channel = byId("search-channel").value;
  wanted = { text: byId("search-text").value.trim(), lang: byId("search-lang").value, ...(channel ? { channel } : {}) };
  byId("one").hidden = true;
  trying(() => look());
});

byId("back").addEventListener("click", () => {
  byId("one").hidden = true;
  from?.focus();
});
