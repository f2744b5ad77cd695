// The field for the telephone's code: it comes up only for whoever has switched it on and knows the password.

import { byId } from "../shared/dom.js";

/** @typedef {import("../shared/http.js").Refusal} Refusal */

/** What was typed into it, as a part of what is sent. @param {any} form @returns {{code?: string}} */
export const codeOf = (form) => byId("code-part").hidden || !form.elements.code.value.trim() ? {} : { code: form.elements.code.value.trim() };

/** Whether it is the code that is missing or wrong; then one is in its field. @param {any} form @param {Refusal} refusal */
export function askForCode(form, { code }) {
  const asked = ["code_wanted", "wrong_code"].includes(code);
  if (asked) {
    byId("code-part").hidden = false;
    form.elements.code.select();
    form.elements.code.focus();
  }
  return asked;
}
