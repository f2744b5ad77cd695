// Underlines beneath a plain text field: a mirror of the same text lies behind it, and only its lines show.
// Wavy for typos, dashed for cold, dotted for cryptic; never by colour alone.

import { fill, h } from "../shared/dom.js";

export class Marks {
  /**
   * @param {HTMLTextAreaElement} field
   * @param {HTMLElement} mirror hidden from screen readers; the cards say the same in words
   */
  constructor(field, mirror) {
    this.field = field;
    this.mirror = mirror;
    field.addEventListener("scroll", () => this.#scroll());
    new ResizeObserver(() => this.#scroll()).observe(field);
  }

  /**
   * @param {import("./proof.js").Finding[]} hints
   * @param {import("./proof.js").Finding | undefined} current
   */
  draw(hints, current) {
    const text = this.field.value;
    const marked = hints.filter((hint) => hint.end16 > hint.start16).sort((a, b) => a.start16 - b.start16);
    const pieces = [];
    let end = 0;
    for (const hint of marked) {
      if (hint.start16 < end) continue; // two hints on the same words: the first one's line, both cards
      pieces.push(text.slice(end, hint.start16));
      pieces.push(h("span", { class: `mark ${hint.category}${hint === current ? " current" : ""}` },
        text.slice(hint.start16, hint.end16)));
      end = hint.end16;
    }
    // The last line of a field that ends in a line break has height; in a block it needs something on it.
    fill(this.mirror, ...pieces, `${text.slice(end)}\u200b`);
    this.#scroll();
  }

  #scroll() {
    this.mirror.scrollTop = this.field.scrollTop;
  }
}
