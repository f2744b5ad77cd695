// Where the console's page begins: who is here, in which language, at the real desk or at practice.

import { byId, fill, h } from "../shared/dom.js";
import { Live } from "../shared/live.js";
import { Words } from "../shared/words.js";
import { Api } from "./api.js";
import { Console } from "./console.js";

const me = await new Api().get("/api/me");
const words = await Words.load(document.documentElement.lang);
byId("my-name").textContent = me.name;
if (me.role === "admin") fill(byId("admin-link"), h("a", { href: "/admin" }, words._("Admin pages")));
const real = { api: new Api(me.csrf), connect: (/** @type {import("../shared/live.js").LiveOptions} */ options) => new Live(options) };
const practising = "practice" in document.body.dataset;
const desk = practising ? (await import("../practice/start.js")).practise(real.api, me, words) : real;
await new Console(me, desk.api, words, desk.connect).start();
