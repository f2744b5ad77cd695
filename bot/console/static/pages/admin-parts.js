// How far the language parts have come; asks again while something is on its way.

import { byId, fill, h } from "../shared/dom.js";
import { api, trying, words } from "./admin.js";

const { _ } = words;
const EVERY = 2_000; // milliseconds
const STATES = /** @type {Record<string, string>} */ ({
  ready: _("ready"), fetching: _("on its way"), off: _("off"), failed: _("not available"), alarm: "",
});

/** @param {any} part */
const drawn = (part) => h("section", { class: "card" },
  h("h2", {}, part.title, " ", h("span", { class: "small soft" }, STATES[part.state] ?? part.state)),
  part.state === "fetching"
    ? h("progress", { max: part.total ?? false, value: part.total ? part.done : false, "aria-label": part.title })
    : null,
  h("p", {}, part.sentence));

async function load() {
  const { parts } = await api.get("/api/parts");
  fill(byId("parts"), ...parts.map(drawn));
  if (parts.some((/** @type {any} */ part) => part.state === "fetching")) setTimeout(() => trying(load), EVERY);
}

await trying(load);
