// Around the conversations: what isn't working just now, on top of the page, and the desk's own page, one key away.

import { byId, fill, h } from "../shared/dom.js";
import { linked } from "../shared/text.js";
import { languageName } from "./spine.js";

/** @typedef {{system: string, until: string | null, by: string, text: string}} Notice */

const MINUTES = [null, 30, 60, 120, 240, 480]; // null: nobody knows

export class Around {
  /**
   * @param {object} parts
   * @param {import("./api.js").Api} parts.api
   * @param {import("../shared/words.js").Words} parts.words
   * @param {{role: string}} parts.me
   * @param {(act: () => Promise<void>) => Promise<void>} parts.trying runs what may be refused, and says so if it is
   */
  constructor({ api, words, me, trying }) {
    this.api = api;
    this.words = words;
    this.me = me;
    this.trying = trying;
    this.dialog = /** @type {HTMLDialogElement} */ (byId("desk-page"));
  }

  /** What isn't working; set by anybody at the desk. @param {{notices: Notice[]}} news */
  draw({ notices }) {
    const { _ } = this.words;
    byId("notices").hidden = !notices.length;
    fill(byId("notices"), ...notices.map((notice) => h("li", { class: "row" },
      h("span", { class: "grow" }, notice.text, " ", h("span", { class: "small soft" }, _("Patrons read this before they ask."))),
      this.#may ? h("button", { type: "button", onclick: () => this.#change("delete", notice.system) }, _("It works again")) : null)));
  }

  async show() {
    await this.trying(async () => {
      const page = await this.api.get("/api/desk-page");
      fill(byId("desk-page-body"), ...this.#page(page), this.#may ? this.#down() : null);
      this.dialog.showModal();
    });
  }

  get #may() {
    return this.me.role !== "viewer";
  }

  /** @param {any} page */
  #page(page) {
    const { _ } = this.words;
    const own = h("p", { class: "as-read", dir: "auto" }, ...(page.text ? linked(page.text) : [_("Nothing is written here yet. An admin can note fees, rules and whom to call.")]));
    return [
      page.address || page.contacts.length ? h("p", {}, [page.address, ...page.contacts].filter(Boolean).join(" · ")) : null,
      h("h3", {}, _("Good to know")), own, this.me.role === "admin" ? this.#edit(own, page.text) : null,
      ...page.desks.flatMap((/** @type {any} */ desk) => [
        h("h3", {}, desk.name, " ", h("span", { class: "small soft" }, desk.open ? _("open now") : _("closed now"))),
        h("p", { class: "lines" }, desk.week)]),
      h("h3", {}, _("Who can help")),
      page.people.length
        ? h("ul", {}, ...page.people.map((/** @type {any} */ person) => h("li", {}, [person.name,
          person.languages.map((/** @type {string} */ lang) => languageName(lang, this.words.language)).join(", "), person.desks.join(", ")].filter(Boolean).join(" · "))))
        : h("p", { class: "soft" }, _("Nobody just now.")),
    ];
  }

  /** @param {HTMLElement} own @param {string} text */
  #edit(own, text) {
    const { _ } = this.words;
    const field = /** @type {HTMLTextAreaElement} */ (h("textarea", { rows: 6, maxlength: 10_000, "aria-label": _("Good to know") }));
    field.value = text;
    const keep = h("button", { type: "button", class: "main", onclick: () => this.trying(async () => {
      const kept = await this.api.put("/api/desk-page", { text: field.value });
      fill(own, ...linked(kept.text));
      changing.open = false;
    }) }, _("Keep it"));
    const changing = /** @type {HTMLDetailsElement} */ (h("details", {}, h("summary", {}, _("Change this")), field, keep));
    return changing;
  }

  #down() {
    const { _, n_ } = this.words;
    const systems = /** @type {Record<string, string>} */ ({
      catalogue: _("The online catalogue"), loans: _("Renewing and reserving online"), ebooks: _("E-books and audiobooks"),
      website: _("The website"), phone: _("The telephone"),
    });
    const system = /** @type {HTMLSelectElement} */ (h("select", { id: "down-system" }, ...Object.entries(systems).map(([value, label]) => h("option", { value }, label))));
    const minutes = /** @type {HTMLSelectElement} */ (h("select", { id: "down-minutes" }, ...MINUTES.map((count) => h("option", { value: count ?? "" },
      count === null ? _("nobody knows") : count < 60 ? n_("%(count)s minute", "%(count)s minutes", count) : n_("%(count)s hour", "%(count)s hours", count / 60)))));
    return h("section", {},
      h("h3", {}, _("Something isn't working?")),
      h("p", { class: "soft" }, _("Patrons read it in their own language before they ask, and every colleague sees it here.")),
      h("label", { for: "down-system" }, _("What")), system,
      h("label", { for: "down-minutes" }, _("For about how long")), minutes,
      h("p", {}, h("button", { type: "button", onclick: () => {
        this.dialog.close();
        void this.#change("put", system.value, { minutes: minutes.value ? Number(minutes.value) : null });
      } }, _("Tell the patrons"))));
  }

  /** @param {"put" | "delete"} verb @param {string} system @param {object} [body] */
  #change(verb, system, body = {}) {
    const path = `/api/notices/${system}`;
    return this.trying(async () => this.draw(await (verb === "put" ? this.api.put(path, body) : this.api.delete(path))));
  }
}
