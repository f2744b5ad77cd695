// Thanks that reached me, and, for the person an admin chose, what patrons missed.

import { Api } from "../console/api.js";
import { channels } from "../console/spine.js";
import { byId, fill, h } from "../shared/dom.js";
import { Words } from "../shared/words.js";

const me = await new Api().get("/api/me");
const api = new Api(me.csrf);
const words = await Words.load(document.documentElement.lang);
const { _, n_ } = words;

/** @param {string} day ISO 8601 */
const dayText = (day) => new Intl.DateTimeFormat(words.language, { day: "numeric", month: "long", timeZone: "UTC" }).format(new Date(day));

const thanks = await api.get("/api/me/thanks");
byId("good").textContent = thanks.good
  ? n_("%(count)s patron was glad of your answer in the last 30 days.", "%(count)s patrons were glad of your answers in the last 30 days.", thanks.good)
  : _("No marks have come in the last 30 days. Most patrons leave without one; your work counts all the same.");
fill(byId("words"), ...thanks.words.map((/** @type {any} */ said) => h("li", { lang: said.lang },
  h("q", { dir: "auto" }, said.comment), " ", h("span", { class: "soft small", lang: words.language }, `${dayText(said.day)} · ${channels(words)[said.channel]}`))));

/** @param {any} asked */
function question(asked) {
  const item = h("li", {},
    asked.comment ? h("q", { dir: "auto", lang: asked.lang }, asked.comment) : h("span", { class: "soft" }, _("No words came with it.")), " ",
    h("span", { class: "soft small" }, `${dayText(asked.day)} · ${channels(words)[asked.channel]} · ${asked.lang} · ${asked.desk}`), " ",
    h("button", { type: "button", onclick: async () => {
      try {
        await api.post(`/api/feedback/questions/${asked.number}/considered`);
        item.remove();
      } catch (error) {
        byId("trouble").textContent = /** @type {Error} */ (error).message;
      }
    } }, _("We have thought about it")));
  return item;
}

const asked = await api.get("/api/feedback/questions");
byId("questions-part").hidden = !asked.mine;
fill(byId("questions"), ...asked.questions.map(question), asked.questions.length ? null : h("li", { class: "soft" }, _("No open question. That is good news.")));

const own = await api.get("/api/me/figures");

/** @param {number | string} share */
const shareText = (share) => typeof share === "number" ? `${share} %` : { few: _("too few"), hardly: _("hardly any"), nearly: _("nearly all") }[share] ?? "";

fill(byId("figures"), ...[
  [_("Conversations you answered last"), String(own.answered)],
  [_("with a greeting"), shareText(own.courtesies.greeting)],
  [_("with the need confirmed"), shareText(own.courtesies.need)],
  [_("with a next step"), shareText(own.courtesies.next_step)],
  [_("with a closing"), shareText(own.courtesies.closing)],
  [_("Promises kept in time"), shareText(own.promises)],
  [_("First answer, half of them within"), own.first_answer === null ? _("too few") : `${Math.ceil(own.first_answer / 60)} min`],
].flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]));
