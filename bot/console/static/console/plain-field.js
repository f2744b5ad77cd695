// The plain field: the browser's own text area, for whoever prefers it and for when the editor can't be had.
// Its underlines lie on a mirror of the same text behind it.

import { fill, h } from "../shared/dom.js";
import { underlined } from "./field.js";

/** @typedef {import("./field.js").Field} Field */

/** @implements {Field} */
export class PlainField {
  /**
   * @param {HTMLElement} paper what it stands on
   * @param {{name: string, placeholder: string}} words `name` is the id of its label
   * @param {import("./field.js").Told} told
   */
  constructor(paper, { name, placeholder }, { oninput, onkey, onblur }) {
    this.mirror = h("div", { class: "mirror", "aria-hidden": "true" });
    this.area = /** @type {HTMLTextAreaElement} */ (h("textarea", {
      rows: 6, spellcheck: "false", "aria-labelledby": name, "aria-describedby": "check-state", placeholder,
      oninput, onkeydown: onkey, onblur, onscroll: () => this.#scroll(),
    }));
    this.sizes = new ResizeObserver(() => this.#scroll());
    this.sizes.observe(this.area);
    fill(paper, this.mirror, this.area);
  }

  get element() {
    return this.area;
  }

  get value() {
    return this.area.value;
  }

  get start() {
    return this.area.selectionStart;
  }

  get end() {
    return this.area.selectionEnd;
  }

  focus() {
    this.area.focus();
  }

  /** @param {string} text @param {string} lang */
  begin(text, lang) {
    this.area.value = text;
    this.area.lang = lang;
  }

  /** @param {number} start @param {number} end */
  select(start, end) {
    this.area.setSelectionRange(start, end);
  }

  /** @param {number} start @param {number} end @param {string} text */
  replace(start, end, text) {
    this.area.focus();
    this.area.setSelectionRange(start, end);
    // Deprecated by name, yet the one way in every browser that keeps the field's own undo history.
    if (document.execCommand(text ? "insertText" : "delete", false, text)) return;
    this.area.setRangeText(text, start, end, "end");
    this.area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }

  /** @param {import("./proof.js").Finding[]} hints @param {import("./proof.js").Finding | undefined} current */
  draw(hints, current) {
    const text = this.area.value;
    const pieces = [];
    let at = 0;
    for (const { start, end, hint } of underlined(hints)) {
      pieces.push(text.slice(at, start));
      pieces.push(h("span", { class: `mark ${hint.category}${hint === current ? " current" : ""}` }, text.slice(start, end)));
      at = end;
    }
    // The last line of a field that ends in a line break has height; in a block it needs something on it.
    fill(this.mirror, ...pieces, `${text.slice(at)}\u200b`);
    this.#scroll();
  }

  leave() {
    this.sizes.disconnect();
  }

  #scroll() {
    this.mirror.scrollTop = this.area.scrollTop;
  }
}
