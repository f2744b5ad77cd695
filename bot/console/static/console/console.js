// The console: puts the columns together; what is done and what is heard have files of their own.

import { byId } from "../shared/dom.js";
import { Refusal } from "../shared/http.js";
import { socketUrl } from "../shared/live.js";
import { Alarms } from "./alarms.js";
import { Around } from "./around.js";
import { choices } from "./choices.js";
import { Composer } from "./composer.js";
import { Deeds } from "./deeds.js";
import { Actions } from "./dialogs.js";
import { drawHead } from "./heading.js";
import { Keys } from "./keys.js";
import { News } from "./news.js";
import { mayNote, noteQuestion } from "./noting.js";
import { Open } from "./open.js";
import { drawParts } from "./parts.js";
import { Queue } from "./queue.js";
import { Quiet } from "./quiet.js";
import { Sending } from "./sending.js";
import { Signals } from "./signals.js";
import { Talk } from "./talk.js";
import { Thanks } from "./thanks.js";
import { You } from "./you.js";

const TYPING_EVERY = 4_000; // milliseconds
const SHELF_LASTS = 60_000; // what an admin publishes is found within a minute

export class Console {
  /**
   * @param {any} me
   * @param {import("./api.js").Api} api
   * @param {import("../shared/words.js").Words} words
   * @param {(options: import("../shared/live.js").LiveOptions) => {say: (frame: object) => void}} connect
   */
  constructor(me, api, words, connect) {
    this.connect = connect;
    this.me = me;
    this.api = api;
    this.words = words;
    /** @type {Open | null} */
    this.open = null;
    /** @type {Map<string, Open>} conversations looked at in this window; their drafts live on */
    this.known = new Map();
    /** @type {Map<string, {templates: any[], steps: any[], at: number}>} by language, channel and desk */
    this.shelves = new Map();
    this.saidTyping = 0;
    this.quiet = new Quiet(api, me.quiet);
    this.keys = new Keys(words);
    this.signals = new Signals(words, byId("sounds"), byId("notifications"));
    this.queue = new Queue({ api, words, me, list: byId("queue"), views: byId("views"), onopen: (id) => this.show(id) });
    this.deeds = new Deeds(this);
    this.news = new News(this);
    this.talk = new Talk(byId("log"), words, {
      undo: (reply) => this.deeds.undo(reply),
      again: (reply) => this.deeds.reply(reply, "again"),
      arrived: (reply) => this.deeds.reply(reply, "arrived"),
      pass: (reply) => this.deeds.pass(reply),
      giveBack: (reply, word) => this.deeds.giveBack(reply, word),
    });
    this.composer = new Composer({ words, quiet: this.quiet, keys: this.keys, say: (sentence) => this.say(sentence), ontyping: () => this.#typing(), onshow: (seq) => this.#showMessage(seq), onact: (verb, body) => void this.deeds.act(verb, body) });
    this.sending = new Sending({ api, words, say: (sentence) => this.say(sentence, true), onsent: (open) => this.#sent(open) });
    this.around = new Around({ api, words, me, trying: (act) => this.trying(act) });
    this.alarms = new Alarms({ api, words, me, trying: (act) => this.trying(act), onopen: (id) => void this.show(id) });
    this.actions = new Actions(words, () => choices(this));
    this.you = new You(this);
    this.thanks = document.getElementById("thanks") ? new Thanks(api, words) : null; // practice has none to give
    this.#wire();
  }

  async start() {
    await this.queue.show();
    this.live = this.connect({
      url: socketUrl("/api/live"),
      hello: () => ({ csrf: this.api.csrf, last: this.open ? { [this.open.id]: this.open.thread.seq } : {} }),
      onframe: (frame) => this.news.hear(frame),
      onstate: (connected) => this.news.connection(connected),
    });
    void this.composer.paper.prefer(this.me.plain_field);
    drawParts(await this.api.get("/api/parts"), byId("parts"));
    this.around.draw(await this.api.get("/api/notices"));
    await this.alarms.look();
    void this.thanks?.look();
    setInterval(() => this.talk.tick(), 500);
    setInterval(() => this.#drawHead(), 5_000); // waiting times grow by themselves
  }

  /**
   * A sentence for everybody, at the foot of the page and for ears.
   *
   * @param {string} sentence
   * @param {boolean} [alarm]
   */
  say(sentence, alarm = false) {
    byId("said").classList.toggle("alarm", alarm);
    byId("said").textContent = sentence;
    clearTimeout(this.sayTimer);
    this.sayTimer = setTimeout(() => { byId("said").textContent = ""; }, alarm ? 15_000 : 6_000);
  }

  /** @param {string} id */
  async show(id) {
    if (this.open) void this.open.draft.flush();
    this.queue.select(id);
    const { tab } = document.body.dataset; // on a phone, who looks elsewhere while it loads is left there
    try {
      const open = await this.#conversation(id);
      if (this.queue.selected !== id) return; // another one was chosen meanwhile
      if (this.open) this.live?.say({ type: "leave", conversation: this.open.id });
      this.open = open;
      this.news.typingUntil = 0;
      this.live?.say({ type: "open", conversation: id, seq: open.thread.seq });
      const [shelf, extras] = await Promise.all([this.#shelf(open), this.#extras(open)]);
      this.composer.show(open, { ...shelf, extras });
      if (document.body.dataset.tab === tab) this.tab("talk");
      this.draw();
      byId("nothing-open").hidden = true;
      if (open.can("reply")) this.composer.field.focus();
    } catch (error) {
      this.trouble(error);
    }
  }

  #drawHead() {
    drawHead(byId("head"), this.open, { words: this.words, me: this.me, typing: this.news.patronTypes, onverb: (verb) => this.deeds.act(verb) });
  }

  draw() {
    this.#drawHead();
    this.talk.draw(this.open);
    this.composer.draw();
  }

  /** @param {number} seq */
  #showMessage(seq) {
    this.tab("talk");
    this.talk.show(seq);
  }

  /** On a narrow screen one column is seen at a time. @param {"queue" | "talk" | "side"} name */
  tab(name) {
    document.body.dataset.tab = name;
    for (const button of byId("tabs").querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.dataset.tab === name));
    }
  }

  /** @param {string} id */
  async #conversation(id) {
    const known = this.known.get(id);
    if (known) {
      await known.refresh();
      return known;
    }
    const answer = await this.api.get(`/api/conversations/${id}`);
    const open = new Open({ answer, api: this.api, quiet: this.quiet, me: this.me.id, onchange: () => { if (this.open?.id === id) this.composer.drawSoon(); } });
    this.known.set(id, open);
    return open;
  }

  /** @param {Open} open */
  async #shelf(open) {
    const { lang, channel, desk } = open.summary;
    const key = `lang=${encodeURIComponent(lang)}&channel=${channel}&desk=${encodeURIComponent(desk)}`;
    const shelf = this.shelves.get(key);
    if (shelf && Date.now() - shelf.at < SHELF_LASTS) return shelf;
    const [{ templates }, { next_steps: steps }] = await Promise.all([this.api.get(`/api/templates?${key}`), this.api.get(`/api/next-steps?${key}`)]);
    const found = { templates, steps, at: Date.now() };
    this.shelves.set(key, found);
    return found;
  }

  /** The house's own tips and events; the desk offers none after a complaint. @param {Open} open */
  async #extras(open) {
    if (!open.can("reply")) return [];
    return (await this.api.get(`/api/conversations/${open.id}/extras`)).extras;
  }

  #sendOrNote() {
    if (this.composer.part === "note") return this.deeds.addNote();
    if (this.open?.can("reply")) return this.sending.send(this.open);
    return undefined;
  }

  /** @param {Open} open */
  #sent(open) {
    if (open !== this.open) return;
    this.composer.reread();
    this.draw();
    if (this.composer.part === "reply" && !document.querySelector("dialog[open]")) this.composer.field.focus();
  }

  #typing() {
    if (!this.open || Date.now() - this.saidTyping < TYPING_EVERY) return;
    this.saidTyping = Date.now();
    this.live?.say({ type: "typing", conversation: this.open.id });
  }

  /** Do something of the desk's; a "no" is said, not thrown. @param {() => Promise<void>} act */
  trying(act) {
    return act().catch((error) => this.trouble(error));
  }

  /** @param {unknown} error */
  trouble(error) {
    if (!(error instanceof Refusal)) throw error;
    this.say(error.message || this.words._("The desk can't be reached just now. Please try again in a moment."), true);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const name = this.keys.named(event);
    if (!name || document.querySelector("dialog[open]")) return;
    const run = {
      send: () => this.#sendOrNote(),
      undo: () => this.deeds.undo(),
      nextHint: () => this.composer.goHint(1),
      previousHint: () => this.composer.goHint(-1),
      use1: () => this.composer.useCurrent(0),
      use2: () => this.composer.useCurrent(1),
      use3: () => this.composer.useCurrent(2),
      ignore: () => this.composer.ignoreCurrent(),
      promise: () => this.composer.context.ledger.noteAll(),
      actions: () => this.actions.show(),
      deskPage: () => this.around.show(),
      claim: () => this.open?.can("claim") && this.deeds.act("claim"),
      note: () => this.composer.turnOver(),
      down: () => this.#move(1),
      up: () => this.#move(-1),
    }[name] ?? (() => this.composer.insertStep(Number(name.slice("step".length)) - 1));
    event.preventDefault();
    void run();
  }

  /** @param {1 | -1} step */
  #move(step) {
    const id = this.queue.neighbour(step);
    if (id) void this.show(id);
  }

  #wire() {
    document.addEventListener("keydown", (event) => this.#key(event));
    addEventListener("pagehide", () => this.known.forEach((open) => open.draft.farewell()));
    byId("send").addEventListener("click", () => void this.#sendOrNote());
    byId("send-close").addEventListener("click", () => this.open && void this.sending.send(this.open, { close: true }));
    byId("add-note").addEventListener("click", () => void this.deeds.addNote());
    byId("open-actions").addEventListener("click", () => this.actions.show());
    byId("open-desk-page").addEventListener("click", () => void this.around.show());
    byId("note-question").hidden = !mayNote(this);
    byId("note-question").addEventListener("click", () => noteQuestion(this));
    for (const button of byId("tabs").querySelectorAll("button")) {
      button.addEventListener("click", () => this.tab(/** @type {any} */ (button.dataset.tab)));
    }
  }
}
