/**
 * "Monday 4 May", where no hour was named.
 *
 * @param {string} iso
 * @param {string} language
 */
export const dayOnly = (iso, language) =>
  new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long" }).format(new Date(iso));
