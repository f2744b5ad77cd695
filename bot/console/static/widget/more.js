// What one needs now and then: another language, a copy to keep, the end, and erasing it all. Its rarer parts come when
// they are asked for.

import { fill, h } from "../shared/dom.js";

/** Each language in its own name: one looks for one's own. */
export const NAMES = { en: "English", fi: "suomi", it: "italiano", ro: "română", sv: "svenska" };

/** @param {import("./panel.js").Panel} panel */
export function drawMore(panel) {
  const { talk, words } = panel;
  const { _ } = words;
  const sure = h("div", { hidden: true, class: "ask" });
  const language = h("select", { "aria-label": _("Language"),
    onchange: (/** @type {any} */ event) => panel.onlanguage(event.target.value) },
    ...Object.entries(NAMES).map(([code, name]) =>
      h("option", { value: code, lang: code, selected: code === words.language }, name)));

  function askFirst() {
    sure.hidden = false;
    const keep = h("button", { type: "button", onclick: () => { sure.hidden = true; } }, _("Keep it"));
    const erase = h("button", { type: "button", class: "main", onclick: forget }, _("Delete"));
    fill(sure, h("p", { role: "alert" }, _("Delete this conversation? It can't be brought back.")),
      h("div", { class: "row" }, erase, keep));
    keep.focus();
  }

  async function forget() {
    try {
      await talk.forget();
      fill(sure, h("p", { role: "status" }, _("The conversation has been deleted.")));
    } catch {
      fill(sure, h("p", { role: "alert" }, _("That didn't reach us. Please try once more.")));
    }
    panel.writebox.focus();
  }

  async function end() {
    await talk.desk.end().catch(() => {});
    await talk.catchUp();
  }

  panel.telegram = h("a", { hidden: true, target: "_blank", rel: "noopener" }, _("Write to us on Telegram"));
  return h("details", {},
    h("summary", {}, _("Language, print, delete")),
    h("div", { class: "row" }, language,
      ...copies(panel, sure),
      h("button", { type: "button", onclick: async () => (await import("./later/call.js")).draw(panel, sure) }, _("Call me back")),
      h("button", { type: "button", onclick: end }, _("End the conversation")),
      h("button", { type: "button", onclick: askFirst }, _("Delete this conversation"))),
    h("p", { class: "small" }, panel.telegram), sure);
}

/**
 * A copy of the conversation: on paper, as a file, or by e-mail where the desk writes any.
 *
 * @param {import("./panel.js").Panel} panel
 * @param {HTMLElement} place where the address is asked for
 */
export function copies(panel, place) {
  const { _ } = panel.words;
  const print = async () => (await import("./later/transcript.js")).printTranscript(panel.talk.thread, panel.words);
  const save = async () => {
    fill(place, await (await import("./later/save.js")).saveCopy(panel));
    place.hidden = false;
  };
  const post = async () => {
    fill(place, (await import("./later/post.js")).drawPost(panel));
    place.hidden = false;
    place.querySelector("input")?.focus();
  };
  const mails = h("button", { type: "button", hidden: !panel.mails, data: { post: "" }, onclick: post }, _("E-mail me this"));
  return [h("button", { type: "button", onclick: print }, _("Print")),
    h("button", { type: "button", onclick: save }, _("Save a copy")), mails];
}
