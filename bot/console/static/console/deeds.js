// What one does to the conversation that is open: the head's verbs, notes, taking back, reading for a colleague.

import { Refusal } from "../shared/http.js";
import { freshId } from "../widget/outbox.js";
import { handOver } from "./dialogs.js";
import { aboutPromises } from "./ledger.js";
import { askToBlock, pause } from "./resting.js";

/** @typedef {import("./console.js").Console} Console */
/** @typedef {import("./open.js").Open} Open */

/** What makes a conversation one's own. */
const TAKING = ["claim", "accept", "reopen"];

export class Deeds {
  /** @param {Console} desk */
  constructor(desk) {
    this.desk = desk;
  }

  /** @param {string} verb @param {object} [body] */
  async act(verb, body) {
    const { desk } = this;
    const { open } = desk;
    if (!open) return;
    if (verb === "claim" && open.summary.assignee) body = { take_over: true };
    const dialog = { pause, block: askToBlock }[verb];
    if (dialog && !body) return dialog(desk.words, (chosen) => void this.act(verb, chosen));
    if (verb === "end") [verb, body] = ["close", { kindly: true }];
    verb = { confirm_block: "block/confirm", drop_block: "block/drop" }[verb] ?? verb;
    if (verb === "handover" && !body) return desk.trying(() => handOver(desk.words, desk.api, desk.me, open.id, (to) => this.act("handover", to)));
    try {
      const answer = await desk.api.act(open.id, verb, body);
      open.take(answer);
      await open.refresh();
      desk.draw();
      if (open === desk.open && open.can("reply") && TAKING.includes(verb)) desk.composer.turn("reply");
    } catch (error) {
      if (error instanceof Refusal && error.code === "promise_open") return aboutPromises(desk.words, open, (promises) => void this.act("close", { ...body, promises }));
      desk.trouble(error);
      await open.refresh().catch(() => {});
      desk.draw();
    }
    // What one has taken is found under Mine; the row stays in sight.
    await desk.queue.show(TAKING.includes(verb) && open.can("reply") ? "mine" : desk.queue.view).catch(() => {});
  }

  /** @param {string} reply @param {"again" | "arrived"} verb */
  reply(reply, verb) {
    return this.act(`replies/${reply}/${verb}`);
  }

  /** @param {string} [reply] the newest held one of one's own when left out */
  async undo(reply = this.desk.open?.held.filter((held) => held.mine).at(-1)?.reply) {
    const { desk } = this;
    const { open } = desk;
    if (!open || !reply) return;
    await desk.trying(async () => {
      const answer = await desk.api.act(open.id, `replies/${reply}/undo`);
      open.take({ ...answer, held: open.held.filter((held) => held.reply !== reply) });
      open.draft.become(answer.draft);
      open.proof.read(answer.draft.text);
      desk.composer.reread();
      desk.draw();
      desk.composer.turn("reply");
      desk.say(desk.words._("Taken back. The text is yours again."));
    });
  }

  /** A colleague's reply has been read and may go. @param {string} reply @param {boolean} [override] */
  async pass(reply, override = false) {
    const { desk } = this;
    const { open } = desk;
    if (!open) return;
    try {
      await this.#read(open, `replies/${reply}/pass`, { seen: open.thread.seq, override });
    } catch (error) {
      if (!(error instanceof Refusal && error.code === "stale")) return desk.trouble(error);
      desk.sending.stale(open, error.body, desk.words._("The reply has not been sent yet."), () => void this.pass(reply, true));
    }
  }

  /** It goes back to its writer. @param {string} reply @param {string} text a word to them */
  giveBack(reply, text) {
    const { open } = this.desk;
    if (!open) return undefined;
    return this.desk.trying(() => this.#read(open, `replies/${reply}/give-back`, { text }));
  }

  /** @param {Open} open @param {string} verb @param {object} body */
  async #read(open, verb, body) {
    open.take(await this.desk.api.act(open.id, verb, body));
    await open.refresh();
    this.desk.draw();
    await this.desk.queue.show();
  }

  async addNote() {
    const { desk } = this;
    const { open } = desk;
    if (!open?.note.trim()) return;
    await desk.trying(async () => {
      open.take(await desk.api.act(open.id, "notes", { text: open.note, client_id: freshId() }));
      open.note = "";
      desk.composer.note.value = "";
      desk.draw();
    });
  }
}
