// Begins a page: its controls work once its script listens. What is typed or pressed before would be lost, or sent
// the browser's own way.

import { byId } from "../shared/dom.js";

const page = /** @type {HTMLElement} */ (document.querySelector("script[data-page]")).dataset.page;

try {
  await import(`./${page}.js`);
} finally {
  byId("work").disabled = false;
}
