// A beginner's tour of ten minutes: one thing to try at a time. It goes on when the thing has been done, in any order.

import { byId, fill, h } from "../shared/dom.js";

/** @typedef {"looked" | "claimed" | "wrote" | "mended" | "sent" | "answered" | "thanked" | "closed"} Deed */

export class Tour {
  /** @param {import("../shared/words.js").Words} words */
  constructor(words) {
    const { _ } = words;
    this.words = words;
    /** @type {[Deed, string][]} */
    this.steps = [
      ["looked", _("Choose one of the questions. Looking at it takes it from nobody.")],
      ["claimed", _("Press “Answer this”. Now your colleagues see that you have it.")],
      ["wrote", _("Write an answer. Try a short, cool one first, such as “No.”, and look at the hints that come.")],
      ["mended", _("Mend it: use a wording from a hint, or offer one of the next steps, until nothing cold is left.")],
      ["sent", _("Send it. For some seconds you can take it back with Undo.")],
      ["answered", _("Wait a moment: the patron reads it and writes back. A kind reply and a cool one are answered differently.")],
      ["thanked", _("Answer once more, until the patron is content. “/” brings templates.")],
      ["closed", _("Close the conversation.")],
    ];
    /** @type {Set<Deed>} */
    this.done = new Set();
    this.draw();
  }

  /** @param {Deed} deed */
  did(deed) {
    if (this.done.has(deed)) return;
    // Whoever has come this far has done what comes before it, too.
    const at = this.steps.findIndex(([step]) => step === deed);
    for (const [step] of this.steps.slice(0, at + 1)) this.done.add(step);
    this.draw();
  }

  draw() {
    const { _ } = this.words;
    const at = this.steps.findIndex(([step]) => !this.done.has(step));
    const now = at < 0
      ? [h("strong", {}, _("That was the tour.")), " ", _("Try another patron: one is in a hurry, one is uneasy with computers, one complains, one is a child.")]
      : [h("strong", {}, _("Step %(place)s of %(all)s", { place: at + 1, all: this.steps.length })), " · ", this.steps[at][1]];
    fill(byId("tour-now"), ...now);
  }
}
