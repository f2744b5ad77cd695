// What a rule would have said of the last replies, with the words it takes marked where they stood.

import { channels, languageName } from "../../console/spine.js";
import { byId, fill, h } from "../../shared/dom.js";
import { clock } from "../../shared/times.js";

const AROUND = 90; // characters before and after

export class Trial {
  /**
   * @param {any} api
   * @param {import("../../shared/words.js").Words} words
   * @param {<T>(act: () => Promise<T>) => Promise<T | undefined>} trying
   */
  constructor(api, words, trying) {
    this.api = api;
    this.words = words;
    this.trying = trying;
  }

  /** @param {any} asked what `/api/admin/rules/try` takes @param {string} name */
  async run(asked, name) {
    const answer = await this.trying(() => this.api.post("/api/admin/rules/try", asked));
    if (!answer) return;
    const { _, n_ } = this.words;
    byId("trial").hidden = false;
    byId("trial-title").textContent = _("“%(rule)s” on the last replies", { rule: name });
    byId("trial-sum").textContent = answer.replies
      ? `${n_("%(count)s reply was read.", "%(count)s replies were read.", answer.replies)} ${n_("%(count)s place would have been marked.", "%(count)s places would have been marked.", answer.flagged.length)}`
      : _("No reply has been sent yet.");
    fill(byId("trial-samples"), ...answer.samples.map((/** @type {any} */ sample) => h("li", {}, sample.text, " ",
      sample.quotes.length ? h("mark", {}, sample.quotes.join(" · ")) : h("span", { class: "soft" }, _("It keeps quiet here.")))));
    fill(byId("trial-found"), ...answer.flagged.map((/** @type {any} */ one) => this.#found(one)));
    byId("trial").focus();
    byId("trial").scrollIntoView({ block: "start" });
  }

  /** @param {any} one */
  #found(one) {
    const { language } = this.words;
    return h("li", {},
      h("p", { lang: one.lang }, one.before.slice(-AROUND), h("mark", {}, one.quote || "…"), one.after.slice(0, AROUND)),
      h("p", { class: "small soft" }, [languageName(one.lang, language), channels(this.words)[one.channel], clock(one.at, language)].join(" · "), " · ",
        h("span", { lang: one.lang }, one.message)));
  }
}
