// Print this conversation: a clean page of its own, in a frame nobody sees, whatever the host page looks like.

import { h } from "../../shared/dom.js";
import { dayAndTime } from "../../shared/times.js";
import { name } from "../log.js";

/** Ink on paper, nothing else. */
const RULES = `
body { font: 12pt/1.5 Georgia, serif; color: #000; background: #fff; margin: 2cm; }
h1 { font-size: 16pt; } p { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
div { margin: 0 0 10pt; break-inside: avoid; } .who { font: 9pt sans-serif; color: #333; }
`;

/**
 * @param {import("../../shared/thread.js").Thread} thread
 * @param {import("../../shared/words.js").Words} words
 */
export function printTranscript(thread, words) {
  const frame = /** @type {HTMLIFrameElement} */ (h("iframe", { hidden: true, title: words._("Print") }));
  document.body.append(frame);
  const page = /** @type {Document} */ (frame.contentDocument);
  const inside = /** @type {any} */ (frame.contentWindow);
  page.documentElement.lang = words.language;
  page.title = words._("Your conversation with the library");
  const sheet = new inside.CSSStyleSheet();
  sheet.replaceSync(RULES);
  page.adoptedStyleSheets = [sheet];
  page.body.append(h("h1", {}, page.title), ...thread.lines.filter((line) => line.kind === "message").map((line) =>
    h("div", {},
      h("p", { class: "who" }, `${name(line, words)}, ${dayAndTime(line.at, words.language)}`),
      h("p", { dir: "auto" }, line.text ?? ""))));
  inside.addEventListener("afterprint", () => frame.remove());
  inside.print();
}
