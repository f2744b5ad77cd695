// What a template has in common in all languages: kind, phase, where it is said, its picture, when to look again.

import { channels } from "../../console/spine.js";
import { byId, fill, h } from "../../shared/dom.js";
import { Unkept } from "../unkept.js";

export class Frame {
  /**
   * @param {any} api
   * @param {import("../../shared/words.js").Words} words
   * @param {(act: () => Promise<any>, sentence: string) => Promise<void>} keep
   */
  constructor(api, words, keep) {
    this.words = words;
    this.key = "";
    this.version = 0;
    this.shown = ""; // as it was drawn or kept
    this.unkept = new Unkept(() => (this.key && this.#changed() ? [this.key, this.#said()] : null));
    byId("frame").addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      const said = this.#said();
      void keep(async () => {
        const kept = await api.put(`/api/admin/templates/${this.key}`, { ...said, on: this.version });
        this.shown = JSON.stringify(said);
        return kept;
      }, words._("Kept for all languages."));
    });
  }

  leave() {
    this.unkept.leave();
  }

  /** What was chosen here and is not kept yet stays. @param {string} key @param {any} record @param {any} shelf */
  draw(key, record, shelf) {
    const chosenHere = key === this.key && this.#changed();
    this.key = key;
    this.version = record?.version ?? 0;
    const left = this.unkept.back(key);
    if (chosenHere) return;
    this.#show(record, shelf);
    this.shown = JSON.stringify(this.#said());
    if (left) this.#show(left, shelf);
  }

  /** @param {any} record @param {any} shelf */
  #show(record, { desks, branches, pictures }) {
    byId("frame-kind").value = record?.kind ?? "answer";
    byId("frame-phase").value = record?.phase ?? "opening";
    byId("frame-review").value = record?.review_on ?? "";
    fill(byId("frame-channels"), ...Object.entries(channels(this.words)).map(([id, name]) => box("channel", id, name, record?.channels)));
    fill(byId("frame-desks"), ...desks.map((/** @type {any} */ { id, name }) => box("desk", id, name, record?.desks)));
    fill(byId("frame-branches"), ...branches.map((/** @type {any} */ { id, name }) => box("branch", id, name, record?.branches)));
    byId("frame-branches-of").hidden = !branches.length;
    fill(byId("frame-picture"), ...["", ...pictures].map((picture) =>
      h("option", { value: picture, selected: picture === (record?.picture ?? "") }, picture || this.words._("none"))));
    byId("frame-picture-of").hidden = !pictures.length;
  }

  #changed() {
    return JSON.stringify(this.#said()) !== this.shown;
  }

  #said() {
    return {
      kind: byId("frame-kind").value,
      phase: byId("frame-phase").value,
      review_on: byId("frame-review").value || null,
      channels: chosen("frame-channels"),
      desks: chosen("frame-desks"),
      branches: chosen("frame-branches"),
      picture: byId("frame-picture").value,
    };
  }
}

/** @param {string} name @param {string} value @param {string} label @param {string[]} [among] */
const box = (name, value, label, among = []) =>
  h("label", { class: "check" }, h("input", { type: "checkbox", name, value, checked: among.includes(value) }), label);

/** @param {string} id */
const chosen = (id) => [...byId(id).querySelectorAll("input:checked")].map((input) => input.value);
