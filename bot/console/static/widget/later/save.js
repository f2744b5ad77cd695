// "Save a copy": everything of one's own as a file, without a word of it passing through an address.

import { h } from "../../shared/dom.js";

/** @param {import("../panel.js").Panel} panel */
export async function saveCopy({ talk, kept, words: { _ } }) {
  const said = h("p", { class: "small", role: "status" });
  try {
    const answer = await fetch(`${talk.desk.server}/api/patron/export`, {
      headers: { Authorization: `Bearer ${kept.values.token}` }, credentials: "omit",
    });
    if (!answer.ok) throw new Error((await answer.json()).message);
    const url = URL.createObjectURL(await answer.blob());
    const link = h("a", { href: url, download: "conversation.zip", hidden: true });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    said.textContent = _("Saved among your downloads.");
  } catch (/** @type {any} */ error) {
    said.textContent = error.message || _("That didn't reach us. Please try once more.");
  }
  return said;
}
