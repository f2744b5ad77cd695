// How a template stands in a language, in words.

export const STATES = {
  languages: /** @type {Record<string, string>} */ ({ en: "English", it: "italiano", ro: "română", sv: "svenska", fi: "suomi" }),
};

/** @param {string} state @param {import("../../shared/words.js").Words} words */
export const stateOf = (state, { _ }) => /** @type {Record<string, string>} */ ({
  shipped: _("as shipped"),
  missing: _("missing"),
  draft: _("draft"),
  changed: _("published, with a newer draft"),
  published: _("published"),
  removed: _("taken from the shelf"),
})[state] ?? state;
