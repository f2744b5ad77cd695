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

/**
 * A file in one line.
 *
 * @param {{name: string, size: number}} file
 * @param {string} language
 */
export function named({ name, size }, language) {
  const [unit, value] = size < 1e6 ? ["kilobyte", size / 1e3] : ["megabyte", size / 1e6];
  return `${name} · ${new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: 1 }).format(value)}`;
}
