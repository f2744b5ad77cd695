// Signing in: the answer is a cookie that scripts can't read, then on to the console.

import { byId } from "../shared/dom.js";
import { Refusal, ask } from "../shared/http.js";
import { askForCode, codeOf } from "./second-factor.js";

const form = byId("sign-in");
byId("again").hidden = location.hash !== "#again";

form.addEventListener("submit", async (/** @type {SubmitEvent} */ event) => {
  event.preventDefault();
  byId("trouble").textContent = "";
  try {
    const { name, password } = form.elements;
    await ask("POST", "/api/session", { body: { name: name.value.trim(), password: password.value, ...codeOf(form) } });
    location.assign("/console");
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    byId("trouble").textContent = error.message;
    if (!askForCode(form, error)) form.elements.password.select();
  }
});
