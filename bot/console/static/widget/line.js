// One sentence on how the line is. The desk says it; here it is only decided which one is due.

/** @typedef {import("../shared/words.js").Words} Words */

/**
 * @param {import("./talk.js").Talk} talk
 * @param {any} about the desk's own answer; null while it can't be reached
 * @param {Words} words
 */
export function lineNow(talk, about, words) {
  if (talk.closed) return "";
  if (!talk.begun) return !about || about.open ? "" : closedAdvice(words);
  if (Date.now() < talk.typingUntil) return words._("The librarian is writing…");
  if (talk.state === "waiting") return talk.waitingLine;
  return talk.who ? words._("%(name)s is answering you.", { name: talk.who }) : "";
}

/** @param {Words} words */
const closedAdvice = (words) =>
  words._("Leave your question here, with an e-mail address if you like: a librarian answers when we open.");
