// On a narrow screen the list of admin pages is folded away until it is asked for.

import { byId } from "../shared/dom.js";

byId("menu").addEventListener("click", (/** @type {any} */ { currentTarget: menu }) =>
  menu.setAttribute("aria-expanded", String(menu.getAttribute("aria-expanded") !== "true")));
