// How one signs in: a code from the telephone besides the password, and a new password.

import { Api } from "../console/api.js";
import { byId, fill, h } from "../shared/dom.js";
import { Refusal } from "../shared/http.js";
import { Words } from "../shared/words.js";

const me = await new Api().get("/api/me");
const api = new Api(me.csrf);
const words = await Words.load(document.documentElement.lang);
const { _, n_ } = words;
const day = new Intl.DateTimeFormat(words.language, { dateStyle: "long" });

/** @template T @param {() => Promise<T>} act @returns {Promise<T | undefined>} */
async function trying(act) {
  byId("trouble").textContent = byId("done").textContent = "";
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    byId("trouble").textContent = error.message;
    return undefined;
  }
}

/** Dark on white with its quiet zone whatever the page's colours are: cameras need it so. @param {string[]} rows */
function drawn(rows) {
  const quiet = 4, size = rows.length + 2 * quiet;
  /** @param {string} name @param {Record<string, any>} told */
  const part = (name, told) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(told)) element.setAttribute(key, String(value));
    return element;
  };
  const dark = rows.flatMap((row, y) => [...row].map((square, x) => square === "1" ? `M${x + quiet} ${y + quiet}h1v1h-1z` : "")).join("");
  const picture = part("svg", { viewBox: `0 0 ${size} ${size}`, width: 220, height: 220, role: "img", "aria-label": _("QR code to scan with your phone") });
  picture.append(part("rect", { width: size, height: size, fill: "white" }), part("path", { d: dark, fill: "black" }));
  return picture;
}

/** @param {{on: boolean, since: string | null, codes_left: number}} now */
function show({ on, since, codes_left }) {
  byId("begin").hidden = on;
  byId("off").hidden = !on;
  byId("first-code").hidden = true;
  byId("second-factor").hidden = false;
  byId("state").textContent = on && since
    ? `${_("On since %(day)s.", { day: day.format(new Date(since)) })} ${n_("%(count)s recovery code is left.", "%(count)s recovery codes are left.", codes_left)}`
    : _("It is off.");
}

byId("second-factor").addEventListener("submit", async (/** @type {any} */ event) => {
  event.preventDefault();
  const { password } = event.target.elements;
  const on = byId("begin").hidden;
  const offered = await trying(() => api.post(`/api/me/second-factor${on ? "/off" : ""}`, { password: password.value }));
  if (offered === undefined) return password.select();
  password.value = "";
  byId("codes-part").hidden = true;
  if (on) {
    byId("done").textContent = _("It is off. From now on your password alone is enough.");
    return show(await api.get("/api/me/second-factor"));
  }
  fill(byId("square"), drawn(offered.squares));
  byId("secret").textContent = offered.secret.match(/.{1,4}/g).join(" ");
  byId("address").setAttribute("href", offered.address);
  byId("second-factor").hidden = true;
  byId("first-code").hidden = false;
  byId("code").focus();
});

byId("first-code").addEventListener("submit", async (/** @type {any} */ event) => {
  event.preventDefault();
  const { code } = event.target.elements;
  const confirmed = await trying(() => api.post("/api/me/second-factor/confirm", { code: code.value }));
  if (!confirmed) return code.select();
  code.value = "";
  fill(byId("square"));
  byId("secret").textContent = "";
  byId("address").setAttribute("href", "#");
  show(await api.get("/api/me/second-factor"));
  byId("done").textContent = _("It is on. You have been signed out on your other devices.");
  fill(byId("codes"), ...confirmed.recovery_codes.map((/** @type {string} */ one) => h("li", {}, h("code", {}, one))));
  byId("codes-part").hidden = false;
  byId("codes-part").scrollIntoView({ block: "nearest" });
});

byId("print").addEventListener("click", () => window.print());

byId("new-password").addEventListener("submit", async (/** @type {any} */ event) => {
  event.preventDefault();
  const { old, new: chosen } = event.target.elements;
  const changed = await trying(() => api.post("/api/me/password", { old: old.value, new: chosen.value }));
  if (changed === undefined) return;
  event.target.reset();
  byId("done").textContent = _("Your password has been changed. You have been signed out on your other devices.");
});

show(await api.get("/api/me/second-factor"));
