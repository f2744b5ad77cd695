// The staff's Telegram group of a demonstration: a topic for each question, cards with buttons, one's own replies.
// Who is signed in to the console sits down by the same one-time code that connects a real Telegram.

import { bubble, show } from "../shared/bubbles.js";
import { byId, fill, h, reconcile } from "../shared/dom.js";
import { Refusal, ask } from "../shared/http.js";
import { Words } from "../shared/words.js";

const API = document.body.dataset.api ?? "";
const GROUP = Number(document.body.dataset.group);
const EVERY = 1_000; // milliseconds
const TOAST = 6_000; // milliseconds that what a button answered is shown
const words = await Words.load(document.documentElement.lang);
const { _ } = words;
const KEY = "smiledesk colleague";

/** @type {{id: number, name: string} | null} who sits here */
let me = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
let topic = 0;
/** @type {import("../shared/bubbles.js").Bubble | null} the card that is being replied to */
let card = null;

/** @param {string} method @param {string} path @param {object} [body] */
const call = (method, path, body) => ask(method, `${API}/${path}`, { body });

async function look() {
  try {
    const { messages, topics } = await call("GET", `groups/${GROUP}/chat`);
    const last = new Map(messages.map((/** @type {any} */ message) => [message.topic, message.message_id]));
    const order = Object.keys(topics).map(Number).sort((one, other) => (last.get(other) ?? 0) - (last.get(one) ?? 0));
    if (!order.includes(topic)) choose(order[0] ?? 0);
    byId("group-empty").hidden = order.length > 0;
    reconcile(byId("group-topics"), order, (id) => `${id} ${topics[id].name} ${topics[id].closed} ${id === topic}`,
      (id, old) => old ?? h("li", {}, h("button", { type: "button", "aria-pressed": String(id === topic), onclick: () => choose(id, true) },
        topics[id].name, topics[id].closed && h("span", { class: "soft" }, ` · ${_("closed")}`))));
    const here = messages.filter((/** @type {any} */ message) => message.topic === topic && (message.text || message.kind !== "text"));
    show(byId("group-log"), here, draw);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

/** @param {import("../shared/bubbles.js").Bubble} message */
function draw(message) {
  const ours = message.from === "bot";
  const reply = ours && Boolean(me) && h("button", { type: "button", class: "quiet", onclick: () => answer(message) }, _("Reply to this card"));
  return bubble(message, words, tap, { mine: message.from === me?.name, by: ours ? _("bot") : message.from }, reply);
}

/** @param {number} id @param {boolean} [now] */
function choose(id, now = false) {
  topic = id;
  answer(null);
  if (now) void look();
}

/** @param {import("../shared/bubbles.js").Bubble | null} message the card to reply to, or none: a note among colleagues */
function answer(message) {
  card = message;
  const place = byId("group-answers");
  place.hidden = !message;
  if (!message) return;
  const begin = message.text.split("\n").find(Boolean) ?? "";
  fill(place, _("Your reply to “%(words)s” becomes a draft.", { words: begin.slice(0, 80) }), " ",
    h("button", { type: "button", class: "quiet", onclick: () => answer(null) }, _("Write a note instead")));
  byId("group-text").focus();
}

/** @param {number} message @param {string} data */
async function tap(message, data) {
  if (!me) return say(_("Sit down first: then the bot knows who presses a button."));
  const { tap: pressed } = await call("POST", `people/${me.id}/taps`, { message_id: message, data, group: GROUP });
  for (let tries = 0; tries < 10; tries++) {
    await new Promise((wake) => setTimeout(wake, 300));
    const { answer: told } = await call("GET", `taps/${pressed}`);
    if (told === null) continue;
    say(told);
    break;
  }
  await look();
}

/** @param {string} text */
function say(text) {
  const place = byId("group-said");
  place.textContent = text;
  setTimeout(() => { if (place.textContent === text) place.textContent = ""; }, TOAST);
}

/** Who may sit down: whoever is signed in to the console. */
async function invite() {
  byId("group-form").hidden = !me;
  const place = byId("group-join");
  place.hidden = Boolean(me);
  if (me) return;
  try {
    const person = await ask("GET", "/api/me");
    fill(place, h("button", { type: "button", class: "main", onclick: () => sitDown(person) }, _("Sit down as %(name)s", { name: person.name })));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    fill(place, _("To answer from here, sign in to the console first, then come back."), " ", h("a", { href: "/console" }, _("Open the console")));
  }
}

/** @param {{name: string, csrf: string}} person */
async function sitDown({ name, csrf }) {
  try {
    const { link } = await ask("POST", "/api/me/telegram", { headers: { "X-CSRF-Token": csrf } });
    const { id } = await call("POST", "people", { first_name: name, language: words.language });
    const code = new URL(link, location.href).searchParams.get("start");
    await call("POST", `people/${id}/messages`, { text: `/start ${code}` });
    me = { id, name };
    sessionStorage.setItem(KEY, JSON.stringify(me));
    byId("group-log").replaceChildren(); // now its cards can be replied to
    await invite();
    await look();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say(error.message);
  }
}

async function send() {
  const field = byId("group-text");
  const text = field.value.trim();
  if (!text || !me || !topic) return;
  const told = { text, group: GROUP, topic };
  try {
    await call("POST", `people/${me.id}/messages`, card ? { ...told, reply_to: card.message_id } : told);
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 404) throw error;
    // The practice Telegram forgets everybody when the desk is started anew.
    me = null;
    sessionStorage.removeItem(KEY);
    await invite();
    return;
  }
  field.value = "";
  answer(null);
  await look();
}

byId("group-form").addEventListener("submit", (/** @type {SubmitEvent} */ event) => {
  event.preventDefault();
  void send();
});
byId("group-text").addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
  if (event.key !== "Enter" || event.shiftKey) return;
  event.preventDefault();
  void send();
});
setInterval(look, EVERY);
await invite();
await look();
