// Tone rules: those that come with the desk, those of the house, the glossary, and a trial before anything counts.

import { api, done, trying, words } from "./admin.js";
import { Glossary } from "./rules/glossary.js";
import { Own } from "./rules/own.js";
import { Shipped } from "./rules/shipped.js";
import { Trial } from "./rules/trial.js";



/** @param {() => Promise<any>} act @param {string} sentence */
async function keep(act, sentence) {
  const kept = await trying(act);
  if (kept === undefined) return;
  await trying(load);
  done(sentence);
}

const trial = new Trial(api, words, trying);
const parts = { api, words, keep, done, trial };
const shipped = new Shipped(parts);
const own = new Own(parts);
const glossary = new Glossary(parts);

async function load() {
  const answer = await api.get("/api/admin/rules");
  shipped.draw(answer.rules);
  own.draw(answer.own, answer.codes);
  glossary.draw(answer.glossary);
}

await trying(load);
