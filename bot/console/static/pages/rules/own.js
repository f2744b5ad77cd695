// Rules of the house: written in phrases, tried, published with their proof.

import { titles } from "../../console/titles.js";
import { byId, fill, h } from "../../shared/dom.js";
import { Unkept } from "../unkept.js";
import { Shipped } from "./shipped.js";

const NEW = ""; // the place of a rule that has no name yet
const LISTS = ["flag", "unless", "speaks", "silent"];
const FIELDS = ["key", "lang", "code", "message", "first", "other", ...LISTS];
const EMPTY = { ...Object.fromEntries(FIELDS.filter((field) => field !== "lang").map((field) => [field, ""])), code: "vague" };

/** @param {any} rule */
function formOf({ key, lang, written: { code, message, suggestions: [first = "", other = ""], ...lists } }) {
  return { key, lang, code, message, first, other, ...Object.fromEntries(LISTS.map((list) => [list, lists[list].join("\n")])) };
}

export class Own {
  /** @param {any} parts */
  constructor(parts) {
    this.parts = parts;
    this.words = parts.words;
    this.settings = new Shipped(parts);
    /** @type {any[]} */
    this.rules = [];
    this.place = NEW;
    this.shown = JSON.stringify(this.#form()); // as it was drawn or kept
    this.unkept = new Unkept(() => (this.#changed() ? [this.place, this.#form()] : null));
    const { _ } = this.words;
    byId("write").addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      void parts.keep(() => this.#save(), _("The draft of the rule is kept. It is heard when it is published."));
    });
    byId("new-rule").addEventListener("click", () => this.#turn(undefined));
    byId("try-own").addEventListener("click", () => {
      if (byId("write").reportValidity()) void parts.trial.run(this.#tried(), byId("rule-key").value);
    });
    byId("publish-own").addEventListener("click", () => void parts.keep(() => this.#publish(), _("Published. It is heard from the next check on.")));
    byId("remove-own").addEventListener("click", () => void this.#remove());
  }

  /** @param {any[]} rules @param {Record<string, string>} codes */
  draw(rules, codes) {
    this.rules = rules;
    const { _ } = this.words;
    const names = titles(this.words);
    if (!byId("rule-code").children.length) {
      fill(byId("rule-code"), ...Object.keys(codes).filter((code) => codes[code] !== "typo").map((code) => h("option", { value: code }, names[code] ?? code)));
      byId("rule-code").value = "vague";
      this.shown = JSON.stringify(this.#form());
    }
    const open = [...byId("own").querySelectorAll("details[open]")].map((one) => one.dataset.rule);
    fill(byId("own"), ...(rules.length ? rules.map((rule) => this.#row(rule, open)) : [h("li", { class: "soft" }, _("There are none yet."))]));
    byId("remove-own").hidden = !this.#there();
  }

  /** @param {any} rule @param {(string | undefined)[]} open */
  #row(rule, open) {
    const { _ } = this.words;
    const name = `${rule.key} (${rule.lang})`;
    const state = rule.published ? _("published") : rule.counts ? _("published, with a newer draft") : _("draft");
    const setting = { ...rule.setting, name: `house_${rule.key}` };
    return h("li", {},
      h("div", { class: "row" }, h("strong", {}, name), h("span", { class: "small soft grow" }, `${state} · ${rule.by}`),
        h("button", { type: "button", "aria-label": _("Change %(rule)s", { rule: name }), onclick: () => this.#turn(rule) }, _("Change"))),
      h("details", { data: { rule: name }, open: open.includes(name) }, h("summary", {}, _("How strongly")), ...this.settings.controls(setting, name)));
  }

  /** @param {any} rule one to change, or none for a new one */
  #turn(rule) {
    const place = rule ? `${rule.key}/${rule.lang}` : NEW;
    if (place !== NEW || this.place !== NEW) this.unkept.leave(); // a new one instead of a new one: begun again
    this.place = place;
    this.#show(rule ? formOf(rule) : EMPTY);
    this.shown = JSON.stringify(this.#form());
    const left = this.unkept.back(place);
    if (left) {
      this.#show(left);
      this.parts.done(this.words._("What you wrote here before and did not keep is here again."));
    }
    byId("remove-own").hidden = !rule;
    byId("write-title").textContent = rule ? `${rule.key} (${rule.lang})` : this.words._("A new rule");
    byId("write-title").focus();
  }

  /** What stands in the fields. */
  #form() {
    return Object.fromEntries(FIELDS.map((field) => [field, byId(`rule-${field}`).value]));
  }

  /** @param {Record<string, string>} form a field that is not named stays */
  #show(form) {
    for (const field of FIELDS) if (field in form) byId(`rule-${field}`).value = form[field];
  }

  #changed() {
    return JSON.stringify(this.#form()) !== this.shown;
  }

  /** The rule of this name and language, as the desk has it. */
  #there() {
    return this.rules.find((rule) => rule.key === byId("rule-key").value && rule.lang === byId("rule-lang").value);
  }

  get path() {
    return `/api/admin/house-rules/${byId("rule-key").value}/${byId("rule-lang").value}`;
  }

  #written() {
    const lines = (/** @type {string} */ id) => byId(`rule-${id}`).value.split("\n").map((/** @type {string} */ line) => line.trim()).filter(Boolean);
    return {
      code: byId("rule-code").value,
      message: byId("rule-message").value.trim(),
      suggestions: [byId("rule-first").value.trim(), byId("rule-other").value.trim()].filter(Boolean),
      ...Object.fromEntries(LISTS.map((list) => [list, lines(list)])),
    };
  }

  #tried() {
    const written = this.#written();
    return { rule: byId("rule-key").value, lang: byId("rule-lang").value, written, samples: [...written.speaks, ...written.silent] };
  }

  async #save() {
    if (!byId("write").reportValidity()) return undefined;
    const [place, sent] = [`${byId("rule-key").value}/${byId("rule-lang").value}`, JSON.stringify(this.#form())];
    const kept = await this.parts.api.put(this.path, { ...this.#written(), on: this.#there()?.version ?? 0 });
    [this.place, this.shown] = [place, sent];
    return kept;
  }

  /** What was written is kept first, then published. */
  async #publish() {
    const there = this.#there();
    const changed = !there || JSON.stringify(there.written) !== JSON.stringify(this.#written());
    const kept = changed ? await this.#save() : there;
    if (!kept) return undefined;
    if (changed) this.rules = (await this.parts.api.get("/api/admin/rules")).own; // also when it can't be published yet
    return this.parts.api.post(`${this.path}/publish`, { version: kept.version });
  }

  async #remove() {
    const { _ } = this.words;
    await this.parts.keep(async () => {
      const removed = await this.parts.api.post(`${this.path}/remove`, { on: this.#there()?.version ?? 0 });
      this.shown = JSON.stringify(this.#form());
      this.#turn(undefined);
      return removed;
    }, _("Taken out. It is heard no longer."));
  }
}
