"""How a reply is read once more, how long is long, and how much is too much."""

from __future__ import annotations

from typing import Literal

from bot.config.sections.setting import Language, Section, WebAddress, setting


class Checks(Section):
    """Reading a draft once more. Everything happens on this machine, or on servers that you name here."""

    languagetool: bool = setting(True, "Read drafts with LanguageTool, where its part is here.", "true or false")  # noqa: FBT003
    languagetool_servers: tuple[WebAddress, ...] = setting(
        (),
        "LanguageTools of your own on other machines, asked in turn instead of one here. Drafts are sent to them.",
        "a list of addresses",
        ("http://languagetool.intranet:8081",),
    )
    urls: tuple[WebAddress, ...] = setting(
        (),
        "Where smiledesk checker runs: drafts are read there instead of in the desk's own processes. They carry "
        "patrons' words: name only machines of yours, over a network of yours or https.",
        "a list of addresses",
        ("http://10.0.0.7:8090", "http://10.0.0.8:8090"),
    )
    secret_file: str = setting(
        "",
        "A file with the secret that desk and checkers share, readable by you alone (chmod 600). "
        "SMILEDESK_CHECKER_SECRET works as well.",
        "a file's name",
        "checker.secret",
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
