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

/** Wordings on one card: one key each. */
const MOST = 3;

/** What speaks first where several hints mark the very same words: the one that goes furthest. */
const FIRST = ["dead-end", "private", "unfinished", "closing", "cold", "cryptic", "typo"];

/**
 * Hints about the very same words are one card, so that nobody reads two about one short line: the first speaks, the
 * others add their wordings.
 *
 * @param {Finding[]} findings
 * @returns {Finding[][]}
 */
export function gather(findings) {
  /** @type {Map<string, Finding[]>} */
  const cards = new Map();
  for (const finding of findings) {
    const place = finding.quote && finding.category !== "typo" ? `${finding.start16} ${finding.end16}` : keyOf(finding);
    cards.set(place, [...(cards.get(place) ?? []), finding]);
  }
  return [...cards.values()].map((card) => card.sort((a, b) => FIRST.indexOf(a.category) - FIRST.indexOf(b.category)));
}

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
    /** @type {Finding[]} the first of every card */
    this.shown = [];
    /** @type {Map<Finding, string>} each card's own: the same word hinted at twice has two */
    this.keys = new Map();
    /** @type {Map<Finding, Finding[]>} what each card's first speaks for, itself among them */
    this.cards = new Map();
  }

  /** @returns {Finding | undefined} */
  get current() {
    return this.shown.find((finding) => this.keys.get(finding) === this.currentKey);
  }

  /** @param {Finding[]} hints */
  draw(hints) {
    const ordered = [...hints].sort((a, b) => Number(a.quote === "") - Number(b.quote === "") || a.start16 - b.start16);
    this.#show(gather(ordered));
  }

  /** Each wording of a card with the hint that it answers. @param {Finding} finding the card's first */
  wordings(finding) {
    const card = this.cards.get(finding) ?? [finding];
    const own = card.length > 1 ? MOST - 1 : MOST;
    const share = (/** @type {number} */ index) => (index ? 1 : own);
    const told = (/** @type {Finding} */ hint, /** @type {number} */ from, /** @type {number} */ to) =>
      hint.suggestions.slice(from, to).map((wording) => ({ hint, wording }));
    const first = card.flatMap((hint, index) => told(hint, 0, share(index)));
    const room = card.flatMap((hint, index) => told(hint, share(index), MOST)); // for keys that are left
    return [...first, ...room].slice(0, MOST);
  }

  /** @param {Finding[][]} cards */
  #show(cards) {
    this.cards = new Map(cards.map((card) => [card[0], card]));
    this.shown = [...this.cards.keys()];
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
    this.#show([...this.cards.values()]);
    this.list.children[next]?.scrollIntoView({ block: "nearest" });
    return this.shown[next];
  }

  /** A sentence for ears. @param {Finding} finding */
  spoken(finding) {
    const place = this.words._("Hint %(place)s of %(all)s", { place: this.shown.indexOf(finding) + 1, all: this.shown.length });
    const parts = [place, this.#title(finding), finding.quote, finding.message, ...this.wordings(finding).map((one) => one.wording)];
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
    const wordings = this.wordings(finding);
    const drawn = JSON.stringify([finding.message, wordings.map((one) => one.wording), finding.source_name, finding.signs]);
    Object.assign(card, { finding, wordings });
    if (card.dataset.drawn === drawn) return card;
    card.dataset.drawn = drawn;
    this.#fill(card, finding, wordings);
    return card;
  }

  /** @param {HTMLElement} card @param {Finding} finding @param {{hint: Finding, wording: string}[]} wordings */
  #fill(card, finding, wordings) {
    const { _ } = this.words;
    const held = /** @type {{finding: Finding, wordings: {hint: Finding}[]}} */ (/** @type {any} */ (card));
    const now = () => held.finding; // where its words stand by now
    const rows = wordings.map(({ wording }, index) =>
      h("div", { class: "wording" },
        h("p", { dir: "auto" }, wording),
        h("button", { type: "button", class: "use", onclick: () => this.on.use(held.wordings[index].hint, wording) },
          _("Use this"), " ", h("kbd", {}, `Alt+${index + 1}`))));
    const ignore = () => { for (const hint of this.cards.get(now()) ?? [now()]) this.on.ignore(hint); };
    fill(card,
      h("div", { class: "kind" },
        h("span", { class: `swatch ${finding.category}`, "aria-hidden": "true" }, "abc"), finding.title,
        finding.quote
          ? h("button", { type: "button", class: "quote", onclick: () => this.on.show(now()) }, h("q", { dir: "auto" }, finding.quote))
          : null),
      h("h3", {}, this.#title(finding)),
      h("p", {}, finding.message),
      ...rows,
      finding.source_name ? h("p", { class: "why" }, _("Why: %(handbook)s", { handbook: finding.source_name })) : null,
      finding.signs.length
        ? h("p", { class: "why" }, _("What weighed most: %(signs)s", { signs: finding.signs.map((sign) => `“${sign}”`).join(", ") }))
        : null,
      finding.holds ? null : h("div", { class: "aside" },
        h("button", { type: "button", class: "quiet", onclick: ignore }, _("Ignore once")),
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
