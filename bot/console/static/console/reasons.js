// Rules that an admin lets ask for a reason: one short field each on the sheet, before the reply goes as it is.

import { h } from "../shared/dom.js";
import { titles } from "./titles.js";

export class Reasons {
  /**
   * @param {import("./proof.js").Finding[]} hints
   * @param {Record<string, string>} said before, when the sheet comes again
   * @param {import("../shared/words.js").Words} words
   */
  constructor(hints, said, words) {
    const codes = [...new Set(hints.filter((hint) => hint.strength === "reason").map((hint) => hint.code))];
    const names = titles(words);
    /** @type {Map<string, any>} code to its field */
    this.inputs = new Map(codes.map((code) => [code, h("input", { id: `why-${code}`, required: true, maxlength: 300, autocomplete: "off", value: said[code] ?? "" })]));
    this.fields = codes.map((code) => h("div", { class: "field" },
      h("label", { for: `why-${code}` }, words._("Why it goes as it is: %(hint)s", { hint: names[code] ?? code })), this.inputs.get(code)));
  }

  /** Whether every one is filled in; the first that isn't says so. */
  given() {
    return [...this.inputs.values()].every((input) => input.reportValidity());
  }

  /** @returns {Record<string, string>} */
  said() {
    return Object.fromEntries([...this.inputs].map(([code, input]) => [code, input.value.trim()]));
  }
}
