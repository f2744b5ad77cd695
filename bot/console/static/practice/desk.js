// A desk in this page alone: the console asks it as it would ask the real one, and made-up patrons answer.
// Only the reading of drafts, templates and next steps come from the real desk; nothing that is said here leaves.

import { PATRONS } from "./patrons.js";

/** @typedef {import("../console/api.js").Api} Api */
/** @typedef {import("./tour.js").Deed} Deed */

const READS = 1_200; // milliseconds a made-up patron needs to read
const WRITES = 2_200; // and to write
const UNKIND = new Set(["cold", "cryptic", "dead-end"]);
const MINE = ["reply", "release", "close", "note", "nod"];
const MAY = /** @type {Record<string, string[]>} */ ({ waiting: ["claim", "note", "nod"], claimed: MINE, closed: ["reopen"] });

/** One made-up conversation. */
class Talk {
  /** @param {import("./patrons.js").Made} patron @param {number} number @param {Date} asked */
  constructor(patron, number, asked) {
    this.patron = patron;
    this.id = number.toString(16).padStart(32, "0");
    this.number = number;
    this.state = "waiting";
    /** @type {{id: string, name: string} | null} */
    this.assignee = null;
    /** @type {string | null} */
    this.waitingSince = asked.toISOString();
    /** @type {any[]} */
    this.entries = [];
    /** @type {{reply: string, text: string, hold_until: string, mine: boolean}[]} */
    this.held = [];
    this.draft = { text: "", version: 0 };
    /** @type {{text: string, unkind: boolean}} how the last draft that was read came across */
    this.read = { text: "", unkind: false };
    this.said = new Set();
    this.write("message", "patron", { text: patron.ask }, asked);
  }

  /** @param {string} kind @param {string} by @param {object} [more] @param {Date} [at] */
  write(kind, by, more = {}, at = new Date()) {
    const entry = { seq: this.entries.length + 1, at: at.toISOString(), kind, by, ...more };
    this.entries.push(entry);
    return entry;
  }

  /** @returns {any} */
  get summary() {
    const last = this.entries.findLast((entry) => entry.kind === "message" && entry.by === "patron");
    return {
      id: this.id, number: this.number, channel: "chat", lang: this.patron.lang, desk: "main", state: this.state, assignee: this.assignee,
      offered_to: null, waiting_since: this.waitingSince, last_at: last.at, last_text: last.text, seq: this.entries.length,
      unread: this.waitingSince !== null, paused_until: null, block_asked: null, to_read: null, promise_at: null,
    };
  }

  /** What the patron says to a reply. @param {boolean} unkind @returns {"cold" | "more" | "thanks"} */
  answer(unkind) {
    if (unkind && !this.said.has("cold")) return "cold";
    return this.said.has("more") ? "thanks" : "more";
  }
}

export class PracticeDesk {
  /**
   * @param {Api} real for templates, next steps and the reading of drafts
   * @param {{id: string, name: string, lang: string, undo_seconds: number, quiet: {codes: string[], words: string[]}}} me
   * @param {(deed: Deed) => void} ondeed for the tour
   */
  constructor(real, me, ondeed) {
    this.real = real;
    this.me = me;
    this.ondeed = ondeed;
    this.csrf = "";
    this.quiet = structuredClone(me.quiet);
    /** @type {(frame: any) => void} the console's ear */
    this.hear = () => {};
    const mineFirst = [...PATRONS].sort((a, b) => Number(b.lang === me.lang) - Number(a.lang === me.lang));
    this.talks = mineFirst.map((patron, index) => new Talk(patron, index + 1, new Date(Date.now() - (PATRONS.length - index) * 9_000)));
  }

  /** @param {string} path */
  async get(path) {
    const url = new URL(path, location.origin);
    if (url.pathname === "/api/queue") return this.#queue(url.searchParams.get("view") ?? "waiting");
    if (url.pathname === "/api/parts") return { parts: [] };
    if (url.pathname === "/api/notices") return { notices: [] };
    if (url.pathname === "/api/feedback/questions") return { questions: [] };
    if (url.pathname === "/api/promises") return { promises: [] };
    const talk = this.#talk(url.pathname);
    if (!talk) return this.real.get(path);
    if (url.pathname.endsWith("/kind")) return { scale: null, sort: null, suggested: { scale: 2, sort: "known_item" } };
    if (url.pathname.endsWith("/draft")) return talk.draft;
    if (url.pathname.endsWith("/extras")) return { extras: [] };
    this.ondeed("looked");
    return { ...this.#news(talk, Number(url.searchParams.get("after") ?? 0)), draft: talk.draft, may: MAY[talk.state] ?? [] };
  }

  /** @param {string} path @param {any} [body] */
  async post(path, body = {}) {
    if (path === "/api/proposals") return { quiet: this.#hush({ word: body.word, hidden: true }), proposal: { state: "declined" } };
    const talk = this.#talk(path);
    if (!talk) return this.real.post(path, body);
    const [verb, reply, fate] = path.split("/").slice(4);
    if (verb === "check") return this.#check(talk, body);
    if (verb === "replies" && fate === "undo") return this.#undo(talk, reply);
    if (verb === "replies") return this.#send(talk, body);
    return this.#act(talk, verb, body);
  }

  /** @param {string} id @param {string} verb @param {object} [body] */
  act(id, verb, body) {
    return this.post(`/api/conversations/${id}/${verb}`, body);
  }

  /** @param {string} path @param {any} body */
  async put(path, body) {
    const talk = this.#talk(path);
    if (!talk) return { ...body };
    talk.draft = { text: body.text, version: talk.draft.version + 1 };
    if (body.text.trim().length > 2) this.ondeed("wrote");
    return { version: talk.draft.version };
  }

  /** @param {string} path @param {any} body */
  async patch(path, body) {
    return path === "/api/me/quiet" ? this.#hush(body) : this.real.patch(path, body);
  }

  /** @param {string} path */
  async delete(path) {
    return path === "/api/session" ? this.real.delete(path) : { notices: [] };
  }

  /** @param {string} path */
  #talk(path) {
    const id = path.match(/^\/api\/conversations\/([0-9a-f]{32})/)?.[1];
    return this.talks.find((talk) => talk.id === id);
  }

  /** @param {string} view */
  #queue(view) {
    const mine = (/** @type {Talk} */ talk) => talk.assignee !== null && talk.state !== "closed";
    const views = /** @type {Record<string, (talk: Talk) => boolean>} */ ({
      waiting: (talk) => talk.state === "waiting", mine, later: () => false, all: (talk) => talk.state !== "closed", closed: (talk) => talk.state === "closed",
    });
    return { conversations: this.talks.filter(views[view] ?? views.all).map((talk) => talk.summary), counts: this.#counts };
  }

  get #counts() {
    const open = this.talks.filter((talk) => talk.state !== "closed");
    return { waiting: open.filter((talk) => !talk.assignee).length, mine: open.filter((talk) => talk.assignee).length, later: 0, all: open.length };
  }

  /** @param {Talk} talk @param {number} [after] */
  #news(talk, after = 0) {
    return { conversation: talk.summary, entries: talk.entries.slice(after), seq: talk.entries.length, held: talk.held, outgoing: [] };
  }

  /** The console hears of what was written after `seq`. @param {Talk} talk @param {number} seq */
  #tell(talk, seq) {
    this.hear({ type: "queue", conversation: talk.summary });
    this.hear({ ...this.#news(talk, seq), type: "entries", conversation: talk.id });
    this.hear({ type: "counts", counts: this.#counts });
  }

  /** @param {Talk} talk @param {string} verb @param {any} body */
  #act(talk, verb, body) {
    const before = talk.entries.length;
    const who = this.me.name;
    if (verb === "claim" || verb === "reopen") {
      talk.state = "claimed";
      talk.assignee = { id: this.me.id, name: who };
      talk.write(verb === "claim" ? "claimed" : "reopened", "librarian", { who });
      this.ondeed("claimed");
    } else if (verb === "release") {
      talk.state = "waiting";
      talk.assignee = null;
      talk.write("released", "librarian", { who });
    } else if (verb === "close") {
      talk.state = "closed";
      talk.waitingSince = null;
      talk.write("closed", "librarian", { who });
      if (talk.said.has("thanks")) this.ondeed("closed");
    } else if (verb === "notes") talk.write("note", "librarian", { who, text: body.text });
    else if (verb === "nod") talk.write("nod", "librarian", { who, meta: { line: talk.assignee ? "still_looking" : "nodded" } });
    this.#tell(talk, before);
    return this.#news(talk, before);
  }

  /** @param {Talk} talk @param {{text: string, version: number}} draft */
  async #check(talk, { text, version }) {
    const before = talk.entries.filter((entry) => entry.kind === "message").map(({ by, text: said }) => ({ by, text: said }));
    const answer = await this.real.post("/api/practice/check", { text, version, lang: talk.patron.lang, complaint: talk.patron.mood === "complaint", before });
    const unkind = answer.findings.some((/** @type {any} */ finding) => UNKIND.has(finding.category));
    if (talk.read.unkind && !unkind) this.ondeed("mended");
    talk.read = { text, unkind };
    return answer;
  }

  /** @param {Talk} talk @param {{client_id: string, text: string, close: boolean}} sent */
  #send(talk, { client_id: reply, text, close }) {
    const hold = new Date(Date.now() + this.me.undo_seconds * 1000);
    talk.held = [...talk.held, { reply, text, hold_until: hold.toISOString(), mine: true }];
    talk.draft = { text: "", version: talk.draft.version + 1 };
    const unkind = talk.read.text === text && talk.read.unkind;
    setTimeout(() => this.#release(talk, reply, unkind, close), this.me.undo_seconds * 1000);
    this.ondeed("sent");
    return { reply, hold_until: hold.toISOString(), seq: talk.entries.length, draft: talk.draft };
  }

  /** @param {Talk} talk @param {string} reply */
  #undo(talk, reply) {
    const held = talk.held.find((each) => each.reply === reply);
    talk.held = talk.held.filter((each) => each !== held);
    talk.draft = { text: [held?.text, talk.draft.text].filter(Boolean).join("\n\n"), version: talk.draft.version + 1 };
    return { ...this.#news(talk, talk.entries.length), draft: talk.draft };
  }

  /** The undo seconds are over. @param {Talk} talk @param {string} reply @param {boolean} unkind @param {boolean} close */
  #release(talk, reply, unkind, close) {
    const held = talk.held.find((each) => each.reply === reply);
    if (!held) return; // taken back
    const before = talk.entries.length;
    talk.held = talk.held.filter((each) => each !== held);
    talk.write("message", "librarian", { who: this.me.name, text: held.text, meta: { reply } });
    talk.waitingSince = null;
    this.#tell(talk, before);
    if (close) return void this.#act(talk, "close", {});
    if (talk.said.has("thanks")) return;
    setTimeout(() => this.hear({ type: "typing", by: "patron", conversation: talk.id }), READS);
    setTimeout(() => this.#patronSays(talk, talk.answer(unkind)), READS + WRITES);
  }

  /** @param {Talk} talk @param {"cold" | "more" | "thanks"} which */
  #patronSays(talk, which) {
    if (talk.said.has(which) || talk.state === "closed") return;
    const before = talk.entries.length;
    talk.said.add(which);
    talk.write("message", "patron", { text: talk.patron[which] });
    if (which !== "thanks") talk.waitingSince = new Date().toISOString();
    this.#tell(talk, before);
    this.ondeed(which === "thanks" ? "thanked" : "answered");
  }

  /** @param {{code?: string, word?: string, hidden: boolean}} change */
  #hush({ code, word, hidden }) {
    const [part, entry] = code ? /** @type {const} */ (["codes", code]) : /** @type {const} */ (["words", (word ?? "").trim().toLowerCase()]);
    const others = this.quiet[part].filter((each) => each !== entry);
    this.quiet = { ...this.quiet, [part]: hidden ? [...others, entry] : others };
    return this.quiet;
  }
}
