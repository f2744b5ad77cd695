// The head of the open conversation: whose it is, how long the patron waits, and what one can do with it now.

import { fill, h } from "../shared/dom.js";
import { waited } from "../shared/times.js";
import { channels, languageName, spine } from "./spine.js";

/**
 * @typedef {object} Verb
 * @property {string} name as in the API
 * @property {string} label
 * @property {boolean} [main]
 */

/**
 * What may be done now, in the order it is offered.
 *
 * @param {import("./open.js").Open} open
 * @param {import("../shared/words.js").Words} words
 * @returns {Verb[]}
 */
export function verbs(open, { _ }) {
  /** @type {Verb[]} */
  const all = [
    { name: "accept", label: _("Take it over"), main: true },
    { name: "decline", label: _("Not now") },
    open.summary.assignee
      ? { name: "claim", label: _("Take over from %(name)s", { name: open.summary.assignee.name }) }
      : { name: "claim", label: _("Answer this"), main: true },
    { name: "nod", label: _("Tell them they've been seen") },
    { name: "handover", label: _("Hand over") },
    { name: "release", label: _("Put back") },
    { name: "reopen", label: _("Take up again"), main: true },
    { name: "close", label: _("Close") },
  ];
  // A nod is for somebody whom nobody answers yet.
  return all.filter((verb) => open.can(verb.name) && !(verb.name === "nod" && open.summary.assignee));
}

/**
 * @param {HTMLElement} head
 * @param {import("./open.js").Open | null} open
 * @param {object} parts
 * @param {import("../shared/words.js").Words} parts.words
 * @param {{id: string}} parts.me
 * @param {boolean} parts.typing
 * @param {(verb: string) => void} parts.onverb
 */
export function drawHead(head, open, { words, me, typing, onverb }) {
  if (!open) return fill(head);
  const { summary } = open;
  const drawn = JSON.stringify([summary, open.may, typing, summary.waiting_since && waited(summary.waiting_since, words)]);
  if (head.dataset.drawn === drawn) return;
  const had = /** @type {HTMLElement | null} */ (head.contains(document.activeElement) ? document.activeElement : null);
  head.dataset.drawn = drawn;
  fill(head,
    spine(summary, words),
    h("div", { class: "grow" },
      h("h2", { id: "conversation-title" }, words._("Question %(number)s", { number: summary.number })),
      h("p", { class: "soft small" }, sentence(summary, words, me, typing))),
    h("div", { class: "row" }, ...verbs(open, words).map((verb) =>
      h("button", { type: "button", class: verb.main ? "main" : "", data: { verb: verb.name }, onclick: () => onverb(verb.name) }, verb.label))));
  if (had) /** @type {HTMLElement | null} */ (head.querySelector(`[data-verb="${had.dataset.verb}"]`) ?? head.querySelector("button"))?.focus();
}

/**
 * @param {any} summary
 * @param {import("../shared/words.js").Words} words
 * @param {{id: string}} me
 * @param {boolean} typing
 */
function sentence(summary, words, me, typing) {
  const { _ } = words;
  const parts = [channels(words)[summary.channel] ?? summary.channel, languageName(summary.lang, words.language)];
  if (summary.assignee) parts.push(summary.assignee.id === me.id ? _("you answer") : _("%(name)s answers", { name: summary.assignee.name }));
  if (summary.offered_to) parts.push(_("offered to %(name)s", { name: summary.offered_to.name }));
  if (summary.waiting_since) parts.push(_("waiting %(time)s", { time: waited(summary.waiting_since, words) }));
  if (typing) parts.push(_("the patron is writing…"));
  return parts.join(" · ");
}
