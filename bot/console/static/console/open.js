// The conversation that is open: its journal, its draft, its second pair of eyes, and what one may do with it.

import { Thread } from "../shared/thread.js";
import { Draft } from "./draft.js";
import { Proof } from "./proof.js";

export class Open {
  /**
   * @param {object} parts
   * @param {any} parts.answer GET /api/conversations/{id}
   * @param {import("./api.js").Api} parts.api
   * @param {import("./quiet.js").Quiet} parts.quiet
   * @param {string} parts.me my id
   * @param {() => void} parts.onchange
   */
  constructor({ answer, api, quiet, me, onchange }) {
    this.api = api;
    this.me = me;
    this.id = answer.conversation.id;
    this.summary = answer.conversation;
    this.thread = new Thread();
    this.note = ""; // a note being written; never part of the draft
    /** @type {Map<string, {key: string, lang: string}>} templates put into the draft, counted when it is sent */
    this.used = new Map();
    this.draft = new Draft({ api, conversation: this.id, kept: answer.draft, onchange });
    this.proof = new Proof({ api, conversation: this.id, quiet, onchange });
    /** @type {import("./ledger.js").Promised[]} what was promised here and is not settled */
    this.promises = [];
    /** @type {Map<string, {quote: string, due: string}>} what the draft promises and was noted, by its words */
    this.noted = new Map();
    /** @type {Set<string>} promises that the reply being written keeps */
    this.keeps = new Set();
    /** @type {string | null} a number to call the patron back at */
    this.phone = null;
    /** @type {string[]} */
    this.may = [];
    /** @type {{reply: string, text: string, hold_until: string | null, mine: boolean, who: string}[]} not left yet; without a time: to be read first */
    this.held = [];
    /** @type {{reply: string, seq: number, state: string, reason_text: string}[]} */
    this.outgoing = [];
    this.take(answer);
    if (this.draft.text) this.proof.read(this.draft.text);
  }

  /**
   * The desk would take an answer to a question nobody has claimed; here one claims first, so that colleagues see
   * who is writing before it is written.
   *
   * @param {string} verb
   */
  can(verb) {
    const mine = this.summary.assignee?.id === this.me;
    return this.may.includes(verb) && (mine || !["reply", "handover"].includes(verb));
  }

  /**
   * News of it, from HTTP or the live line; what is left out stays.
   *
   * @param {any} news
   * @returns {import("../shared/thread.js").Entry[]} entries that were new
   */
  take(news) {
    if (typeof news.conversation === "object") this.summary = news.conversation;
    if (news.may) this.may = news.may;
    if (news.held) this.held = news.held;
    if (news.outgoing) this.outgoing = news.outgoing;
    if (news.promises) this.promises = news.promises;
    if (news.phone !== undefined) this.phone = news.phone;
    return this.thread.take(news.entries ?? [], news.seq ?? 0);
  }

  /** What goes with the reply: promises that its words still make, and those it keeps. */
  get promising() {
    const promises = [...this.noted.values()].filter(({ quote }) => this.draft.text.includes(quote)).slice(0, 5);
    const keeps = this.promises.filter(({ id }) => this.keeps.has(id)).map(({ id }) => id);
    return { ...(promises.length ? { promises } : {}), ...(keeps.length ? { keeps } : {}) };
  }

  /** Ask for what happened since. */
  async refresh() {
    const answer = await this.api.get(`/api/conversations/${this.id}?after=${this.thread.seq}`);
    this.take(answer);
  }

  /** Read it from the beginning. */
  async reload() {
    this.thread = new Thread();
    await this.refresh();
  }
}
