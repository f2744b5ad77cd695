// The field most write in: CodeMirror, for text and underlines only. Hint cards, lists and messages are our own HTML.

import { underlined } from "./field.js";

/** @typedef {import("./field.js").Field} Field */
/** @typedef {typeof import("../../../../tools/editor/codemirror.js")} CodeMirror */

const HERE = new URL("../codemirror/codemirror.js", import.meta.url);

/** @returns {Promise<CodeMirror>} rejects when the bundle can't be had or read */
export const loadCodeMirror = () => import(HERE.href);

/** @implements {Field} */
export class EditorField {
  /**
   * @param {CodeMirror} cm
   * @param {HTMLElement} paper what it stands on
   * @param {{name: string, placeholder: string}} words `name` is the id of its label
   * @param {import("./field.js").Told} told
   */
  constructor(cm, paper, { name, placeholder }, told) {
    this.cm = cm;
    this.words = { name, placeholder };
    this.told = told;
    this.lang = "";
    this.drawn = "";
    /** @type {import("@codemirror/state").StateEffectType<import("@codemirror/view").DecorationSet>} */
    this.marked = cm.StateEffect.define();
    this.marks = cm.StateField.define({
      create: () => cm.Decoration.none,
      update: (marks, change) => change.effects.find((effect) => effect.is(this.marked))?.value ?? marks.map(change.changes),
      provide: (field) => cm.EditorView.decorations.from(field),
    });
    paper.replaceChildren();
    this.view = new cm.EditorView({ parent: paper, state: this.#state("") });
    // Ahead of the editor's own keys, as a text area would hear of them.
    this.view.contentDOM.addEventListener("keydown", told.onkey, { capture: true });
    this.view.contentDOM.addEventListener("compositionend", () => { this.drawn = ""; });
  }

  get element() {
    return this.view.contentDOM;
  }

  get value() {
    return this.view.state.doc.toString();
  }

  get start() {
    return this.view.state.selection.main.from;
  }

  get end() {
    return this.view.state.selection.main.to;
  }

  focus() {
    this.view.focus();
  }

  /** @param {string} text @param {string} lang */
  begin(text, lang) {
    this.lang = lang;
    this.drawn = "";
    this.view.setState(this.#state(text));
  }

  /** @param {number} start @param {number} end */
  select(start, end) {
    const { length } = this.view.state.doc;
    const selection = this.cm.EditorSelection.single(Math.min(start, length), Math.min(end, length));
    this.view.dispatch({ selection, scrollIntoView: true });
  }

  /** @param {number} start @param {number} end @param {string} text */
  replace(start, end, text) {
    this.view.focus();
    this.view.dispatch({
      changes: { from: start, to: end, insert: text },
      selection: { anchor: start + text.length },
      annotations: this.cm.isolateHistory.of("full"),
      scrollIntoView: true,
      userEvent: "input.paste",
    });
  }

  /** @param {import("./proof.js").Finding[]} hints @param {import("./proof.js").Finding | undefined} current */
  draw(hints, current) {
    if (this.view.composing) return; // a word half put together is left alone; drawn when it is whole
    const lines = underlined(hints);
    const drawn = JSON.stringify([this.value.length, lines.map(({ start, end, hint }) => [start, end, hint.category, hint === current])]);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const { Decoration } = this.cm;
    const marks = lines
      .filter(({ end }) => end <= this.view.state.doc.length)
      .map(({ start, end, hint }) => Decoration.mark({ class: `mark ${hint.category}${hint === current ? " current" : ""}` }).range(start, end));
    this.view.dispatch({ effects: this.marked.of(Decoration.set(marks)) });
  }

  leave() {
    this.view.destroy();
  }

  /** @param {string} text */
  #state(text) {
    const { EditorState, EditorView, history, historyKeymap, keymap, standardKeymap } = this.cm;
    return EditorState.create({
      doc: text,
      extensions: [
        history(),
        keymap.of([...historyKeymap, ...standardKeymap]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          lang: this.lang, spellcheck: "false", autocapitalize: "sentences", autocorrect: "on", "aria-labelledby": this.words.name,
          "aria-describedby": "check-state", "aria-placeholder": this.words.placeholder, "data-placeholder": this.words.placeholder,
        }),
        EditorView.editorAttributes.of((view) => (view.state.doc.length ? { class: "written" } : null)),
        EditorView.updateListener.of((update) => { if (update.docChanged) this.told.oninput(); }),
        EditorView.domEventHandlers({ blur: () => { this.told.onblur(); } }),
        this.marks,
      ],
    });
  }
}
