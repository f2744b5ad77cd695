"""The table of settings: every one with its default, what it is for, what is allowed and an example.

``config.example.toml``, ``docs/settings.md`` and every refusal are made from what stands here, and only from it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from nlp.draft import LANGUAGES

Language = Literal["en", "it", "ro", "sv", "fi"]

_SPAN: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)")
_SPANS: Final = 'a list of times from-to, such as ["09:00-12:30", "14:00-19:00"]; an empty list is closed'
_LIST: Final = "a list of texts in quotes"


def _span(text: str) -> str:
    start, _, end = text.partition("-")
    if not _SPAN.fullmatch(text) or start >= end:
        raise ValueError("a span looks like 09:00-12:30, from earlier to later, at most to 24:00")
    return text


def _time_zone(name: str) -> str:
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - only when a zone is named

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError("no such time zone") from None
    return name


def _web_address(text: str) -> str:
    if text and not re.fullmatch(r"https?://[^\s/]+(/[^\s]*)?", text):
        raise ValueError("an address begins with https:// or http://")
    return text.rstrip("/")


def _mail_address(text: str) -> str:
    if text and not re.fullmatch(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,255}", text):
        raise ValueError("an e-mail address looks like ask@library.example")
    return text


def _origin(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+", text):
        raise ValueError("an origin is an address without a path, such as https://www.library.example")
    return text


def _redis_address(text: str) -> str:
    if text and not re.fullmatch(r"(rediss?://[^\s@/]+(/\d*)?|unix:///[^\s?]+)", text):
        raise ValueError("an address of Redis looks like redis://host:6379; its password stands in a file of its own")
    return text


Span = Annotated[str, AfterValidator(_span)]
Spans = tuple[Span, ...]
TimeZone = Annotated[str, AfterValidator(_time_zone)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
MailAddress = Annotated[str, AfterValidator(_mail_address)]
RedisAddress = Annotated[str, AfterValidator(_redis_address)]
Origin = Annotated[str, AfterValidator(_origin)]


def setting(default: Any, what: str, allowed: str, example: Any = None, **limits: Any) -> Any:
    """One setting.

    Args:
        default: Its value when the file says nothing.
        what: What it is for, in one or two sentences for an admin.
        allowed: What may stand there, as it is said when something else does.
        example: A value to show where the default shows nothing.
        **limits: pydantic's own (``ge``, ``le``, ``max_length`` ...).
    """
    shown = default if example is None else example
    return Field(default, description=what, json_schema_extra={"allowed": allowed, "example": shown}, **limits)


Kept = Literal["chat", "telegram", "email", "phone", "desk"]
Days = Annotated[int, Field(ge=1, le=3650)]


class Section(BaseModel):
    """A part of the file; what it does not know, it refuses."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


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
        (), "Your own numbers: a reply may carry them without a warning.", _LIST, ("+358 9 123 4567",)
    )
    contacts: tuple[str, ...] = setting(
        (), "Your own e-mail and web addresses, likewise.", _LIST, ("info@library.example", "library.example")
    )
    names: tuple[str, ...] = setting(
        (), "Colleagues, branches, authors: names that are no spelling mistakes.", _LIST, ("Sello", "Aino")
    )


class UnusualDay(Section):
    """A day that is not as usual; it wins over holidays and the week."""

    day: date = setting(..., "Which day.", "a date, such as 2027-12-24", date(2027, 12, 24))
    open: Spans = setting((), "When you are open that day.", _SPANS)
    why: str = setting("", "For your colleagues; patrons do not see it.", "a text", "Christmas Eve")


class Hours(Section):
    """When a person answers. Say nothing here and the desk promises no hours; then it counts as always open."""

    monday: Spans = setting((), "Mondays.", _SPANS, ("09:00-19:00",))
    tuesday: Spans = setting((), "Tuesdays.", _SPANS, ("09:00-19:00",))
    wednesday: Spans = setting((), "Wednesdays.", _SPANS, ("09:00-12:30", "14:00-19:00"))
    thursday: Spans = setting((), "Thursdays.", _SPANS, ("09:00-19:00",))
    friday: Spans = setting((), "Fridays.", _SPANS, ("09:00-17:00",))
    saturday: Spans = setting((), "Saturdays.", _SPANS)
    sunday: Spans = setting((), "Sundays.", _SPANS)
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


class Web(Section):
    """Where the desk listens, and who may put its widget on a page."""

    host: str = setting(
        "127.0.0.1", "The address to listen on; 0.0.0.0 is every network of this machine.", "an address"
    )
    port: int = setting(
        8080, "The port to listen on; 0 picks a free one.", "a whole number, 0 to 65535", ge=0, le=65535
    )
    public_url: WebAddress = setting(
        "",
        "How patrons and colleagues reach the desk, when it stands behind a name and TLS of its own.",
        "an address that begins with https:// (or http://); empty for none",
        "https://ask.library.example",
    )
    allowed_origins: tuple[Origin, ...] = setting(
        (), "Web sites that may carry the chat widget.", "a list of origins", ("https://www.library.example",)
    )
    proxies: tuple[str, ...] = setting(
        (), "Addresses of your reverse proxy, whose X-Forwarded-For is believed.", _LIST, ("127.0.0.1",)
    )
    metrics_from: tuple[str, ...] = setting(
        (), "Addresses, besides this machine, that may read /metrics.", _LIST, ("10.0.0.5",)
    )


class Telegram(Section):
    """A Telegram bot for patrons. Its token comes from @BotFather; without one there is no Telegram."""

    token_file: str = setting(
        "",
        "A file with the bot's token, readable by you alone (chmod 600). SMILEDESK_TELEGRAM_TOKEN works as well.",
        "a file's name",
        "telegram.token",
    )
    mode: Literal["polling", "webhook"] = setting(
        "polling", "Ask Telegram for news, or let Telegram call public_url.", '"polling" or "webhook"'
    )
    webhook_secret_file: str = setting(
        "",
        "A file with a secret of your choice that Telegram must show. SMILEDESK_WEBHOOK_SECRET works as well.",
        "a file's name",
        "webhook.secret",
    )
    group_takes: tuple[Literal["telegram", "chat", "email"], ...] = setting(
        ("telegram",),
        "Whose questions the staff's Telegram group gets, where there is one. With more than Telegram's own, the "
        "privacy lines of the web page and of e-mail say that questions pass through Telegram.",
        'a list of these: "telegram", "chat" (the web page), "email"',
        min_length=1,
    )
    base_url: WebAddress = setting(
        "https://api.telegram.org", "Where the Bot API answers; another one if you host it.", "an address"
    )


class Email(Section):
    """A mailbox for patrons' questions, one of its own, which nobody else empties. See docs/channels/email.md."""

    address: MailAddress = setting(
        "", "The library's address; without one there is no e-mail.", "an e-mail address", "ask@library.example"
    )
    user: str = setting("", "Who signs in, where it is not the address.", "a text", "library-ask")
    password_file: str = setting(
        "",
        "A file with its password, readable by you alone (chmod 600). SMILEDESK_EMAIL_PASSWORD works as well.",
        "a file's name",
        "mail.password",
    )
    imap_host: str = setting("", "Where mails are fetched.", "a host's name", "imap.library.example")
    imap_port: int = setting(993, "Its port.", "a whole number, 1 to 65535", ge=1, le=65535)
    imap_security: Literal["tls", "starttls", "none"] = setting(
        "tls", "How the line is kept private; none is for this very machine only.", '"tls", "starttls" or "none"'
    )
    imap_folder: str = setting("INBOX", "The folder that mails arrive in.", "a folder's name")
    smtp_host: str = setting("", "Where mails are handed over.", "a host's name", "smtp.library.example")
    smtp_port: int = setting(587, "Its port: 587 goes with starttls, 465 with tls.", "a whole number", ge=1, le=65535)
    smtp_security: Literal["tls", "starttls", "none"] = setting(
        "starttls", "How that line is kept private.", '"tls", "starttls" or "none"'
    )
    plus_addresses: bool = setting(
        False,  # noqa: FBT003
        "Whether mail to name+anything@your.domain arrives in this mailbox: answers then find their conversation "
        "even when a program drops what they refer to.",
        "true or false",
    )
    answer_within_days: int = setting(
        1,
        "A mail is owed an answer by the end of this many opening days after it came; 0 is the same day.",
        "a whole number, 0 to 30",
        ge=0,
        le=30,
    )


class Checks(Section):
    """Reading a draft once more. Everything happens on this machine, or on servers that you name here."""

    languagetool: bool = setting(True, "Read drafts with LanguageTool, where its part is here.", "true or false")  # noqa: FBT003
    languagetool_servers: tuple[WebAddress, ...] = setting(
        (),
        "LanguageTools of your own on other machines, asked in turn instead of one here. Drafts are sent to them.",
        "a list of addresses",
        ("http://languagetool.intranet:8081",),
    )
    weighing: bool = setting(
        True,  # noqa: FBT003
        "Weigh what the rules find with all other signs of a draft. Without it the rules speak alone.",
        "true or false",
    )
    fetch_parts: bool = setting(
        True,  # noqa: FBT003
        "Fetch missing language parts by itself, behind the open desk. Without it: smiledesk get.",
        "true or false",
    )
    links: bool = setting(
        True,  # noqa: FBT003
        "Ask the web addresses in templates and extras once a night whether something is still there. Nothing but "
        "the address leaves this machine.",
        "true or false",
    )
    languagetool_memory_mb: int = setting(
        600, "Memory that LanguageTool's Java may take.", "a whole number, 300 to 8000", ge=300, le=8000
    )
    budget_ms: int = setting(
        800,
        "How long a librarian's Send may wait for the reading; what is late is named and not waited for.",
        "a whole number of milliseconds, 100 to 5000",
        ge=100,
        le=5000,
    )
    hold_back: tuple[str, ...] = setting(
        ("placeholder", "personal-data"),
        "Findings that hold a reply back until the librarian confirms; all others are hints.",
        "a list of codes of findings",
    )
    spacy: dict[Language, str] = setting(
        {},
        "spaCy pipelines you installed, by language (a folder or a package's name). None is needed.",
        'a table such as { fi = "fi_core_news_sm" }',
        {"fi": "fi_core_news_sm"},
    )


class Privacy(Section):
    """How long words and names are kept. Statistics stay, without either."""

    chat_days: int = setting(
        30, "Days after closing until a web conversation is erased.", "a whole number, 1 to 3650", ge=1, le=3650
    )
    telegram_days: int = setting(30, "The same for Telegram.", "a whole number, 1 to 3650", ge=1, le=3650)
    email_days: int = setting(30, "The same for e-mail.", "a whole number, 1 to 3650", ge=1, le=3650)
    identity_days: dict[Kept, Days] = setting(
        {},
        "Days after closing until e-mail addresses, telephone numbers and Telegram chats are erased, by channel, "
        "where that shall be sooner than the words.",
        "a table such as { email = 14, telegram = 7 }",
        {"email": 14, "telegram": 7},
    )
    attachment_days: dict[Kept, Days] = setting(
        {}, "The same for files that patrons sent.", "a table such as { chat = 7 }", {"chat": 7}
    )
    comment_days: int = setting(
        365,
        "Days until the words beside a mark are erased; the mark stays.",
        "a whole number, 1 to 3650",
        ge=1,
        le=3650,
    )
    erasures_folder: str = setting(
        "",
        "A folder, best on another disk, that remembers what was erased, as keyed digests, and erases it again in a "
        "restored backup; a folder in the data folder without it.",
        "a folder's name",
        "/var/lib/smiledesk-erasures",
    )


class Waiting(Section):
    """How long is long."""

    undo_seconds: float = setting(
        5, "How long a reply is held back after Send, so that it can be undone.", "a number, 0 to 60", ge=0, le=60
    )
    acknowledge_after_minutes: tuple[float, ...] = setting(
        (1, 3), "While nobody has written: tell the patron again, truthfully.", "a list of numbers, rising"
    )
    remind_after_minutes: float = setting(5, "Remind the staff of a question nobody took.", "a number above 0", gt=0)
    follow_up_after_minutes: float = setting(
        20, "Then it becomes a follow-up, and the patron may leave an e-mail address.", "a number above 0", gt=0
    )
    ask_after_minutes: float = setting(
        10, "A patron on the web who fell silent is asked gently.", "a number above 0", gt=0
    )
    telegram_ask_after_minutes: float = setting(720, "The same on Telegram.", "a number above 0", gt=0)
    close_after_minutes: float = setting(
        10, "Silence after being asked closes the conversation.", "a number above 0", gt=0
    )
    promise_notice_hours: float = setting(
        2, "Whoever promised something is reminded so long before it must be kept.", "a number", ge=0
    )
    reopen_within_hours: float = setting(
        24, "Somebody on Telegram who writes after closing goes on in the same conversation.", "a number", ge=0
    )


class Limits(Section):
    """How much is too much; what is above is refused with a sentence, never dropped."""

    patron_characters: int = setting(
        8_000, "The longest message of a patron.", "a whole number, 500 to 100000", ge=500, le=100_000
    )
    reply_characters: int = setting(20_000, "The longest reply.", "a whole number, 500 to 100000", ge=500, le=100_000)
    questions_per_minute: int = setting(
        30, "New questions from one address; a school class shares one.", "a whole number above 0", ge=1
    )
    messages_per_minute: int = setting(30, "Messages in one conversation.", "a whole number above 0", ge=1)


class Attachments(Section):
    """Files that patrons send along. They lie in the data folder and go when their conversation is erased."""

    megabytes: int = setting(
        10, "The largest file. Telegram hands over none above 20.", "a whole number, 1 to 50", ge=1, le=50
    )
    kinds: tuple[Literal["pictures", "documents", "sound", "films"], ...] = setting(
        ("pictures", "documents", "sound"),
        "What is taken; an empty list takes no files at all.",
        'a list of these: "pictures", "documents", "sound", "films"',
    )


class Store(Section):
    """Where conversations are kept: SQLite in the data folder, or a PostgreSQL of yours."""

    database_file: str = setting(
        "",
        "A file with the address of a PostgreSQL database (postgresql://...), readable by you alone (chmod 600). "
        "SMILEDESK_DATABASE works as well.",
        "a file's name",
        "database.url",
    )


class Redis(Section):
    """A Redis or Valkey that wakes the processes of a desk on PostgreSQL; without one, PostgreSQL does."""

    url: RedisAddress = setting(
        "",
        "Where it is. It is told when there is something to look at, never what; without it, news take a second.",
        "an address such as redis://host:6379, rediss://host:6380 or unix:///path, without a password",
        "redis://localhost:6379",
    )
    password_file: str = setting(
        "",
        "A file with its password, readable by you alone (chmod 600). SMILEDESK_REDIS_PASSWORD works as well.",
        "a file's name",
        "redis.password",
    )


class Settings(Section):
    """Everything that can be set."""

    library: Library = Library()
    hours: Hours = Hours()
    branches: tuple[Branch, ...] = setting((), "The branches, where there are several.", "[[branches]] tables")
    desks: tuple[Desk, ...] = setting((), "The desks; the first one answers all the rest.", "[[desks]] tables")
    web: Web = Web()
    telegram: Telegram = Telegram()
    email: Email = Email()
    checks: Checks = Checks()
    privacy: Privacy = Privacy()
    waiting: Waiting = Waiting()
    limits: Limits = Limits()
    attachments: Attachments = Attachments()
    store: Store = Store()
    redis: Redis = Redis()
