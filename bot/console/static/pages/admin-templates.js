// The canned answers and next steps of a language, as librarians will find them.

import { byId, fill, h } from "../shared/dom.js";
import { api, trying, words } from "./admin.js";

const { _ } = words;

/** @param {any} template @param {string} lang */
const drawn = (template, lang) => h("section", {},
  h("h3", {}, template.title, template.shortcut ? h("span", { class: "small soft" }, ` /${template.shortcut}`) : null),
  h("p", { lang, class: "template" }, template.text),
  template.slots.length
    ? h("p", { class: "small soft" }, _("To fill in: %(slots)s", { slots: template.slots.map((/** @type {any} */ slot) => slot.label).join(", ") }))
    : null);

async function load() {
  const lang = byId("template-lang").value;
  const [{ templates }, { next_steps: steps }] = await Promise.all([
    api.get(`/api/templates?lang=${lang}`), api.get(`/api/next-steps?lang=${lang}`),
  ]);
  for (const [id, list] of /** @type {[string, any[]][]} */ ([["templates", templates], ["steps", steps]])) {
    fill(byId(id), ...list.map((template) => drawn(template, lang)), list.length ? null : h("p", { class: "soft" }, _("None in this language yet.")));
  }
}

byId("template-lang").addEventListener("change", () => trying(load));
await trying(load);
