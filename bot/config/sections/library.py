"""Who the library is, and where and when it answers."""

from __future__ import annotations

from datetime import date

from bot.config.sections.setting import LIST, SPANS, Language, Section, Spans, TimeZone, WebAddress, setting
from nlp.draft import LANGUAGES


class Library(Section):
    """Who you are."""

    name: str = setting("The library", "The library's name, as patrons read it.", "a text", min_length=1)
    languages: tuple[Language, ...] = setting(
        LANGUAGES,
        "The languages you answer in, the main one first.",
        'a list of these: "en", "it", "ro", "sv", "fi"',
        min_length=1,
    )
    time_zone: TimeZone = setting(
        "UTC", "The clock on your wall.", "a time zone's name, such as Europe/Rome", "Europe/Rome"
    )
    address: str = setting("", "Where you are; templates can name it.", "a text", "Library Street 1, Exampleville")
    phones: tuple[str, ...] = setting(
        (), "Your own numbers: a reply may carry them without a warning.", LIST, ("+358 9 123 4567",)
    )
    contacts: tuple[str, ...] = setting(
        (), "Your own e-mail and web addresses, likewise.", LIST, ("info@library.example", "library.example")
    )
    names: tuple[str, ...] = setting(
        (), "Colleagues, branches, authors: names that are no spelling mistakes.", LIST, ("Sello", "Aino")
    )


class UnusualDay(Section):
    """A day that is not as usual; it wins over holidays and the week."""

    day: date = setting(..., "Which day.", "a date, such as 2027-12-24", date(2027, 12, 24))
    open: Spans = setting((), "When you are open that day.", SPANS)
    why: str = setting("", "For your colleagues; patrons do not see it.", "a text", "Christmas Eve")


class Hours(Section):
    """When a person answers. Say nothing here and the desk promises no hours; then it counts as always open."""

    monday: Spans = setting((), "Mondays.", SPANS, ("09:00-19:00",))
    tuesday: Spans = setting((), "Tuesdays.", SPANS, ("09:00-19:00",))
    wednesday: Spans = setting((), "Wednesdays.", SPANS, ("09:00-12:30", "14:00-19:00"))
    thursday: Spans = setting((), "Thursdays.", SPANS, ("09:00-19:00",))
    friday: Spans = setting((), "Fridays.", SPANS, ("09:00-17:00",))
    saturday: Spans = setting((), "Saturdays.", SPANS)
    sunday: Spans = setting((), "Sundays.", SPANS)
    holidays: str = setting(
        "",
        "Whose public holidays you keep closed: a country, or a country and its part.",
        "a country code such as FI, or with a part such as GB-ENG; empty for none",
        "FI",
        pattern=r"^([A-Z]{2}(-[A-Z0-9]{1,3})?)?$",
    )
    exceptions: tuple[UnusualDay, ...] = setting((), "Days that are not as usual.", "[[hours.exceptions]] tables")


class Branch(Section):
    """A house of the library; say nothing and there is one."""

    id: str = setting(
        ..., "A short name for links and files.", "lower-case letters, digits and -", "north", pattern=r"^[a-z0-9-]+$"
    )
    name: str = setting(..., "The branch's name, as people say it.", "a text", "North branch", min_length=1)
    address: str = setting("", "Where it is; templates can name it.", "a text", "Station Road 4, Exampleville")
    phone: str = setting("", "Its number; a reply may carry it without a warning.", "a text", "+358 9 123 4568")
    link: WebAddress = setting(
        "",
        "Its page on the web.",
        "an address that begins with https:// (or http://); empty for none",
        "https://library.example/north",
    )
    hours: Hours | None = setting(
        None, "Its own hours, where they differ from the library's.", "a table like [hours]"
    )


class Desk(Section):
    """A desk that answers; say nothing and there is one, for everything."""

    id: str = setting(
        ..., "A short name for links and files.", "lower-case letters, digits and -", "music", pattern=r"^[a-z0-9-]+$"
    )
    name: str = setting(..., "The desk's name, as people say it.", "a text", "Music desk", min_length=1)
    languages: tuple[Language, ...] = setting(
        (), "Languages it answers in; none named means all.", 'a list of these: "en", "it", "ro", "sv", "fi"'
    )
    topics: dict[str, tuple[str, ...]] = setting(
        {},
        "Words in a question that bring it here, by language.",
        'a table such as { en = ["score"], fi = ["nuotti"] }',
        {"en": ("score", "sheet music"), "fi": ("nuotti", "nuotit")},
    )
    branch: str = setting("", "The branch it stands in, by its id.", "the id of a branch; empty for none", "north")
    hours: Hours | None = setting(None, "Its own hours, where they differ from its branch's.", "a table like [hours]")
