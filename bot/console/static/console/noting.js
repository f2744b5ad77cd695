// A question that was asked aloud: two taps are enough, and whoever has a moment adds what was asked and promised.

import { byId, fill, h } from "../shared/dom.js";
import { freshId } from "../widget/outbox.js";
import { dayOf } from "./ledger.js";
import { languageName } from "./spine.js";

/** @typedef {import("./console.js").Console} Console */

/** Practice has made-up patrons only, and a viewer looks on. @param {Console} desk */
export const mayNote = ({ me }) => me.role !== "viewer" && !("practice" in document.body.dataset);

/** @param {Console} desk */
export function noteQuestion(desk) {
  const { api, me, words: { _, language } } = desk;
  const dialog = /** @type {HTMLDialogElement} */ (byId("resting"));
  byId("resting-title").textContent = _("Note a question");
  const id = freshId(); // one question, however often it is sent
  const lang = /** @type {HTMLSelectElement} */ (h("select", { id: "noted-lang" }, ...me.languages_spoken.map((code) => h("option", { value: code, selected: code === language }, languageName(code, language)))));
  const text = /** @type {HTMLTextAreaElement} */ (h("textarea", { id: "noted-text", rows: 2, maxlength: 2000 }));
  const promise = /** @type {HTMLInputElement} */ (h("input", { id: "noted-promise", maxlength: 500 }));
  const phone = /** @type {HTMLInputElement} */ (h("input", { id: "noted-phone", type: "tel", maxlength: 40 }));
  const due = /** @type {HTMLInputElement} */ (h("input", { id: "noted-due", type: "date", min: dayOf(new Date()) }));

  const note = (/** @type {"phone" | "desk"} */ channel) => () => desk.trying(async () => {
    if ((promise.value.trim() || phone.value.trim()) && !due.value) return due.focus();
    const answer = await api.post("/api/noted", {
      client_id: id, channel, lang: lang.value, text: text.value.trim(),
      ...(phone.value.trim() ? { phone: phone.value.trim() } : {}),
      ...(due.value ? { promise: { text: promise.value.trim(), due: due.value } } : {}),
    });
    dialog.close();
    desk.queue.take(answer.conversation);
    desk.say(_("Noted as question %(number)s.", { number: answer.conversation.number }));
  });

  fill(byId("resting-body"),
    h("p", { class: "soft" }, _("For what was asked aloud, so that it counts. Nothing more is needed.")),
    h("div", { class: "row" },
      h("button", { type: "button", class: "main", onclick: note("phone") }, _("By telephone")),
      h("button", { type: "button", class: "main", onclick: note("desk") }, _("At the desk"))),
    h("details", {},
      h("summary", {}, _("What was asked, and what you promised")),
      h("label", { for: "noted-lang" }, _("Language")), lang,
      h("label", { for: "noted-text" }, _("The question, without names")), text,
      h("label", { for: "noted-promise" }, _("What you promised")), promise,
      h("label", { for: "noted-phone" }, _("A number to call back")), phone,
      h("label", { for: "noted-due" }, _("By when?")), due));
  dialog.showModal();
}
