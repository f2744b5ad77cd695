// A make-believe phone: what a person with Telegram would see and do, through the practice Telegram's people API.

import { bubble, show } from "../shared/bubbles.js";
import { byId } from "../shared/dom.js";
import { Refusal, ask } from "../shared/http.js";
import { Words } from "../shared/words.js";

const API = document.body.dataset.api ?? "";
const EVERY = 1_000; // milliseconds
const words = await Words.load(document.documentElement.lang);
const { _ } = words;
const KEY = "smiledesk phone";

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
    const { messages, typing } = await call("GET", `people/${person}/chat`);
    byId("phone-typing").textContent = typing ? _("writing…") : _("bot");
    byId("phone-start").hidden = messages.length > 0;
    show(byId("phone-log"), messages, (message) => bubble(message, words, tap, { mine: message.from !== "bot" }));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.status === 404) {
      // The practice Telegram forgets everybody when the desk is started anew.
      person = "";
      sessionStorage.removeItem(KEY);
    }
  }
}

/** @param {string} text */
async function write(text) {
  await meet();
  await call("POST", `people/${person}/messages`, { text });
  await look();
}

/** @param {number} message @param {string} data */
async function tap(message, data) {
  await call("POST", `people/${person}/taps`, { message_id: message, data });
  setTimeout(look, 400);
}

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
const way = new URLSearchParams(location.search).get("start"); // as t.me links have it
if (way) {
  history.replaceState(null, "", location.pathname); // a reload must not begin anew
  await write(`/start ${way}`);
}
