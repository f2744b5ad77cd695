// How the draft stands: read or not, kept or not, in whose language, and two texts of two windows.

import { byId, fill, h } from "../shared/dom.js";
import { languageName } from "./spine.js";

/** @typedef {import("./open.js").Open} Open */
/** @typedef {import("../shared/words.js").Words} Words */

/**
 * @param {Open} open
 * @param {Words} words
 * @param {number} cards how many hints are shown
 */
export function drawStates(open, words, cards) {
  tell(byId("check-state"), checkState(open, words, cards));
  tell(byId("draft-state"), draftState(open, words));
  tell(byId("reply-language"), words._("The patron reads %(language)s", { language: languageName(open.summary.lang, words.language) }));
  byId("reply-language").classList.toggle("alarm", otherLanguage(open));
}

/** @param {Open} open @param {Words} words @param {number} cards */
function checkState(open, { _, n_ }, cards) {
  const { state, notChecked } = open.proof;
  if (state === "idle") return "";
  if (state === "checking") return _("Reading…");
  if (state === "not") return notChecked || _("Not checked: the desk didn't answer in time.");
  const seen = cards ? n_("%(count)s hint", "%(count)s hints", cards) : _("Reads well.");
  return `${seen} · ${notChecked || _("read just now")}`;
}

/** @param {Open} open @param {Words} words */
function draftState(open, { _ }) {
  const sentences = {
    kept: open.draft.text ? _("Draft kept") : "",
    changed: "", keeping: "",
    offline: _("Draft not kept yet: no connection"),
    conflict: _("Two windows, two texts"),
  };
  return sentences[open.draft.state];
}

/** @param {Open} open */
function otherLanguage(open) {
  const { language } = open.proof;
  return Boolean(language && open.draft.text.length > 20 && language.split("-")[0] !== open.summary.lang.split("-")[0]);
}

/**
 * Another window's text beside this one's; somebody chooses.
 *
 * @param {Open} open
 * @param {Words} words
 * @param {() => void} onsettled the draft is another one now
 */
export function drawConflict(open, { _ }, onsettled) {
  const place = byId("conflict");
  const other = open.draft.other;
  place.hidden = !other;
  if (!other) return fill(place);
  if (place.dataset.drawn === other.text) return undefined;
  place.dataset.drawn = other.text;
  const settle = (/** @type {boolean} */ mine) => {
    open.draft.settle(mine);
    delete place.dataset.drawn;
    open.proof.read(open.draft.text);
    onsettled();
  };
  return fill(place,
    h("p", {}, _("This draft was changed in another window too. Nothing is lost; which text goes on?")),
    h("p", { class: "as-read", dir: "auto" }, other.text || _("(empty)")),
    h("div", { class: "row" },
      h("button", { type: "button", onclick: () => settle(true) }, _("The one in the field")),
      h("button", { type: "button", onclick: () => settle(false) }, _("The one shown here"))));
}

/** Only a change is announced. @param {HTMLElement} element @param {string} text */
function tell(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
