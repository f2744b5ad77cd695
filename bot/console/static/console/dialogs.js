// The small windows: all actions (Ctrl+K), keys and hints, handing over.

import { byId, fill, h } from "../shared/dom.js";
import { chord } from "./keys.js";
import { Picker } from "./picker.js";
import { titles } from "./titles.js";

/** @typedef {import("../shared/words.js").Words} Words */

export class Actions {
  /** @param {Words} words @param {() => import("./picker.js").Choice[]} choices what can be done now */
  constructor(words, choices) {
    this.choices = choices;
    this.dialog = /** @type {HTMLDialogElement} */ (byId("actions"));
    this.field = /** @type {HTMLInputElement} */ (byId("actions-field"));
    this.picker = new Picker(byId("actions-list"), this.field, words._("Nothing like that here."));
    this.field.addEventListener("input", () => this.#list());
    this.field.addEventListener("keydown", (event) => {
      if (this.picker.key(event)) event.preventDefault();
    });
  }

  show() {
    this.field.value = "";
    this.dialog.showModal();
    this.#list();
  }

  #list() {
    const close = (/** @type {() => void} */ run) => () => {
      this.dialog.close();
      run();
    };
    this.picker.show(this.choices().map((choice) => ({ ...choice, run: close(choice.run) })), this.field.value.trim());
  }
}

/**
 * Every shortcut, to change or switch off; every silenced hint, to bring back.
 *
 * @param {Words} words
 * @param {import("./keys.js").Keys} keys
 * @param {import("./quiet.js").Quiet} quiet
 * @param {(act: () => Promise<void>) => Promise<void>} trying runs what may be refused, and says so if it is
 * @param {() => void} onchange
 */
export function keysAndHints(words, keys, quiet, trying, onchange) {
  const { _ } = words;
  const dialog = /** @type {HTMLDialogElement} */ (byId("keys"));
  const names = titles(words);
  const silenced = [
    ...quiet.codes.map((code) => ({ entry: { code }, label: names[code] ?? code })),
    ...quiet.words.map((word) => ({ entry: { word }, label: `“${word}”` })),
  ];

  const row = (/** @type {{name: string, label: string}} */ { name, label }) => {
    const field = /** @type {HTMLInputElement} */ (h("input", { id: `key-${name}`, value: keys.of(name), readonly: true }));
    field.onkeydown = (event) => {
      if (["Tab", "Escape"].includes(event.key)) return;
      event.preventDefault();
      if (["Control", "Alt", "Shift", "Meta"].includes(event.key)) return;
      field.value = event.key === "Backspace" ? "" : chord(event);
      keys.set(name, field.value);
      onchange();
    };
    return h("div", { class: "key-row" }, h("label", { for: `key-${name}` }, label), field);
  };

  const back = (/** @type {{entry: {code?: string, word?: string}, label: string}} */ { entry, label }) => {
    const item = h("li", {}, label, " ", h("button", { type: "button", onclick: async () => {
      await trying(() => quiet.bringBack(entry));
      item.remove();
      onchange();
    } }, _("Bring back")));
    return item;
  };

  fill(byId("keys-body"),
    h("p", { class: "soft" }, _("To change a key, go to its field and press the new one. Backspace switches it off.")),
    ...keys.table.map(row),
    h("h2", {}, _("Hints you don't see")),
    silenced.length ? h("ul", {}, ...silenced.map(back)) : h("p", { class: "soft" }, _("You see all of them.")));
  dialog.showModal();
}

/**
 * Offer the conversation to a colleague or a desk; it stays with the sender until they accept.
 *
 * @param {Words} words
 * @param {import("./api.js").Api} api
 * @param {{id: string}} me
 * @param {string} conversation whoever fits it best stands first
 * @param {(to: {to?: string, desk?: string}) => void} onchosen
 */
export async function handOver({ _ }, api, me, conversation, onchosen) {
  const dialog = /** @type {HTMLDialogElement} */ (byId("handover"));
  const { people, desks } = await api.get(`/api/people?for=${conversation}`);
  const choose = (/** @type {{to?: string, desk?: string}} */ to) => () => {
    dialog.close();
    onchosen(to);
  };
  const colleagues = people.filter((/** @type {any} */ person) => person.id !== me.id && person.active && person.available && person.role !== "viewer");
  const open = desks.filter((/** @type {any} */ desk) => desk.open);
  fill(byId("handover-body"),
    h("p", {}, _("It stays with you until somebody accepts. The patron then hears who answers.")),
    h("h3", {}, _("Colleagues who are there")),
    colleagues.length
      ? h("div", { class: "row" }, ...colleagues.map((/** @type {any} */ person) =>
          h("button", { type: "button", onclick: choose({ to: person.id }) }, `${person.name} · ${person.languages.join(", ")}`)))
      : h("p", { class: "soft" }, _("Nobody just now.")),
    h("h3", {}, _("Desks that are open")),
    open.length
      ? h("div", { class: "row" }, ...open.map((/** @type {any} */ desk) => h("button", { type: "button", onclick: choose({ desk: desk.id }) }, desk.name)))
      : h("p", { class: "soft" }, _("None just now.")));
  dialog.showModal();
}
