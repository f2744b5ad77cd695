// Who is waiting. The desk's own order is kept: oldest waiting first.

import { fill, h, reconcile } from "../shared/dom.js";
import { clock, dayAndTime, waited } from "../shared/times.js";
import { reads } from "./choices.js";
import { spine } from "./spine.js";

/** @typedef {Record<string, any>} Summary one conversation as the queue shows it */
/** @typedef {"waiting" | "mine" | "later" | "to_read" | "all" | "closed"} View */

/** Views that are there only while something is in them. @type {View[]} */
const SELDOM = ["later", "to_read"];

export class Queue {
  /**
   * @param {object} parts
   * @param {import("./api.js").Api} parts.api
   * @param {import("../shared/words.js").Words} parts.words
   * @param {{id: string, role: string}} parts.me
   * @param {HTMLElement} parts.list
   * @param {HTMLElement} parts.views
   * @param {(id: string) => void} parts.onopen
   */
  constructor({ api, words, me, list, views, onopen }) {
    this.api = api;
    this.words = words;
    this.me = me;
    this.list = list;
    this.views = views;
    this.onopen = onopen;
    /** @type {View} */
    this.view = "waiting";
    /** @type {Summary[]} */
    this.rows = [];
    /** @type {Record<string, number>} */
    this.counts = {};
    /** @type {string | null} */
    this.selected = null;
    /** @type {Summary[] | undefined} what was heard while the queue is being read */
    this.news = undefined;
    setInterval(() => this.draw(), 30_000); // waiting times grow by themselves
  }

  /** @param {View} [view] */
  async show(view = this.view) {
    this.view = view;
    /** @type {Summary[]} */
    const meanwhile = [];
    this.news = meanwhile;
    const answer = await this.api.get(`/api/queue?view=${view}`);
    if (meanwhile !== this.news) return; // asked again since
    this.news = undefined;
    this.rows = answer.conversations;
    this.counts = answer.counts;
    for (const summary of meanwhile) this.take(summary); // newer than the answer
    this.draw();
  }

  /**
   * A conversation changed. Its last words come only when they are new, so a row we never had is read anew.
   *
   * @param {Summary} summary
   */
  take(summary) {
    this.news?.push(summary);
    const at = this.rows.findIndex((row) => row.id === summary.id);
    if (!this.#belongs(summary)) {
      if (at >= 0) this.rows.splice(at, 1);
    } else if (at >= 0) this.rows[at] = { ...this.rows[at], ...summary };
    else if (summary.last_text === undefined) void this.show().catch(() => {});
    else this.rows.push(summary);
    this.draw();
  }

  /** @param {Record<string, number>} counts how many are in each view */
  count(counts) {
    this.counts = counts;
    this.draw();
  }

  /** @param {string | null} id */
  select(id) {
    this.selected = id;
    this.draw();
  }

  /** The row after or before the selected one. @param {1 | -1} step @returns {string | undefined} */
  neighbour(step) {
    const at = this.rows.findIndex((row) => row.id === this.selected);
    return this.rows[at < 0 ? 0 : Math.min(this.rows.length - 1, Math.max(0, at + step))]?.id;
  }

  draw() {
    const { _ } = this.words;
    const names = /** @type {[View, string][]} */ ([["waiting", _("Waiting")], ["mine", _("Mine")], ["later", _("Follow-ups")], ["to_read", _("To read")], ["all", _("All")], ["closed", _("Closed")]]);
    const seen = names.filter(([view]) => !SELDOM.includes(view) || this.view === view || (this.counts[view] && (view !== "to_read" || reads(this.me))));
    reconcile(this.views, seen, ([view]) => view, ([view, name], old) => this.#viewButton(view, name, old));
    reconcile(this.list, this.rows, (row) => row.id, (row, old) => this.#row(row, old));
    if (!this.rows.length) fill(this.list, h("li", { class: "nobody" }, this.#nobody()));
  }

  /** @param {Summary} row */
  #belongs(row) {
    if (this.view === "later") return row.state === "follow_up" || Boolean(row.promise_at);
    const closed = row.state === "closed" || row.state === "forgotten";
    if (this.view === "to_read") return Boolean(row.to_read) && row.to_read.id !== this.me.id;
    if (this.view === "closed") return closed;
    if (closed) return false;
    if (this.view === "mine") return row.assignee?.id === this.me.id || row.offered_to?.id === this.me.id;
    return this.view === "all" || !row.assignee;
  }

  #nobody() {
    const { _ } = this.words;
    if (this.view === "waiting") return _("Nobody is waiting. A good moment for a cup of tea.");
    if (this.view === "later") return _("Nothing is promised, and nothing has been left for later.");
    if (this.view === "to_read") return _("No colleague asks to have a reply read.");
    if (this.view === "mine") return _("You aren't answering anybody just now.");
    return _("Nothing here.");
  }

  /** @param {View} view @param {string} name @param {HTMLElement | undefined} old */
  #viewButton(view, name, old) {
    const button = old ?? h("button", { type: "button", onclick: () => void this.show(view) });
    button.setAttribute("aria-pressed", String(view === this.view));
    const count = view === "all" || (SELDOM.includes(view) && !this.counts[view]) ? undefined : this.counts[view];
    fill(button, name, count === undefined ? null : h("span", { class: "count" }, count > 999 ? "999+" : count));
    return button;
  }

  /** @param {Summary} row @param {HTMLElement | undefined} old */
  #row(row, old) {
    const drawn = JSON.stringify([row, row.id === this.selected, this.words.language, row.waiting_since && waited(row.waiting_since, this.words)]);
    if (old?.dataset.drawn === drawn) return old;
    const item = old ?? h("li", { data: { key: row.id } });
    const had = item.contains(document.activeElement);
    item.dataset.drawn = drawn;
    fill(item, h("button", { type: "button", class: "row-button", "aria-current": row.id === this.selected ? "true" : null, onclick: () => this.onopen(row.id) },
      spine(row, this.words),
      h("span", { class: "gist" },
        h("span", { class: "last", dir: "auto" }, row.last_text || this.words._("(no words yet)")),
        h("span", { class: "state" }, row.unread ? h("span", { class: "dot", "aria-hidden": "true" }) : null, this.#state(row)))));
    if (had) /** @type {HTMLElement} */ (item.firstElementChild).focus();
    return item;
  }

  /** @param {Summary} row */
  #state(row) {
    const { _ } = this.words;
    if (row.offered_to?.id === this.me.id) return _("%(name)s offers this to you", { name: row.assignee?.name ?? "" });
    if (row.to_read) return row.to_read.id === this.me.id ? _("your reply waits for a second reader") : _("%(name)s asks to have a reply read", { name: row.to_read.name });
    if (row.block_asked && row.block_asked.by?.id !== this.me.id) return _("%(name)s asks for a second person", { name: row.block_asked.by?.name ?? "" });
    if (row.promise_at && (this.view === "later" || new Date(row.promise_at) < new Date())) return promised(row.promise_at, this.words);
    if (row.state === "closed") return row.paused_until && new Date(row.paused_until) > new Date() ? _("blocked") : _("closed");
    if (row.state === "forgotten") return _("erased");
    if (row.paused_until) return _("paused until %(time)s", { time: clock(row.paused_until, this.words.language) });
    const waits = row.answer_by ? owed(row.answer_by, this.words) : row.waiting_since ? _("waiting %(time)s", { time: waited(row.waiting_since, this.words) }) : "";
    if (!row.assignee) return row.state === "follow_up" ? `${_("answer later")} · ${waits}` : waits;
    const who = row.assignee.id === this.me.id ? _("you answer") : _("%(name)s answers", { name: row.assignee.name });
    return waits ? `${who} · ${waits}` : who;
  }
}

/**
 * By when the first promise must be kept, or since when it is broken.
 *
 * @param {string} by
 * @param {import("../shared/words.js").Words} words
 */
function promised(by, words) {
  const time = dayAndTime(by, words.language);
  return new Date(by) < new Date() ? words._("a promise was due %(time)s", { time }) : words._("promised by %(time)s", { time });
}

/**
 * By when a mail is to be answered, or since when that is over.
 *
 * @param {string} by
 * @param {import("../shared/words.js").Words} words
 */
function owed(by, words) {
  const time = dayAndTime(by, words.language);
  return new Date(by) < new Date() ? words._("answer was due %(time)s", { time }) : words._("answer by %(time)s", { time });
}
