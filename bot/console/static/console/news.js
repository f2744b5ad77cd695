// What the live line brings: the queue, entries, who types, and that the line was cut.

import { byId } from "../shared/dom.js";
import { drawParts } from "./parts.js";

/** @typedef {import("./console.js").Console} Console */
/** @typedef {import("./open.js").Open} Open */

const TYPING_LASTS = 6_000; // milliseconds

export class News {
  /** @param {Console} desk */
  constructor(desk) {
    this.desk = desk;
    this.typingUntil = 0;
  }

  get patronTypes() {
    return Date.now() < this.typingUntil;
  }

  /** @param {any} frame */
  hear(frame) {
    const { desk } = this;
    if (frame.type === "queue") this.#queue(frame.conversation);
    if (frame.type === "counts") this.#counts(frame.counts);
    if (frame.type === "parts") drawParts(frame, byId("parts"));
    if (frame.type === "notices") desk.around.draw(frame);
    const open = desk.known.get(frame.conversation);
    if (!open) return;
    if (frame.type === "entries") this.#entries(open, frame);
    if (frame.type === "reload") void open.reload().then(() => desk.draw());
    if (frame.type === "typing" && frame.by === "patron" && open === desk.open) {
      this.typingUntil = Date.now() + TYPING_LASTS;
      setTimeout(() => desk.draw(), TYPING_LASTS + 50);
    }
    desk.draw();
  }

  /** @param {boolean} connected */
  connection(connected) {
    const { desk } = this;
    byId("offline").hidden = connected;
    if (!connected) return;
    void desk.queue.show().catch(() => {});
    void desk.open?.refresh().then(() => desk.draw(), () => {});
  }

  /** @param {Record<string, number>} counts */
  #counts(counts) {
    this.desk.queue.count(counts);
    this.desk.signals.count(counts.waiting ?? 0);
  }

  /** @param {any} conversation A line without `last_text` keeps the words it had. */
  #queue(conversation) {
    const { desk } = this;
    const fresh = !desk.queue.rows.some((row) => row.id === conversation.id) && conversation.state === "waiting";
    desk.queue.take(conversation);
    desk.alarms.heard(conversation);
    if (fresh) desk.signals.newQuestion();
    if (conversation.state === "closed") desk.thanks?.lookSoon();
    const open = desk.known.get(conversation.id);
    if (!open) return;
    const mineWasRead = open.summary.to_read?.id === desk.me.id && !conversation.to_read;
    open.summary = { ...open.summary, ...conversation };
    if (mineWasRead) void this.#read(open).catch(() => {});
    else if (open === desk.open) void open.refresh().then(() => desk.draw(), () => {});
  }

  /** A second librarian has read my reply; given back, it is my draft again. @param {Open} open */
  async #read(open) {
    const { desk } = this;
    await open.refresh();
    const told = open.thread.lines.findLast((line) => ["passed", "given_back", "undone"].includes(line.kind));
    if (told?.kind === "given_back" && open.draft.state === "kept") {
      open.draft.become(await desk.api.get(`/api/conversations/${open.id}/draft`));
      open.proof.read(open.draft.text);
      if (open === desk.open) desk.composer.reread();
      const facts = { name: told.who ?? "", number: open.summary.number };
      desk.say(desk.words._("Question %(number)s: %(name)s has read your reply and gives it back with a word.", facts));
    }
    desk.draw();
  }

  /** @param {Open} open @param {any} frame */
  #entries(open, frame) {
    // The frame's `conversation` is an id, not a summary.
    const { conversation, ...news } = frame;
    const fresh = open.take(news);
    if (fresh.some((entry) => entry.kind === "forgotten")) void this.#forget(open);
    if (fresh.some((entry) => entry.by === "patron" && entry.kind === "message")) {
      this.desk.signals.newMessage();
      if (open === this.desk.open) this.typingUntil = 0;
    }
  }

  /** Erased at the desk: not a word of it stays on this screen. @param {Open} open */
  async #forget(open) {
    const { desk } = this;
    await open.reload();
    open.draft.become(await desk.api.get(`/api/conversations/${open.id}/draft`).catch(() => ({ text: "", version: 0 })));
    open.note = "";
    open.proof.read("");
    desk.composer.reread();
    desk.draw();
    await desk.queue.show();
  }
}
