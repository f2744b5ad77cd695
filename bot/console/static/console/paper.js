// The sheet a reply is written on. It begins with the plain field, so that one can write at once, and takes the editor
// when that has come; text, place and focus go along. Who prefers the plain field keeps it.

import { EditorField, loadCodeMirror } from "./editor-field.js";
import { PlainField } from "./plain-field.js";

/** @typedef {import("./editor-field.js").CodeMirror} CodeMirror */

export class Paper {
  /**
   * @param {HTMLElement} sheet
   * @param {{name: string, placeholder: string}} words `name` is the id of the field's label
   * @param {import("./field.js").Told & {onfield: (element: HTMLElement) => void}} told
   */
  constructor(sheet, words, told) {
    this.sheet = sheet;
    this.words = words;
    this.told = told;
    this.lang = "";
    /** @type {CodeMirror | undefined} */
    this.codemirror = undefined;
    this.plain = true;
    /** @type {import("./field.js").Field} */
    this.field = new PlainField(sheet, words, told);
  }

  /**
   * @param {boolean} plain whether this librarian wants the plain field
   * @returns {Promise<boolean>} false when the editor was wanted and can't be had
   */
  async prefer(plain) {
    this.plain = plain;
    if (!plain) {
      try {
        this.codemirror ??= await loadCodeMirror();
      } catch {
        return false; // the plain field goes on
      }
    }
    this.#turn();
    return true;
  }

  /** @param {string} text @param {string} lang */
  begin(text, lang) {
    this.lang = lang;
    this.field.begin(text, lang);
  }

  /** Change the kind of field, if it isn't the wanted one, with what is on it. */
  #turn() {
    const { field: old, codemirror } = this;
    if (this.plain === old instanceof PlainField || (!this.plain && !codemirror)) return;
    const had = old.element === document.activeElement;
    const { value, start, end } = old;
    old.leave();
    this.field = this.plain || !codemirror ? new PlainField(this.sheet, this.words, this.told) : new EditorField(codemirror, this.sheet, this.words, this.told);
    this.field.begin(value, this.lang);
    this.field.select(start, end);
    this.told.onfield(this.field.element);
    if (had) this.field.focus();
  }
}
