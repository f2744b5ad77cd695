// After the last word: one tap of feedback, a copy to keep, a new question.

import { h } from "../../shared/dom.js";
import { tellMore } from "./tell-more.js";

/**
 * @param {import("../talk.js").Talk} talk
 * @param {import("../../shared/words.js").Words} words
 * @param {() => void} onnew
 * @param {Node[]} copies what gives one a copy
 */
export function drawEnding(talk, words, onnew, copies) {
  const { _ } = words;
  const thanks = h("p", { role: "status" });
  const ask = h("div", {},
    talk.feedbackGiven ? null : h("p", { id: "found" }, _("Did you find what you needed?")),
    talk.feedbackGiven ? null : h("div", { class: "row", role: "group", "aria-labelledby": "found" },
      mark(_("Yes"), "5"), mark(_("Partly"), "3"), mark(_("No"), "1")));

  /** @param {string} label @param {string} value */
  function mark(label, value) {
    return h("button", { type: "button", onclick: () => give(Number(value)) }, label);
  }

  /** @param {number} value @param {object} [more] */
  async function give(value, more) {
    try {
      await talk.desk.feedback({ mark: value, ...more });
      ask.replaceChildren();
      thanks.textContent = _("Thank you for telling us.");
      if (!more) ask.append(tellMore(words, (told) => give(value, told)));
    } catch {
      thanks.textContent = _("That didn't reach us. Please try once more.");
    }
  }

  return h("div", { class: "ask" }, ask, thanks,
    h("div", { class: "row" },
      h("button", { type: "button", class: "main", onclick: onnew }, _("Ask something else")), ...copies));
}
