// The house: what there is of each kind, and one thing at a time (its kind and key stand behind #).

import { byId, fill, h } from "../shared/dom.js";
import { api, done, trying, words } from "./admin.js";
import { AsFiles } from "./house/as-files.js";
import { ThingEditor } from "./house/editor.js";
import { forms } from "./house/forms.js";

const { _ } = words;
const FORMS = forms(words);
const KEYS = /** @type {Record<string, string>} */ ({ desk: "[a-z0-9-]{1,40}", branch: "[a-z0-9-]{1,40}" });

/** @type {any} */
let house = { things: [] };

/** @param {() => Promise<any>} act @param {string} sentence */
async function keep(act, sentence) {
  const kept = await trying(act);
  if (kept === undefined) return;
  await trying(load);
  turn();
  done(sentence);
}

const editor = new ThingEditor({ api, words, keep, done });

async function load() {
  const answer = await api.get("/api/admin/house");
  const named = (/** @type {string} */ kind) => answer.things
    .filter((/** @type {any} */ thing) => thing.kind === kind)
    .map((/** @type {any} */ thing) => ({ id: thing.key, name: thing.shared.name }));
  house = { ...answer, desks: named("desk"), branches: named("branch") };
}

/** @param {any} thing */
function titleOf(thing) {
  const said = Object.values(thing.words)[0] ?? {};
  return thing.shared?.name ?? said.title ?? said.text ?? thing.key;
}

/** @param {string} kind */
function section(kind) {
  const form = FORMS[kind];
  const things = house.things.filter((/** @type {any} */ thing) => thing.kind === kind);
  const heading = `${kind}-heading`;
  if (!form.add) return h("section", { class: "card", "aria-labelledby": heading }, h("h2", { id: heading }, h("a", { href: `#${kind}/${kind}` }, form.title)), h("p", {}, form.about));
  const key = /** @type {HTMLInputElement} */ (h("input", { id: `${kind}-key`, required: true, pattern: KEYS[kind] ?? "[a-z][a-z0-9_]{0,39}", maxlength: 40, autocomplete: "off", "aria-describedby": `${kind}-key-help` }));
  return h("section", { class: "card", "aria-labelledby": heading },
    h("h2", { id: heading }, form.title), h("p", {}, form.about),
    h("ul", { class: "rows records" }, ...things.map((/** @type {any} */ thing) =>
      h("li", {}, h("a", { href: `#${kind}/${thing.key}` }, titleOf(thing)), h("span", { class: "small soft" }, [thing.key, thing.as_set ? "config.toml" : null].filter(Boolean).join(" · "))))),
    h("details", {}, h("summary", {}, form.add),
      h("form", { onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        location.hash = `${kind}/${key.value}`;
      } },
      h("div", { class: "field" }, h("label", { for: key.id }, _("A short name for it")), key,
        h("p", { id: `${kind}-key-help`, class: "small soft" }, kind in KEYS ? _("Small letters, digits and -, such as north.") : _("Small letters, digits and _, such as toy_library."))),
      h("button", { type: "submit" }, _("Write it")))));
}

/** Show what the address says. */
function turn() {
  const [kind, key] = location.hash.slice(1).split("/");
  const known = kind in FORMS && key;
  byId("all").hidden = Boolean(known);
  byId("as-files").hidden = Boolean(known);
  if (!known) {
    editor.leave();
    fill(byId("all"), ...Object.keys(FORMS).map(section));
    return;
  }
  const thing = house.things.find((/** @type {any} */ one) => one.kind === kind && one.key === key);
  editor.open(FORMS[kind], thing ? { ...thing, there: true } : { kind, key, shared: null, words: {}, on: {}, as_set: false }, house);
}

new AsFiles({ api, words, trying, keep });
await trying(load);
addEventListener("hashchange", turn); // before, there is nothing to show
turn();
