// <library-chat>: one script tag on a library's page, one labelled button, and the desk behind it.
//
//   <script type="module" src="https://desk.example/static/library-chat.js"></script>
//   <library-chat lang="sv"></library-chat>
//
// Attributes: lang, desk, server, position="inline", theme="light". It never opens by itself.

import { Words } from "./shared/words.js";
import { Kept } from "./widget/kept.js";
import { Panel } from "./widget/panel.js";
import { widgetSheet } from "./widget/sheet.js";
import { Talk } from "./widget/talk.js";

class LibraryChat extends HTMLElement {
  #root = this.attachShadow({ mode: "open" });
  /** @type {Panel | null} */
  #panel = null;
  /** @type {Talk | null} */
  #talk = null;
  #moveAside = (/** @type {FocusEvent} */ event) => this.#uncover(event);

  async connectedCallback() {
    const server = this.getAttribute("server") ?? new URL(import.meta.url).origin;
    const kept = new Kept(server);
    if (!kept.values.lang) kept.set({ lang: this.#pageLanguage() });
    this.#root.adoptedStyleSheets = [widgetSheet()];
    const words = await Words.load(kept.values.lang ?? "en", server);
    if (!this.isConnected || this.#talk) return;
    const talk = new Talk({ server, kept, desk: this.getAttribute("desk") ?? undefined, onchange: () => this.#panel?.draw() });
    this.#talk = talk;
    this.#draw(talk, kept, words, server);
    document.addEventListener("focusin", this.#moveAside);
    await talk.resume();
  }

  /**
   * Draw it in a language; what is being written moves along.
   *
   * @param {Talk} talk
   * @param {Kept} kept
   * @param {Words} words
   * @param {string} server
   */
  #draw(talk, kept, words, server) {
    const written = this.#panel?.writebox.text;
    this.#panel = new Panel({
      host: this, root: this.#root, talk, kept, words,
      onlanguage: async (language) => {
        kept.set({ lang: language });
        this.#draw(talk, kept, await Words.load(language, server), server);
      },
    });
    this.#panel.writebox.text = written ?? "";
    if (this.#panel.isOpen && written !== undefined) this.#panel.writebox.focus();
  }

  disconnectedCallback() {
    document.removeEventListener("focusin", this.#moveAside);
    this.#talk?.stop();
    this.#talk = null;
    this.#root.replaceChildren();
  }

  /** Open the conversation; for a link of the page's own. */
  open() {
    this.#panel?.open();
  }

  #pageLanguage() {
    const wanted = this.lang || document.documentElement.lang || navigator.language;
    return wanted.split("-")[0].toLowerCase();
  }

  /**
   * The button floats; what the keyboard is on must not lie beneath it (WCAG 2.2, 2.4.11).
   *
   * @param {FocusEvent} event
   */
  #uncover(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (target === this || this.getAttribute("position") === "inline" || "open" in this.dataset) return;
    const a = target.getBoundingClientRect();
    const b = this.getBoundingClientRect();
    const covered = a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
    if (covered) this.dataset.side = this.dataset.side === "left" ? "" : "left";
  }
}

if (!customElements.get("library-chat")) customElements.define("library-chat", LibraryChat);
