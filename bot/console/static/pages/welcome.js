// A one-time link: what follows # never left the browser; it is read here, taken out of the address, and posted.

import { byId } from "../shared/dom.js";
import { Refusal, ask } from "../shared/http.js";
import { askForCode, codeOf } from "./second-factor.js";

const form = byId("welcome");
const fromAddress = location.hash.slice(1);
if (fromAddress) {
  form.elements.token.value = fromAddress;
  byId("paste").hidden = true;
  history.replaceState(null, "", location.pathname);
  form.elements.name.focus();
}

/** People paste the whole link; its token stands after the #. @param {string} pasted */
const tokenIn = (pasted) => pasted.trim().split("#").pop() ?? "";

form.addEventListener("submit", async (/** @type {SubmitEvent} */ event) => {
  event.preventDefault();
  byId("trouble").textContent = "";
  const { token, name, password } = form.elements;
  try {
    await ask("POST", "/api/welcome", { body: { token: tokenIn(token.value), name: name.value.trim(), password: password.value, ...codeOf(form) } });
    location.assign("/console");
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    byId("trouble").textContent = error.message;
    askForCode(form, error);
    if (error.code === "unknown_link") byId("paste").hidden = false;
  }
});
