// The two small windows for hard moments: how long to pause, how long and why to block.

import { byId, fill, h } from "../shared/dom.js";
import { dayOnly } from "./days.js";

/** @typedef {import("../shared/words.js").Words} Words */

const PAUSES = [5, 15, 30, 60]; // minutes
const BLOCKS = [1, 7, 30, 90]; // days
const DAY = 86_400_000; // milliseconds

/** @param {string} title @param {...Node} body @returns {HTMLDialogElement} */
function open(title, ...body) {
  const dialog = /** @type {HTMLDialogElement} */ (byId("resting"));
  byId("resting-title").textContent = title;
  fill(byId("resting-body"), ...body);
  dialog.showModal();
  return dialog;
}

/** @param {Words} words @param {(chosen: {minutes: number}) => void} onchosen */
export function pause({ _, n_ }, onchosen) {
  const dialog = open(_("Pause for a while"),
    h("p", {}, _("The patron reads until when you pause. What they write meanwhile is kept, and calls nobody before.")),
    h("div", { class: "row" }, ...PAUSES.map((minutes) => h("button", { type: "button", onclick: () => {
      dialog.close();
      onchosen({ minutes });
    } }, n_("%(count)s minute", "%(count)s minutes", minutes)))));
}

/** @param {Words} words @param {(chosen: {days: number, reason: string}) => void} onchosen */
export function askToBlock({ _, n_, language }, onchosen) {
  const days = /** @type {HTMLSelectElement} */ (h("select", { id: "block-days" }, ...BLOCKS.map((count) =>
    h("option", { value: count }, `${n_("%(count)s day", "%(count)s days", count)} · ${dayOnly(new Date(Date.now() + count * DAY).toISOString(), language)}`))));
  const reason = /** @type {HTMLTextAreaElement} */ (h("textarea", { id: "block-reason", rows: 2, maxlength: 500 }));
  const dialog = open(_("Ask to block it"),
    h("p", {}, _("Nothing changes until a second person agrees. Then the patron is told until when, and the conversation is closed; it can be opened again at any time. What they write is kept.")),
    h("label", { for: "block-days" }, _("For how long")), days,
    h("label", { for: "block-reason" }, _("Why, for your colleagues")), reason,
    h("p", {}, h("button", { type: "button", class: "main", onclick: () => {
      dialog.close();
      onchosen({ days: Number(days.value), reason: reason.value.trim() });
    } }, _("Ask a colleague"))));
}
