// Who reads low marks, and what we tell patrons that we changed.

import { byId, fill, h } from "../shared/dom.js";
import { api, done, trying, words } from "./admin.js";

const { _ } = words;

/** @typedef {{month: string, said: Record<string, {heard: string, changed: string}>}} Entry */

const { people } = await api.get("/api/people");
const { reader } = await api.get("/api/feedback/questions");
const choice = byId("reader");
choice.append(...people.filter((/** @type {any} */ one) => one.active && !one.invited).map((/** @type {any} */ one) => h("option", { value: one.id }, one.name)));
choice.value = reader?.id ?? "";
choice.addEventListener("change", () => trying(async () => {
  await api.put("/api/feedback/reader", { person: choice.value || null });
  done(_("Kept."));
}));

/** @type {Entry[]} */
let entries = (await api.get("/api/admin/changes")).entries;

/** @param {Entry[]} changed @param {string} sentence */
const keep = (changed, sentence) => trying(async () => {
  entries = (await api.put("/api/admin/changes", { entries: changed })).entries;
  draw();
  done(sentence);
});

function draw() {
  fill(byId("entries"), ...entries.map((entry, place) => h("section", { class: "card" },
    h("h3", {}, entry.month),
    ...Object.entries(entry.said).map(([lang, said]) => h("p", { lang }, h("strong", {}, lang), " ", said.heard ? h("q", {}, said.heard) : null, " ", said.changed)),
    h("button", { type: "button", onclick: () => keep(entries.filter((_one, index) => index !== place), _("Removed.")) }, _("Remove")))));
}

byId("change-month").value = new Date().toISOString().slice(0, 7);
byId("new-change").addEventListener("submit", (/** @type {Event} */ event) => {
  event.preventDefault();
  const month = byId("change-month").value;
  const lang = byId("change-lang").value;
  const said = { heard: byId("change-heard").value.trim(), changed: byId("change-changed").value.trim() };
  // Another language of the month's newest entry, or an entry of its own.
  const open = entries.findIndex((entry) => entry.month === month && !(lang in entry.said));
  const changed = open < 0
    ? [{ month, said: { [lang]: said } }, ...entries]
    : entries.map((entry, index) => index === open ? { month, said: { ...entry.said, [lang]: said } } : entry);
  void keep(changed, _("Published. Patrons read it from now on."));
});
draw();
