// Promises beside the draft: what it promises, offered to be noted with one key, and what was promised here before.

import { byId, fill, h, reconcile } from "../shared/dom.js";
import { dayAndTime } from "../shared/times.js";
import { dayOnly } from "./days.js";

/** @typedef {import("./open.js").Open} Open */
/** @typedef {{id: string, text: string, due: string, by: string, at_hour: boolean, call: boolean, owner: {id: string, name: string} | null, told: string}} Promised */

/**
 * By when, as one says it.
 *
 * @param {{due: string, at_hour: boolean}} promise
 * @param {string} language
 */
export const dueText = ({ due, at_hour: hour }, language) => (hour ? dayAndTime : dayOnly)(due, language);

/** A day for a field of that kind. @param {Date} date */
export const dayOf = (date) => `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;

export class Ledger {
  /**
   * @param {object} parts
   * @param {import("../shared/words.js").Words} parts.words
   * @param {import("./keys.js").Keys} parts.keys
   * @param {(verb: string, body?: object) => void} parts.onact something is done with a promise
   */
  constructor({ words, keys, onact }) {
    this.words = words;
    this.keys = keys;
    this.onact = onact;
    /** @type {Open | null} */
    this.open = null;
  }

  /** @param {Open | null} open */
  draw(open) {
    this.open = open;
    this.#part("promises", open?.can("reply") ? this.#offers(open).map((offer) => this.#offer(open, offer)) : []);
    this.#part("promised", open ? open.promises.map((promise) => this.#promise(open, promise)) : []);
  }

  /** Note all that the draft promises and names a time for; once more takes it back. */
  noteAll() {
    const { open } = this;
    if (!open?.can("reply")) return;
    const dated = this.#offers(open).filter((offer) => offer.due);
    const all = dated.every((offer) => open.noted.has(offer.quote));
    for (const offer of dated) this.#note(open, offer, !all);
    this.draw(open);
  }

  /** @param {Open} open */
  #offers(open) {
    return open.proof.promises.filter((promise) => open.draft.text.includes(promise.quote));
  }

  /** @param {Open} open @param {any} offer @param {boolean} yes @param {string} [day] */
  #note(open, offer, yes, day) {
    const due = day ?? (offer.due_precision === "day" ? offer.due.slice(0, 10) : offer.due);
    if (yes) open.noted.set(offer.quote, { quote: offer.quote, due });
    else open.noted.delete(offer.quote);
  }

  /** @param {Open} open @param {any} offer */
  #offer(open, offer) {
    const { words: { _, language } } = this;
    const { quote, due, due_precision: precision } = offer;
    const noted = open.noted.get(quote);
    const first = this.#offers(open)[0] === offer;
    return {
      key: JSON.stringify([quote, due, noted?.due, first]),
      row: () => {
        const day = /** @type {HTMLInputElement} */ (h("input", { type: "date", "aria-label": _("By when?"), min: dayOf(new Date()), value: noted?.due.slice(0, 10) ?? "" }));
        const button = h("button", { type: "button", "aria-pressed": String(Boolean(noted)), onclick: () => {
          if (!due && !day.value) return day.focus();
          this.#note(open, offer, !noted, due ? undefined : day.value);
          this.draw(open);
        } }, noted ? _("Noted: it goes with the reply") : _("Note this promise"), first && due ? h("kbd", {}, this.keys.of("promise")) : null);
        return h("li", {}, h("q", { dir: "auto" }, quote), " ",
          due ? h("strong", {}, _("due %(time)s", { time: (precision === "day" ? dayOnly : dayAndTime)(due, language) })) : h("span", { class: "soft" }, _("no time is said")),
          h("div", { class: "row" }, due ? null : day, button));
      },
    };
  }

  /** @param {Open} open @param {Promised} promise */
  #promise(open, promise) {
    const { words: { _, language } } = this;
    const may = open.can("promise");
    const late = promise.told === "broken";
    const keeps = open.keeps.has(promise.id);
    return {
      key: JSON.stringify([promise, open.phone, may, open.can("reply"), keeps]),
      row: () => h("li", {},
        promise.call ? h("span", {}, _("Call back."), " ", open.phone ? h("a", { href: `tel:${open.phone.replace(/[^+\d]/g, "")}` }, open.phone) : "") : h("q", { dir: "auto" }, promise.text),
        " ", h("strong", { class: late ? "alarm" : null }, late ? _("was due %(time)s", { time: dueText(promise, language) }) : _("due %(time)s", { time: dueText(promise, language) })),
        promise.owner && promise.owner.id !== open.me ? h("span", { class: "soft" }, ` · ${promise.owner.name}`) : null,
        may ? this.#verbs(open, promise, keeps) : null),
    };
  }

  /** @param {Open} open @param {Promised} promise @param {boolean} keeps */
  #verbs(open, promise, keeps) {
    const { words: { _ } } = this;
    const act = (/** @type {string} */ verb, /** @type {object | undefined} */ body = undefined) => () => this.onact(`promises/${promise.id}/${verb}`, body);
    const day = /** @type {HTMLInputElement} */ (h("input", { type: "date", "aria-label": _("Another day"), min: dayOf(new Date()) }));
    day.addEventListener("change", () => { if (day.value) this.onact(`promises/${promise.id}/move`, { due: day.value }); });
    const box = h("input", { type: "checkbox", checked: keeps, onchange: (/** @type {any} */ event) => {
      if (event.target.checked) open.keeps.add(promise.id);
      else open.keeps.delete(promise.id);
    } });
    return h("div", { class: "settle" },
      open.can("reply") && !promise.call ? h("label", { class: "check" }, box, _("My reply keeps it")) : null,
      h("div", { class: "row" },
        h("button", { type: "button", onclick: act("kept") }, promise.call ? _("I have called") : _("Kept")),
        h("button", { type: "button", class: "quiet", onclick: act("let-go", {}) }, _("Not needed any more")),
        h("label", { class: "small" }, _("Another day"), " ", day)));
  }

  /** @param {string} name @param {{key: string, row: () => HTMLElement}[]} rows */
  #part(name, rows) {
    byId(`${name}-part`).hidden = rows.length === 0;
    reconcile(byId(name), rows, (row) => row.key, (row, old) => old ?? row.row());
  }
}

/**
 * The word that closing over open promises needs.
 *
 * @param {import("../shared/words.js").Words} words
 * @param {Open} open
 * @param {(word: "kept" | "let_go" | "stay") => void} onchosen
 * @param {{reply?: boolean}} [options] whether a reply closes, which may keep them
 */
export function aboutPromises({ _, language }, open, onchosen, { reply = false } = {}) {
  const dialog = /** @type {HTMLDialogElement} */ (byId("resting"));
  const choice = (/** @type {"kept" | "let_go" | "stay"} */ word, /** @type {string} */ label) => h("button", { type: "button", onclick: () => {
    dialog.close();
    onchosen(word);
  } }, label);
  const lines = open.promises.map((promise) => h("li", {},
    promise.call ? _("Call back.") : h("q", { dir: "auto" }, promise.text), " ", h("strong", {}, _("due %(time)s", { time: dueText(promise, language) }))));
  byId("resting-title").textContent = _("Something is promised here");
  fill(byId("resting-body"),
    lines.length ? h("ul", {}, ...lines) : h("p", {}, _("Your reply itself promises something.")),
    h("p", {}, _("What becomes of it?")),
    h("div", { class: "row" },
      lines.length ? choice("kept", reply ? _("This reply keeps it") : _("It is kept")) : null,
      choice("stay", _("Close; it stays promised")),
      reply ? null : choice("let_go", _("Not needed any more"))));
  dialog.showModal();
}
