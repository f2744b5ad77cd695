// One template in one language: written, read once more, saved as a draft, published.

import { byId, fill, h } from "../../shared/dom.js";
import { Refusal } from "../../shared/http.js";
import { Unkept } from "../unkept.js";
import { Frame } from "./frame.js";
import { Preview } from "./preview.js";
import { Slots } from "./slots.js";
import { STATES, stateOf } from "./states.js";
import { Versions } from "./versions.js";

export class Editor {
  /**
   * @param {object} parts
   * @param {any} parts.api
   * @param {import("../../shared/words.js").Words} parts.words
   * @param {<T>(act: () => Promise<T>) => Promise<T | undefined>} parts.trying
   * @param {(sentence: string) => void} parts.done
   * @param {(anew: boolean) => Promise<void>} parts.onchanged the shelf is to be read again, and this template opened
   */
  constructor({ api, words, trying, done, onchanged }) {
    this.api = api;
    this.words = words;
    this.trying = trying;
    this.done = done;
    this.onchanged = onchanged;
    this.key = "";
    this.lang = "en";
    this.version = 0;
    this.saved = "";
    this.text = /** @type {HTMLTextAreaElement} */ (byId("words-text"));
    this.slots = new Slots(words, () => this.#typed());
    this.preview = new Preview(api, words, (slots) => this.slots.draw(slots));
    this.frame = new Frame(api, words, (act, sentence) => this.#keep(act, sentence));
    this.versions = new Versions(api, words, trying, (version) => this.#restore(version));
    byId("words").addEventListener("input", () => this.#typed());
    byId("words").addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      void this.#keep(() => this.#save(), words._("The draft is kept. Librarians find it when it is published."));
    });
    byId("publish").addEventListener("click", () => void this.#publish(false));
    byId("remove").addEventListener("click", () => void this.#remove());
    byId("preview-channel").addEventListener("change", () => this.#typed());
    byId("test").addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      void this.#test();
    });
    this.unkept = new Unkept(() => (this.#changed() ? [this.path, { version: this.version, words: this.#words() }] : null));
  }

  get path() {
    return `/api/admin/templates/${this.key}/${this.lang}`;
  }

  /** Back to the shelf; what is not kept waits here. */
  leave() {
    this.unkept.leave();
    this.frame.leave();
    byId("one").hidden = true;
  }

  /**
   * What was written while the desk answered stays, and what was left here unkept is here again.
   *
   * @param {string} key
   * @param {string} lang
   * @param {any} record as the shelf lists it
   * @param {any} shelf
   * @param {boolean} anew with the words that the desk has, whatever stands here
   */
  async open(key, lang, record, shelf, anew = false) {
    const moved = key !== this.key || lang !== this.lang;
    if (moved) this.leave();
    this.key = key;
    this.lang = lang;
    const one = await this.api.get(this.path);
    if (key !== this.key || lang !== this.lang) return; // another one was opened meanwhile
    if (moved || anew || !this.#changed()) this.#fill(one);
    this.#languages(record);
    this.frame.draw(key, record, shelf);
    this.versions.draw(this.path, one);
    byId("remove").hidden = !record || ["missing", "removed"].includes(record.langs[lang].state);
    byId("publish").hidden = !one.versions.length && one.shipped;
    byId("one").hidden = false; // only now: what is typed before would be lost
    this.#typed();
    if (moved) byId("one-title").focus();
    const left = this.unkept.back(this.path);
    if (left) this.#bring(left);
  }

  /** @param {any} one */
  #fill(one) {
    const said = one.words ?? { title: "", text: "", shortcut: "", slots: {} };
    this.version = one.version;
    byId("one-title").textContent = said.title || this.key;
    this.text.lang = this.lang;
    this.#show(said);
    this.saved = JSON.stringify(this.#words());
    byId("confirm").hidden = true;
    fill(byId("insert"), ...one.slots.map((/** @type {any} */ slot) =>
      h("button", { type: "button", title: slot.label, onclick: () => this.#insert(slot.name) }, `{${slot.name}} `, h("span", { class: "small soft" }, slot.label))));
  }

  /** @param {any} said */
  #show(said) {
    for (const name of ["title", "shortcut", "text"]) byId(`words-${name}`).value = said[name];
    this.slots.own = structuredClone(said.slots);
  }

  /** What was written here before, over the version that it was written over. @param {{version: number, words: any}} left */
  #bring(left) {
    this.version = left.version;
    this.#show(left.words);
    this.#typed();
    this.done(this.words._("What you wrote here before and did not keep is here again."));
  }

  /** @param {any} record */
  #languages(record) {
    fill(byId("one-langs"), ...Object.entries(STATES.languages).map(([code, name]) => {
      const state = record ? stateOf(record.langs[code].state, this.words) : this.words._("missing");
      return h("a", { class: "button", href: `#${this.key}/${code}`, "aria-current": code === this.lang ? "true" : null },
        h("span", { lang: code }, name), h("span", { class: "small soft" }, state));
    }));
  }

  #words() {
    return { title: byId("words-title").value.trim(), text: this.text.value, shortcut: byId("words-shortcut").value.trim(), slots: this.slots.said() };
  }

  #changed() {
    return !byId("one").hidden && JSON.stringify(this.#words()) !== this.saved;
  }

  /** As it would leave, to one's own mailbox or Telegram. */
  async #test() {
    const { channel, to } = { channel: byId("preview-channel").value, to: byId("test-to").value };
    const said = this.#words();
    const sent = await this.trying(() => this.api.post("/api/admin/templates/test", { ...said, title: said.title || "–", lang: this.lang, channel, ...(channel === "email" ? { to } : {}) }));
    if (sent) this.done(this.words._("The test has left."));
  }

  #typed() {
    const channel = byId("preview-channel").value;
    byId("test").hidden = channel === "chat" || !this.text.value.trim();
    byId("test-to-of").hidden = channel !== "email";
    byId("test-to").required = channel === "email";
    byId("publish").hidden = !this.version && !this.#changed();
    this.preview.show({ ...this.#words(), lang: this.lang, phase: byId("frame-phase").value });
  }

  /** @param {string} name */
  #insert(name) {
    this.text.setRangeText(`{${name}}`, this.text.selectionStart, this.text.selectionEnd, "end");
    this.text.focus();
    this.#typed();
  }

  async #save() {
    if (!byId("words").reportValidity()) return undefined;
    const said = this.#words();
    const kept = await this.api.put(this.path, { ...said, on: this.version });
    this.version = kept.version;
    this.saved = JSON.stringify(said);
    return kept;
  }

  /** What was changed is saved first; with findings the desk asks once. @param {boolean} confirmed */
  async #publish(confirmed) {
    await this.#keep(async () => {
      if ((this.#changed() || !this.version) && !(await this.#save())) return undefined;
      try {
        return await this.api.post(`${this.path}/publish`, { version: this.version, confirmed });
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== "template_findings") throw error;
        this.#ask(error);
        return undefined;
      }
    }, this.words._("Published. Librarians find it from now on."));
  }

  /** @param {Refusal} refusal */
  #ask(refusal) {
    const anyway = h("button", { type: "button", onclick: () => void this.#publish(true) }, this.words._("Publish all the same"));
    fill(byId("confirm"),
      h("p", {}, refusal.message),
      h("ul", {}, ...refusal.body.findings.map((/** @type {any} */ finding) =>
        h("li", {}, finding.quote ? h("q", { lang: this.lang }, finding.quote) : null, " ", finding.message))),
      anyway);
    byId("confirm").hidden = false;
    anyway.focus();
  }

  async #remove() {
    await this.#keep(() => this.api.post(`${this.path}/remove`, { on: this.version }),
      this.words._("Taken from the shelf. Its versions stay, and can be restored."), true);
  }

  /** @param {number} version */
  async #restore(version) {
    await this.#keep(() => this.api.post(`${this.path}/restore`, { version, on: this.version }),
      this.words._("It is a draft again. Publish it when it is right."), true);
  }

  /**
   * Do something that changes the record, then show everything as it is now.
   *
   * @param {() => Promise<any>} act its answer; undefined when it was not done
   * @param {string} sentence
   * @param {boolean} [anew] whether it changes the words themselves
   */
  async #keep(act, sentence, anew = false) {
    const kept = await this.trying(act);
    if (kept === undefined) return;
    await this.trying(() => this.onchanged(anew));
    this.done(sentence);
  }
}
