// A message as nodes: line breaks kept by CSS, web addresses clickable, everything else inert text.

import { h } from "./dom.js";

const ADDRESS = /https?:\/\/[^\s<>"'’”»]+[^\s<>"'’”».,;:!?)\]}]/g;

/**
 * @param {string} text
 * @returns {(Node | string)[]}
 */
export function linked(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    nodes.push(text.slice(end, match.index));
    nodes.push(h("a", { href: match[0], target: "_blank", rel: "noopener noreferrer nofollow" }, match[0]));
    end = match.index + match[0].length;
  }
  nodes.push(text.slice(end));
  return nodes.filter((node) => node !== "");
}
