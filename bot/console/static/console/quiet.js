// Hints this librarian has asked not to see, and words that are no mistake to them. The desk remembers both, so they
// hold on every machine; they are listed and brought back under Keys and hints. Private data and left-over slots are
// never silenced.

/** One word, as the house dictionary takes it. */
const ONE_WORD = /^[\p{L}\p{M}'’-]{2,80}$/u;

export class Quiet {
  /**
   * @param {import("./api.js").Api} api
   * @param {{codes: string[], words: string[]}} kept as the desk has it; words are case folded
   */
  constructor(api, { codes, words }) {
    this.api = api;
    this.codes = codes;
    this.words = words;
  }

  /** @param {import("./proof.js").Finding} finding */
  hides(finding) {
    if (this.codes.includes(finding.code)) return true;
    return finding.category === "typo" && this.words.includes(finding.quote.trim().toLowerCase());
  }

  /** Not for me. @param {string} code */
  async silence(code) {
    this.codes = [...this.codes, code]; // gone from sight at once; the desk's answer is the truth
    await this.#tell({ code, hidden: true });
  }

  /**
   * Not a mistake: to me at once, and one word is proposed for the house dictionary.
   *
   * @param {string} word
   * @param {string} lang
   * @returns {Promise<boolean>} whether it was proposed
   */
  async accept(word, lang) {
    this.words = [...this.words, word.trim().toLowerCase()];
    if (!ONE_WORD.test(word.trim())) {
      await this.#tell({ word, hidden: true });
      return false;
    }
    const { quiet, proposal } = await this.api.post("/api/proposals", { word: word.trim(), lang });
    this.#take(quiet);
    return proposal.state === "open";
  }

  /** @param {{code?: string, word?: string}} entry */
  bringBack(entry) {
    return this.#tell({ ...entry, hidden: false });
  }

  /** @param {object} change */
  async #tell(change) {
    this.#take(await this.api.patch("/api/me/quiet", change));
  }

  /** @param {{codes: string[], words: string[]}} kept */
  #take({ codes, words }) {
    this.codes = codes;
    this.words = words;
  }
}
