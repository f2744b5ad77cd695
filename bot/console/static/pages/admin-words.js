// The house dictionary: what librarians propose, what has been taken up.

import { languageName } from "../console/spine.js";
import { byId, fill, h } from "../shared/dom.js";
import { clock } from "../shared/times.js";
import { api, done, trying, words } from "./admin.js";

const { _ } = words;

/** @typedef {{number: number, word: string, lang: string, by: string, at: string}} Word */

/** @param {Word} word @param {"accept" | "decline"} verdict @param {string} sentence */
async function decide(word, verdict, sentence) {
  const decided = await trying(() => api.post(`/api/proposals/${word.number}/${verdict}`));
  await trying(load);
  if (decided) done(sentence);
}

/** @param {Word} word @param {...Node} deeds */
const row = (word, ...deeds) => h("li", { class: "row" },
  h("strong", { lang: word.lang, dir: "auto" }, word.word),
  h("span", { class: "small soft grow" }, [languageName(word.lang, words.language), word.by, clock(word.at, words.language)].filter(Boolean).join(" · ")),
  ...deeds);

/** @param {string} label @param {() => Promise<void>} act @param {string} [kind] */
const button = (label, act, kind = "") => h("button", { type: "button", class: kind, onclick: () => void act() }, label);

/** @param {Word} word */
const proposed = (word) => row(word,
  button(_("Take it up"), () => decide(word, "accept", _("“%(word)s” is no mistake from now on.", { word: word.word })), "main"),
  button(_("Decline"), () => decide(word, "decline", _("“%(word)s” stays a mistake to everybody else.", { word: word.word }))));

/** @param {Word} word */
const accepted = (word) => row(word,
  button(_("Take it out"), () => decide(word, "decline", _("“%(word)s” has been taken out.", { word: word.word }))));

async function load() {
  const answer = await api.get("/api/proposals");
  fill(byId("proposed"), ...(answer.proposals.length ? answer.proposals.map(proposed) : [h("li", { class: "soft" }, _("Nothing is proposed."))]));
  fill(byId("accepted"), ...(answer.accepted.length ? answer.accepted.map(accepted) : [h("li", { class: "soft" }, _("It is empty still."))]));
}

await trying(load);
