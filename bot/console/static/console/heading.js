// The head of the open conversation: whose it is, how long the patron waits, and what one can do with it now.

import { fill, h } from "../shared/dom.js";
import { clock, dayAndTime, waited } from "../shared/times.js";
import { dayOnly } from "./days.js";
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
    open.summary.assignee
      ? { name: "nod", label: _("I'm still looking"), main: true }
      : { name: "nod", label: _("Tell them they've been seen") },
    { name: "resume", label: _("End the pause"), main: true },
    { name: "confirm_block", label: _("Agree to block it"), main: true },
    { name: "drop_block", label: _("Don't block it") },
    { name: "unblock", label: _("Lift the block"), main: true },
    { name: "handover", label: _("Hand over") },
    { name: "release", label: _("Put back") },
    { name: "reopen", label: _("Take up again"), main: true },
    { name: "close", label: _("Close") },
  ];
  // A nod is for somebody who waits: from a colleague before anybody answers, later from whoever does.
  const early = Boolean(open.summary.assignee) && !overdue(open);
  return all.filter((verb) => open.can(verb.name) && !(verb.name === "nod" && (early || !nods(open))));
}

/**
 * What is seldom done, behind one button.
 *
 * @param {import("./open.js").Open} open
 * @param {import("../shared/words.js").Words} words
 * @returns {Verb[]}
 */
export function rarer(open, { _ }) {
  const all = [
    ...(open.summary.assignee && nods(open) && !overdue(open) ? [{ name: "nod", label: _("I'm still looking") }] : []),
    { name: "end", label: _("End kindly") },
    { name: "pause", label: _("Pause for a while") },
    { name: "block", label: _("Ask to block it") },
  ];
  return all.filter((verb) => open.can(verb.name === "end" ? "close" : verb.name));
}

const STILL_LOOKING = 3 * 60_000; // milliseconds without a word from us, after which a patron may wonder

/** @param {import("./open.js").Open} open */
const nods = (open) => Boolean(open.summary.waiting_since) && open.summary.channel !== "email" && (!open.summary.assignee || open.can("reply"));

/**
 * Whether a patron who is being answered has heard nothing for some minutes.
 *
 * @param {import("./open.js").Open} open
 * @param {Date} [now]
 */
export function overdue(open, now = new Date()) {
  if (!open.summary.waiting_since || !open.can("reply") || open.summary.channel === "email") return false;
  const ours = open.thread.lines.findLast((line) => line.kind === "message" && line.by !== "patron");
  const since = Math.max(new Date(open.summary.waiting_since).getTime(), ours ? new Date(ours.at).getTime() : 0);
  return now.getTime() - since >= STILL_LOOKING;
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
  const drawn = JSON.stringify([summary, open.may, typing, overdue(open), summary.waiting_since && waited(summary.waiting_since, words)]);
  if (head.dataset.drawn === drawn) return;
  const had = /** @type {HTMLElement | null} */ (head.contains(document.activeElement) ? document.activeElement : null);
  const unfolded = Boolean(menuOf(head)?.open); // news must not fold it under somebody's hand
  head.dataset.drawn = drawn;
  fill(head,
    spine(summary, words),
    h("div", { class: "grow" },
      h("h2", { id: "conversation-title" }, words._("Question %(number)s", { number: summary.number })),
      h("p", { class: "soft small" }, sentence(summary, words, me, typing))),
    h("div", { class: "row" }, ...verbs(open, words).map((verb) => verbButton(verb, onverb)), more(open, words, onverb)));
  const menu = menuOf(head);
  if (menu) menu.open = unfolded;
  const same = had?.tagName === "SUMMARY" ? menu?.querySelector("summary") : head.querySelector(`[data-verb="${had?.dataset.verb}"]`);
  if (had) /** @type {HTMLElement | null} */ (same ?? head.querySelector("button"))?.focus();
}

/** @param {HTMLElement} head @returns {HTMLDetailsElement | null} */
const menuOf = (head) => head.querySelector("details.more-verbs");

/** @param {Verb} verb @param {(verb: string) => void} onverb */
const verbButton = (verb, onverb) =>
  h("button", { type: "button", class: verb.main ? "main" : "", data: { verb: verb.name }, onclick: () => onverb(verb.name) }, verb.label);

/**
 * @param {import("./open.js").Open} open
 * @param {import("../shared/words.js").Words} words
 * @param {(verb: string) => void} onverb
 */
function more(open, words, onverb) {
  const seldom = rarer(open, words);
  if (!seldom.length) return null;
  const menu = /** @type {HTMLDetailsElement} */ (h("details", { class: "more-verbs" },
    h("summary", {}, words._("More")),
    h("div", { class: "card" }, ...seldom.map((verb) => verbButton(verb, (name) => {
      menu.open = false;
      onverb(name);
    })))));
  return menu;
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
  const { paused_until: until, block_asked: asked } = summary;
  if (until) parts.push(summary.state === "closed" ? _("blocked until %(time)s", { time: dayAndTime(until, words.language) }) : _("paused until %(time)s", { time: clock(until, words.language) }));
  if (asked) parts.push(_("%(name)s asks to block it until %(time)s", { name: asked.by?.name ?? "", time: dayOnly(asked.until, words.language) }));
  if (typing) parts.push(_("the patron is writing…"));
  return parts.join(" · ");
}
