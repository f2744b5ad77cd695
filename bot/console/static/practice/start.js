// Practice takes the place of the desk and of its live line; the console notices nothing.

import { PracticeDesk } from "./desk.js";
import { Tour } from "./tour.js";

/**
 * @param {import("../console/api.js").Api} real
 * @param {any} me
 * @param {import("../shared/words.js").Words} words
 */
export function practise(real, me, words) {
  const tour = new Tour(words);
  const desk = new PracticeDesk(real, me, (deed) => tour.did(deed));
  const connect = (/** @type {import("../shared/live.js").LiveOptions} */ { onframe }) => {
    desk.hear = onframe;
    return { say() {} };
  };
  return { api: /** @type {any} */ (desk), connect };
}
