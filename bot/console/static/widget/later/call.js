// "Call me back": a number to call, kept with the conversation and erased with it. The desk says by when.

import { fill, h } from "../../shared/dom.js";

/** @param {import("../panel.js").Panel} panel @param {HTMLElement} place where the number is asked for */
export function draw({ talk, words: { _ } }, place) {
  const phone = /** @type {HTMLInputElement} */ (h("input", { type: "tel", autocomplete: "tel", required: true, maxlength: 40 }));
  const said = h("p", { class: "small", role: "status" });
  const form = h("form", { class: "ask", onsubmit: async (/** @type {Event} */ event) => {
    event.preventDefault();
    try {
      await talk.desk.call(phone.value.trim());
      await talk.catchUp();
    } catch (/** @type {any} */ error) {
      said.textContent = error.message || _("That didn't reach us. Please try once more.");
    }
  } },
  h("label", {}, _("Telephone"), phone),
  h("div", { class: "row" }, h("button", { type: "submit", class: "main" }, _("Call me back"))), said);
  fill(place, form);
  place.hidden = false;
  phone.focus();
}
