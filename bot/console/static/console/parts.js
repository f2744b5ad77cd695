// One quiet line at the foot of the console while language parts are still on their way, or stay away;
// a louder one while something needs a person, such as the line to Telegram.

import { fill, h } from "../shared/dom.js";

/**
 * @param {{parts: {title: string, state: string, done: number, total: number | null, sentence: string}[]}} news
 * @param {HTMLElement} line
 */
export function drawParts({ parts }, line) {
  const missing = parts.filter((part) => part.state !== "ready");
  line.hidden = missing.length === 0;
  line.classList.toggle("needed", missing.some((part) => part.state === "alarm"));
  fill(line, ...missing.map((part) => h("span", {},
    part.state === "fetching" && part.total ? `${part.title}: ${Math.floor((100 * part.done) / part.total)} %` : part.sentence)));
}
