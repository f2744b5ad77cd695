// A word of thanks, for whoever earned it and nobody else: how many found what they needed today, and what they said.

import { byId, fill, h } from "../shared/dom.js";

const PAUSE = 2_000; // milliseconds: several marks at once are read once

export class Thanks {
  /**
   * @param {import("./api.js").Api} api
   * @param {import("../shared/words.js").Words} words
   */
  constructor(api, words) {
    this.api = api;
    this.words = words;
    this.card = byId("thanks");
    this.timer = 0;
  }

  /** Something was closed or said about a closed conversation: a patron may have thanked. */
  lookSoon() {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.look(), PAUSE);
  }

  async look() {
    const thanks = await this.api.get("/api/me/thanks").catch(() => null); // nobody misses thanks that can't be had now
    if (thanks) this.#draw(thanks);
  }

  /** @param {{today: number, words: {lang: string, comment: string}[]}} thanks */
  #draw({ today, words }) {
    const { _, n_ } = this.words;
    const drawn = JSON.stringify([today, words]);
    if (this.card.dataset.drawn === drawn) return;
    this.card.dataset.drawn = drawn;
    this.card.hidden = !today && !words.length;
    const open = Boolean(this.card.querySelector("details")?.open);
    fill(this.card,
      h("p", {}, today
        ? n_("%(count)s patron you answered says today that you helped.", "%(count)s patrons you answered say today that you helped.", today)
        : _("Patrons you answered lately had kind words for you.")),
      words.length
        ? h("details", { open }, h("summary", {}, _("What they said")),
            h("ul", {}, ...words.map(({ lang, comment }) => h("li", { lang, dir: "auto" }, comment))))
        : null,
      h("p", { class: "small soft" }, _("Only you see this.")));
  }
}
