// What a library pastes into its own pages, and squares for its doors; nothing is kept, all of it is made here.

import { byId, fill, h } from "../shared/dom.js";
import { Words } from "../shared/words.js";
import { NAMES } from "../widget/more.js";
import { api, done, trying, words } from "./admin.js";

const { _ } = words;

/** What may stand between quotes. @param {string} text */
const quoted = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

/** @type {Record<string, (site: {origin: string, lang: string, desk: string, ask: string}) => string>} */
const SNIPPETS = {
  widget: ({ origin, lang, desk }) => `${script(origin)}\n<library-chat lang="${quoted(lang)}"${at(desk)}></library-chat>`,
  block: ({ origin, lang, desk }) => `${script(origin)}\n<library-chat lang="${quoted(lang)}"${at(desk)} position="inline"></library-chat>`,
  link: ({ origin, lang, ask }) => `<a href="${quoted(origin)}/ask?lang=${encodeURIComponent(lang)}" lang="${quoted(lang)}">${quoted(ask)}</a>`,
};

/** @param {string} origin */
const script = (origin) => `<script type="module" src="${quoted(origin)}/static/library-chat.js"></script>`;

/** @param {string} desk */
const at = (desk) => (desk ? ` desk="${quoted(desk)}"` : "");

/** @param {Element} place @param {string} text */
function drawSnippet(place, text) {
  const name = place.closest("section")?.querySelector("h2")?.textContent ?? "";
  const field = /** @type {HTMLTextAreaElement} */ (h("textarea", { readonly: true, rows: text.split("\n").length, "aria-label": _("To paste: %(place)s", { place: name }), onfocus: () => field.select() }));
  field.value = text;
  const copy = async () => {
    field.select();
    await navigator.clipboard?.writeText(text);
    done(_("Copied."));
  };
  fill(place, field, h("button", { type: "button", "aria-label": `${_("Copy")}: ${name}`, onclick: () => void copy() }, _("Copy")));
}

/** @param {string} path @param {string} title */
const square = (path, title) => h("figure", { class: "square" },
  h("img", { src: path, alt: _("QR code: %(title)s", { title }), width: 180, height: 180 }),
  h("figcaption", {}, title, " ", h("a", { href: path, download: `${title}.svg` }, _("Save the picture"))));

/** @param {any} settings */
async function draw({ web }) {
  const [lang, desk] = [byId("site-lang").value, byId("site-desk").value];
  const origin = web.public_url ? new URL(web.public_url).origin : location.origin;
  const ask = (await Words.load(lang))._("Ask a librarian");
  for (const place of document.querySelectorAll(".snippet")) {
    drawSnippet(place, SNIPPETS[/** @type {HTMLElement} */ (place).dataset.kind ?? ""]({ origin, lang, desk, ask }));
  }
  const { telegram } = await api.get(`/api/desk?lang=${lang}`);
  const query = `lang=${lang}${desk ? `&desk=${encodeURIComponent(desk)}` : ""}`;
  fill(byId("site-squares"), square(`/ask.svg?lang=${lang}`, _("The plain page")), telegram ? square(`/telegram.svg?${query}`, "Telegram") : null);
}

await trying(async () => {
  const [{ settings }, { desks }] = await Promise.all([api.get("/api/settings"), api.get("/api/people")]);
  const names = /** @type {Record<string, string>} */ (NAMES);
  fill(byId("site-lang"), ...settings.library.languages.map((/** @type {string} */ code) => h("option", { value: code, lang: code, selected: code === words.language }, names[code] ?? code)));
  byId("site-desk").append(...desks.map((/** @type {any} */ one) => h("option", { value: one.id }, one.name)));
  const allowed = settings.web.allowed_origins;
  byId("site-origins").textContent = allowed.length
    ? _("These sites may carry the widget: %(sites)s. Others are added in config.toml under [web] allowed_origins.", { sites: allowed.join(", ") })
    : _("No site but the desk's own may carry the widget yet: name yours in config.toml under [web] allowed_origins, and start the desk again.");
  for (const id of ["site-lang", "site-desk"]) byId(id).addEventListener("change", () => void trying(() => draw(settings)));
  await draw(settings);
});
