// Forgetting one patron: look first, erase then, and say what is left where.

import { channels } from "../console/spine.js";
import { byId, fill, h } from "../shared/dom.js";
import { dayAndTime } from "../shared/times.js";
import { Refusal } from "../shared/http.js";
import { api, me, trying, words } from "./admin.js";

const { _ } = words;
const channelNames = channels(words);
/** @type {{number?: number, email?: string} | undefined} */
let whose;

/** @param {any} one */
const row = (one) => h("tr", {},
  h("th", { scope: "row" }, `#${one.number}`),
  h("td", {}, channelNames[one.channel] ?? one.channel),
  h("td", {}, one.opened_at ? dayAndTime(one.opened_at, words.language) : ""));

/** @param {any} found */
function show({ conversations, unread }) {
  byId("report").hidden = true;
  byId("theirs").hidden = false;
  const some = conversations.length + unread > 0;
  byId("theirs-sum").textContent = some
    ? _("Questions: %(count)s. Messages not read yet: %(unread)s.", { count: conversations.length, unread })
    : _("The desk holds nothing of this patron. With an e-mail address, the mailbox can still be looked through.");
  fill(byId("theirs-list"), ...conversations.map(row));
  byId("copy").disabled = conversations.length === 0;
  byId("sure").checked = false;
  byId("erase").disabled = true;
  byId("theirs-title").focus();
}

byId("find").addEventListener("submit", async (/** @type {any} */ event) => {
  event.preventDefault();
  const number = byId("find-number").value.replace("#", "");
  const email = byId("find-email").value.trim();
  if (!number && !email) return byId("find-number").focus();
  whose = number ? { number: Number(number) } : { email };
  const found = await trying(() => api.post("/api/erasures/find", whose));
  if (found) show(found);
});

byId("copy").addEventListener("click", () => trying(async () => {
  const answer = await fetch("/api/erasures/copy", {
    method: "POST", headers: { "Content-Type": "application/json", "X-CSRF-Token": me.csrf }, body: JSON.stringify(whose),
  });
  if (!answer.ok) throw new Refusal(answer.status, await answer.json().catch(() => null));
  const url = URL.createObjectURL(await answer.blob());
  const link = h("a", { href: url, download: "conversation.zip" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}));

byId("sure").addEventListener("change", () => {
  byId("erase").disabled = !byId("sure").checked;
});

byId("erase").addEventListener("click", async () => {
  byId("erase").disabled = true;
  const report = await trying(() => api.post("/api/erasures", whose));
  if (!report) return;
  byId("theirs").hidden = true;
  byId("report").hidden = false;
  const lines = (/** @type {boolean} */ reached) => report.places
    .filter((/** @type {any} */ place) => place.reached === reached)
    .map((/** @type {any} */ place) => h("li", {}, place.sentence));
  fill(byId("reached"), ...lines(true));
  fill(byId("left"), ...lines(false));
  byId("report-title").focus();
});
