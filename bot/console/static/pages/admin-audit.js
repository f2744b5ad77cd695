// Who did what, newest first.

import { byId, h } from "../shared/dom.js";
import { dayAndTime } from "../shared/times.js";
import { api, trying, words } from "./admin.js";

const PAGE = 50;
let before = 0;

/** @param {any} line */
const row = (line) => h("tr", {},
  h("td", {}, dayAndTime(line.at, words.language)),
  h("td", {}, line.who ?? words._("The desk itself")),
  h("td", {}, line.action, line.object ? h("span", { class: "soft" }, ` ${line.object}`) : null),
  h("td", {}, h("code", {}, line.hash.slice(0, 12))));

async function older() {
  const { lines } = await api.get(`/api/audit?limit=${PAGE}${before ? `&before=${before}` : ""}`);
  byId("audit").append(...lines.map(row));
  before = lines.at(-1)?.number ?? before;
  byId("older").hidden = lines.length < PAGE;
}

byId("older").addEventListener("click", () => trying(older));
await trying(older);
