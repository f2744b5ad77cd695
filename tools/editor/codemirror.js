// What bot/console/static/console/editor-field.js uses of CodeMirror 6. `make editor` bundles it.

export { EditorSelection, EditorState, StateEffect, StateField } from "@codemirror/state";
export { Decoration, EditorView, keymap } from "@codemirror/view";
export { history, historyKeymap, isolateHistory, standardKeymap } from "@codemirror/commands";
