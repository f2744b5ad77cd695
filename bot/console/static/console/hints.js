// Hint cards: what the patron may feel, why, at most two wordings, and four ways to go on. Nothing applies itself.

import { fill, h, reconcile } from "../shared/dom.js";
import { keyOf } from "./proof.js";

/** @typedef {import("./proof.js").Finding} Finding */

/**
 * @typedef {object} HintActions
 * @property {(finding: Finding, wording: string) => void} use
 * @property {(finding: Finding) => void} ignore
 * @property {(finding: Finding) => void} notForMe
 * @property {(finding: Finding) => void} notAMistake
 * @property {(finding: Finding) => void} show
 */

export class Hints {
  /**
   * @param {HTMLElement} list
   * @param {import("../shared/words.js").Words} words
   * @param {Record<string, string>} titles
   * @param {HintActions} on
   */
  constructor(list, words, titles, on) {
    this.list = list;
    this.words = words;
    this.titles = titles;
    this.on = on;
    /** @type {string | null} which card F8 stands on */
    this.currentKey = null;
    /** @type {Finding[]} */
    this.shown = [];
    /** @type {Map<Finding, string>} each card's own: the same word hinted at twice has two */
    this.keys = new Map();
  }

  /** @returns {Finding | undefined} */
  get current() {
    return this.shown.find((finding) => this.keys.get(finding) === this.currentKey);
  }

  /** @param {Finding[]} hints */
  draw(hints) {
    this.shown = [...hints].sort((a, b) => Number(a.quote === "") - Number(b.quote === "") || a.start16 - b.start16);
    this.keys = numbered(this.shown);
    reconcile(this.list, this.shown, (finding) => this.keys.get(finding) ?? "", (finding, old) => this.#card(finding, old));
  }

  /**
   * The next hint after the current one, round and round.
   *
   * @param {1 | -1} step
   * @returns {Finding | undefined}
   */
  go(step) {
    if (!this.shown.length) return undefined;
    const at = this.current ? this.shown.indexOf(this.current) : -1;
    const next = at < 0 ? (step > 0 ? 0 : this.shown.length - 1) : (at + step + this.shown.length) % this.shown.length;
    this.currentKey = this.keys.get(this.shown[next]) ?? null;
    this.draw(this.shown);
    this.list.children[next]?.scrollIntoView({ block: "nearest" });
    return this.shown[next];
  }

  /** A sentence for ears. @param {Finding} finding */
  spoken(finding) {
    const place = this.words._("Hint %(place)s of %(all)s", { place: this.shown.indexOf(finding) + 1, all: this.shown.length });
    const parts = [place, this.#title(finding), finding.quote, finding.message, ...finding.suggestions.slice(0, 2)];
    return parts.filter(Boolean).map((part) => (/[.!?…]["”»]?$/u.test(part) ? part : `${part}.`)).join(" ");
  }

  /** @param {Finding} finding */
  #title(finding) {
    return this.titles[finding.code] ?? finding.title;
  }

  /** @param {Finding} finding @param {HTMLElement | undefined} old */
  #card(finding, old) {
    const card = old ?? h("li", { class: `hint ${finding.category}` });
    card.classList.toggle("current", this.keys.get(finding) === this.currentKey);
    const drawn = JSON.stringify([finding.message, finding.suggestions, finding.source_name, finding.signs]);
    /** @type {any} */ (card).finding = finding;
    if (card.dataset.drawn === drawn) return card;
    card.dataset.drawn = drawn;
    this.#fill(card, finding);
    return card;
  }

  /** @param {HTMLElement} card @param {Finding} finding */
  #fill(card, finding) {
    const { _ } = this.words;
    const now = () => /** @type {Finding} */ (/** @type {any} */ (card).finding); // where its words stand by now
    const wordings = finding.suggestions.slice(0, 2).map((wording, index) =>
      h("div", { class: "wording" },
        h("p", { dir: "auto" }, wording),
        h("button", { type: "button", class: "use", onclick: () => this.on.use(now(), wording) },
          _("Use this"), " ", h("kbd", {}, `Alt+${index + 1}`))));
    fill(card,
      h("div", { class: "kind" },
        h("span", { class: `swatch ${finding.category}`, "aria-hidden": "true" }, "abc"), finding.title,
        finding.quote
          ? h("button", { type: "button", class: "quote", onclick: () => this.on.show(now()) }, h("q", { dir: "auto" }, finding.quote))
          : null),
      h("h3", {}, this.#title(finding)),
      h("p", {}, finding.message),
      ...wordings,
      finding.source_name ? h("p", { class: "why" }, _("Why: %(handbook)s", { handbook: finding.source_name })) : null,
      finding.signs.length
        ? h("p", { class: "why" }, _("What weighed most: %(signs)s", { signs: finding.signs.map((sign) => `“${sign}”`).join(", ") }))
        : null,
      finding.holds ? null : h("div", { class: "aside" },
        h("button", { type: "button", class: "quiet", onclick: () => this.on.ignore(now()) }, _("Ignore once")),
        finding.category === "typo"
          ? h("button", { type: "button", class: "quiet", onclick: () => this.on.notAMistake(now()) }, _("Not a mistake"))
          : h("button", { type: "button", class: "quiet", onclick: () => this.on.notForMe(now()) }, _("Not for me"))));
  }
}

/**
 * A key for each hint: what it says about which words, and the how-manieth of its like.
 *
 * @param {Finding[]} hints in the order they are shown
 * @returns {Map<Finding, string>}
 */
function numbered(hints) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  return new Map(hints.map((finding) => {
    const key = keyOf(finding);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return [finding, `${key} ${count}`];
  }));
}
