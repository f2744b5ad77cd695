// What is under one's own name: here or away, the field one writes in, language, keys, signing out.

import { byId } from "../shared/dom.js";
import { keysAndHints } from "./dialogs.js";
import { myTelegram } from "./my-telegram.js";

export class You {
  /** @param {import("./console.js").Console} desk */
  constructor(desk) {
    this.desk = desk;
    const { me, words, api } = desk;
    byId("available").checked = me.available;
    this.#when("available", "change", ({ checked }) => this.#available(checked));
    byId("plain-field").checked = me.plain_field;
    this.#when("plain-field", "change", ({ checked }) => this.#preferField(checked));
    byId("my-language").value = words.language;
    this.#when("my-language", "change", ({ value }) => this.#speak(value));
    this.#when("sign-out", "click", () => this.#signOut());
    byId("open-keys").addEventListener("click", () => this.keysAndHints());
    if (me.role !== "viewer") void myTelegram(words, api, (error) => desk.trouble(error));
  }

  keysAndHints() {
    const { desk } = this;
    keysAndHints(desk.words, desk.keys, desk.quiet, (act) => desk.trying(act), () => desk.composer.draw());
  }

  /** Going off shift, one is asked about one's promises. @param {boolean} here */
  async #available(here) {
    await this.desk.api.patch("/api/me", { available: here });
    if (!here) await this.desk.alarms.leaving();
  }

  /** @param {boolean} plain */
  async #preferField(plain) {
    const { desk } = this;
    desk.me = await desk.api.patch("/api/me", { plain_field: plain });
    if (!await desk.composer.paper.prefer(plain)) desk.say(desk.words._("The editor could not be loaded; you go on in the plain field."));
  }

  /** @param {string} language */
  async #speak(language) {
    await this.desk.open?.draft.flush();
    await this.desk.api.patch("/api/me", { lang: language });
    location.reload();
  }

  async #signOut() {
    await this.desk.open?.draft.flush();
    await this.desk.api.delete("/api/session").catch(() => {});
    location.assign("/signin");
  }

  /**
   * What is chosen before the page listens would be lost, so until then it can't be chosen.
   *
   * @param {string} id
   * @param {"change" | "click"} event
   * @param {(field: any) => Promise<void>} act
   */
  #when(id, event, act) {
    const field = byId(id);
    field.addEventListener(event, (/** @type {any} */ happened) => void this.desk.trying(() => act(happened.target)));
    field.disabled = false;
  }
}
