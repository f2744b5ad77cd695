// What the field of a draft can do, whichever kind it is, and words put into it so that Ctrl+Z takes them back.

/**
 * Places are UTF-16 units from the beginning of the text.
 *
 * @typedef {object} Field
 * @property {HTMLElement} element what has the focus while one writes
 * @property {string} value
 * @property {number} start where the selection begins
 * @property {number} end
 * @property {() => void} focus
 * @property {(text: string, lang: string) => void} begin another text; what was written before can't be undone into it
 * @property {(start: number, end: number) => void} select and bring into sight
 * @property {(start: number, end: number, text: string) => void} replace as one step that undo takes back
 * @property {(hints: import("./proof.js").Finding[], current: import("./proof.js").Finding | undefined) => void} draw underlines
 * @property {() => void} leave for good
 */

/**
 * What a field tells of itself.
 *
 * @typedef {object} Told
 * @property {() => void} oninput the text has changed by somebody's hand
 * @property {(event: KeyboardEvent) => void} onkey before the field acts on it
 * @property {() => void} onblur
 */

/**
 * Put words where something is missing: at the place a hint names, with the spaces a sentence needs, and behind a
 * sentence without its mark with a full stop.
 *
 * @param {Field} field
 * @param {number} at
 * @param {string} text
 */
export function insertAt(field, at, text) {
  if (!/[\p{L}\p{N}]/u.test(text)) return field.replace(at, at, text); // a missing mark: "?", "”"
  const before = field.value.slice(0, at);
  const after = field.value.slice(at);
  const said = text.replace(/^ +| +$/g, "");
  const unended = /(?:^|\s)(?!https?:|www\.)[^\s@]*[\p{L}\p{N}][)"”»’]*$/u.test(before); // an address stays one
  const lead = !before || /\s$/.test(before) ? "" : unended && /^\p{Lu}/u.test(said) ? ". " : " ";
  const trail = after && !/^\s/.test(after) && !said.endsWith("\n") ? " " : "";
  const small = /^ *(?!https?:|www\.|\S+@)\p{Ll}/u; // an address is no word
  const opens = /[.!?…]$/u.test(said) ? after.match(small)?.[0] ?? "" : ""; // what follows begins a sentence now
  field.replace(at, at + opens.length, lead + said + trail + opens.toUpperCase());
}

const SLOT = /\{[^{}\n]{1,60}\}/g;

/**
 * Select the next `{slot}` after a place, going round.
 *
 * @param {Field} field
 * @param {number} from
 * @returns {boolean} whether there was one
 */
export function nextSlot(field, from) {
  const slots = [...field.value.matchAll(SLOT)];
  const slot = slots.find((match) => match.index >= from) ?? slots[0];
  if (!slot) return false;
  field.focus();
  field.select(slot.index, slot.index + slot[0].length);
  return true;
}

/**
 * The words that carry an underline, in order, without overlap. Where one hint lies within another, such as a word of
 * an unkind sentence, the words of the inner one carry its own line.
 *
 * @param {import("./proof.js").Finding[]} hints
 * @returns {{start: number, end: number, hint: import("./proof.js").Finding}[]}
 */
export function underlined(hints) {
  const marked = hints.filter((hint) => hint.end16 > hint.start16).sort((a, b) => a.end16 - a.start16 - (b.end16 - b.start16));
  const edges = [...new Set(marked.flatMap((hint) => [hint.start16, hint.end16]))].sort((a, b) => a - b);
  return edges.slice(1).flatMap((end, index) => {
    const start = edges[index];
    const hint = marked.find((each) => each.start16 <= start && each.end16 >= end);
    return hint ? [{ start, end, hint }] : [];
  });
}
