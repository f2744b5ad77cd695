// How each kind of field is drawn, and how what stands in it becomes a value; what is empty becomes undefined.

import { h } from "../../shared/dom.js";
import { STATES } from "../templates/states.js";

/** @typedef {import("./forms.js").Field} Field */
/** @typedef {{desks: {id: string, name: string}[], branches: {id: string, name: string}[], people: string[], shipped: Record<string, string>}} Choices */

const DAY = /^(\d{4}-\d\d-\d\d)((?:[\s,]+\d\d:\d\d-\d\d:\d\d)*)\s*(.*)$/;

/** @param {string} text @param {RegExp} between */
const parts = (text, between) => text.split(between).map((part) => part.trim()).filter(Boolean);

/** @param {any[]} list */
const some = (list) => (list.length ? list : undefined);

/** @param {string} text */
const days = (text) => some(parts(text, /\n/).map((line) => {
  const [, day = line, open = "", why = ""] = DAY.exec(line) ?? [];
  return { day, open: parts(open, /[\s,]+/), why };
}));

/** @param {any[]} unusual */
const daysShown = (unusual) => unusual.map(({ day, open, why }) => [day, open.join(", "), why].filter(Boolean).join(" ")).join("\n");

/** @param {string} text */
function topics(text) {
  const pairs = parts(text, /\n/).map((line) => line.split(":")).map(([lang, ...words]) => [lang.trim(), parts(words.join(":"), /,/)]);
  return pairs.length ? Object.fromEntries(pairs) : undefined;
}

/** @param {Record<string, string[]>} said */
const topicsShown = (said) => Object.entries(said).map(([lang, words]) => `${lang}: ${words.join(", ")}`).join("\n");

/** What stands in a text field, by kind: [shown, read]. @type {Record<string, [(value: any) => string, (text: string) => any]>} */
const TEXTS = {
  text: [String, (text) => text.trim() || undefined],
  long: [String, (text) => text.trim() || undefined],
  line: [String, (text) => text.trim() || undefined],
  day: [String, (text) => text || undefined],
  number: [String, (text) => (text === "" ? undefined : Number(text))],
  numbers: [(value) => value.join(", "), (text) => some(parts(text, /,/).map(Number))],
  texts: [(value) => value.join("\n"), (text) => some(parts(text, /\n/))],
  ordered: [(value) => value.join(", "), (text) => some(parts(text, /[\s,]+/))],
  spans: [(value) => value.join(", "), (text) => some(parts(text, /[\s,]+/))],
  days: [daysShown, days],
  topics: [topicsShown, topics],
};
const AREAS = new Set(["long", "line", "texts", "days", "topics"]);
const TYPES = /** @type {Record<string, string>} */ ({ day: "date", number: "number" });

/**
 * @param {Field} field
 * @param {any} value undefined where nothing is said
 * @param {string} id
 * @param {Choices} choices
 * @param {(message: string) => string} _
 * @param {string} [lang] the language that is written here
 */
export function drawn(field, value, id, choices, _, lang) {
  const many = { languages: Object.entries(STATES.languages), desks: named(choices.desks), branches: named(choices.branches), people: choices.people.map((name) => [name, name]) };
  if (field.kind in many) return boxes(field, value ?? [], many[/** @type {keyof typeof many} */ (field.kind)], id);
  const one = { desk: [["", "–"], ...named(choices.desks)], branch: [["", "–"], ...named(choices.branches)], choice: Object.entries(field.options ?? {}) };
  if (field.kind in one) return labelled(field, id, picked(id, value, one[/** @type {keyof typeof one} */ (field.kind)]));
  if (field.kind === "picture") return picture(field, value, id, _);
  return labelled(field, id, written(field, value, id, choices, lang));
}

/** @param {{id: string, name: string}[]} things */
const named = (things) => things.map(({ id, name }) => [id, name]);

/** @param {Field} field @param {any} value @param {string} id @param {Choices} choices @param {string} [lang] */
function written(field, value, id, choices, lang) {
  const shown = value === undefined || value === null ? "" : TEXTS[field.kind][0](value);
  const about = { id, lang, required: field.required, maxlength: field.most, "aria-describedby": field.help ? `${id}-help` : null, autocomplete: "off" };
  if (!AREAS.has(field.kind)) return h("input", { ...about, type: TYPES[field.kind] ?? "text", step: field.kind === "number" ? "any" : null, value: shown });
  const area = /** @type {HTMLTextAreaElement} */ (h("textarea", { ...about, rows: 3, placeholder: field.kind === "line" ? choices.shipped[field.name.replace("lines.", "")] : null }));
  area.value = shown;
  return area;
}

/** @param {string} id @param {any} value @param {string[][]} options */
const picked = (id, value, options) =>
  h("select", { id }, ...options.map(([key, title]) => h("option", { value: key, selected: key === (value ?? "") }, title)));

/** @param {Field} field @param {string} id @param {HTMLElement} input */
const labelled = (field, id, input) => h("div", { class: "field grow" },
  h("label", { for: id }, field.label), input, field.help ? h("p", { id: `${id}-help`, class: "small soft" }, field.help) : null);

/** @param {Field} field @param {string[]} value @param {string[][]} options @param {string} id */
const boxes = (field, value, options, id) => h("fieldset", { id, hidden: !options.length }, h("legend", {}, field.label),
  h("div", { class: "row" }, ...options.map(([key, title]) =>
    h("label", { class: "check" }, h("input", { type: "checkbox", value: key, checked: value.includes(key) }), title))));

/** @param {Field} field @param {any} value @param {string} id @param {(message: string) => string} _ */
const picture = (field, value, id, _) => labelled({ ...field, help: value ? _("Choose another one only to change it.") : undefined }, id,
  h("input", { id, type: "file", accept: "image/png,image/jpeg,image/gif,image/webp", required: !value, "aria-describedby": value ? `${id}-help` : null }));

/**
 * What stands in a field now.
 *
 * @param {Field} field
 * @param {any} element the one with its id
 */
export function said(field, element) {
  if (element.tagName === "FIELDSET") return some([...element.querySelectorAll("input:checked")].map((box) => box.value));
  if (field.kind in TEXTS) return TEXTS[field.kind][1](element.value);
  return element.value || undefined;
}
