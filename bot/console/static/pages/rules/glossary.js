// The house glossary of one language, a line for each word.

import { byId } from "../../shared/dom.js";

export class Glossary {
  /** @param {any} parts */
  constructor({ api, words, keep }) {
    /** @type {{lang: string, terms: Record<string, string>, version: number}[]} */
    this.all = [];
    byId("glossary-lang").addEventListener("change", () => this.#show());
    byId("glossary").addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      const { lang, version } = this.#one();
      void keep(() => api.put(`/api/admin/glossary/${lang}`, { terms: this.#terms(), on: version }), words._("The glossary is kept."));
    });
  }

  /** @param {any[]} glossary */
  draw(glossary) {
    this.all = glossary;
    this.#show();
  }

  #one() {
    return this.all.find(({ lang }) => lang === byId("glossary-lang").value) ?? this.all[0];
  }

  #show() {
    const { lang, terms } = this.#one();
    byId("glossary-terms").lang = lang;
    byId("glossary-terms").value = Object.entries(terms).map(([term, plain]) => `${term} = ${plain}`).join("\n");
  }

  #terms() {
    const pairs = byId("glossary-terms").value.split("\n").map((/** @type {string} */ line) => line.split("=").map((part) => part.trim()));
    return Object.fromEntries(pairs.filter(([term]) => term).map(([term, ...plain]) => [term, plain.join("=")]));
  }
}
