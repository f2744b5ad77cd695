// After a mark: a word about it and an age band, both optional.

import { h } from "../../shared/dom.js";

const BANDS = ["", "0-12", "13-17", "18-25", "26-64", "65+"];

/**
 * @param {import("../../shared/words.js").Words} words
 * @param {(told: {comment?: string, age_band?: string}) => void} ontold
 */
export function tellMore({ _ }, ontold) {
  const field = /** @type {HTMLTextAreaElement} */ (h("textarea", { id: "comment", rows: 2, maxlength: 1000 }));
  const age = /** @type {HTMLSelectElement} */ (h("select", { id: "age", "aria-describedby": "age-why" }, ...BANDS.map((band) => h("option", { value: band }, band))));
  return h("form", { onsubmit: (/** @type {Event} */ event) => {
    event.preventDefault();
    const comment = field.value.trim();
    if (comment || age.value) ontold({ ...(comment ? { comment } : {}), ...(age.value ? { age_band: age.value } : {}) });
  } },
  h("label", { for: "comment" }, _("Anything you'd like to add? (optional)")), field,
  h("label", { for: "age" }, _("Your age (optional)")), age,
  h("p", { class: "small", id: "age-why" }, _("It is only counted, apart from what you wrote, so that we see whether everybody is helped as well.")),
  h("div", { class: "row" }, h("button", { type: "submit" }, _("Send"))));
}
