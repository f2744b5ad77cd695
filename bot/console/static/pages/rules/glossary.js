// The house glossary of one language, a line for each word.

import { byId } from "../../shared/dom.js";
import { Unkept } from "../unkept.js";

export class Glossary {
  /** @param {any} parts */
  constructor({ api, words, keep }) {
    /** @type {{lang: string, terms: Record<string, string>, version: number}[]} */
    this.all = [];
    this.shown = byId("glossary-terms").value; // what was drawn or kept
    this.unkept = new Unkept(() => (this.#changed() ? [byId("glossary-terms").lang, byId("glossary-terms").value] : null));
    byId("glossary-lang").addEventListener("change", () => {
      this.unkept.leave();
      this.#show();
      byId("glossary-terms").value = this.unkept.back(this.#one().lang) ?? this.shown;
    });
    byId("glossary").addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      const { lang, version } = this.#one();
      const sent = byId("glossary-terms").value;
      void keep(async () => {
        const kept = await api.put(`/api/admin/glossary/${lang}`, { terms: this.#terms(), on: version });
        this.shown = sent;
        return kept;
      }, words._("The glossary is kept."));
    });
  }

  /** What was written here and is not kept yet stays. @param {any[]} glossary */
  draw(glossary) {
    this.all = glossary;
    if (!this.#changed()) this.#show();
  }

  #changed() {
    return byId("glossary-terms").value !== this.shown;
  }

  #one() {
    return this.all.find(({ lang }) => lang === byId("glossary-lang").value) ?? this.all[0];
  }

  #show() {
    const { lang, terms } = this.#one();
    byId("glossary-terms").lang = lang;
    this.shown = Object.entries(terms).map(([term, plain]) => `${term} = ${plain}`).join("\n");
    byId("glossary-terms").value = this.shown;
  }

  #terms() {
    const pairs = byId("glossary-terms").value.split("\n").map((/** @type {string} */ line) => line.split("=").map((part) => part.trim()));
    return Object.fromEntries(pairs.filter(([term]) => term).map(([term, ...plain]) => [term, plain.join("=")]));
  }
}
