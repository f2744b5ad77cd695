// "Not for me" and "Not a mistake": hidden at once, remembered by the desk, and said so.

import { Refusal } from "../shared/http.js";

/** @typedef {import("./composer.js").Composer} Composer */
/** @typedef {import("./proof.js").Finding} Finding */

/** @param {Composer} composer @param {Finding} finding */
export async function silence(composer, finding) {
  const { _ } = composer.words;
  const told = composer.quiet.silence(finding.code);
  composer.draw();
  await remembered(composer, told, () => _("You won't see this kind of hint. It can be brought back under Keys and hints."));
}

/** @param {Composer} composer @param {Finding} finding */
export async function accept(composer, finding) {
  const { open, quiet, words: { _ } } = composer;
  const lang = open?.proof.language ?? open?.summary.lang.split("-")[0] ?? "";
  const told = quiet.accept(finding.quote, lang);
  composer.draw();
  await remembered(composer, told, (proposed) => proposed
    ? _("Taken as a word for you, and proposed for the house dictionary.")
    : _("Taken as a word from now on."));
}

/**
 * @template T
 * @param {Composer} composer
 * @param {Promise<T>} told
 * @param {(answer: T) => string} sentence
 */
async function remembered(composer, told, sentence) {
  try {
    composer.say(sentence(await told));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    composer.say(composer.words._("Hidden in this window; the desk could not be told."));
  }
}
