// Where a reply is written: the field with its underlines, the hint cards beside it, templates and next steps.
// The private note has a field of its own on a yellow slip, so it can't be sent to the patron by mistake.

import { byId } from "../shared/dom.js";
import { Context } from "./context.js";
import { drawConflict, drawStates } from "./draft-states.js";
import { insertAt, nextSlot } from "./field.js";
import { Hints } from "./hints.js";
import { Kind } from "./kind.js";
import { Paper } from "./paper.js";
import { Picker } from "./picker.js";
import { accept, silence } from "./silencing.js";
import { titles } from "./titles.js";

/** A "/" that begins a word, and what follows it up to the cursor. */
const SLASH = /(^|\s)\/([^\s/]{0,30})$/;

export class Composer {
  /**
   * @param {object} parts
   * @param {import("../shared/words.js").Words} parts.words
   * @param {import("./quiet.js").Quiet} parts.quiet
   * @param {import("./keys.js").Keys} parts.keys
   * @param {(sentence: string) => void} parts.say
   * @param {() => void} parts.ontyping
   * @param {(seq: number) => void} parts.onshow bring a message into sight
   * @param {(verb: string, body?: object) => void} parts.onact something is done with a promise
   */
  constructor({ words, quiet, keys, say, ontyping, onshow, onact }) {
    this.words = words;
    this.quiet = quiet;
    this.keys = keys;
    this.say = say;
    this.ontyping = ontyping;
    /** @type {import("./open.js").Open | null} */
    this.open = null;
    /** @type {"reply" | "note" | "none"} which field is open */
    this.part = "reply";
    this.drawing = false;
    /** @type {any[]} */
    this.templates = [];
    /** @type {any[]} */
    this.steps = [];
    /** @type {any[]} */
    this.extras = [];
    this.paper = new Paper(byId("paper"), { name: "draft-name", placeholder: words._("Write your reply, or / for a template") }, {
      oninput: () => this.#typed(),
      onkey: (event) => this.#key(event),
      onblur: () => this.picker.clear(),
      onfield: (element) => {
        this.picker.follow(element);
        this.draw();
      },
    });
    this.note = /** @type {HTMLTextAreaElement} */ (byId("note"));
    this.kind = new Kind(words);
    this.picker = new Picker(byId("templates"), this.field.element, words._("No template fits. Go on writing."));
    this.context = new Context({ words, keys, oninsert: (template) => this.insert(template), onshow, onact });
    this.hints = new Hints(byId("hints"), words, titles(words), {
      use: (finding, wording) => this.use(finding, wording),
      ignore: (finding) => this.open?.proof.putAside(finding),
      notForMe: (finding) => void silence(this, finding),
      notAMistake: (finding) => void accept(this, finding),
      show: (finding) => this.#select(finding),
    });
    this.note.addEventListener("input", () => { if (this.open) this.open.note = this.note.value; });
    byId("as-reply").addEventListener("click", () => this.turn("reply"));
    byId("as-note").addEventListener("click", () => this.turn("note"));
  }

  get field() {
    return this.paper.field;
  }

  /**
   * @param {import("./open.js").Open | null} open
   * @param {{templates: any[], steps: any[], extras: any[]}} shelf what can be inserted in its language
   */
  show(open, shelf) {
    this.open = open;
    this.templates = [...shelf.templates, ...shelf.extras];
    this.extras = shelf.extras;
    this.steps = shelf.steps;
    this.paper.begin(open?.draft.text ?? "", open?.summary.lang ?? "");
    this.note.value = open?.note ?? "";
    this.picker.clear();
    this.turn(open?.can("reply") ? "reply" : "none", { focus: false });
    this.draw();
  }

  /** The desk changed the draft: after sending, undo, or another window's text. */
  reread() {
    if (this.open && this.field.value !== this.open.draft.text) this.paper.begin(this.open.draft.text, this.open.summary.lang);
    this.draw();
  }

  /** Once for all that one key changes, and before the browser paints. */
  drawSoon() {
    if (this.drawing) return;
    this.drawing = true;
    queueMicrotask(() => {
      this.drawing = false;
      this.draw();
    });
  }

  draw() {
    const { open } = this;
    const may = Boolean(open?.can("reply"));
    this.kind.draw(open);
    byId("composer").hidden = !open || !(may || open.can("note"));
    byId("as-reply").hidden = !may;
    if (may && this.part === "none") this.turn("reply", { focus: false });
    if (!may && this.part === "reply") this.turn("none", { focus: false });
    if (!open) return this.#drawNothing();
    const hints = may ? open.proof.hints : [];
    this.hints.draw(hints);
    this.field.draw(hints, this.hints.current);
    drawStates(open, this.words, this.hints.shown.length);
    byId("hint-count").textContent = hints.length ? String(this.hints.shown.length) : "";
    drawConflict(open, this.words, () => {
      this.reread();
      this.field.focus();
    });
    this.context.draw(open, { templates: this.templates, steps: this.#orderedSteps(), extras: this.extras });
  }

  /** @param {"reply" | "note" | "none"} part @param {{focus?: boolean}} [options] */
  turn(part, { focus = true } = {}) {
    this.part = part;
    byId("composer").classList.toggle("slip", part === "note");
    byId("reply-part").hidden = part !== "reply";
    byId("note-part").hidden = part !== "note";
    byId("as-reply").setAttribute("aria-pressed", String(part === "reply"));
    byId("as-note").setAttribute("aria-pressed", String(part === "note"));
    if (focus && part === "reply") this.field.focus();
    if (focus && part === "note") this.note.focus();
  }

  /** From the reply to a note, and from a note back. */
  turnOver() {
    if (this.part === "note") this.turn(this.open?.can("reply") ? "reply" : "none");
    else if (this.open?.can("note")) this.turn("note");
  }

  /** @param {1 | -1} step */
  goHint(step) {
    const finding = this.hints.go(step);
    if (!finding) return this.say(this.words._("No hints."));
    this.#select(finding);
    this.say(this.hints.spoken(finding));
    this.draw();
  }

  /** A wording of the current card. @param {number} index */
  useCurrent(index) {
    const finding = this.hints.current ?? this.hints.shown[0];
    const chosen = finding && this.hints.wordings(finding)[index];
    if (chosen) this.use(chosen.hint, chosen.wording);
  }

  ignoreCurrent() {
    const finding = this.hints.current ?? this.hints.shown[0];
    for (const hint of (finding && this.hints.cards.get(finding)) ?? []) if (!hint.holds) this.open?.proof.putAside(hint);
  }

  /** @param {import("./proof.js").Finding} finding @param {string} wording */
  use(finding, wording) {
    if (!this.open || this.field.value.slice(finding.start16, finding.end16) !== finding.quote) return;
    this.turn("reply");
    const [start, end] = finding.place16;
    if (start < end) this.field.replace(start, end, wording);
    else insertAt(this.field, end, wording);
    this.say(this.words._("Put into the text. Ctrl+Z takes it back."));
  }

  /** Insert a template or next step at the cursor; its first slot is selected. @param {any} template */
  insert(template) {
    this.turn("reply");
    this.open?.used.set(template.key, { key: template.key, lang: template.lang });
    const slots = new Map(template.slots.map((/** @type {any} */ slot) => [slot.name, slot.value]));
    const text = template.text.replace(/\{(\w+)\}/g, (/** @type {string} */ whole, /** @type {string} */ name) => slots.get(name) ?? whole);
    const { start, end, value } = this.field;
    const slash = value.slice(0, start).match(SLASH);
    const from = slash ? start - slash[2].length - 1 : start;
    if (slash) this.field.replace(from, end, text);
    else insertAt(this.field, end, text);
    this.picker.clear();
    nextSlot(this.field, from);
  }

  /** @param {number} index from 0 */
  insertStep(index) {
    const step = this.#orderedSteps()[index];
    if (step && this.open?.can("reply")) this.insert(step);
  }

  #typed() {
    if (!this.open) return;
    this.open.draft.change(this.field.value);
    this.open.proof.read(this.field.value);
    this.ontyping();
    this.#offerTemplates();
  }

  #offerTemplates() {
    const slash = this.field.value.slice(0, this.field.start).match(SLASH);
    if (!slash) return this.picker.clear();
    this.picker.show(this.templates.map((template) => ({
      label: template.title,
      more: `${template.shortcut ? `/${template.shortcut} · ` : ""}${template.text.slice(0, 90)}`,
      run: () => this.insert(template),
    })), slash[2]);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (this.picker.choices.length && event.key === "Escape") {
      event.stopPropagation();
      this.picker.clear();
    } else if (this.picker.key(event)) event.preventDefault();
    else if (event.key === "Tab" && !event.shiftKey && this.#slotSelected()) {
      event.preventDefault();
      nextSlot(this.field, this.field.end);
    }
  }

  /** Tab goes from slot to slot only while one is selected, so the keyboard is never caught here. */
  #slotSelected() {
    const { start, end, value } = this.field;
    return /^\{[^{}]+\}$/.test(value.slice(start, end)) && /\{[^{}]+\}/.test(value.slice(end));
  }

  /** @param {import("./proof.js").Finding} finding */
  #select(finding) {
    this.turn("reply");
    this.field.select(finding.start16, finding.end16);
  }

  #orderedSteps() {
    const fitting = this.open?.proof.steps ?? [];
    return [...this.steps].sort((a, b) => Number(fitting.includes(b.key)) - Number(fitting.includes(a.key)));
  }

  #drawNothing() {
    this.hints.draw([]);
    this.context.draw(null, { templates: [], steps: [], extras: [] });
    byId("check-state").textContent = "";
    byId("hint-count").textContent = "";
  }
}
