// What every admin page needs: the words, the API, and a place for what went wrong or well.

import { Api } from "../console/api.js";
import { byId } from "../shared/dom.js";
import { Refusal } from "../shared/http.js";
import { Words } from "../shared/words.js";

export const me = await new Api().get("/api/me");
export const api = new Api(me.csrf);
export const words = await Words.load(document.documentElement.lang);

/**
 * Run something that may be refused, and say so if it is.
 *
 * @template T
 * @param {() => Promise<T>} act
 * @returns {Promise<T | undefined>}
 */
export async function trying(act) {
  byId("trouble").textContent = "";
  byId("done").textContent = "";
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    byId("trouble").textContent = error.message || words._("The desk can't be reached just now. Please try again in a moment.");
    return undefined;
  }
}

/** @param {string} sentence */
export const done = (sentence) => {
  byId("done").textContent = sentence;
};
