// The second pair of eyes: asks for a check when the typing pauses, and keeps each hint on the words it means.
// A hint whose words change is gone at once; the others move along with the text, so nothing flickers.

import { Refusal } from "../shared/http.js";
import { Aside } from "./aside.js";

const PAUSE = 350; // milliseconds
const LATER = 1_500; // milliseconds until an engine that was late is asked again
const PATIENCE = 4; // times

/**
 * @typedef {object} Finding
 * @property {string} category
 * @property {string} code
 * @property {string} title the category in the reader's language
 * @property {number} start16 UTF-16 units, as a text field counts
 * @property {number} end16
 * @property {string} quote empty when something is missing
 * @property {string} message what the patron may feel
 * @property {string[]} suggestions
 * @property {[number, number]} place16 what a suggestion replaces; where both are the same it is put in there
 * @property {string} source_name
 * @property {string[]} signs words of the draft that moved it, where many small signs were weighed
 * @property {boolean} holds
 * @property {"quiet" | "hint" | "confirm" | "reason" | "second"} strength
 */

/** @typedef {"idle" | "checking" | "checked" | "not"} State */

export class Proof {
  /**
   * @param {object} parts
   * @param {import("./api.js").Api} parts.api
   * @param {string} parts.conversation
   * @param {import("./quiet.js").Quiet} parts.quiet what this librarian doesn't want to hear
   * @param {() => void} parts.onchange
   */
  constructor({ api, conversation, quiet, onchange }) {
    this.api = api;
    this.path = `/api/conversations/${conversation}/check`;
    this.quiet = quiet;
    this.onchange = onchange;
    this.text = "";
    /** @type {Finding[]} all that was said; see `hints` for what is shown */
    this.findings = [];
    this.aside = new Aside(conversation);
    /** @type {string[]} */
    this.steps = [];
    /** @type {{quote: string, due: string | null, due_precision: string | null}[]} */
    this.promises = [];
    this.notChecked = "";
    /** @type {string | null} */
    this.language = null;
    /** @type {State} */
    this.state = "idle";
    this.asked = 0;
    this.late = 0;
    this.timer = 0;
  }

  /** @returns {Finding[]} */
  get hints() {
    return this.findings.filter((finding) => finding.holds || (!this.aside.has(keyOf(finding)) && !this.quiet.hides(finding)));
  }

  /**
   * The draft's text as it is now.
   *
   * @param {string} text
   */
  read(text) {
    if (text === this.text) return;
    this.findings = follow(this.findings, this.text, text);
    this.text = text;
    this.late = 0;
    clearTimeout(this.timer);
    if (!text.trim()) return this.#rest();
    this.state = "checking";
    this.timer = window.setTimeout(() => this.check(), PAUSE);
    this.onchange();
  }

  /** Check now; used before sending too. */
  async check() {
    clearTimeout(this.timer);
    const turn = ++this.asked;
    const text = this.text;
    if (!text.trim()) return;
    try {
      const answer = await this.api.post(this.path, { text, version: turn });
      if (turn !== this.asked || text !== this.text) return;
      const late = Object.values(answer.engines).includes("late");
      this.findings = late ? join(answer.findings, this.findings) : answer.findings;
      this.steps = answer.next_steps;
      this.promises = answer.promises;
      this.notChecked = answer.not_checked;
      this.language = answer.lang;
      this.#judge(Object.values(answer.engines));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code === "newer_check" || turn !== this.asked) return;
      this.notChecked = error.message;
      this.state = "not";
    }
    this.onchange();
  }

  /** @param {Finding} finding */
  putAside(finding) {
    this.aside.add(keyOf(finding));
    this.onchange();
  }

  /**
   * Nothing read is not the same as nothing to say; what was late is asked for again.
   *
   * @param {string[]} engines how each of them fared
   */
  #judge(engines) {
    const late = engines.includes("late");
    this.state = late && !this.findings.length ? "not" : "checked";
    if (!late || this.late >= PATIENCE) return;
    this.late += 1;
    this.timer = window.setTimeout(() => this.check(), LATER);
  }

  #rest() {
    this.asked += 1;
    this.findings = [];
    this.steps = [];
    this.promises = [];
    this.notChecked = "";
    this.state = "idle";
    this.onchange();
  }
}

/**
 * The same hint about the same words, wherever they stand.
 *
 * @param {Finding} finding
 */
export const keyOf = (finding) => `${finding.code} ${finding.quote}`;

/**
 * What was read now, and what was known before: an engine that was late has taken nothing back.
 *
 * @param {Finding[]} now
 * @param {Finding[]} before where their words stand by now
 * @returns {Finding[]}
 */
export function join(now, before) {
  const told = new Set(now.map(keyOf));
  return [...now, ...before.filter((finding) => !told.has(keyOf(finding)))];
}

/**
 * Findings after an edit: those before it stay, those behind it move, those it touches go.
 *
 * @param {Finding[]} findings
 * @param {string} before
 * @param {string} after
 * @returns {Finding[]}
 */
export function follow(findings, before, after) {
  const shorter = Math.min(before.length, after.length);
  let same = 0;
  while (same < shorter && before[same] === after[same]) same += 1;
  let tail = 0;
  while (tail < shorter - same && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const end = before.length - tail;
  const shift = after.length - before.length;
  const moved = (/** @type {number} */ at) => (at >= end ? at + shift : Math.min(at, same));
  return findings.flatMap((finding) => {
    const missing = finding.start16 === finding.end16;
    const place16 = /** @type {[number, number]} */ (finding.place16.map(moved));
    if (finding.end16 <= same && !(finding.end16 === same && touches(before, after, same))) return [{ ...finding, place16 }];
    if (finding.start16 >= end) return [{ ...finding, place16, start16: finding.start16 + shift, end16: finding.end16 + shift }];
    return missing ? [{ ...finding, place16: [same, same], start16: same, end16: same }] : [];
  });
}

/** A letter added right behind a word changes the word. @param {string} before @param {string} after @param {number} at */
const touches = (before, after, at) => /\p{L}/u.test(after[at] ?? "") && /\p{L}/u.test(before[at - 1] ?? "");
