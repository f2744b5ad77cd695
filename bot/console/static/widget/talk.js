// One conversation from the patron's side: what has been said, what is on its way, and how the line is.

import { Live, socketUrl } from "../shared/live.js";
import { Refusal } from "../shared/http.js";
import { Thread } from "../shared/thread.js";
import { Desk } from "./desk.js";
import { Outbox } from "./outbox.js";

const TYPING_EVERY = 4_000; // milliseconds between two "is typing"
const TYPING_LASTS = 6_000;

export class Talk {
  thread = new Thread();
  /** Files on their way, by the id of their message; a page change loses them. @type {Map<string, File>} */
  files = new Map();
  /** @type {Live | null} */
  live = null;
  connected = true;
  /** waiting, answering or closed; empty before the first question */
  state = "";
  closed = false;
  waitingLine = "";
  /** @type {string | null} */
  who = null;
  feedbackGiven = false;
  channel = "chat";
  typingUntil = 0;
  saidTyping = 0;

  /**
   * @param {object} options
   * @param {string} options.server
   * @param {import("./kept.js").Kept} options.kept
   * @param {string} [options.desk] which desk to ask, when the page says so
   * @param {() => void} options.onchange draw again
   */
  constructor({ server, kept, desk, onchange }) {
    this.server = server;
    this.kept = kept;
    this.deskName = desk;
    this.onchange = onchange;
    this.desk = new Desk(server, kept);
    this.outbox = new Outbox(kept, (item) => this.#deliver(item), onchange);
  }

  get begun() {
    return Boolean(this.kept.values.token);
  }

  /** Messages on their way that the journal doesn't show yet, even when its echo came before the answer. */
  get underway() {
    const own = this.thread.lines.filter((line) => line.kind === "message" && line.by === "patron");
    return this.outbox.items.filter((item) => !own.some((line) =>
      line.seq > item.after && (line.text ?? "") === item.text && Boolean(line.meta?.attachments) === Boolean(item.file)));
  }

  /** Go on with the conversation of this tab, if there is one. */
  async resume() {
    if (!this.begun) return this.outbox.flush();
    await this.catchUp();
    this.#listen();
    return this.outbox.flush();
  }

  /**
   * Write a message. A first question begins the conversation by its words; its file follows in a message of its own.
   *
   * @param {string} text
   * @param {File} [file]
   */
  write(text, file) {
    const first = !this.begun && !this.outbox.items.length;
    if (!file || first) this.outbox.add(text, this.thread.seq);
    if (file) this.files.set(this.outbox.add(first ? "" : text, this.thread.seq, file.name), file);
    this.outbox.flush();
  }

  /**
   * Where to answer when the patron has gone: with the first question, or at once when that is in already.
   *
   * @param {string} email
   */
  answerTo(email) {
    if (!email || email === this.kept.values.email) return;
    this.kept.set({ email });
    this.onchange();
    if (!this.begun) return;
    this.desk.answerTo(email).catch(() => {
      this.kept.set({ email: undefined });
      this.onchange();
    });
  }

  /** Go on by e-mail from here. @param {string} email */
  async move(email) {
    await this.desk.answerTo(email, true).catch(() => {});
    await this.catchUp();
  }

  typing() {
    if (!this.begun || Date.now() - this.saidTyping < TYPING_EVERY) return;
    this.saidTyping = Date.now();
    this.live?.say({ type: "typing" }); // a courtesy; nobody misses one that is lost
  }

  /** Ask over HTTP for what we haven't seen. */
  async catchUp() {
    try {
      const answer = await this.desk.read(this.thread.seq);
      this.#status(answer);
      this.thread.take(answer.entries, answer.seq);
    } catch (error) {
      if (error instanceof Refusal && (error.status === 401 || error.status === 404)) this.leave();
    }
    this.onchange();
  }

  /** Erase it at the desk, then here. */
  async forget() {
    if (this.begun) await this.desk.forget();
    this.leave();
  }

  /** Let go of this conversation; the next message begins another. */
  leave() {
    this.live?.stop();
    const { lang, open } = this.kept.values;
    this.kept.forget();
    this.kept.set({ lang, open });
    Object.assign(this, {
      thread: new Thread(), live: null, connected: true, state: "", closed: false, waitingLine: "", who: null,
      feedbackGiven: false, typingUntil: 0,
    });
    this.onchange();
  }

  stop() {
    this.live?.stop();
  }

  /** @param {import("./kept.js").Waiting} item */
  async #deliver(item) {
    const { client_id, text } = item;
    const file = this.files.get(client_id);
    if (item.file && !file) throw new Refusal(400, null); // the page was loaded anew since it was chosen
    if (!this.begun) return this.#begin(item);
    const { seq } = await (file ? this.desk.attach({ client_id, text, file }) : this.desk.write({ client_id, text }));
    this.files.delete(client_id);
    if (seq > this.thread.seq) await this.catchUp();
  }

  /** The first question. @param {import("./kept.js").Waiting} item */
  async #begin({ client_id, text }) {
    const { lang = "en", email } = this.kept.values;
    const answer = await this.desk.begin({ client_id, text, lang, email, desk: this.deskName });
    this.kept.set({ token: answer.token });
    this.thread.take(answer.entries, answer.seq);
    this.#listen();
    await this.catchUp();
  }

  #listen() {
    this.live ??= new Live({
      url: socketUrl("/api/patron/live", this.server),
      hello: () => ({ token: this.kept.values.token, last_seq: this.thread.seq }),
      onframe: (frame) => this.#frame(frame),
      onstate: (connected) => this.#connection(connected),
      onmiss: () => void this.catchUp(),
    });
  }

  /** @param {any} frame */
  #frame(frame) {
    if (frame.type === "entries") {
      this.thread.take(frame.entries, frame.seq);
      if (frame.entries.some((/** @type {any} */ entry) => entry.kind === "forgotten")) return this.leave();
      if (frame.entries.some((/** @type {any} */ entry) => entry.by === "librarian")) this.typingUntil = 0;
    }
    if (frame.type === "status") this.#status(frame);
    if (frame.type === "typing") this.#theyType();
    if (frame.type === "reload") {
      this.thread = new Thread();
      void this.catchUp();
    }
    this.onchange();
  }

  #theyType() {
    this.typingUntil = Date.now() + TYPING_LASTS;
    setTimeout(this.onchange, TYPING_LASTS + 50);
  }

  /** @param {boolean} connected */
  #connection(connected) {
    this.connected = connected;
    if (connected) this.outbox.flush();
    this.onchange();
  }

  /** @param {any} status */
  #status(status) {
    this.state = status.state;
    this.closed = status.closed;
    this.waitingLine = status.waiting_line;
    this.who = status.who ?? null;
    this.feedbackGiven ||= Boolean(status.feedback);
    this.channel = status.channel ?? this.channel;
  }
}
