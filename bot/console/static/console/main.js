// The console: puts the columns together and carries news between them.

import { byId, fill, h } from "../shared/dom.js";
import { Refusal } from "../shared/http.js";
import { Live, socketUrl } from "../shared/live.js";
import { Words } from "../shared/words.js";
import { freshId } from "../widget/outbox.js";
import { Api } from "./api.js";
import { Around } from "./around.js";
import { Composer } from "./composer.js";
import { Actions, handOver, keysAndHints } from "./dialogs.js";
import { askToBlock, pause } from "./resting.js";
import { drawHead, rarer, verbs } from "./heading.js";
import { Keys } from "./keys.js";
import { myTelegram } from "./my-telegram.js";
import { Open } from "./open.js";
import { drawParts } from "./parts.js";
import { Queue } from "./queue.js";
import { Quiet } from "./quiet.js";
import { Sending } from "./sending.js";
import { Signals } from "./signals.js";
import { Talk } from "./talk.js";

const TYPING_EVERY = 4_000; // milliseconds
const TYPING_LASTS = 6_000;
const SHELF_LASTS = 60_000; // what an admin publishes is found within a minute

class Console {
  /**
   * @param {any} me
   * @param {Api} api
   * @param {Words} words
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
    this.typingUntil = 0;
    this.saidTyping = 0;
    this.quiet = new Quiet(api, me.quiet);
    this.keys = new Keys(words);
    this.signals = new Signals(words, byId("sounds"), byId("notifications"));
    this.queue = new Queue({ api, words, me, list: byId("queue"), views: byId("views"), onopen: (id) => this.show(id) });
    this.talk = new Talk(byId("log"), words, {
      undo: (reply) => this.#undo(reply),
      again: (reply) => this.#reply(reply, "again"),
      arrived: (reply) => this.#reply(reply, "arrived"),
    });
    this.composer = new Composer({ words, quiet: this.quiet, keys: this.keys, say: (sentence) => this.say(sentence), ontyping: () => this.#typing(), onshow: (seq) => this.#showMessage(seq) });
    this.sending = new Sending({ api, words, say: (sentence) => this.say(sentence, true), onsent: (open) => this.#sent(open) });
    this.around = new Around({ api, words, me, trying: (act) => act().catch((error) => this.#trouble(error)) });
    this.actions = new Actions(words, () => this.#choices());
    this.#wire();
  }

  async start() {
    await this.queue.show();
    this.live = this.connect({
      url: socketUrl("/api/live"),
      hello: () => ({ csrf: this.api.csrf, last: this.open ? { [this.open.id]: this.open.thread.seq } : {} }),
      onframe: (frame) => this.#frame(frame),
      onstate: (connected) => this.#connection(connected),
    });
    void this.composer.paper.prefer(this.me.plain_field);
    drawParts(await this.api.get("/api/parts"), byId("parts"));
    this.around.draw(await this.api.get("/api/notices"));
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
    try {
      const open = await this.#conversation(id);
      if (this.queue.selected !== id) return; // another one was chosen meanwhile
      if (this.open) this.live?.say({ type: "leave", conversation: this.open.id });
      this.open = open;
      this.typingUntil = 0;
      this.live?.say({ type: "open", conversation: id, seq: open.thread.seq });
      this.composer.show(open, await this.#shelf(open));
      this.tab("talk");
      this.draw();
      byId("nothing-open").hidden = true;
      if (open.can("reply")) this.composer.field.focus();
    } catch (error) {
      this.#trouble(error);
    }
  }

  #drawHead() {
    drawHead(byId("head"), this.open, { words: this.words, me: this.me, typing: Date.now() < this.typingUntil, onverb: (verb) => this.act(verb) });
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

  /** @param {string} verb @param {object} [body] */
  async act(verb, body) {
    const { open } = this;
    if (!open) return;
    if (verb === "claim" && open.summary.assignee) body = { take_over: true };
    const dialog = { pause, block: askToBlock }[verb];
    if (dialog && !body) return dialog(this.words, (chosen) => void this.act(verb, chosen));
    if (verb === "end") [verb, body] = ["close", { kindly: true }];
    verb = { confirm_block: "block/confirm", drop_block: "block/drop" }[verb] ?? verb;
    if (verb === "handover" && !body) return handOver(this.words, this.api, this.me, (to) => this.act("handover", to)).catch((error) => this.#trouble(error));
    try {
      const answer = await this.api.act(open.id, verb, body);
      open.take(answer);
      await open.refresh();
      this.draw();
      if (open === this.open && open.can("reply") && ["claim", "accept", "reopen"].includes(verb)) this.composer.field.focus();
    } catch (error) {
      this.#trouble(error);
      await open.refresh().catch(() => {});
      this.draw();
    }
    // What one has taken is found under Mine; the row stays in sight.
    await this.queue.show(["claim", "accept", "reopen"].includes(verb) && open.can("reply") ? "mine" : this.queue.view).catch(() => {});
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

  #sendOrNote() {
    if (this.composer.part === "note") return this.#addNote();
    if (this.open?.can("reply")) return this.sending.send(this.open);
    return undefined;
  }

  async #addNote() {
    const { open } = this;
    if (!open?.note.trim()) return;
    try {
      open.take(await this.api.act(open.id, "notes", { text: open.note, client_id: freshId() }));
      open.note = "";
      this.composer.note.value = "";
      this.draw();
    } catch (error) {
      this.#trouble(error);
    }
  }

  /** @param {Open} open */
  #sent(open) {
    if (open !== this.open) return;
    this.composer.reread();
    this.draw();
    if (this.composer.part === "reply" && !document.querySelector("dialog[open]")) this.composer.field.focus();
  }

  /** @param {string} [reply] the newest held one when left out */
  async #undo(reply = this.open?.held.filter((held) => held.mine).at(-1)?.reply) {
    const { open } = this;
    if (!open || !reply) return;
    try {
      const answer = await this.api.act(open.id, `replies/${reply}/undo`);
      open.take({ ...answer, held: open.held.filter((held) => held.reply !== reply) });
      open.draft.become(answer.draft);
      open.proof.read(answer.draft.text);
      this.composer.reread();
      this.draw();
      this.composer.turn("reply");
      this.say(this.words._("Taken back. The text is yours again."));
    } catch (error) {
      this.#trouble(error);
    }
  }

  /** @param {string} reply @param {"again" | "arrived"} verb */
  #reply(reply, verb) {
    return this.act(`replies/${reply}/${verb}`);
  }

  #typing() {
    if (!this.open || Date.now() - this.saidTyping < TYPING_EVERY) return;
    this.saidTyping = Date.now();
    this.live?.say({ type: "typing", conversation: this.open.id });
  }

  /** @param {any} frame */
  #frame(frame) {
    if (frame.type === "queue") this.#queueNews(frame);
    if (frame.type === "counts") this.#counts(frame.counts);
    if (frame.type === "parts") drawParts(frame, byId("parts"));
    if (frame.type === "notices") this.around.draw(frame);
    const open = this.known.get(frame.conversation);
    if (!open) return;
    if (frame.type === "entries") this.#entries(open, frame);
    if (frame.type === "reload") void open.reload().then(() => this.draw());
    if (frame.type === "typing" && frame.by === "patron" && open === this.open) {
      this.typingUntil = Date.now() + TYPING_LASTS;
      setTimeout(() => this.draw(), TYPING_LASTS + 50);
    }
    this.draw();
  }

  /** @param {Record<string, number>} counts */
  #counts(counts) {
    this.queue.count(counts);
    this.signals.count(counts.waiting ?? 0);
  }

  /** @param {any} frame A line without `last_text` keeps the words it had. */
  #queueNews({ conversation }) {
    const fresh = !this.queue.rows.some((row) => row.id === conversation.id) && conversation.state === "waiting";
    this.queue.take(conversation);
    if (fresh) this.signals.newQuestion();
    const open = this.known.get(conversation.id);
    if (!open) return;
    open.summary = { ...open.summary, ...conversation };
    if (open === this.open) void open.refresh().then(() => this.draw(), () => {});
  }

  /** @param {Open} open @param {any} frame */
  #entries(open, frame) {
    // The frame's `conversation` is an id, not a summary.
    const { conversation, ...news } = frame;
    const fresh = open.take(news);
    if (fresh.some((entry) => entry.kind === "forgotten")) void this.#forget(open);
    if (fresh.some((entry) => entry.by === "patron" && entry.kind === "message")) {
      this.signals.newMessage();
      if (open === this.open) this.typingUntil = 0;
    }
  }

  /** Erased at the desk: not a word of it stays on this screen. @param {Open} open */
  async #forget(open) {
    await open.reload();
    open.draft.become(await this.api.get(`/api/conversations/${open.id}/draft`).catch(() => ({ text: "", version: 0 })));
    open.note = "";
    open.proof.read("");
    this.composer.reread();
    this.draw();
    await this.queue.show();
  }

  /** @param {boolean} connected */
  #connection(connected) {
    byId("offline").hidden = connected;
    if (!connected) return;
    void this.queue.show().catch(() => {});
    void this.open?.refresh().then(() => this.draw(), () => {});
  }

  /** What Ctrl+K offers. @returns {import("./picker.js").Choice[]} */
  #choices() {
    const { _ } = this.words;
    const { open } = this;
    const doable = open ? [...verbs(open, this.words), ...rarer(open, this.words)].map((verb) => ({ label: verb.label, run: () => void this.act(verb.name) })) : [];
    const writing = open?.can("reply")
      ? [
          { label: _("Send the reply"), more: this.keys.of("send"), run: () => void this.sending.send(open) },
          { label: _("Send and close"), run: () => void this.sending.send(open, { close: true }) },
          { label: _("Next hint"), more: this.keys.of("nextHint"), run: () => this.composer.goHint(1) },
          ...this.composer.steps.map((step) => ({ label: _("Next step: %(title)s", { title: step.title }), run: () => this.composer.insert(step) })),
          ...this.composer.templates.map((template) => ({ label: _("Template: %(title)s", { title: template.title }), run: () => this.composer.insert(template) })),
        ]
      : [];
    const note = open?.can("note") ? [{ label: _("Write a private note"), more: this.keys.of("note"), run: () => this.composer.turn("note") }] : [];
    const views = /** @type {const} */ ([["waiting", _("Show who is waiting")], ["mine", _("Show mine")], ["later", _("Show what was left for later")], ["all", _("Show all")], ["closed", _("Show closed ones")]]);
    return [
      ...doable, ...writing, ...note,
      ...views.map(([view, label]) => ({ label, run: () => void this.queue.show(view) })),
      { label: _("The desk's own page: hours, fees, who can help"), more: this.keys.of("deskPage"), run: () => void this.around.show() },
      { label: _("Keys and hints"), run: () => this.#keysAndHints() },
      { label: _("Sign out"), run: () => void this.#signOut() },
    ];
  }

  #keysAndHints() {
    const trying = (/** @type {() => Promise<void>} */ act) => act().catch((error) => this.#trouble(error));
    keysAndHints(this.words, this.keys, this.quiet, trying, () => this.composer.draw());
  }

  /** @param {boolean} plain */
  async #preferField(plain) {
    try {
      this.me = await this.api.patch("/api/me", { plain_field: plain });
      if (!await this.composer.paper.prefer(plain)) this.say(this.words._("The editor could not be loaded; you go on in the plain field."));
    } catch (error) {
      this.#trouble(error);
    }
  }

  async #signOut() {
    await this.open?.draft.flush();
    await this.api.delete("/api/session").catch(() => {});
    location.assign("/signin");
  }

  /** @param {unknown} error */
  #trouble(error) {
    if (!(error instanceof Refusal)) throw error;
    this.say(error.message || this.words._("The desk can't be reached just now. Please try again in a moment."), true);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const name = this.keys.named(event);
    if (!name || document.querySelector("dialog[open]")) return;
    const run = {
      send: () => this.#sendOrNote(),
      undo: () => this.#undo(),
      nextHint: () => this.composer.goHint(1),
      previousHint: () => this.composer.goHint(-1),
      use1: () => this.composer.useCurrent(0),
      use2: () => this.composer.useCurrent(1),
      use3: () => this.composer.useCurrent(2),
      ignore: () => this.composer.ignoreCurrent(),
      actions: () => this.actions.show(),
      deskPage: () => this.around.show(),
      claim: () => this.open?.can("claim") && this.act("claim"),
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
    byId("add-note").addEventListener("click", () => void this.#addNote());
    byId("open-actions").addEventListener("click", () => this.actions.show());
    byId("open-desk-page").addEventListener("click", () => void this.around.show());
    byId("open-keys").addEventListener("click", () => this.#keysAndHints());
    byId("sign-out").addEventListener("click", () => void this.#signOut());
    for (const button of byId("tabs").querySelectorAll("button")) {
      button.addEventListener("click", () => this.tab(/** @type {any} */ (button.dataset.tab)));
    }
    byId("available").checked = this.me.available;
    byId("available").addEventListener("change", (/** @type {any} */ event) =>
      this.api.patch("/api/me", { available: event.target.checked }).catch((error) => this.#trouble(error)));
    if (this.me.role !== "viewer") void myTelegram(this.words, this.api, (error) => this.#trouble(error));
    byId("plain-field").checked = this.me.plain_field;
    byId("plain-field").addEventListener("change", (/** @type {any} */ event) => void this.#preferField(event.target.checked));
    byId("my-language").value = this.words.language;
    byId("my-language").addEventListener("change", async (/** @type {any} */ event) => {
      await this.open?.draft.flush();
      await this.api.patch("/api/me", { lang: event.target.value });
      location.reload();
    });
  }
}

const me = await new Api().get("/api/me");
const words = await Words.load(document.documentElement.lang);
byId("my-name").textContent = me.name;
if (me.role === "admin") fill(byId("admin-link"), h("a", { href: "/admin" }, words._("Admin pages")));
const real = { api: new Api(me.csrf), connect: (/** @type {import("../shared/live.js").LiveOptions} */ options) => new Live(options) };
const practising = "practice" in document.body.dataset;
const desk = practising ? (await import("../practice/start.js")).practise(real.api, me, words) : real;
await new Console(me, desk.api, words, desk.connect).start();
