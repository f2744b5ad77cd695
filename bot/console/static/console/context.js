// What one may need while writing, below the hints: promises in the draft, next steps, templates, the patron's words.

import { byId, fill, h, reconcile } from "../shared/dom.js";
import { clock } from "../shared/times.js";
import { Ledger } from "./ledger.js";

/** @typedef {import("./open.js").Open} Open */

const WORDS = 5; // messages of the patron, the newest
const KEYED = 6; // next steps with a key of their own

export class Context {
  /**
   * @param {object} parts
   * @param {import("../shared/words.js").Words} parts.words
   * @param {import("./keys.js").Keys} parts.keys
   * @param {(template: any) => void} parts.oninsert
   * @param {(seq: number) => void} parts.onshow bring a message into sight
   * @param {(verb: string, body?: object) => void} parts.onact something is done with a promise
   */
  constructor({ words, keys, oninsert, onshow, onact }) {
    this.words = words;
    this.keys = keys;
    this.oninsert = oninsert;
    this.onshow = onshow;
    this.ledger = new Ledger({ words, keys, onact });
  }

  /**
   * @param {Open | null} open
   * @param {{templates: any[], steps: any[], extras: any[]}} shelf
   */
  draw(open, { templates, steps, extras }) {
    const may = Boolean(open?.can("reply"));
    this.ledger.draw(open);
    this.#part("steps", may ? steps.map((step, index) => this.#insertable(step, index < KEYED ? this.keys.of(`step${index + 1}`) : "")) : []);
    this.#part("shelf", may ? templates.map((template) => this.#insertable(template, template.shortcut ? `/${template.shortcut}` : "")) : []);
    this.#part("extras", may ? extras.map((extra) => this.#insertable(extra, "")) : []);
    this.#part("earlier", open ? this.#said(open) : []);
  }

  /** @param {any} template @param {string} key */
  #insertable(template, key) {
    return {
      key: `${template.key} ${template.lang} ${key}`,
      row: () => h("li", {}, h("button", { type: "button", title: template.text, onclick: () => this.oninsert(template) },
        template.title, key ? h("kbd", {}, key) : null)),
    };
  }

  /** @param {Open} open */
  #said(open) {
    return open.thread.lines
      .filter((line) => line.kind === "message" && line.by === "patron" && line.text)
      .slice(-WORDS).reverse()
      .map((line) => ({
        key: `${open.id} ${line.seq} ${line.edited ?? ""}`,
        row: () => h("li", {}, h("button", { type: "button", class: "said", onclick: () => this.onshow(line.seq) },
          h("span", { class: "small soft" }, clock(line.at, this.words.language)), h("span", { class: "last", dir: "auto" }, line.text ?? ""))),
      }));
  }

  /** @param {string} name @param {{key: string, row: () => HTMLElement}[]} rows */
  #part(name, rows) {
    const list = byId(name);
    byId(`${name}-part`).hidden = rows.length === 0;
    if (!rows.length) return fill(list);
    reconcile(list, rows, (row) => row.key, (row, old) => old ?? row.row());
  }
}
