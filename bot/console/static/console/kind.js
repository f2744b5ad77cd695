// After closing: what kind of question it was, in one tap as suggested, or otherwise. Only figures ask for it.

import { byId, fill, h } from "../shared/dom.js";
import { Refusal } from "../shared/http.js";

const SCALE = [1, 2, 3, 4, 5, 6];

/** @param {import("../shared/words.js").Words} words @returns {Record<string, string>} */
const sorts = ({ _ }) => ({
  directions: _("Where and when"), account: _("Loans and fees"), technology: _("Devices and e-books"),
  known_item: _("Is this one here?"), subject: _("About a subject"), reading: _("What to read"), other: _("Something else"),
});

export class Kind {
  /** @param {import("../shared/words.js").Words} words */
  constructor(words) {
    this.words = words;
    this.drawn = "";
  }

  /** @param {import("./open.js").Open | null} open */
  draw(open) {
    const asked = Boolean(open?.can("reopen"));
    byId("kind").hidden = !asked;
    if (!asked || !open) {
      this.drawn = "";
      return;
    }
    if (this.drawn === open.id) return;
    this.drawn = open.id;
    fill(byId("kind"));
    void open.api.get(`/api/conversations/${open.id}/kind`).then((kind) => this.#show(open, kind), () => {});
  }

  /** @param {import("./open.js").Open} open @param {any} kind */
  #show(open, kind) {
    if (this.drawn !== open.id) return;
    const { _ } = this.words;
    const names = sorts(this.words);
    const now = kind.sort ? kind : kind.suggested;
    const sort = /** @type {HTMLSelectElement} */ (h("select", { "aria-label": _("Kind of question") }, ...Object.entries(names).map(([value, name]) => h("option", { value, selected: value === now.sort }, name))));
    const scale = /** @type {HTMLSelectElement} */ (h("select", { "aria-label": _("READ scale, 1 to 6") }, ...SCALE.map((level) => h("option", { value: level, selected: level === now.scale }, `READ ${level}`))));
    const said = h("span", { role: "status" }, kind.sort ? _("Noted.") : "");
    const note = async () => {
      try {
        await open.api.act(open.id, "kind", { sort: sort.value, scale: Number(scale.value) });
        said.textContent = _("Noted.");
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        said.textContent = error.message;
      }
    };
    fill(byId("kind"),
      h("span", {}, _("What kind of question was it?")), sort, scale,
      h("button", { type: "button", onclick: note }, kind.sort ? _("Change it") : _("That's it")), said);
  }
}
