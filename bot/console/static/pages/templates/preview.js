// The text as it would leave on a channel, with what the check says of it, a moment after the last key.

import { byId, fill, h } from "../../shared/dom.js";
import { Refusal } from "../../shared/http.js";
import { linked } from "../../shared/text.js";

const PAUSE = 500; // milliseconds
const LATER = 1_500; // milliseconds until a reading that took too long is asked for again
const PATIENCE = 4; // times

export class Preview {
  /**
   * @param {any} api
   * @param {import("../../shared/words.js").Words} words
   * @param {(slots: any[]) => void} onslots the slots of the text
   */
  constructor(api, words, onslots) {
    this.api = api;
    this.words = words;
    this.onslots = onslots;
    this.turn = 0;
    this.timer = 0;
  }

  /** @param {any} said words, language and phase */
  show(said) {
    this.#show(said, PAUSE, PATIENCE);
  }

  /** @param {any} said @param {number} pause @param {number} patience how often it may still be asked again */
  #show(said, pause, patience) {
    clearTimeout(this.timer);
    const turn = ++this.turn;
    if (!said.text.trim()) return this.#draw({ parts: [], findings: [], slots: [], not_checked: "" }, said.lang);
    this.timer = setTimeout(async () => {
      const channel = byId("preview-channel").value;
      const asked = { ...said, title: said.title || "–", channel };
      const answer = await this.#read(asked);
      if (!answer || turn !== this.turn) return;
      this.#draw(answer, said.lang);
      if (answer.not_checked && patience) this.#show(said, LATER, patience - 1);
    }, pause);
  }

  /** Nobody asked for it, so what is said of the last deed ("Published") stays; its own trouble stands in its place. @param {any} asked */
  async #read(asked) {
    try {
      return await this.api.post("/api/admin/templates/preview", asked);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      fill(byId("found"), h("li", { class: "soft" }, error.message || this.words._("The desk can't be reached just now. Please try again in a moment.")));
      return undefined;
    }
  }

  /** @param {any} answer @param {string} lang */
  #draw({ parts, findings, slots, not_checked: unread }, lang) {
    const { _ } = this.words;
    fill(byId("preview"), ...parts.map((/** @type {string} */ part) => h("p", { class: "template", lang, dir: "auto" }, ...linked(part))));
    fill(byId("found"), ...(findings.length
      ? findings.map((/** @type {any} */ finding) => h("li", {},
        h("strong", {}, finding.title), " ", finding.quote ? h("q", { lang }, finding.quote) : null, " ", h("span", { lang }, finding.message)))
      : [h("li", { class: "soft" }, unread || (parts.length ? _("Reads well.") : _("There is no text yet.")))]));
    this.onslots(slots);
  }
}
