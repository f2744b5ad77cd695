// A librarian's draft in one conversation: kept at every pause, versioned, never thrown away.
// It belongs to its conversation for good, so a late answer can't put it into another one.

import { Refusal } from "../shared/http.js";
import { jitter } from "../shared/live.js";

const PAUSE = 400; // milliseconds without a key before the draft is kept

/** @typedef {"kept" | "changed" | "keeping" | "offline" | "conflict"} State */

export class Draft {
  /**
   * @param {object} parts
   * @param {import("./api.js").Api} parts.api
   * @param {string} parts.conversation
   * @param {{text: string, version: number}} parts.kept what the desk holds
   * @param {() => void} parts.onchange
   */
  constructor({ api, conversation, kept, onchange }) {
    this.api = api;
    this.path = `/api/conversations/${conversation}/draft`;
    this.text = kept.text;
    this.version = kept.version;
    this.onchange = onchange;
    /** @type {State} */
    this.state = "kept";
    /** @type {{text: string, version: number} | null} another window's text, when there is one */
    this.other = null;
    this.timer = 0;
    this.attempt = 0;
    /** @type {Promise<void> | null} */
    this.running = null;
  }

  /** @param {string} text */
  change(text) {
    if (text === this.text) return;
    this.text = text;
    if (this.state !== "conflict") this.#become("changed");
    this.#later(PAUSE);
  }

  /** Keep it now; resolves when the desk has it, or can't. */
  async flush() {
    clearTimeout(this.timer);
    await this.running;
    if (this.state === "changed" || this.state === "offline") await this.#keep();
  }

  /** The page is going away: one last try that outlives it. */
  farewell() {
    if (this.state === "kept" || this.state === "conflict") return;
    this.api.put(this.path, { text: this.text, version: this.version }, true).catch(() => {});
  }

  /**
   * The desk has another text now: after sending, after undo.
   *
   * @param {{text: string, version: number}} kept
   */
  become(kept) {
    clearTimeout(this.timer);
    this.text = kept.text;
    this.version = kept.version;
    this.other = null;
    this.#become("kept");
  }

  /** @param {boolean} mine keep what is here, or take the other window's text */
  settle(mine) {
    if (!this.other) return;
    this.version = this.other.version;
    if (!mine) this.text = this.other.text;
    this.other = null;
    this.#become("changed");
    this.#later(0);
  }

  /** @param {number} wait milliseconds */
  #later(wait) {
    clearTimeout(this.timer);
    if (this.state !== "conflict") this.timer = window.setTimeout(() => this.#keep(), wait);
  }

  #keep() {
    this.running ??= this.#put().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  async #put() {
    const text = this.text;
    this.#become("keeping");
    try {
      const { version } = await this.api.put(this.path, { text, version: this.version });
      this.version = version;
      this.attempt = 0;
      this.#become(text === this.text ? "kept" : "changed");
      if (text !== this.text) this.#later(PAUSE);
    } catch (error) {
      this.#stumble(error);
    }
  }

  /** @param {unknown} error */
  #stumble(error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === "draft_changed") {
      this.other = error.body.kept;
      this.#become("conflict");
      return;
    }
    this.#become("offline");
    this.attempt += 1;
    if (error.passing) this.#later(jitter(this.attempt));
  }

  /** @param {State} state */
  #become(state) {
    this.state = state;
    this.onchange();
  }
}
