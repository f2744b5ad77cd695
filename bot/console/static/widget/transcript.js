// Print this conversation: a clean page of its own, in a frame nobody sees, whatever the host page looks like.

import { h } from "../shared/dom.js";
import { dayAndTime } from "../shared/times.js";
import { name } from "./log.js";
import { printSheet } from "./sheet.js";

/**
 * @param {import("../shared/thread.js").Thread} thread
 * @param {import("../shared/words.js").Words} words
 */
export function printTranscript(thread, words) {
  const frame = /** @type {HTMLIFrameElement} */ (h("iframe", { hidden: true, title: words._("Print") }));
  document.body.append(frame);
  const page = /** @type {Document} */ (frame.contentDocument);
  const inside = /** @type {any} */ (frame.contentWindow);
  page.documentElement.lang = words.language;
  page.title = words._("Your conversation with the library");
  page.adoptedStyleSheets = [printSheet(inside.CSSStyleSheet)];
  page.body.append(h("h1", {}, page.title), ...thread.lines.filter((line) => line.kind === "message").map((line) =>
    h("div", {},
      h("p", { class: "who" }, `${name(line, words)}, ${dayAndTime(line.at, words.language)}`),
      h("p", { dir: "auto" }, line.text ?? ""))));
  inside.addEventListener("afterprint", () => frame.remove());
  inside.print();
}
