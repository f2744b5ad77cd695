// One thing of the house: its form, kept as a whole. What is left empty is left out, so it is as usual.

import { byId, fill, h } from "../../shared/dom.js";
import { Unkept } from "../unkept.js";
import { STATES } from "../templates/states.js";
import { drawn, said } from "./fields.js";

/** @typedef {import("./forms.js").Form} Form */

/** @param {any} body @param {string} name a name with dots lies deeper */
const deep = (body, name) => name.split(".").reduce((part, step) => part?.[step], body);

/** @param {any} body @param {string} name @param {any} value */
function put(body, name, value) {
  const steps = name.split(".");
  const last = /** @type {string} */ (steps.pop());
  for (const step of steps) body = body[step] ??= {};
  body[last] = value;
}

export class ThingEditor {
  /**
   * @param {object} parts
   * @param {any} parts.api
   * @param {import("../../shared/words.js").Words} parts.words
   * @param {(act: () => Promise<any>, sentence: string) => Promise<void>} parts.keep
   * @param {(sentence: string) => void} parts.done
   */
  constructor({ api, words, keep, done }) {
    this.api = api;
    this.words = words;
    this.keep = keep;
    this.done = done;
    this.saved = "";
    /** @type {Form} */
    this.form = { title: "", about: "", shared: [], spoken: [] };
    /** @type {any} */
    this.thing = null;
    byId("thing").addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      void this.#save();
    });
    byId("thing-remove").addEventListener("click", () => void this.#remove());
    this.unkept = new Unkept(() => (this.#changed() ? [this.path, this.#said()] : null));
  }

  get path() {
    return `/api/admin/house/${this.thing.kind}/${this.thing.key}`;
  }

  /** Back to the whole house; what is not kept waits here. */
  leave() {
    this.unkept.leave();
    byId("one").hidden = true;
  }

  /** @param {Form} form @param {any} thing @param {any} house */
  open(form, thing, house) {
    const { _ } = this.words;
    if (this.#written(thing)) { // while the desk answered: it stays, and counts from what the desk has now
      this.thing = thing;
      return;
    }
    this.unkept.leave();
    this.form = form;
    this.thing = thing;
    byId("one-title").textContent = form.add ? `${form.title}: ${thing.shared?.name ?? thing.key}` : form.title;
    byId("one-about").textContent = form.about;
    byId("one-from").textContent = thing.as_set ? _("As config.toml says. Once you keep it here, this page counts and config.toml doesn't.") : "";
    this.#draw(thing, house);
    byId("thing-remove").hidden = !thing.there || !form.add;
    byId("one").hidden = false;
    this.saved = JSON.stringify(this.#said());
    byId("one-title").focus();
    const left = this.unkept.back(this.path);
    if (!left) return;
    this.#draw({ ...thing, shared: { file: thing.shared?.file, ...left.shared }, words: left.words }, house); // a picture stays
    this.done(_("What you wrote here before and did not keep is here again."));
  }

  /** Whether this thing is before us with something that is not kept. @param {any} thing */
  #written(thing) {
    return this.#changed() && this.thing.kind === thing.kind && this.thing.key === thing.key;
  }

  #changed() {
    return !byId("one").hidden && JSON.stringify(this.#said()) !== this.saved;
  }

  /** @param {any} thing what is to stand there @param {any} house */
  #draw(thing, house) {
    fill(byId("thing-fields"), ...this.#shared(thing, house), ...this.#spoken(thing, house));
  }

  /** @param {any} thing @param {any} house */
  #shared(thing, house) {
    const { form, words } = this;
    const shown = thing.kind === "picture" && thing.address ? h("img", { src: thing.address, alt: "", class: "plan" }) : null;
    const week = form.shared.filter((field) => field.kind === "spans");
    const rest = form.shared.filter((field) => field.kind !== "spans");
    const draw = (/** @type {any} */ field) => drawn(field, deep(thing.shared, field.name), id("shared", field), { ...house, shipped: {} }, words._);
    return [shown, ...rest.slice(0, 1).map(draw), week.length
      ? h("fieldset", {}, h("legend", {}, words._("The week")), h("div", { class: "row week" }, ...week.map(draw))) : null, ...rest.slice(1).map(draw)];
  }

  /** @param {any} thing @param {any} house */
  #spoken(thing, house) {
    const { form, words } = this;
    if (!form.spoken.length) return [];
    const first = words.language in STATES.languages ? words.language : "en";
    return Object.entries(STATES.languages).sort(([one], [other]) => Number(other === first) - Number(one === first)).map(([lang, name]) =>
      h("details", { open: Boolean(thing.words[lang]) || lang === first }, h("summary", { lang }, name),
        ...form.spoken.map((field) => drawn(field, deep(thing.words[lang], field.name), id(lang, field), { ...house, shipped: house.shipped_lines[lang] }, words._, lang))));
  }

  #said() {
    const { form } = this;
    const read = (/** @type {string} */ table, /** @type {any[]} */ fields) => {
      const body = {};
      for (const field of fields) {
        const value = field.kind === "picture" ? undefined : said(field, byId(id(table, field)));
        if (value !== undefined) put(body, field.name, value);
      }
      return body;
    };
    const words = Object.fromEntries(form.spoken.length ? Object.keys(STATES.languages).map((lang) => [lang, read(lang, form.spoken)]) : []);
    return { shared: read("shared", form.shared), words };
  }

  async #save() {
    const { shared, words } = this.#said();
    const sent = JSON.stringify({ shared, words });
    await this.keep(async () => {
      if (this.thing.kind === "picture") Object.assign(shared, await this.#picture());
      const kept = Object.fromEntries(Object.entries(words).map(([lang, body]) => [lang, Object.keys(body).length ? body : null]));
      const answer = await this.api.put(this.path, { shared, words: kept, on: this.thing.on });
      this.saved = sent;
      return answer;
    }, this.words._("Kept. It counts from now on."));
  }

  /** The picture's bytes go first; one that stays is named again. */
  async #picture() {
    const [file] = byId("shared-file").files;
    if (!file) return { file: this.thing.shared.file, digest: this.thing.shared.digest };
    const { digest, ending } = await this.api.post("/api/admin/house/pictures", file);
    return { file: `${this.thing.key}.${ending}`, digest };
  }

  async #remove() {
    await this.keep(async () => {
      const answer = await this.api.post(`${this.path}/remove`, { on: this.thing.on });
      this.saved = JSON.stringify(this.#said());
      location.hash = "";
      return answer;
    }, this.words._("Taken away. Its versions stay."));
  }
}

/** @param {string} table @param {any} field */
const id = (table, field) => `${table}-${field.name.replaceAll(".", "-")}`;
