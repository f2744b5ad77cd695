// A reply that waits for a second reader: its writer may take it back, a colleague lets it go or gives it back.

import { h } from "../shared/dom.js";

/**
 * @param {{reply: string, text: string, mine: boolean, who: string}} held
 * @param {import("../shared/words.js").Words} words
 * @param {import("./talk.js").TalkActions} on
 * @param {boolean} reads whether one may be the second reader
 */
export function drawToRead(held, { _ }, on, reads) {
  const word = /** @type {HTMLTextAreaElement} */ (h("textarea", { id: `word-${held.reply}`, rows: 2, required: true, maxlength: 1000 }));
  const back = h("form", { class: "give-back", hidden: true, onsubmit: (/** @type {Event} */ event) => {
    event.preventDefault();
    on.giveBack(held.reply, word.value.trim());
  } },
  h("label", { for: word.id }, _("A word to %(name)s, which only colleagues see", { name: held.who })), word,
  h("button", { type: "submit" }, _("Give it back")));
  const fold = h("button", { type: "button", "aria-expanded": "false", onclick: () => {
    back.hidden = !back.hidden;
    fold.setAttribute("aria-expanded", String(!back.hidden));
    if (!back.hidden) word.focus();
  } }, _("Not yet…"));
  return h("div", { class: "message librarian held" },
    h("p", { class: "who" }, held.who),
    h("p", { class: "text", dir: "auto" }, held.text),
    h("p", { class: "fate" }, held.mine ? _("Waits for a second reader.") : _("%(name)s asks to have this read before it goes.", { name: held.who })),
    h("div", { class: "fate row" },
      held.mine ? h("button", { type: "button", onclick: () => on.undo(held.reply) }, _("Take it back")) : null,
      !held.mine && reads ? fold : null,
      !held.mine && reads ? h("button", { type: "button", class: "main", onclick: () => on.pass(held.reply) }, _("Send it")) : null),
    back);
}
