// Who did what, newest first.

import { byId, h } from "../shared/dom.js";
import { dayAndTime } from "../shared/times.js";
import { api, trying, words } from "./admin.js";

const PAGE = 50;
const { _ } = words;
const DONE = /** @type {Record<string, string>} */ ({
  "person.added": _("added a person"),
  "person.changed": _("changed a person"),
  "link.made": _("made a one-time link"),
  "setting.changed": _("changed a setting"),
  "conversation.read": _("read a conversation"),
  "check.overridden": _("sent a reply that the check had held back"),
  "conversations.searched": _("searched in past conversations"),
  "patron.looked_up": _("looked which questions are one patron's"),
  "desk.restored": _("brought back a backup"),
  "patron.copied": _("saved a copy of what is one patron's"),
  "patron.erased": _("erased a patron everywhere"),
  "second_factor.on": _("switched on sign-in with a phone code"),
  "second_factor.off": _("switched off a person's phone code"),
  "second_factor.code_used": _("signed in with a recovery code"),
});
const WHO = /** @type {Record<string, string>} */ ({
  system: _("The desk itself"), cli: _("The terminal"), link: _("A one-time link"),
});
let before = 0;

/** @param {any} line */
const row = (line) => h("tr", {},
  h("td", {}, dayAndTime(line.at, words.language)),
  h("td", {}, WHO[line.who] ?? line.who ?? WHO.system),
  h("td", {}, DONE[line.action] ?? line.action, line.object ? h("span", { class: "soft" }, ` ${line.object}`) : null),
  h("td", {}, h("code", {}, line.hash.slice(0, 12))));

async function older() {
  const { lines } = await api.get(`/api/audit?limit=${PAGE}${before ? `&before=${before}` : ""}`);
  byId("audit").append(...lines.map(row));
  before = lines.at(-1)?.number ?? before;
  byId("older").hidden = lines.length < PAGE;
}

byId("verify").addEventListener("click", async () => {
  const said = await trying(() => api.get("/api/audit/verify"));
  if (!said) return;
  byId("verified").textContent = said.broken_at === null
    ? _("Every line follows from the one before.")
    : _("Line %(number)s doesn't follow from the one before: it, or one before it, was changed or taken out.", { number: said.broken_at });
});
byId("older").addEventListener("click", () => trying(older));
await trying(older);
