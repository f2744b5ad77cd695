// Elements without a framework. Text only ever becomes text nodes, so a patron's words can't become markup.

/**
 * Build an element.
 *
 * `on*` keys add listeners, `data` fills the dataset, true and false add and leave out an attribute,
 * everything else is an attribute. Children that are null, false or undefined are skipped.
 *
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Node | string | number | null | undefined | false)} children
 * @returns {HTMLElement}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...present(children));
  return element;
}

/**
 * Replace what an element holds.
 *
 * @param {Element | DocumentFragment} parent
 * @param {...(Node | string | number | null | undefined | false)} children
 */
export function fill(parent, ...children) {
  parent.replaceChildren(...present(children));
}

/**
 * Bring a list up to date without rebuilding the rows that stay, so focus and scroll stay too.
 *
 * @template T
 * @param {Element} parent
 * @param {T[]} items
 * @param {(item: T) => string} keyOf
 * @param {(item: T, old: HTMLElement | undefined) => HTMLElement} render gets the old row, may return it
 */
export function reconcile(parent, items, keyOf, render) {
  const old = new Map([...parent.children].map((row) => [/** @type {HTMLElement} */ (row).dataset.key, row]));
  const rows = items.map((item) => {
    const key = keyOf(item);
    const row = render(item, /** @type {HTMLElement | undefined} */ (old.get(key)));
    row.dataset.key = key;
    return row;
  });
  const staying = new Set(/** @type {Element[]} */ (rows));
  for (const row of [...parent.children]) if (!staying.has(row)) row.remove();
  rows.forEach((row, index) => {
    if (parent.children[index] !== row) parent.insertBefore(row, parent.children[index] ?? null);
  });
}

/** @param {any[]} children */
const present = (children) =>
  children.flat().filter((child) => child !== null && child !== undefined && child !== false);

/**
 * The one element with this id; a page that lacks it is a mistake worth hearing about.
 *
 * @param {string} id
 * @returns {any}
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element;
}
