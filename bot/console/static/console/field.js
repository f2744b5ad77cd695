// Changing text in a field so that Ctrl+Z takes it back.

/**
 * @param {HTMLTextAreaElement} field
 * @param {number} start UTF-16 units
 * @param {number} end
 * @param {string} text
 */
export function replaceIn(field, start, end, text) {
  field.focus();
  field.setSelectionRange(start, end);
  // Deprecated by name, yet the one way in every browser that keeps the field's own undo history.
  if (!document.execCommand(text ? "insertText" : "delete", false, text)) {
    field.setRangeText(text, start, end, "end");
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
}

/**
 * Put words where something is missing: at the place a hint names, with the spaces a sentence needs.
 *
 * @param {HTMLTextAreaElement} field
 * @param {number} at
 * @param {string} text
 */
export function insertAt(field, at, text) {
  const before = field.value.slice(0, at);
  const after = field.value.slice(at);
  const lead = before && !/\s$/.test(before) ? " " : "";
  const trail = after && !/^\s/.test(after) ? " " : "";
  replaceIn(field, at, at, lead + text.trim() + trail);
}

const SLOT = /\{[^{}\n]{1,60}\}/g;

/**
 * Select the next `{slot}` after a place, going round.
 *
 * @param {HTMLTextAreaElement} field
 * @param {number} from
 * @returns {boolean} whether there was one
 */
export function nextSlot(field, from) {
  const slots = [...field.value.matchAll(SLOT)];
  const slot = slots.find((match) => match.index >= from) ?? slots[0];
  if (!slot) return false;
  field.focus();
  field.setSelectionRange(slot.index, slot.index + slot[0].length);
  return true;
}
