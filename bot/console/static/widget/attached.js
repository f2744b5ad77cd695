// A file for the next message: what fits is said beforehand, what was chosen can be let go.

import { fill, h } from "../shared/dom.js";
import { named } from "../shared/text.js";

export class Attached {
  /** @type {File | undefined} */
  file = undefined;
  /** @type {any} the desk's limits */
  limits = null;

  /** @param {import("./panel.js").Panel} panel */
  constructor(panel) {
    this.panel = panel;
    this.input = /** @type {HTMLInputElement} */ (h("input", {
      type: "file", hidden: true, onchange: () => this.choose(this.input.files?.[0]),
    }));
    this.button = h("button", { type: "button", class: "plain", hidden: true, "aria-describedby": "file-line",
      onclick: () => this.input.click() }, panel.words._("Attach a file"));
    this.line = h("p", { class: "small", id: "file-line", hidden: true });
    this.chosen = h("p", { class: "small", role: "status" });
    this.element = h("div", {}, this.input, this.chosen, this.line);
  }

  /** @param {any} limits */
  describe(limits) {
    this.limits = limits;
    this.input.accept = limits.file_types.join(",");
    this.line.textContent = limits.file_line;
    this.draw();
  }

  draw() {
    const off = !this.limits?.file_types.length;
    this.button.hidden = off;
    this.line.hidden = off || Boolean(this.file);
  }

  /** @param {File} [file] */
  choose(file) {
    const { _, language } = this.panel.words;
    this.file = file && file.size <= this.limits.file ? file : undefined;
    this.input.value = "";
    const leave = () => h("button", { type: "button", class: "plain", onclick: () => this.choose() }, _("Take it away"));
    fill(this.chosen, ...(this.file ? [named(this.file, language), leave()] : [file && this.limits.file_line]));
    this.draw();
  }
}
