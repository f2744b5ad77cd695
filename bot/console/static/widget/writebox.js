// Where the patron writes. Enter sends, Shift+Enter makes a new line; the e-mail field stays folded until wanted.

import { fill, h } from "../shared/dom.js";
import { Attached } from "./attached.js";

export class WriteBox {
  /** @param {import("./panel.js").Panel} panel */
  constructor(panel) {
    this.panel = panel;
    const { _ } = panel.words;
    this.field = /** @type {HTMLTextAreaElement} */ (h("textarea", {
      id: "message", rows: 2, maxlength: 10000,
      oninput: () => panel.talk.typing(),
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
    }));
    this.email = /** @type {HTMLInputElement} */ (h("input", {
      id: "email", type: "email", autocomplete: "email", "aria-describedby": "email-why", value: panel.kept.values.email ?? "",
    }));
    this.mail = h("div", { hidden: true },
      h("label", { for: "email" }, _("E-mail (optional)")), this.email,
      h("p", { class: "small", id: "email-why", role: "status" }, _("Only used to answer this question.")));
    this.fold = h("button", { type: "button", class: "plain", "aria-expanded": "false", onclick: () => this.#unfold() },
      _("Leave an e-mail"));
    this.attached = new Attached(panel);
    this.noted = h("p", { class: "small", role: "status" });
    this.move = h("button", { type: "button", class: "plain", onclick: () => panel.talk.move(panel.kept.values.email ?? "") },
      _("Answer me by e-mail"));
    this.privacy = h("p", { class: "small" });
    this.element = h("form", { novalidate: true, onsubmit: (/** @type {Event} */ event) => this.#submit(event) },
      h("label", { for: "message" }, _("Your message")), this.field,
      this.mail,
      h("div", { class: "row" }, h("button", { type: "submit", class: "main" }, _("Send")), this.attached.button, this.fold),
      this.attached.element, this.noted, this.move, this.privacy);
  }

  get text() {
    return this.field.value;
  }

  set text(text) {
    this.field.value = text;
  }

  focus() {
    this.field.focus();
  }

  /** @param {any} about the desk's own answer: its privacy line, its limits, whether it is open */
  describe(about) {
    if (!about) return;
    const more = about.privacy_url
      ? h("a", { href: about.privacy_url, target: "_blank", rel: "noopener" }, this.panel.words._("Privacy"))
      : null;
    fill(this.privacy, about.privacy ?? "", more ? " " : null, more);
    this.field.maxLength = about.limits.text;
    this.attached.describe(about.limits);
    if (!about.open && !this.panel.talk.begun) this.#unfold({ focus: false });
  }

  draw() {
    const { talk, kept, words } = this.panel;
    const { email } = kept.values;
    this.element.hidden = talk.closed;
    this.fold.hidden = !this.mail.hidden;
    this.attached.draw();
    const noted = email ? words._("If you leave, the answer goes to %(email)s.", { email }) : "";
    this.move.hidden = !email || !talk.begun || !this.panel.about?.by_email || talk.channel !== "chat";
    if (this.noted.textContent !== noted) this.noted.textContent = noted;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    /** @type {HTMLFormElement} */ (this.element).requestSubmit();
  }

  /** @param {{focus?: boolean}} [options] */
  #unfold({ focus = true } = {}) {
    this.mail.hidden = false;
    this.fold.hidden = true;
    if (focus) this.email.focus();
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    const text = this.field.value.trim();
    const { file } = this.attached;
    const wordless = !text && file && !this.panel.talk.begun;
    this.field.setCustomValidity(wordless ? this.panel.words._("Please write a few words with your file.") : "");
    if (!this.field.reportValidity() || (!text && !file && !this.email.value)) return this.focus();
    if (!this.email.checkValidity()) return void this.email.reportValidity();
    this.field.value = "";
    this.panel.talk.answerTo(this.email.value);
    this.mail.hidden = true;
    this.attached.choose();
    if (text || file) this.panel.talk.write(text, file);
    this.focus();
  }
}
