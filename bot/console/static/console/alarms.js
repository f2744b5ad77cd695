// Promises that need somebody: one's own while there is time, broken ones of anybody; and what one leaves behind at the
// end of a shift.

import { byId, fill, h } from "../shared/dom.js";
import { dueText } from "./ledger.js";

const SOON = 2 * 3_600_000; // milliseconds
const SHOWN = 4;
const GATHER = 400; // milliseconds in which several pieces of news are one look

export class Alarms {
  /**
   * @param {object} parts
   * @param {import("./api.js").Api} parts.api
   * @param {import("../shared/words.js").Words} parts.words
   * @param {{id: string, role: string}} parts.me
   * @param {(act: () => Promise<void>) => Promise<void>} parts.trying runs what may be refused, and says so if it is
   * @param {(id: string) => void} parts.onopen
   */
  constructor({ api, words, me, trying, onopen }) {
    this.api = api;
    this.words = words;
    this.me = me;
    this.trying = trying;
    this.onopen = onopen;
    /** @type {any[]} */
    this.lines = [];
    this.asked = 0; // low marks that are this person's to read
    setInterval(() => this.draw(), 60_000); // what was far off comes near by itself
  }

  async look() {
    this.lines = (await this.api.get("/api/promises")).promises;
    this.asked = (await this.api.get("/api/feedback/questions")).questions.length;
    this.draw();
  }

  /** A conversation changed: look again if promises are, or were, in it. @param {any} summary */
  heard(summary) {
    if (!summary.promise_at && !this.lines.some((line) => line.conversation === summary.id)) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.look().catch(() => {}), GATHER);
  }

  get mine() {
    return this.lines.filter((line) => line.promise.owner?.id === this.me.id);
  }

  draw() {
    const now = Date.now();
    const urgent = this.lines.filter(({ promise }) => {
      const left = new Date(promise.by).getTime() - now;
      return left < 0 || (left < SOON && (!promise.owner || promise.owner.id === this.me.id));
    });
    const list = byId("promise-alarms");
    const drawn = JSON.stringify([urgent, this.asked, this.words.language, urgent.map((line) => new Date(line.promise.by).getTime() < now)]);
    if (list.dataset.drawn === drawn) return;
    list.dataset.drawn = drawn;
    list.hidden = !urgent.length && !this.asked;
    const { n_ } = this.words;
    const more = urgent.length - SHOWN;
    fill(list, ...urgent.slice(0, SHOWN).map((line) => this.#line(line, now)),
      more > 0 ? h("li", { class: "small" }, n_("%(count)s more promise is due: see Follow-ups.", "%(count)s more promises are due: see Follow-ups.", more)) : null,
      this.asked ? h("li", {}, h("a", { href: "/mine" }, n_("%(count)s patron didn't find what they needed: what could we have done?", "%(count)s patrons didn't find what they needed: what could we have done?", this.asked))) : null);
  }

  /** @param {any} line @param {number} now */
  #line({ promise, conversation, number }, now) {
    const { _, language } = this.words;
    const time = dueText(promise, language);
    const late = new Date(promise.by).getTime() < now;
    const who = promise.owner && promise.owner.id !== this.me.id ? ` · ${promise.owner.name}` : "";
    return h("li", { class: "row" },
      h("span", { class: "grow" },
        h("strong", {}, late ? _("A promise in #%(number)s was due %(time)s.", { number, time }) : _("A promise in #%(number)s is due %(time)s.", { number, time })),
        " ", promise.call ? _("Call back.") : h("q", { dir: "auto" }, promise.text), who),
      h("button", { type: "button", onclick: () => this.onopen(conversation) }, _("Open it")));
  }

  /** Going off shift with promises of one's own: a colleague may keep them. */
  async leaving() {
    await this.look();
    const lines = this.mine;
    if (!lines.length) return;
    const { people } = await this.api.get("/api/people");
    const colleagues = people.filter((/** @type {any} */ one) => one.id !== this.me.id && one.active && !one.invited && one.role !== "viewer");
    const { _, language } = this.words;
    const dialog = /** @type {HTMLDialogElement} */ (byId("resting"));
    byId("resting-title").textContent = _("You have promised something");
    fill(byId("resting-body"),
      h("p", {}, colleagues.length ? _("It stays yours. If you won't be here in time, a colleague can keep it for you.") : _("It stays yours; you will be reminded in time.")),
      h("ul", { class: "rows" }, ...lines.map((line) => h("li", {},
        `#${line.number} `, line.promise.call ? _("Call back.") : h("q", { dir: "auto" }, line.promise.text), " ",
        h("strong", {}, _("due %(time)s", { time: dueText(line.promise, language) })),
        colleagues.length ? this.#handTo(line, colleagues) : null))));
    dialog.showModal();
  }

  /** @param {any} line @param {any[]} colleagues */
  #handTo(line, colleagues) {
    const { _ } = this.words;
    const choice = /** @type {HTMLSelectElement} */ (h("select", { "aria-label": _("Who keeps it") }, ...colleagues.map((one) => h("option", { value: one.id }, one.name))));
    const row = h("div", { class: "row" }, choice, h("button", { type: "button", onclick: () => this.trying(async () => {
      await this.api.act(line.conversation, `promises/${line.promise.id}/hand`, { to: choice.value });
      fill(row, h("span", { role: "status" }, _("%(name)s keeps it now.", { name: choice.selectedOptions[0].textContent ?? "" })));
    }) }, _("Hand it over")));
    return row;
  }
}
