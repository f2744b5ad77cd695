// From Send to the undo seconds: read it once more, confirm what must be confirmed, mind who wrote meanwhile.

import { byId, fill, h } from "../shared/dom.js";
import { Refusal } from "../shared/http.js";
import { linked } from "../shared/text.js";
import { freshId } from "../widget/outbox.js";
import { aboutPromises } from "./ledger.js";
import { gather } from "./hints.js";
import { Reasons } from "./reasons.js";

/**
 * @typedef {object} Wish
 * @property {boolean} close close the conversation when the reply has left
 * @property {boolean} override send although somebody wrote meanwhile
 * @property {string[]} confirmed codes read and sent all the same
 * @property {Record<string, string>} reasons why, by code, where a rule asks for it
 * @property {string[]} [keeps] promises it keeps
 * @property {boolean} [promises_stay] close although promises stay open
 */

export class Sending {
  /**
   * @param {object} parts
   * @param {import("./api.js").Api} parts.api
   * @param {import("../shared/words.js").Words} parts.words
   * @param {(sentence: string) => void} parts.say
   * @param {(open: import("./open.js").Open) => void} parts.onsent
   */
  constructor({ api, words, say, onsent }) {
    this.api = api;
    this.words = words;
    this.say = say;
    this.onsent = onsent;
    this.busy = false;
    /** The id a text is sent with, so that a lost answer and a second press make one reply. */
    this.id = { text: "", conversation: "", value: "" };
    this.sheet = /** @type {HTMLDialogElement} */ (byId("sheet"));
  }

  /**
   * Send pressed. With open hints the sheet comes first.
   *
   * @param {import("./open.js").Open} open
   * @param {Partial<Wish>} [wish]
   */
  async send(open, wish = {}) {
    const text = open.draft.text;
    if (this.busy || !text.trim()) return;
    this.busy = true;
    try {
      if (open.proof.state === "checking") await open.proof.check();
      if (open.draft.text !== text) return;
    } finally {
      this.busy = false;
    }
    const complete = { close: false, override: false, confirmed: [], reasons: {}, ...wish };
    const asked = open.proof.hints.filter((hint) => hint.strength !== "quiet");
    if (asked.length) this.#sheet(open, text, asked, complete);
    else await this.#post(open, text, complete);
  }

  /**
   * @param {import("./open.js").Open} open
   * @param {string} text
   * @param {import("./proof.js").Finding[]} hints
   * @param {Wish} wish
   */
  #sheet(open, text, hints, wish) {
    const { _, n_ } = this.words;
    const holding = hints.filter((hint) => hint.holds);
    // Counted as beside the text, where one short line is one matter; what holds it back speaks first.
    const cards = gather(hints).map((card) => card.find((hint) => hint.holds) ?? card[0]);
    const byColleague = hints.some((hint) => hint.strength === "second");
    const why = new Reasons(hints, wish.reasons, this.words);
    const send = () => {
      if (!why.given()) return;
      wish.reasons = why.said();
      this.sheet.close("sent");
      void this.#post(open, text, { ...wish, confirmed: [...new Set([...wish.confirmed, ...holding.map((hint) => hint.code)])] });
    };
    fill(this.sheet,
      h("h2", { id: "sheet-title" }, _("Read it once more")),
      h("p", { class: "small soft" }, this.#asRead(open)),
      ...parts(text, open.summary.channel).map((part) => h("p", { class: `as-read on-${open.summary.channel}`, dir: "auto", lang: open.summary.lang }, ...linked(part))),
      h("p", {}, holding.length
        ? _("Please look at this before it goes:")
        : n_("%(count)s hint is still open:", "%(count)s hints are still open:", cards.length)),
      h("ul", {}, ...cards.map((hint) => h("li", {}, hint.quote ? h("q", {}, hint.quote) : null, hint.quote ? " " : null, hint.message))),
      ...why.fields,
      byColleague ? h("p", { class: "notice" }, _("A colleague reads this one before it goes. Or mend the marked places.")) : null,
      h("div", { class: "row" },
        h("button", { type: "button", class: "main", autofocus: true, onclick: () => this.sheet.close() }, _("Back to the text")),
        h("button", { type: "button", onclick: send }, byColleague ? _("Let a colleague read it") : holding.length ? _("I have looked: send it") : _("Send as it is"), " ", h("kbd", {}, "Ctrl+Enter"))));
    this.sheet.onkeydown = (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      event.stopPropagation();
      send();
    };
    this.sheet.showModal();
  }

  /** Where and how the patron reads it. @param {import("./open.js").Open} open */
  #asRead(open) {
    const { _ } = this.words;
    return {
      telegram: _("The patron reads this on Telegram, as plain text:"),
      email: _("The patron reads this as an e-mail, in their own time:"),
    }[/** @type {string} */ (open.summary.channel)] ?? _("The patron reads this in the chat on your page:");
  }

  /**
   * @param {import("./open.js").Open} open
   * @param {string} text
   * @param {Wish} wish
   */
  async #post(open, text, wish) {
    if (this.busy) return;
    this.busy = true;
    try {
      await open.draft.flush();
      const queued = await this.api.act(open.id, "replies", { client_id: this.#idFor(open.id, text), text, seen: open.thread.seq, templates: [...open.used.values()].slice(-20), ...open.promising, ...wish });
      open.noted.clear();
      open.keeps.clear();
      open.used.clear();
      this.id.text = "";
      await open.refresh();
      if (open.draft.text === text) open.draft.become(queued.draft);
      open.proof.read(open.draft.text);
      open.proof.aside.clear();
      this.onsent(open);
    } catch (error) {
      this.#stumble(open, text, wish, error);
    } finally {
      this.busy = false;
    }
  }

  /**
   * The draft is untouched in every one of these.
   *
   * @param {import("./open.js").Open} open
   * @param {string} text
   * @param {Wish} wish
   * @param {unknown} error
   */
  #stumble(open, text, wish, error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === "held_back") return this.#sheet(open, text, error.body.findings, wish);
    if (error.code === "promise_open") {
      return aboutPromises(this.words, open, (word) => void this.#post(open, text, { ...wish, ...(word === "kept" ? { keeps: open.promises.map(({ id }) => id) } : { promises_stay: true }) }), { reply: true });
    }
    if (error.code === "stale") {
      const kept = this.words._("Your reply has not been sent. It is still in the text field.");
      return this.stale(open, error.body, kept, () => void this.#post(open, text, { ...wish, override: true }));
    }
    this.say(error.message || this.words._("The desk can't be reached just now. Your text is kept here; try again in a moment."));
  }

  /**
   * Somebody has written meanwhile.
   *
   * @param {import("./open.js").Open} open
   * @param {any} missed
   * @param {string} standing what became of the reply
   * @param {() => void} onanyway it still fits
   */
  stale(open, missed, standing, onanyway) {
    const { _ } = this.words;
    open.take(missed);
    const said = (missed.entries ?? []).filter((/** @type {any} */ entry) => entry.text);
    const sendAnyway = () => {
      this.sheet.close("sent");
      onanyway();
    };
    fill(this.sheet,
      h("h2", { id: "sheet-title" }, _("Something was written meanwhile")),
      ...said.map((/** @type {any} */ entry) => h("div", {},
        h("p", { class: "who" }, entry.by === "patron" ? _("Patron") : (entry.who ?? _("The desk itself"))),
        h("p", { class: "as-read", dir: "auto" }, entry.text))),
      h("p", {}, standing),
      h("div", { class: "row" },
        h("button", { type: "button", class: "main", autofocus: true, onclick: () => this.sheet.close() }, _("Back to the text")),
        h("button", { type: "button", onclick: sendAnyway }, _("It still fits: send it"))));
    this.sheet.onkeydown = null;
    this.sheet.showModal();
    this.onsent(open);
  }

  /** @param {string} conversation @param {string} text */
  #idFor(conversation, text) {
    if (this.id.text !== text || this.id.conversation !== conversation) this.id = { text, conversation, value: freshId() };
    return this.id.value;
  }
}

const TELEGRAM = 4_096; // UTF-16 units in one message

/**
 * The reply as it will stand before the patron: on Telegram a long one comes in several messages.
 *
 * @param {string} text
 * @param {string} channel
 * @returns {string[]}
 */
export function parts(text, channel) {
  if (channel !== "telegram" || text.length <= TELEGRAM) return [text];
  const cut = Math.max(text.lastIndexOf("\n\n", TELEGRAM), text.lastIndexOf("\n", TELEGRAM), text.lastIndexOf(" ", TELEGRAM));
  const at = cut > 0 ? cut : TELEGRAM;
  return [text.slice(0, at), ...parts(text.slice(at).trimStart(), channel)];
}
