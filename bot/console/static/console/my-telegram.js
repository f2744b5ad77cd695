// One's own Telegram: a link that connects it once, for working in the staff group.

import { byId, fill, h } from "../shared/dom.js";

/**
 * @param {import("../shared/words.js").Words} words
 * @param {import("./api.js").Api} api
 * @param {(error: unknown) => void} trouble
 */
export async function myTelegram({ _ }, api, trouble) {
  const place = byId("my-telegram");
  const button = (/** @type {string} */ text, /** @type {() => Promise<void>} */ run) =>
    h("button", { type: "button", class: "quiet", onclick: () => void run().catch(trouble) }, text);

  async function show() {
    const { bot, connected } = await api.get("/api/me/telegram");
    if (connected) {
      fill(place, _("Your Telegram is connected."), " ", button(_("Disconnect it"), disconnect));
    } else if (bot) {
      fill(place, button(_("Connect my Telegram"), connect));
    }
  }

  async function connect() {
    const { link } = await api.post("/api/me/telegram");
    const way = h("a", { href: link, target: "_blank", rel: "noopener" }, _("Open Telegram and press “Start”"));
    fill(place, way, " ", h("span", { class: "small soft" }, _("This link works once, within a quarter of an hour.")));
    way.focus();
  }

  async function disconnect() {
    await api.delete("/api/me/telegram");
    await show();
  }

  await show().catch(trouble);
}
