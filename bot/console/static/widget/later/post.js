// "E-mail me this": the conversation so far as a letter, to an address one gives now.

import { h } from "../../shared/dom.js";
import { freshId } from "../outbox.js";

/** @param {import("../panel.js").Panel} panel */
export function drawPost({ talk, kept, words: { _ } }) {
  const email = /** @type {HTMLInputElement} */ (h("input", {
    type: "email", autocomplete: "email", required: true, maxlength: 254, value: kept.values.email ?? "",
  }));
  const said = h("p", { class: "small", role: "status" });
  const id = freshId();
  return h("form", { class: "ask", onsubmit: async (/** @type {Event} */ event) => {
    event.preventDefault();
    try {
      await talk.desk.post(email.value.trim(), id);
      kept.set({ email: email.value.trim() });
      said.textContent = _("On its way to %(email)s.", { email: email.value.trim() });
      talk.onchange();
    } catch (/** @type {any} */ error) {
      said.textContent = error.message || _("That didn't reach us. Please try once more.");
    }
  } },
  h("label", {}, _("Where shall we send it?"), email),
  h("div", { class: "row" }, h("button", { type: "submit", class: "main" }, _("Send it to me"))), said);
}
