// Signing in: the answer is a cookie that scripts can't read, then on to the console.

import { byId } from "../shared/dom.js";
import { Refusal, ask } from "../shared/http.js";

const form = byId("sign-in");
byId("again").hidden = location.hash !== "#again";

form.addEventListener("submit", async (/** @type {SubmitEvent} */ event) => {
  event.preventDefault();
  byId("trouble").textContent = "";
  try {
    await ask("POST", "/api/session", { body: { name: form.elements.name.value.trim(), password: form.elements.password.value } });
    location.assign("/console");
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    byId("trouble").textContent = error.message;
    form.elements.password.select();
  }
});
