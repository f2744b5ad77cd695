// A conversation as its journal tells it: entries by seq, edits and deliveries folded into the message they mean.

/** @typedef {Record<string, any>} Meta what belongs to the kind; openapi.yaml says what */
/** @typedef {{seq: number, at: string, kind: string, by: string, who?: string | null, text?: string, meta?: Meta}} Entry */
/** @typedef {Entry & {edited?: string, delivery?: Meta}} Line what one reads */

/** Entries that change an earlier line instead of being one. */
const FOLDED = new Set(["edit", "delivery"]);

export class Thread {
  constructor() {
    /** @type {Map<number, Entry>} */
    this.entries = new Map();
    /** Up to which journal line we are current; what a reconnect resumes from. */
    this.seq = 0;
  }

  /**
   * Take entries in any order, any number of times.
   *
   * @param {Entry[]} entries
   * @param {number} [seq]
   * @returns {Entry[]} those that were new
   */
  take(entries, seq = 0) {
    const fresh = entries.filter((entry) => !this.entries.has(entry.seq));
    for (const entry of fresh) this.entries.set(entry.seq, entry);
    this.seq = Math.max(this.seq, seq, ...entries.map((entry) => entry.seq));
    return fresh;
  }

  /** @returns {Line[]} in journal order */
  get lines() {
    const inOrder = [...this.entries.values()].sort((a, b) => a.seq - b.seq);
    const lines = new Map();
    for (const entry of inOrder) {
      if (!FOLDED.has(entry.kind)) lines.set(entry.seq, { ...entry });
      else fold(entry, lines.get(entry.meta?.target));
    }
    return [...lines.values()];
  }
}

/**
 * @param {Entry} entry
 * @param {Line | undefined} line
 */
function fold(entry, line) {
  if (!line) return;
  if (entry.kind === "delivery") line.delivery = entry.meta;
  else {
    line.text = entry.text;
    line.edited = entry.at;
  }
}
