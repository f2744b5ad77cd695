// What the house can say of itself: every kind of thing with its fields. `shared` is the same in all languages,
// `spoken` is said in each. A name with a dot lies deeper; what is left empty is as usual.

/**
 * @typedef {object} Field
 * @property {string} name as in the files
 * @property {string} kind how it is filled in; see fields.js
 * @property {string} label
 * @property {string} [help]
 * @property {boolean} [required]
 * @property {number} [most] characters
 * @property {Record<string, string>} [options] value to title
 */

/**
 * @typedef {object} Form
 * @property {string} title
 * @property {string} about
 * @property {string} [add] what adding one is called; without it there is just one
 * @property {Field[]} shared
 * @property {Field[]} spoken
 */

const MONDAY = new Date(Date.UTC(2024, 0, 1));
const WEEK = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/** @param {string} language */
export const weekdays = (language) =>
  WEEK.map((name, day) => [name, new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" }).format(new Date(MONDAY.getTime() + day * 86_400_000))]);

/**
 * @param {import("../../shared/words.js").Words} words
 * @returns {Record<string, Form>}
 */
export function forms({ _, language }) {
  const week = (/** @type {string} */ within) => weekdays(language).map(([name, label]) => ({ name: within + name, kind: "spans", label }));
  const spans = _("From-to on a 24-hour clock, such as 09:00-12:30, 14:00-19:00. Empty is closed.");
  const hours = (/** @type {string} */ within) => [
    ...week(within),
    { name: `${within}holidays`, kind: "text", label: _("Public holidays you keep"), help: _("A country such as FI, or a part of one such as GB-ENG. Empty for none."), most: 6 },
    { name: `${within}exceptions`, kind: "days", label: _("Days that are not as usual"), help: _("A line for each: 2027-12-24 10:00-13:00 Christmas Eve. Without times it is closed.") },
  ];
  const season = [
    { name: "since", kind: "day", label: _("From") },
    { name: "until", kind: "day", label: _("Until") },
  ];
  return {
    library: {
      title: _("The library"), about: _("Its name as patrons read it, and what a reply may carry without a warning."), spoken: [],
      shared: [
        { name: "name", kind: "text", label: _("Name"), required: true, most: 80 },
        { name: "languages", kind: "ordered", label: _("Languages you answer in, the main one first"), help: _("Such as sv, fi, en. Of these: en, it, ro, sv, fi.") },
        { name: "time_zone", kind: "text", label: _("Time zone"), help: _("Such as Europe/Rome."), most: 60 },
        { name: "address", kind: "text", label: _("Address"), most: 200 },
        { name: "phones", kind: "texts", label: _("Your own telephone numbers, one a line") },
        { name: "contacts", kind: "texts", label: _("Your own e-mail and web addresses, one a line") },
        { name: "names", kind: "texts", label: _("Names that are no spelling mistakes, one a line") },
      ],
    },
    hours: {
      title: _("Opening hours"), about: `${_("When a person answers. Say nothing, and the desk promises no hours.")} ${spans}`, spoken: [], shared: hours(""),
    },
    waiting: {
      title: _("How long is long"), about: _("Waiting, undoing and closing. What is left empty is as usual."), spoken: [],
      shared: [
        { name: "undo_seconds", kind: "number", label: _("Seconds in which Send can be undone") },
        { name: "acknowledge_after_minutes", kind: "numbers", label: _("Minutes after which a waiting patron hears from us again"), help: _("Such as 1, 3.") },
        { name: "remind_after_minutes", kind: "number", label: _("Minutes until staff are reminded of a question nobody took") },
        { name: "follow_up_after_minutes", kind: "number", label: _("Minutes until it becomes a follow-up") },
        { name: "ask_after_minutes", kind: "number", label: _("Minutes of silence until a patron on the web is asked gently") },
        { name: "telegram_ask_after_minutes", kind: "number", label: _("The same on Telegram") },
        { name: "close_after_minutes", kind: "number", label: _("Minutes of silence after that until the conversation is closed") },
        { name: "reopen_within_hours", kind: "number", label: _("Hours in which somebody on Telegram goes on in the same conversation") },
      ],
    },
    branch: {
      title: _("Branches"), add: _("Add a branch"), about: _("Houses of the library, each with what templates can name. Leave the hours empty where they are the library's."), spoken: [],
      shared: [
        { name: "name", kind: "text", label: _("Name"), required: true, most: 80 },
        { name: "address", kind: "text", label: _("Address"), most: 200 },
        { name: "phone", kind: "text", label: _("Telephone"), most: 60 },
        { name: "link", kind: "text", label: _("Web page"), most: 200 },
        ...hours("hours."),
      ],
    },
    desk: {
      title: _("Desks"), add: _("Add a desk"), about: _("Who answers what. The first desk answers all the rest. Leave the hours empty where they are the branch's."), spoken: [],
      shared: [
        { name: "name", kind: "text", label: _("Name"), required: true, most: 80 },
        { name: "rank", kind: "number", label: _("Its place among the desks"), help: _("0 comes first.") },
        { name: "branch", kind: "branch", label: _("Branch") },
        { name: "languages", kind: "languages", label: _("Languages (none chosen: all)") },
        { name: "topics", kind: "topics", label: _("Words in a question that bring it here"), help: _("A line for each language: sv: noter, nothäfte") },
        ...hours("hours."),
      ],
    },
    shift: {
      title: _("Shifts"), add: _("Add a shift"), about: `${_("Who is at the desk when: people are set to here and away at these times, and may change it by hand in between.")} ${spans}`, spoken: [],
      shared: [
        { name: "people", kind: "people", label: _("People"), required: true },
        { name: "desk", kind: "desk", label: _("Desk") },
        ...week(""),
      ],
    },
    lines: {
      title: _("What the desk says by itself"), about: _("Your own wording of greeting, waiting and goodbye, by language. What is left empty is said as shipped. Words in braces are filled in."),
      shared: [], spoken: lines(_),
    },
    notice: {
      title: _("Notices"), add: _("Add a notice"), about: _("What patrons should know before they ask: building work, a day closed, a new service. When something isn't working just now, anybody at the desk says so in the console."),
      shared: season, spoken: [{ name: "text", kind: "long", label: _("What patrons read"), most: 400 }],
    },
    extra: {
      title: _("Reading tips and events"), add: _("Add a tip or an event"), about: _("For the unexpected extra at the end of a reply. Nobody is offered one after a complaint."),
      shared: [
        { name: "kind", kind: "choice", label: _("Kind"), options: { tip: _("reading tip"), event: _("event") } },
        ...season,
        { name: "desks", kind: "desks", label: _("Only at these desks (none chosen: all)") },
        { name: "branches", kind: "branches", label: _("Only at these branches (none chosen: all)") },
      ],
      spoken: [
        { name: "title", kind: "text", label: _("Title, as librarians find it"), most: 80 },
        { name: "text", kind: "long", label: _("Text"), most: 1000 },
      ],
    },
    picture: {
      title: _("Pictures and floor plans"), add: _("Add a picture"), about: _("A template can carry one: its words and its address go along with the reply."),
      shared: [{ name: "file", kind: "picture", label: _("Picture: PNG, JPEG, GIF or WebP, at most 1 MB") }],
      spoken: [{ name: "words", kind: "long", label: _("What is to be seen, for those who can't see it"), most: 400 }],
    },
  };
}

/** @param {(message: string) => string} _ @returns {Field[]} */
function lines(_) {
  const said = {
    hello: _("Greeting"),
    acknowledged: _("The question is here"),
    acknowledged_ahead: _("The question is here, others wait before"),
    acknowledged_closed: _("The desk is closed and opens again"),
    acknowledged_closed_long: _("The desk is closed, nobody knows for how long"),
    acknowledged_email: _("By e-mail: the question is here"),
    acknowledged_email_long: _("By e-mail: the question is here, nobody knows when we open"),
    moved_to_email: _("By e-mail: we go on here"),
    still_waiting: _("Still waiting"),
    still_waiting_long: _("Still waiting, for long"),
    nodded: _("A librarian has seen it"),
    still_looking: _("A librarian is still looking"),
    handed_over: _("A colleague takes over"),
    paused: _("A break in a hard conversation"),
    blocked: _("A conversation that is ended for some time"),
    goodbye: _("Ending kindly"),
    follow_up_ask: _("Nobody is free: please leave an e-mail address"),
    follow_up_email: _("Nobody is free: we write by e-mail"),
    follow_up_here: _("Nobody is free: we answer here"),
    did_you_find_it: _("Did you find it?"),
    closed_silent: _("Closed after a silence"),
  };
  return Object.entries(said).map(([key, label]) => ({ name: `lines.${key}`, kind: "line", label, most: 1000 }));
}
