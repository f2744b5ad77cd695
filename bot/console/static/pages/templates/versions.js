// A template's versions: who wrote and published each, compared word by word, and brought back.

import { byId, fill, h } from "../../shared/dom.js";
import { clock } from "../../shared/times.js";

export class Versions {
  /**
   * @param {any} api
   * @param {import("../../shared/words.js").Words} words
   * @param {<T>(act: () => Promise<T>) => Promise<T | undefined>} trying
   * @param {(version: number) => Promise<void>} restore
   */
  constructor(api, words, trying, restore) {
    this.api = api;
    this.words = words;
    this.trying = trying;
    this.restore = restore;
  }

  /** @param {string} path @param {any} one */
  draw(path, one) {
    const { _, n_ } = this.words;
    const { used, versions } = one;
    byId("used").textContent = used
      ? `${n_("Used %(count)s time in a year", "Used %(count)s times in a year", used.times)} · ${_("%(share)s percent of its words were changed before sending", { share: Math.round(used.changed * 100) })}`
      : _("Not used in the last year.");
    byId("outcome").textContent = used?.found + used?.missed
      ? _("“Did you find it?” Afterwards %(found)s said yes and %(missed)s no.", { found: used.found, missed: used.missed }) : "";
    const rows = versions.map((/** @type {any} */ version) => this.#row(path, version, one.version));
    if (one.shipped) rows.push(this.#shipped(path, one.version));
    fill(byId("versions"), ...rows);
    fill(byId("compared"));
  }

  /** @param {string} path @param {any} version @param {number} newest */
  #row(path, version, newest) {
    const { _, language } = this.words;
    const notes = [version.by, clock(version.at, language)];
    if (version.removed) notes.push(_("taken from the shelf"));
    else notes.push(version.published_at ? _("published by %(name)s", { name: version.published_by }) : _("draft"));
    return h("li", { class: "row" },
      h("strong", {}, _("Version %(number)s", { number: version.version })),
      h("span", { class: "small soft grow" }, notes.join(" · ")),
      ...(version.removed || version.version === newest ? [] : this.#deeds(path, version.version, newest, _("Version %(number)s", { number: version.version }))));
  }

  /** @param {string} path @param {number} newest */
  #shipped(path, newest) {
    const name = this.words._("As shipped");
    return h("li", { class: "row" }, h("strong", { class: "grow" }, name), ...(newest ? this.#deeds(path, 0, newest, name) : []));
  }

  /** @param {string} path @param {number} version @param {number} newest @param {string} name */
  #deeds(path, version, newest, name) {
    const { _ } = this.words;
    return [
      h("button", { type: "button", "aria-label": _("Compare %(name)s with the newest", { name }), onclick: () => void this.#compare(path, version, newest) }, _("Compare")),
      h("button", { type: "button", "aria-label": _("Restore %(name)s", { name }), onclick: () => void this.restore(version) }, _("Restore")),
    ];
  }

  /** @param {string} path @param {number} one @param {number} other */
  async #compare(path, one, other) {
    const answer = await this.trying(() => this.api.get(`${path}/compare?one=${one}&other=${other}`));
    if (!answer) return;
    const tags = /** @type {Record<string, string>} */ ({ same: "span", gone: "del", new: "ins" });
    fill(byId("compared"),
      h("h4", {}, this.words._("What was changed since")),
      answer.titles[0] === answer.titles[1] ? null : h("p", {}, h("del", {}, answer.titles[0]), " ", h("ins", {}, answer.titles[1])),
      h("p", { class: "template" }, ...answer.parts.map((/** @type {any} */ part) => h(tags[part.kind], {}, part.text))));
  }
}
