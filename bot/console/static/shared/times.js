// Times as people say them, in the reader's language.

/** @typedef {import("./words.js").Words} Words */

/**
 * 14:05 today, "Mon 14:05" within a week, a date before that.
 *
 * @param {string} iso
 * @param {string} language
 * @param {Date} [now]
 */
export function clock(iso, language, now = new Date()) {
  const then = new Date(iso);
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const days = (now.getTime() - then.getTime()) / 86_400_000;
  if (then.toDateString() === now.toDateString()) return format(then, language, time);
  if (days < 6) return format(then, language, { weekday: "short", ...time });
  return format(then, language, { day: "numeric", month: "short", ...time });
}

/**
 * "Monday at 09:00", as a patron would be told when the desk opens.
 *
 * @param {string} iso
 * @param {string} language
 */
export const dayAndTime = (iso, language) =>
  format(new Date(iso), language, {
    weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  });

/**
 * How long somebody has waited: minutes up to two hours, then hours, then days.
 *
 * @param {string} iso
 * @param {Words} words
 * @param {Date} [now]
 */
export function waited(iso, words, now = new Date()) {
  const minutes = Math.max(0, Math.floor((now.getTime() - new Date(iso).getTime()) / 60_000));
  if (minutes < 1) return words._("under a minute");
  if (minutes < 120) return words.n_("%(count)s min", "%(count)s min", minutes);
  if (minutes < 48 * 60) return words.n_("%(count)s h", "%(count)s h", Math.floor(minutes / 60));
  return words.n_("%(count)s day", "%(count)s days", Math.floor(minutes / 1440));
}

/**
 * @param {Date} date
 * @param {string} language
 * @param {any} options
 */
const format = (date, language, options) => new Intl.DateTimeFormat(language, options).format(date);
