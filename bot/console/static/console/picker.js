// A list to pick from with arrows and Enter while the words stay in a field: the actions (Ctrl+K) and the
// templates (/). The field keeps the focus; the list tells screen readers where one stands.

import { fill, h } from "../shared/dom.js";

/**
 * @typedef {object} Choice
 * @property {string} label
 * @property {string} [more] a second line: a key, the beginning of a text
 * @property {() => void} run
 */

export class Picker {
  /**
   * @param {HTMLElement} list an empty `ul`
   * @param {HTMLElement} field
   * @param {string} nothing said when nothing fits
   */
  constructor(list, field, nothing) {
    this.list = list;
    this.field = field;
    this.nothing = nothing;
    this.at = 0;
    /** @type {Choice[]} */
    this.choices = [];
    list.setAttribute("role", "listbox");
    list.tabIndex = 0; // so that a long one can be scrolled by keyboard too
    this.follow(field);
  }

  /** The words are typed here from now on. @param {HTMLElement} field */
  follow(field) {
    this.field = field;
    field.setAttribute("aria-controls", this.list.id);
    field.setAttribute("aria-autocomplete", "list");
  }

  /** @param {Choice[]} choices @param {string} [wanted] what must be in the label or the second line */
  show(choices, wanted = "") {
    const needle = wanted.toLocaleLowerCase();
    this.choices = choices.filter(({ label, more = "" }) => `${label} ${more}`.toLocaleLowerCase().includes(needle));
    this.at = 0;
    this.#draw();
  }

  clear() {
    this.choices = [];
    fill(this.list);
    this.field.removeAttribute("aria-activedescendant");
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether it was for the list */
  key(event) {
    if (!this.choices.length) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[/** @type {"ArrowDown" | "ArrowUp"} */ (event.key)];
    if (step) {
      this.at = (this.at + step + this.choices.length) % this.choices.length;
      this.#draw();
      return true;
    }
    if (event.key !== "Enter" && event.key !== "Tab") return false;
    this.choices[this.at].run();
    return true;
  }

  #draw() {
    if (!this.choices.length) {
      fill(this.list, h("li", { class: "nothing", role: "option", "aria-disabled": "true" }, this.nothing));
      this.field.removeAttribute("aria-activedescendant");
      return;
    }
    fill(this.list, ...this.choices.map((choice, index) => h("li", {
      id: `${this.list.id}-${index}`, role: "option", "aria-selected": String(index === this.at),
      onmousedown: (/** @type {Event} */ event) => event.preventDefault(), // the field keeps the focus
      onclick: () => choice.run(),
    }, h("span", {}, choice.label), choice.more ? h("span", { class: "more" }, choice.more) : null)));
    this.field.setAttribute("aria-activedescendant", `${this.list.id}-${this.at}`);
    this.list.children[this.at].scrollIntoView({ block: "nearest" });
  }
}
