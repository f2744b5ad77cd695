// What a hint is called: a few plain words on what the patron may meet, never on what the librarian did.

/**
 * @param {import("../shared/words.js").Words} words
 * @returns {Record<string, string>} code to title
 */
export const titles = ({ _ }) => ({
  spelling: _("A word may be misspelt"),
  grammar: _("The grammar may slip here"),
  punctuation: _("A mark is missing or too many"),
  diacritics: _("A letter may lack its accent"),
  greeting: _("Nobody has said hello yet"),
  abrupt: _("May sound like a door closing"),
  impersonal: _("Nobody seems to be speaking"),
  command: _("May sound like an order"),
  blame: _("May sound like blame"),
  belittle: _("May make the question feel small"),
  shout: _("May sound like shouting"),
  apology: _("A sorry would do good here"),
  thanks: _("A thank-you would be kind"),
  register: _("Formal and informal are mixed"),
  jargon: _("A library word the patron may not know"),
  acronym: _("Letters the patron may not know"),
  "bare-link": _("A link without a word about it"),
  vague: _("Where exactly?"),
  dense: _("A lot to read at once"),
  fragment: _("May be too short to understand"),
  need: _("Is this what was asked?"),
  "no-next-step": _("The patron is left without a next step"),
  "blind-referral": _("Sent elsewhere, and nobody expects them"),
  "vague-promise": _("A promise without a time"),
  "personal-data": _("Somebody's personal data"),
  placeholder: _("Something is left to fill in"),
  "no-closing": _("A goodbye would be kind"),
});
