// The settings in force, section by section.

import { byId, fill, h } from "../shared/dom.js";
import { api, trying, words } from "./admin.js";

/** @param {any} value */
const shown = (value) => {
  if (value === null || value === "" || (Array.isArray(value) && !value.length)) return words._("(not set)");
  return typeof value === "object" ? JSON.stringify(value, null, 1) : String(value);
};

/** @param {string} name @param {any} section */
const drawn = (name, section) => h("section", { class: "card" },
  h("h2", {}, name),
  h("div", { class: "wide" }, h("table", {},
    h("caption", { class: "sr" }, name),
    h("tbody", {}, ...Object.entries(typeof section === "object" && section !== null ? section : { [name]: section })
      .map(([key, value]) => h("tr", {}, h("th", { scope: "row" }, key), h("td", {}, h("code", {}, shown(value)))))))));

await trying(async () => {
  const { settings } = await api.get("/api/settings");
  fill(byId("settings"), ...Object.entries(settings).map(([name, section]) => drawn(name, section)));
});
