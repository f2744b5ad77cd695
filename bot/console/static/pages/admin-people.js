// Who works here: invite, change a role, languages and desks, let nobody in any longer, give a fresh link.

import { byId, fill, h } from "../shared/dom.js";
import { api, done, me, trying, words } from "./admin.js";
import { STATES } from "./templates/states.js";

const { _ } = words;
/** @type {{id: string, name: string}[]} */
let desks = [];
/** @type {string[]} who signs in with a telephone's code */
let withCode = [];
/** @type {Record<string, string>} by what the sign-in elsewhere knows somebody */
let identities = {};

const ROLES = /** @type {Record<string, string>} */ ({
  librarian: _("librarian"), trainee: _("trainee"), viewer: _("viewer"), admin: _("admin"),
});

/** @param {{link: string}} invited */
function showLink({ link }) {
  byId("link").hidden = false;
  byId("link-text").value = new URL(link, location.origin).href;
  byId("link-text").select();
}

/** @param {any} person @param {Map<string, string>} typed what is typed in rows and not kept yet, by whose it is */
function row(person, typed) {
  const role = h("select", { "aria-label": _("Role of %(name)s", { name: person.name }),
    onchange: (/** @type {any} */ event) => change(person, { role: event.target.value }) },
    ...Object.entries(ROLES).map(([value, label]) => h("option", { value, selected: value === person.role }, label)));
  const state = !person.active ? _("may not sign in") : person.invited ? _("has not come in yet") : person.available ? _("here now") : _("away");
  const own = person.id === me.id;
  return h("tr", {},
    h("th", { scope: "row" }, person.name),
    h("td", {}, role, person.role === "trainee" ? secondReader(person) : null,
      h("details", {}, h("summary", {}, _("Languages and desks")),
        boxes(person, "languages", _("Languages (none chosen: all)"), Object.entries(STATES.languages)),
        boxes(person, "desks", _("Only at these desks (none chosen: all)"), desks.map(({ id, name }) => [id, name])))),
    h("td", {}, state),
    h("td", {}, h("div", { class: "row" },
      h("button", { type: "button", onclick: () => freshLink(person) }, _("New one-time link")),
      withCode.includes(person.id) ? h("button", { type: "button", onclick: () => noCode(person) }, _("Lost phone: switch off the phone code")) : null,
      signOn(person, typed.get(person.id)),
      own ? null : h("button", { type: "button", onclick: () => change(person, { active: !person.active }) },
        person.active ? _("Block sign-in") : _("Let in again")))));
}

/** Where they are known elsewhere, an admin says by what. @param {any} person @param {string} [typed] and not kept yet */
function signOn(person, typed) {
  const field = h("input", { data: { of: person.id }, "aria-label": _("E-mail address or user ID of %(name)s at the library's own sign-in", { name: person.name }),
    value: identities[person.id] ?? "", maxlength: 254, autocomplete: "off", spellcheck: "false" });
  if (typed !== undefined) /** @type {any} */ (field).value = typed;
  return h("details", { open: typed !== undefined }, h("summary", {}, _("The library's own sign-in")),
    h("p", { class: "small soft" }, _("The verified e-mail address or user ID that this person has at the library's own sign-in. Leave it empty where there is none.")),
    h("form", { class: "row", onsubmit: (/** @type {any} */ event) => {
      event.preventDefault();
      void change(person, { identity: /** @type {any} */ (field).value.trim() });
    } }, field, h("button", { type: "submit" }, _("Save"))));
}

/** @param {any} person */
const secondReader = (person) =>
  h("label", { class: "check" },
    h("input", { type: "checkbox", checked: person.second_reader,
      onchange: (/** @type {any} */ event) => change(person, { second_reader: event.target.checked }) }),
    _("A colleague reads what %(name)s answers before it goes", { name: person.name }));

/** @param {any} person @param {"languages" | "desks"} part @param {string} title @param {string[][]} options */
function boxes(person, part, title, options) {
  const box = (/** @type {string[]} */ [value, label]) => h("label", { class: "check" }, h("input", {
    type: "checkbox", value, checked: person[part].includes(value),
    onchange: (/** @type {any} */ event) => {
      const chosen = [...event.target.closest("fieldset").querySelectorAll("input:checked")].map((/** @type {any} */ one) => one.value);
      void quietly(person, { [part]: chosen });
    },
  }), label);
  return h("fieldset", {}, h("legend", {}, title), ...options.map(box));
}

/** Without drawing the table anew: somebody is still ticking boxes. @param {any} person @param {object} changes */
async function quietly(person, changes) {
  const changed = await trying(() => api.patch(`/api/people/${person.id}`, changes));
  if (changed) done(_("Changed for %(name)s.", { name: person.name }));
}

/** @param {any} person @param {object} changes */
async function change(person, changes) {
  const changed = await trying(() => api.patch(`/api/people/${person.id}`, changes));
  await load();
  if (changed) done(_("Changed for %(name)s.", { name: person.name }));
}

/** @param {any} person */
async function freshLink(person) {
  const invited = await trying(() => api.post(`/api/people/${person.id}/link`));
  if (invited) showLink(invited);
}

/** @param {any} person */
async function noCode(person) {
  const off = await trying(() => api.post(`/api/people/${person.id}/second-factor/off`));
  await load();
  if (off !== undefined) done(_("%(name)s now signs in with their password alone.", { name: person.name }));
}

async function load() {
  const { people, desks: known, second_factors, identities: elsewhere } = await api.get("/api/people");
  [desks, withCode, identities] = [known, second_factors, elsewhere];
  const fields = [...byId("people").querySelectorAll("input[data-of]")];
  const typed = new Map(fields.filter(({ value, defaultValue }) => value !== defaultValue).map(({ value, dataset }) => [dataset.of, value]));
  fill(byId("people"), ...people.map((/** @type {any} */ person) => row(person, typed)));
}

byId("invite").addEventListener("submit", async (/** @type {any} */ event) => {
  event.preventDefault();
  const { name, role } = event.target.elements;
  const invited = await trying(() => api.post("/api/people", { name: name.value.trim(), role: role.value }));
  if (!invited) return;
  showLink(invited);
  event.target.reset();
  await load();
});

byId("copy").addEventListener("click", async () => {
  byId("link-text").select();
  await navigator.clipboard?.writeText(byId("link-text").value);
  done(_("Copied."));
});

await trying(load);
