// Files that came with a message: each to be saved, a picture shown small, and why one was not kept.

import { h } from "../shared/dom.js";
import { named } from "../shared/text.js";

/**
 * @typedef {object} File a file of a message, as the desk tells it
 * @property {string} id
 * @property {string} name
 * @property {string} type
 * @property {number} size bytes
 * @property {string} [refused_text] why it was not kept
 */

/** What a browser shows as a picture; none of these can hold a script. */
const PICTURES = new Set(["image/jpeg", "image/png", "image/gif", "image/webp"]);

/**
 * @param {string} conversation
 * @param {File[] | undefined} files
 * @param {string} language
 */
export function drawFiles(conversation, files, language) {
  if (!files?.length) return null;
  return h("ul", { class: "files" }, ...files.map((file) => h("li", {}, ...drawn(conversation, file, language))));
}

/** @param {string} conversation @param {File} file @param {string} language */
function drawn(conversation, file, language) {
  const name = named(file, language);
  if (file.refused_text) return [name, h("br"), file.refused_text];
  const href = `/api/conversations/${conversation}/attachments/${file.id}`;
  const picture = PICTURES.has(file.type) ? h("img", { src: href, alt: "", loading: "lazy" }) : null;
  return [h("a", { href, download: file.name }, picture, name)];
}
