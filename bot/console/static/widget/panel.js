// The button and the panel: what opens, what closes, where the focus goes.

import { fill, h } from "../shared/dom.js";
import { drawLog } from "./log.js";
import { copies, drawMore } from "./more.js";
import { WriteBox } from "./writebox.js";

const SPEECH = "M4 5h16v11H11l-5 4v-4H4z M8 9h8 M8 12h5"; // a card with two lines, speaking

export class Panel {
  /** @type {any} what the desk says of itself; null while it can't be reached */
  about = null;
  /** The newest line seen while the panel was open. */
  read = 0;
  /** @type {HTMLElement | undefined} */
  ending = undefined;
  /** The way into the library's Telegram chat, where it has one. @type {any} */
  telegram = undefined;

  /**
   * @param {object} parts
   * @param {HTMLElement} parts.host
   * @param {ShadowRoot} parts.root
   * @param {import("./talk.js").Talk} parts.talk
   * @param {import("./kept.js").Kept} parts.kept
   * @param {import("../shared/words.js").Words} parts.words
   * @param {(language: string) => void} parts.onlanguage
   */
  constructor({ host, root, talk, kept, words, onlanguage }) {
    this.host = host;
    this.talk = talk;
    this.kept = kept;
    this.words = words;
    this.onlanguage = onlanguage;
    const { _ } = words;
    this.news = h("span", { class: "news", hidden: true });
    this.opener = h("button", { type: "button", class: "opener", "aria-expanded": "false", onclick: () => this.open() },
      icon(), h("span", {}, _("Ask a librarian")), this.news);
    this.status = h("p", { class: "status" });
    this.log = h("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": _("Conversation") });
    this.wait = h("p", { class: "line", role: "status" });
    this.end = h("div");
    this.offline = h("p", { class: "offline", role: "status", hidden: true },
      _("No connection just now. What you write is kept and goes as soon as it is back."));
    this.body = h("div", { class: "body", tabindex: "0", role: "group", "aria-label": _("Messages") },
      this.log, this.wait, this.end);
    this.writebox = new WriteBox(this);
    this.panel = h("section", { class: "panel", role: "region", "aria-label": _("Ask a librarian"), hidden: true,
      lang: words.language, onkeydown: (/** @type {KeyboardEvent} */ event) => this.#key(event) },
      h("header", {},
        h("div", { class: "title" }, h("h2", {}, _("Ask a librarian")),
          h("button", { type: "button", onclick: () => this.close() }, _("Close"))),
        this.status),
      this.offline, this.body, h("footer", {}, this.writebox.element, drawMore(this)));
    fill(root, this.opener, this.panel);
    if (kept.values.open) this.open({ focus: false });
  }

  get isOpen() {
    return !this.panel.hidden;
  }

  /** @param {{focus?: boolean}} [options] */
  open({ focus = true } = {}) {
    this.panel.hidden = false;
    this.opener.hidden = true;
    this.host.dataset.open = "";
    this.kept.set({ open: true });
    this.#ask();
    this.draw();
    if (focus) this.writebox.focus();
  }

  close() {
    this.panel.hidden = true;
    this.opener.hidden = false;
    delete this.host.dataset.open;
    this.kept.set({ open: false });
    this.draw();
    this.opener.focus();
  }

  draw() {
    const { talk, words } = this;
    const near = this.body.scrollHeight - this.body.scrollTop - this.body.clientHeight < 80;
    drawLog(this.log, talk, words, {
      greeting: this.about?.greeting ?? "",
      onremove: (id) => talk.outbox.remove(id),
    });
    this.#say(this.status, this.about?.hours ?? "");
    this.#say(this.wait, lineNow(talk, this.about, words));
    this.offline.hidden = talk.connected;
    void this.#drawEnd();
    for (const button of this.panel.querySelectorAll("[data-post]")) /** @type {HTMLElement} */ (button).hidden = !this.mails;
    this.writebox.draw();
    this.#drawNews();
    if (near) this.body.scrollTop = this.body.scrollHeight;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.close();
  }

  /** Ask the desk who it is and whether it is open, each time the panel opens. */
  async #ask() {
    try {
      this.about = await this.talk.desk.about(this.words.language);
    } catch {
      this.about = null;
    }
    this.writebox.describe(this.about);
    this.telegram.hidden = !this.about?.telegram;
    if (this.about?.telegram) this.telegram.href = new URL(this.about.telegram, this.talk.desk.server).href;
    this.draw();
  }

  /** Whether the conversation can be mailed to the patron. */
  get mails() {
    return Boolean(this.about?.by_email) && this.talk.begun && this.talk.channel === "chat";
  }

  async #drawEnd() {
    if (this.talk.closed === Boolean(this.ending)) return;
    const ending = this.talk.closed ? h("div") : undefined;
    this.ending = ending;
    fill(this.end, ending);
    if (!ending) return;
    try {
      const { drawEnding } = await import("./later/ending.js");
      const post = h("div", { hidden: true });
      const onnew = () => { this.talk.leave(); this.writebox.focus(); };
      fill(ending, drawEnding(this.talk, this.words, onnew, copies(this, post)), post);
    } catch {
      this.ending = undefined; // no connection: tried again with the next news
    }
  }

  /** How many answers came while the panel was shut. */
  #drawNews() {
    const { seq, lines } = this.talk.thread;
    if (this.isOpen) this.read = seq;
    const unread = lines.filter((line) => line.seq > this.read && line.kind === "message" && line.by !== "patron").length;
    this.news.hidden = unread === 0 || this.read === 0;
    this.news.textContent = String(unread);
    this.news.setAttribute("aria-label", this.words.n_("%(count)s new answer", "%(count)s new answers", unread));
  }

  /**
   * Only a change is announced.
   *
   * @param {HTMLElement} element
   * @param {string} text
   */
  #say(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }
}

function icon() {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", "aria-hidden": "true", fill: "none" })) svg.setAttribute(key, value);
  for (const [key, value] of Object.entries({ d: SPEECH, stroke: "currentColor", "stroke-width": "2", "stroke-linejoin": "round" })) path.setAttribute(key, value);
  svg.append(path);
  return svg;
}

/**
 * One sentence on how the line is. The desk says it; here it is only decided which one is due.
 *
 * @param {import("./talk.js").Talk} talk
 * @param {any} about the desk's own answer; null while it can't be reached
 * @param {import("../shared/words.js").Words} words
 */
function lineNow(talk, about, words) {
  if (talk.closed) return "";
  if (!talk.begun) return !about || about.open ? "" : closedAdvice(words);
  if (Date.now() < talk.typingUntil) return words._("The librarian is writing…");
  if (talk.state === "waiting") return talk.waitingLine;
  return talk.who ? words._("%(name)s is answering you.", { name: talk.who }) : "";
}

/** @param {import("../shared/words.js").Words} words */
const closedAdvice = (words) =>
  words._("Leave your question here, with an e-mail address if you like: a librarian answers when we open.");
