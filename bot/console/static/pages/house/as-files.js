// Files taken in: first what would change, as git shows it, then the button that does it.

import { byId, fill, h } from "../../shared/dom.js";

export class AsFiles {
  /**
   * @param {object} parts
   * @param {any} parts.api
   * @param {import("../../shared/words.js").Words} parts.words
   * @param {<T>(act: () => Promise<T>) => Promise<T | undefined>} parts.trying
   * @param {(act: () => Promise<any>, sentence: string) => Promise<void>} parts.keep
   */
  constructor({ api, words, trying, keep }) {
    this.api = api;
    this.words = words;
    this.trying = trying;
    this.keep = keep;
    byId("files").addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      void this.#look(byId("files-zip").files[0]);
    });
    byId("files-zip").addEventListener("change", () => fill(byId("files-plan")));
  }

  /** @param {File} zip */
  async #look(zip) {
    const { _, n_ } = this.words;
    fill(byId("files-plan"));
    const plan = await this.trying(() => this.api.post("/api/admin/files/look", zip));
    if (!plan) return;
    fill(byId("files-plan"),
      h("p", {}, plan.changes ? n_("%(count)s thing would change:", "%(count)s things would change:", plan.changes) : _("The desk says the same as the files already.")),
      plan.diff ? h("pre", { class: "diff", tabindex: 0 }, plan.diff) : null,
      plan.changes ? h("button", { type: "button", class: "main", onclick: () => void this.#takeIn(zip) }, _("Take them in")) : null);
  }

  /** @param {File} zip */
  async #takeIn(zip) {
    await this.keep(async () => {
      const taken = await this.api.post("/api/admin/files", zip);
      fill(byId("files-plan"));
      byId("files").reset();
      return taken;
    }, this.words._("Taken in. It counts from now on."));
  }
}
