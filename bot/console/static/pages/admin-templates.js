// Templates: the shelf in one language, and one template in one language (its name and language stand behind #).

import { byId, fill, h } from "../shared/dom.js";
import { clock } from "../shared/times.js";
import { api, done, trying, words } from "./admin.js";
import { Editor } from "./templates/editor.js";
import { STATES, stateOf } from "./templates/states.js";

const { _, n_ } = words;

/** @type {{languages: string[], desks: {id: string, name: string}[], templates: any[]}} */
let shelf = { languages: [], desks: [], templates: [] };

const WHICH = /** @type {Record<string, (one: any, lang: string) => boolean>} */ ({
  all: (one, lang) => one.langs[lang].state !== "removed",
  missing: (one, lang) => one.langs[lang].state === "missing",
  drafts: (one) => Object.values(one.langs).some((/** @type {any} */ there) => there.state === "draft" || there.state === "changed"),
  due: (one) => one.due,
  removed: (one, lang) => one.langs[lang].state === "removed",
});

/** The title in the language asked for, else in any. @param {any} one @param {string} lang */
const titleOf = (one, lang) =>
  one.langs[lang].title ?? /** @type {any[]} */ (Object.values(one.langs)).find((there) => there.title)?.title ?? one.key;

/** @param {any} one @param {string} lang */
function row(one, lang) {
  const here = one.langs[lang];
  const others = shelf.languages.filter((other) => one.langs[other].state === "missing");
  const notes = [
    here.shortcut ? `/${here.shortcut}` : null,
    one.kind === "step" ? _("next step") : null,
    here.state === "shipped" ? null : stateOf(here.state, words),
    here.used ? n_("used %(count)s time", "used %(count)s times", here.used) : null,
    others.length ? _("missing in: %(languages)s", { languages: others.join(", ") }) : null,
    one.due ? _("due for review") : null,
  ].filter(Boolean);
  return h("li", {},
    h("a", { href: `#${one.key}/${lang}` }, titleOf(one, lang)),
    h("span", { class: "small soft" }, notes.join(" · ")));
}

function draw() {
  const lang = byId("template-lang").value;
  const shown = shelf.templates.filter((one) => WHICH[byId("template-which").value](one, lang));
  fill(byId("shelf-list"), ...shown.map((one) => row(one, lang)));
  byId("shelf-count").textContent = n_("%(count)s template", "%(count)s templates", shown.length);
}

async function load() {
  shelf = await api.get("/api/admin/templates");
  draw();
}

const editor = new Editor({
  api, words, trying, done,
  onchanged: async (anew) => {
    await load();
    await turn(anew);
  },
});

/** Show what the address says. @param {boolean} [anew] what stands there is to be replaced */
async function turn(anew = false) {
  const [key, lang] = location.hash.slice(1).split("/");
  const known = key && lang in STATES.languages;
  byId("shelf").hidden = Boolean(known);
  if (!known) {
    editor.leave();
    return draw();
  }
  const one = shelf.templates.find((template) => template.key === key);
  await trying(() => editor.open(key, lang, one, shelf, anew));
}

/** @param {any} link */
const drawnLink = (link) => h("li", {},
  h("a", { href: link.address, target: "_blank", rel: "noopener noreferrer" }, link.address),
  h("span", { class: "small" }, {
    ok: _("is there"), dead: _("is gone"), unsure: _("did not say"),
  }[/** @type {"ok" | "dead" | "unsure"} */ (link.state)]),
  h("span", { class: "small soft" }, link.places.map((/** @type {any} */ place) => `${place.key} (${place.lang})`).join(", ")));

byId("template-lang").addEventListener("change", draw);
byId("template-which").addEventListener("change", draw);
byId("new-template").addEventListener("submit", (/** @type {any} */ event) => {
  event.preventDefault();
  location.hash = `${byId("new-key").value}/${byId("template-lang").value}`;
  event.target.reset();
});
byId("ask-links").addEventListener("click", async () => {
  fill(byId("links"), h("li", { class: "soft" }, _("Asking…")));
  const answer = await trying(() => api.post("/api/admin/templates/links"));
  fill(byId("links"), ...(answer?.links.length ? answer.links.map(drawnLink) : [h("li", { class: "soft" }, _("There are no web addresses in templates."))]));
});
/** What was not there when addresses were last asked, as each night. */
async function lastLinks() {
  const { asked_at: at, links } = await api.get("/api/admin/templates/links");
  if (!at) return;
  const said = h("li", { class: "soft" }, links.length
    ? _("Asked %(time)s. These had no good answer:", { time: clock(at, words.language) })
    : _("Asked %(time)s. All of them answered.", { time: clock(at, words.language) }));
  fill(byId("links"), said, ...links.map(drawnLink));
}

addEventListener("hashchange", () => void turn());

await trying(load);
await trying(lastLinks);
await turn();
