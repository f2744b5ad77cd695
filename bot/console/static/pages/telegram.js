// A make-believe phone: what a person with Telegram would see and do, through the practice Telegram's people API.

import { byId, h, reconcile } from "../shared/dom.js";
import { Refusal, ask } from "../shared/http.js";
import { linked } from "../shared/text.js";
import { clock } from "../shared/times.js";
import { Words } from "../shared/words.js";

const API = document.body.dataset.api ?? "";
const EVERY = 1_000; // milliseconds
const words = await Words.load(document.documentElement.lang);
const { _ } = words;
const KEY = "smiledesk phone";

/** @type {Map<number, any>} messages by id; an edited one comes again */
const messages = new Map();
let person = sessionStorage.getItem(KEY) ?? "";

/** @param {string} method @param {string} path @param {object} [body] */
const call = (method, path, body) => ask(method, `${API}/${path}`, { body });

async function meet() {
  if (person) return;
  const met = await call("POST", "people", { first_name: _("You"), language: words.language });
  person = String(met.id);
  sessionStorage.setItem(KEY, person);
}

async function look() {
  try {
    await meet();
    const { messages: seen, typing } = await call("GET", `people/${person}/chat`);
    messages.clear();
    for (const message of seen) messages.set(message.message_id, message);
    draw(Boolean(typing));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.status === 404) {
      // The practice Telegram forgets everybody when the desk is started anew.
      person = "";
      sessionStorage.removeItem(KEY);
    }
  }
}

/** @param {boolean} typing */
function draw(typing) {
  const log = byId("phone-log");
  const near = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  byId("phone-typing").textContent = typing ? _("writing…") : _("bot");
  reconcile(log, [...messages.values()], (message) => JSON.stringify(message), (message, old) => old ?? bubble(message));
  byId("phone-start").hidden = messages.size > 0;
  if (near) log.scrollTop = log.scrollHeight;
}

/** @param {any} message */
function bubble(message) {
  const mine = message.from !== "bot";
  const rows = (message.buttons ?? []).map((/** @type {any[]} */ row) => h("div", { class: "keys" }, ...row.map((button) =>
    h("button", { type: "button", onclick: () => tap(message.message_id, button.data) }, button.text))));
  return h("div", { class: mine ? "mine" : "theirs" },
    h("p", { class: "text", dir: "auto" }, ...linked(message.text ?? `(${message.kind})`),
      h("span", { class: "time" }, ` ${message.edited ? `${_("edited")} ` : ""}${clock(new Date(message.date * 1000).toISOString(), words.language)}`)),
    ...rows);
}

/** @param {string} text */
async function write(text) {
  await meet();
  await call("POST", `people/${person}/messages`, { text });
  await look();
if (way) {
  history.replaceState(null, "", location.pathname); // a reload must not begin anew
  await write(`/start ${way}`);
}
}

/** @param {number} message @param {string} data */
async function tap(message, data) {
  await call("POST", `people/${person}/taps`, { message_id: message, data });
  setTimeout(look, 400);
}

const way = new URLSearchParams(location.search).get("start"); // as t.me links have it
byId("phone-start").addEventListener("click", () => write("/start"));
byId("phone-form").addEventListener("submit", async (/** @type {SubmitEvent} */ event) => {
  event.preventDefault();
  const field = byId("phone-text");
  const text = field.value.trim();
  if (!text) return;
  field.value = "";
  await write(text);
  field.focus();
});
setInterval(look, EVERY);
await look();
