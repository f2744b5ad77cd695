// Takes the place of style-mod: it writes a <style> element into the page, which our Content-Security-Policy refuses.
// Here the same rules go into a constructed sheet that the page adopts.

import { StyleModule as Rules } from "./node_modules/style-mod/src/style-mod.js";

/** @type {WeakMap<Document | ShadowRoot, {sheet: CSSStyleSheet, modules: Set<Rules>}>} */
const adopted = new WeakMap();

export class StyleModule extends Rules {
  /** @param {Document | ShadowRoot} root @param {Rules | Rules[]} modules in the order they apply */
  static mount(root, modules) {
    let here = adopted.get(root);
    if (!here) {
      here = { sheet: new CSSStyleSheet(), modules: new Set() };
      adopted.set(root, here);
      root.adoptedStyleSheets = [here.sheet, ...root.adoptedStyleSheets];
    }
    const known = here.modules.size;
    for (const module of [modules].flat()) here.modules.add(module);
    if (here.modules.size > known) here.sheet.replaceSync([...here.modules].map((module) => module.getRules()).join("\n"));
  }
}
