// The conversation in the middle column: what was said, what is held back for undo, how each message fared.

import { fill, h, reconcile } from "../shared/dom.js";
import { linked } from "../shared/text.js";
import { clock, dayAndTime } from "../shared/times.js";
import { dayOnly } from "./days.js";
import { drawFiles } from "./files.js";
import { drawToRead } from "./second-reader.js";
import { channels } from "./spine.js";

/** @typedef {import("../shared/thread.js").Line} Line */
/** @typedef {import("../shared/words.js").Words} Words */

/**
 * @typedef {object} TalkActions
 * @property {(reply: string) => void} undo
 * @property {(reply: string) => void} again
 * @property {(reply: string) => void} arrived
 * @property {(reply: string) => void} pass
 * @property {(reply: string, word: string) => void} giveBack
 */

export class Talk {
  /**
   * @param {HTMLElement} log
   * @param {Words} words
   * @param {TalkActions} on
   */
  constructor(log, words, on) {
    this.log = log;
    this.words = words;
    this.on = on;
    this.conversation = "";
    this.channel = "chat";
  }

  /**
   * @param {import("./open.js").Open | null} open
   */
  draw(open) {
    if (!open) return fill(this.log);
    const stays = open.id === this.conversation;
    const near = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 120;
    this.conversation = open.id;
    this.channel = open.summary.channel;
    const fates = new Map(open.outgoing.map((fate) => [fate.seq, fate]));
    const lines = open.thread.lines.filter((line) => !QUIET.has(line.kind));
    const rows = [
      ...lines.map((line) => ({ key: `${open.id}${line.seq}`, line, fate: fates.get(line.seq) })),
      ...open.held.map((held) => ({ key: held.reply, held, reads: open.can("give_back") })),
    ];
    reconcile(this.log, rows, (row) => row.key, (row, old) => this.#row(row, old));
    if (!stays || near) this.log.scrollTop = this.log.scrollHeight;
  }

  /** Bring one message into sight and let it have the focus. @param {number} seq */
  show(seq) {
    const row = /** @type {HTMLElement | null} */ (this.log.querySelector(`[data-key="${this.conversation}${seq}"]`));
    if (!row) return;
    row.tabIndex = -1;
    row.scrollIntoView({ block: "center" });
    row.focus();
  }

  /** @param {any} row @param {HTMLElement | undefined} old */
  #row(row, old) {
    const drawn = JSON.stringify(row);
    if (old?.dataset.drawn === drawn) return old;
    const drawnRow = row.held ? this.#held(row.held, row.reads) : this.#line(row.line, row.fate);
    drawnRow.dataset.drawn = drawn;
    return drawnRow;
  }

  /** @param {Line} line @param {any} fate */
  #line(line, fate) {
    const { _ } = this.words;
    if (line.kind === "message") return this.#message(line, fate);
    if (line.kind === "note" || line.kind === "given_back") {
      return h("div", { class: "note" },
        h("p", { class: "who" }, h("strong", {}, _("Only colleagues see this")), ` · ${line.who ?? ""} · ${this.#time(line)}`),
        line.kind === "given_back" ? h("p", {}, _("Given back to %(name)s", { name: line.meta?.to ?? "" })) : null,
        h("p", { class: "text", dir: "auto" }, line.text ?? ""));
    }
    return h("p", { class: "event" }, `${this.#event(line)} · ${this.#time(line)}`);
  }

  /** @param {Line} line @param {any} fate */
  #message(line, fate) {
    const { _ } = this.words;
    const who = line.by === "patron" ? _("Patron") : line.by === "desk" ? _("The desk itself") : (line.who ?? _("Librarian"));
    return h("div", { class: `message ${line.by}` },
      h("p", { class: "who" }, `${who}${this.#way(line)} · ${this.#time(line)}`, line.edited ? h("span", { class: "edited" }, _("edited")) : null),
      line.meta?.subject ? h("p", { class: "subject", dir: "auto" }, line.meta.subject) : null,
      line.text ? h("p", { class: "text", dir: "auto" }, ...linked(line.text)) : null,
      drawFiles(this.conversation, line.meta?.attachments, this.words.language),
      this.#fate(line, fate));
  }

  /** How a message came or went, where that was not the web alone. @param {Line} line */
  #way(line) {
    const way = line.meta?.channel ?? (this.channel === "chat" ? "" : "chat");
    return way ? ` · ${channels(this.words)[way] ?? way}` : "";
  }

  /** What became of a message that left. @param {Line} line @param {any} fate */
  #fate(line, fate) {
    const { _ } = this.words;
    if (line.by !== "librarian") return null;
    const state = fate?.state ?? line.delivery?.state;
    const why = fate?.reason_text || line.delivery?.reason_text || "";
    const reply = fate?.reply ?? line.delivery?.reply ?? line.meta?.reply ?? "";
    const again = line.delivery?.reason === "returned" ? null : h("button", { type: "button", onclick: () => this.on.again(reply) }, _("Send it again"));
    if (state === "failed") return h("div", { class: "fate alarm" }, h("p", {}, h("strong", {}, _("Not sent.")), ` ${why}`), again);
    if (state === "uncertain") {
      return h("div", { class: "fate alarm" },
        h("p", {}, h("strong", {}, _("We can't tell whether this arrived.")), ` ${why}`),
        h("button", { type: "button", onclick: () => this.on.arrived(reply) }, _("It did arrive")), again);
    }
    if (state === "waiting") return h("p", { class: "fate" }, `${_("Waiting to go out.")} ${why}`);
    if (state === "queued" || state === "sending") return h("p", { class: "fate" }, _("On its way…"));
    return h("p", { class: "fate stamp" }, _("Sent"));
  }

  /** @param {any} held @param {boolean} reads whether one may be its second reader */
  #held(held, reads) {
    const { _ } = this.words;
    if (!held.hold_until) return drawToRead(held, this.words, this.on, reads);
    const seconds = h("span", { class: "seconds", data: { until: held.hold_until } });
    tick(seconds, this.words);
    return h("div", { class: "message librarian held" },
      h("p", { class: "text", dir: "auto" }, held.text),
      h("div", { class: "fate row" }, seconds,
        held.mine ? h("button", { type: "button", onclick: () => this.on.undo(held.reply) }, _("Undo"), " ", h("kbd", {}, "Alt+Z")) : null));
  }

  /** Count the seconds down on held replies. */
  tick() {
    for (const seconds of this.log.querySelectorAll(".seconds")) tick(/** @type {HTMLElement} */ (seconds), this.words);
  }

  /** @param {Line} line */
  #time(line) {
    return clock(line.at, this.words.language);
  }

  /** What became of a promise. @param {Line} line @param {string} name @param {string} to */
  #promise(line, name, to) {
    const { _ } = this.words;
    const quote = line.text ? ` “${line.text}”` : "";
    const time = line.meta?.due ? (line.meta.at_hour ? dayAndTime : dayOnly)(line.meta.due, this.words.language) : "";
    const sentences = /** @type {Record<string, string>} */ ({
      made: line.meta?.call ? _("To be called back by %(time)s", { time }) : _("%(name)s promised by %(time)s:", { name, time }) + quote,
      moved: _("%(name)s moved a promise to %(time)s", { name, time }),
      handed: _("%(name)s handed a promise to %(to)s", { name, to }),
      due: _("A promise is due soon"),
      broken: _("A promise was not kept in time"),
      kept: _("%(name)s kept a promise", { name }),
      late: _("%(name)s kept a promise, later than said", { name }),
      let_go: _("%(name)s let a promise go", { name }) + (line.text ? `: ${line.text}` : ""),
    });
    return sentences[line.meta?.state] ?? "";
  }

  /** @param {Line} line */
  #until(line) {
    return dayAndTime(line.meta?.until ?? line.at, this.words.language);
  }

  /** @param {Line} line */
  #event(line) {
    const { _ } = this.words;
    const name = line.who ?? _("The desk itself");
    const to = line.meta?.to ?? "";
    const sentences = /** @type {Record<string, string>} */ ({
      claimed: _("%(name)s answers", { name }),
      released: _("%(name)s put it back in the queue", { name }),
      handover_offered: _("%(name)s offered it to %(to)s", { name, to }),
      handover_accepted: _("%(name)s took it over", { name }),
      handover_declined: _("%(name)s can't take it now", { name }),
      closed: line.meta?.reason === "blocked" ? _("%(name)s agreed to the block", { name }) : line.by === "patron" ? _("The patron ended the conversation") : _("%(name)s closed it", { name }),
      reopened: _("The conversation goes on."),
      follow_up: _("Nobody was free in time: to be answered later"),
      asked_if_done: _("The desk asked whether that was all"),
      transcript: line.delivery?.state === "failed"
        ? _("A copy of the conversation could not be mailed to the patron")
        : _("The patron has a copy of the conversation mailed"),
      promise: this.#promise(line, name, to),
      address: line.meta?.call ? _("The patron would like to be called back") : line.meta?.moved ? _("The patron goes on by e-mail") : _("The patron left an e-mail address"),
      nod: line.meta?.line === "still_looking"
        ? _("%(name)s told the patron that they are still looking", { name })
        : _("%(name)s told the patron that they have been seen", { name }),
      paused: _("%(name)s paused the conversation until %(time)s", { name, time: this.#until(line) }),
      resumed: _("The pause is over."),
      block_asked: _("%(name)s asks to block the conversation until %(time)s", { name, time: this.#until(line) }) + (line.text ? `: ${line.text}` : ""),
      block_dropped: _("%(name)s decided not to block it", { name }),
      unblocked: _("%(name)s lifted the block", { name }),
      feedback: _("The patron gave feedback"),
      forgotten: _("Words and identity have been erased"),
      reminded: _("The desk was reminded that somebody waits"),
      undone: _("%(name)s took a reply back", { name }),
      to_read: _("%(name)s asks to have a reply read", { name }),
      passed: _("%(name)s has read the reply: it may go", { name }),
    });
    return sentences[line.kind] ?? line.kind;
  }
}

/** Kinds that say nothing of their own here: a queued reply is shown as held, then as the message it became. */
const QUIET = new Set(["queued"]);

/** @param {HTMLElement} element @param {Words} words */
function tick(element, words) {
  const left = Math.max(0, Math.ceil((new Date(element.dataset.until ?? 0).getTime() - Date.now()) / 1000));
  const text = words.n_("Goes out in %(count)s second", "Goes out in %(count)s seconds", left);
  if (element.textContent !== text) element.textContent = text;
}
