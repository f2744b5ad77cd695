// The slots of a text: what to fill in, what kind of thing it is, what stands there already, and a sample.

import { byId, fill, h } from "../../shared/dom.js";

const PARTS = ["label", "value", "sample"];

export class Slots {
  /** @param {import("../../shared/words.js").Words} words @param {() => void} onchange */
  constructor(words, onchange) {
    const { _ } = words;
    this.words = words;
    this.onchange = onchange;
    /** @type {Record<string, any>} what this text says of them, over what the language says */
    this.own = {};
    this.drawn = "";
    this.titles = /** @type {Record<string, string>} */ ({ label: _("What to fill in"), value: _("Filled in already"), sample: _("Sample") });
    this.types = /** @type {Record<string, string>} */ ({
      text: _("text"), when: _("day or time"), place: _("place"), hours: _("opening hours"),
      person: _("person"), phone: _("phone number"), money: _("amount"), link: _("web address"),
    });
  }

  /** What this text says, without what is as usual. */
  said() {
    const text = byId("words-text").value;
    return Object.fromEntries(Object.entries(this.own).filter(([name]) => text.includes(`{${name}}`)));
  }

  /** @param {any[]} slots as they are known, in the order of the text */
  draw(slots) {
    const names = slots.map((slot) => slot.name).join(" ");
    if (names === this.drawn && byId("slots").contains(document.activeElement)) return;
    this.drawn = names;
    fill(byId("slots"), ...slots.map((slot) => this.#drawn(slot)),
      slots.length ? null : h("p", { class: "soft" }, this.words._("There are none. {title} in the text would be one.")));
  }

  /** @param {any} slot */
  #drawn(slot) {
    const id = (/** @type {string} */ part) => `slot-${slot.name}-${part}`;
    const change = (/** @type {string} */ part) => (/** @type {any} */ event) => {
      this.own[slot.name] = { label: slot.label, type: slot.type, sample: slot.sample, value: "", ...this.own[slot.name], [part]: event.target.value };
      this.onchange();
    };
    return h("fieldset", {}, h("legend", {}, `{${slot.name}}`), h("div", { class: "row" },
      ...PARTS.map((part) => h("div", { class: "field grow" },
        h("label", { for: id(part) }, this.titles[part]),
        h("input", { id: id(part), value: slot[part] ?? "", maxlength: 120, autocomplete: "off", onchange: change(part) }))),
      h("div", { class: "field grow" },
        h("label", { for: id("type") }, this.words._("Kind")),
        h("select", { id: id("type"), onchange: change("type") },
          ...Object.entries(this.types).map(([value, title]) => h("option", { value, selected: value === slot.type }, title))))));
  }
}
