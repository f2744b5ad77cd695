// The rules that come with the desk: on or off, how strongly, by channel and role.

import { channels } from "../../console/spine.js";
import { titles } from "../../console/titles.js";
import { byId, fill, h } from "../../shared/dom.js";

export class Shipped {
  /** @param {any} parts */
  constructor({ api, words, keep, trial }) {
    this.api = api;
    this.words = words;
    this.keep = keep;
    this.trial = trial;
    const { _ } = words;
    this.strengths = { quiet: _("quiet: shown, not asked about"), hint: _("hint"), reason: _("ask for a reason") };
    this.ofHeld = { hint: _("must be looked at before it goes"), reason: _("ask for a reason") };
    this.forTrainees = { hint: _("as everybody"), reason: _("ask for a reason"), second: _("a colleague reads it first") };
  }

  /** @param {any[]} rules */
  draw(rules) {
    const open = [...byId("shipped").querySelectorAll("details[open]")].map((one) => one.dataset.rule);
    fill(byId("shipped"), ...rules.map((rule) => this.row(rule, this.nameOf(rule), open.includes(rule.name))));
  }

  /** @param {any} rule */
  nameOf(rule) {
    return titles(this.words)[rule.code] ?? rule.code;
  }

  /** @param {any} rule @param {string} name @param {boolean} open */
  row(rule, name, open) {
    const { _ } = this.words;
    return h("details", { data: { rule: rule.name }, open },
      h("summary", {}, name, " ", h("span", { class: "small soft" }, this.#state(rule))),
      ...this.controls(rule, name),
      h("button", { type: "button", "aria-label": `${_("Try on the last 50 replies")}: ${name}`, onclick: () => void this.trial.run({ rule: rule.name }, name) }, _("Try on the last 50 replies")));
  }

  /** @param {any} rule @param {string} name */
  controls(rule, name) {
    const { _ } = this.words;
    const said = ({ active, strength, channels: by, roles } = rule) => ({ active, strength, channels: by, roles, on: rule.version });
    const set = (/** @type {object} */ changes) => void this.keep(
      () => this.api.put(`/api/admin/rules/${rule.name}`, { ...said(), ...changes }), _("“%(rule)s” is set.", { rule: name }));
    const strengths = this.#strengths(rule);
    const id = (/** @type {string} */ part) => `${rule.name}-${part}`;
    return [
      rule.held ? h("p", { class: "small soft" }, _("Your settings hold this back at Send ([checks] hold_back): here it can only be made stronger.")) : null,
      h("label", { class: "check" },
        h("input", { type: "checkbox", checked: rule.active, onchange: (/** @type {any} */ event) => set({ active: event.target.checked }) }), _("This rule is on")),
      h("div", { class: "row" },
        this.#choice(id("all"), _("How strongly"), strengths, rule.strength, (value) => set({ strength: value })),
        ...Object.entries(channels(this.words)).map(([channel, title]) => this.#choice(
          id(channel), _("On: %(channel)s", { channel: title }), { "": _("as everywhere"), ...strengths }, rule.channels[channel] ?? "",
          (value) => set({ channels: without({ ...rule.channels, [channel]: value }) }))),
        this.#choice(id("trainee"), _("For trainees"), this.forTrainees, rule.roles.trainee ?? "hint",
          (value) => set({ roles: without({ ...rule.roles, trainee: value === "hint" ? "" : value }) }))),
    ];
  }

  /** @param {string} id @param {string} label @param {Record<string, string>} options @param {string} chosen @param {(value: string) => void} choose */
  #choice(id, label, options, chosen, choose) {
    return h("div", { class: "field grow" }, h("label", { for: id }, label),
      h("select", { id, onchange: (/** @type {any} */ event) => choose(event.target.value) },
        ...Object.entries(options).map(([value, title]) => h("option", { value, selected: value === chosen }, title))));
  }

  /** @param {any} rule */
  #strengths(rule) {
    return rule.held ? this.ofHeld : this.strengths;
  }

  /** @param {any} rule */
  #state(rule) {
    const { _ } = this.words;
    if (!rule.active) return _("off");
    const special = Object.keys(rule.channels).length + Object.keys(rule.roles).length;
    const strength = this.#strengths(rule)[/** @type {"hint"} */ (rule.strength)] ?? this.ofHeld.hint;
    return special ? _("%(strength)s, with exceptions", { strength }) : strength;
  }
}

/** @param {Record<string, string>} choices */
const without = (choices) => Object.fromEntries(Object.entries(choices).filter(([, value]) => value));
