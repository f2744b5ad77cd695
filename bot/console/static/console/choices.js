// What Ctrl+K offers just now.

import { byId } from "../shared/dom.js";
import { rarer, verbs } from "./heading.js";
import { mayNote, noteQuestion } from "./noting.js";

/** @typedef {import("./picker.js").Choice} Choice */

/** @param {import("./console.js").Console} desk @returns {Choice[]} */
export function choices(desk) {
  const { open, words: { _ }, keys } = desk;
  return [
    ...(open ? doable(desk, open) : []),
    ...(open?.can("reply") ? writing(desk, open) : []),
    ...(open?.can("note") ? [{ label: _("Write a private note"), more: keys.of("note"), run: () => desk.composer.turn("note") }] : []),
    ...views(desk),
    { label: _("The desk's own page: hours, fees, who can help"), more: keys.of("deskPage"), run: () => void desk.around.show() },
    ...(mayNote(desk) ? [{ label: _("Note a question asked by telephone or at the desk"), run: () => noteQuestion(desk) }] : []),
    { label: _("Keys and hints"), run: () => desk.you.keysAndHints() },
    { label: _("Sign out"), run: () => byId("sign-out").click() },
  ];
}

/** @param {import("./console.js").Console} desk @param {import("./open.js").Open} open @returns {Choice[]} */
const doable = (desk, open) =>
  [...verbs(open, desk.words), ...rarer(open, desk.words)].map((verb) => ({ label: verb.label, run: () => void desk.deeds.act(verb.name) }));

/** @param {import("./console.js").Console} desk @param {import("./open.js").Open} open @returns {Choice[]} */
function writing({ composer, sending, keys, words: { _ } }, open) {
  return [
    { label: _("Send the reply"), more: keys.of("send"), run: () => void sending.send(open) },
    { label: _("Send and close"), run: () => void sending.send(open, { close: true }) },
    { label: _("Next hint"), more: keys.of("nextHint"), run: () => composer.goHint(1) },
    ...composer.steps.map((step) => ({ label: _("Next step: %(title)s", { title: step.title }), run: () => composer.insert(step) })),
    ...composer.templates.map((template) => ({ label: _("Template: %(title)s", { title: template.title }), run: () => composer.insert(template) })),
  ];
}

/** @param {import("./console.js").Console} desk @returns {Choice[]} */
function views({ queue, me, words: { _ } }) {
  const all = /** @type {const} */ ([
    ["waiting", _("Show who is waiting")], ["mine", _("Show mine")], ["later", _("Show follow-ups: promised, or left for later")],
    ["to_read", _("Show what colleagues ask to have read")], ["all", _("Show all")], ["closed", _("Show closed ones")],
  ]);
  return all.filter(([view]) => view !== "to_read" || reads(me)).map(([view, label]) => ({ label, run: () => void queue.show(view) }));
}

/** Whether somebody may be a second reader. @param {{role: string}} me */
export const reads = (me) => me.role === "librarian" || me.role === "admin";
