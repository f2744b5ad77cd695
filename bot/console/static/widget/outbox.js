// Messages on their way: one at a time, in order, each with an id of its own, so that sending again after a
// lost answer never makes a second copy. An outbox survives a page change and an hour without network.

import { jitter } from "../shared/live.js";
import { Refusal } from "../shared/http.js";

/** @typedef {import("./kept.js").Waiting} Waiting */

export class Outbox {
  /**
   * @param {import("./kept.js").Kept} kept
   * @param {(item: Waiting) => Promise<void>} deliver throws Refusal
   * @param {() => void} onchange
   */
  constructor(kept, deliver, onchange) {
    this.kept = kept;
    this.deliver = deliver;
    this.onchange = onchange;
    this.sending = false;
    this.attempt = 0;
    this.timer = 0;
  }

  /** @returns {Waiting[]} */
  get items() {
    return this.kept.values.outbox ?? [];
  }

  /**
   * @param {string} text
   * @param {number} after the newest seq on screen
   * @param {string} [file] the name of the file that goes with it
   * @returns {string} its id
   */
  add(text, after, file) {
    const client_id = freshId();
    this.#keep([...this.items, { client_id, text, after, file, state: "waiting" }]);
    return client_id;
  }

  /** @param {string} id */
  remove(id) {
    this.#keep(this.items.filter((item) => item.client_id !== id));
  }

  /** Send what waits, now. Called again when the connection returns. */
  async flush() {
    clearTimeout(this.timer);
    if (this.sending) return;
    this.sending = true;
    try {
      for (let next = this.#next(); next; next = this.#next()) {
        await this.deliver(next);
        this.attempt = 0;
        this.remove(next.client_id);
      }
    } catch (error) {
      this.#stumble(error);
    } finally {
      this.sending = false;
    }
  }

  #next() {
    return this.items.find((item) => item.state === "waiting");
  }

  /** @param {unknown} error */
  #stumble(error) {
    if (!(error instanceof Refusal)) throw error;
    if (!error.passing) {
      this.#refuse(error.message);
      this.timer = window.setTimeout(() => this.flush(), 0);
      return;
    }
    this.attempt += 1;
    const wait = error.retryAfter === null ? jitter(this.attempt) : error.retryAfter * 1000;
    this.timer = window.setTimeout(() => this.flush(), wait);
    this.onchange();
  }

  /** @param {string} why */
  #refuse(why) {
    const refused = this.#next();
    this.#keep(this.items.map((item) => (item === refused ? { ...item, state: "refused", why } : item)));
  }

  /** @param {Waiting[]} outbox */
  #keep(outbox) {
    this.kept.set({ outbox });
    this.onchange();
  }
}

/** 128 random bits as hex; crypto.randomUUID is missing on plain http pages. */
export const freshId = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
