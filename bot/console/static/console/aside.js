// Hints ignored once: put aside in this draft, also after the page was loaded anew, until the reply is sent.
// What is kept in the browser is a digest; a draft's words are not to be read out of it.

const KEY = "smiledesk aside";
const MOST = 200; // digests; the oldest go first

export class Aside {
  /** @param {string} conversation */
  constructor(conversation) {
    this.conversation = conversation;
  }

  /** @param {string} hint */
  has(hint) {
    return kept().includes(this.#digest(hint));
  }

  /** @param {string} hint */
  add(hint) {
    keep([...kept(), this.#digest(hint)]);
  }

  /** The reply has been sent: the next draft begins anew. */
  clear() {
    const mine = `${this.conversation.slice(0, 8)}.`;
    keep(kept().filter((digest) => !digest.startsWith(mine)));
  }

  /** FNV-1a, 32 bits: enough to tell a few hundred hints apart, too little to guess words from. @param {string} hint */
  #digest(hint) {
    let hash = 0x811c9dc5;
    for (const unit of `${this.conversation} ${hint}`) hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193) >>> 0;
    return `${this.conversation.slice(0, 8)}.${hash.toString(36)}`;
  }
}

/** @returns {string[]} */
const kept = () => JSON.parse(localStorage.getItem(KEY) ?? "[]");

/** @param {string[]} digests */
const keep = (digests) => localStorage.setItem(KEY, JSON.stringify(digests.slice(-MOST)));
