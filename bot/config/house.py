"""What the settings mean to the desk: the values that ``replies`` and the server are built with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import nlp.draft
from bot.attachments.files import Rules
from bot.config.reading import SettingsError
from bot.config.settings import Branch as BranchAsSet
from bot.config.settings import Hours, Settings
from replies.hours import ALWAYS, Span
from replies.hours import Hours as OpenHours
from replies.house import Branch, DeskPlace, Patience

_WEEK: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_YEARS_AHEAD: Final = 2


def patience(settings: Settings) -> Patience:
    """How long is long, as set."""
    waiting, keep = settings.waiting, settings.privacy
    return Patience(
        undo=timedelta(seconds=waiting.undo_seconds),
        acknowledge_after=tuple(timedelta(minutes=minutes) for minutes in waiting.acknowledge_after_minutes),
        remind_after=timedelta(minutes=waiting.remind_after_minutes),
        follow_up_after=timedelta(minutes=waiting.follow_up_after_minutes),
        ask_after={
            "chat": timedelta(minutes=waiting.ask_after_minutes),
            "telegram": timedelta(minutes=waiting.telegram_ask_after_minutes),
        },
        close_after=timedelta(minutes=waiting.close_after_minutes),
        promise_notice=timedelta(hours=waiting.promise_notice_hours),
        mail_days=settings.email.answer_within_days,
        reopen_within=timedelta(hours=waiting.reopen_within_hours),
        keep={
            "chat": timedelta(days=keep.chat_days),
            "telegram": timedelta(days=keep.telegram_days),
            "email": timedelta(days=keep.email_days),
        },
        keep_identity={channel: timedelta(days=days) for channel, days in keep.identity_days.items()},
        keep_files={channel: timedelta(days=days) for channel, days in keep.attachment_days.items()},
        keep_comments=timedelta(days=keep.comment_days),
    )


def file_rules(settings: Settings) -> Rules:
    """Which files are taken, as set."""
    told = settings.attachments
    return Rules(told.megabytes, told.kinds)


def desks(settings: Settings, today: date) -> tuple[DeskPlace, ...]:
    """The desks with their hours; one for everything where none is set.

    Args:
        settings: What was read.
        today: Public holidays are looked up from this year on, two years ahead.

    Raises:
        SettingsError: When the country of the holidays is not known.
    """
    library = settings.library
    here = Branch("", library.name, library.address, next(iter(library.phones), ""))
    branches = {one.id: Branch(one.id, one.name, one.address, one.phone, one.link) for one in settings.branches}
    hours = {one.id: one.hours for one in settings.branches}
    usual = open_hours(settings.hours, settings, today)
    if not settings.desks:
        return (DeskPlace("main", library.name, hours=usual, branch=here),)
    places = []
    for desk in settings.desks:
        own = desk.hours or hours.get(desk.branch)
        places.append(
            DeskPlace(
                id=desk.id,
                name=desk.name,
                languages=frozenset(desk.languages),
                topics={lang: tuple(word.casefold() for word in words) for lang, words in desk.topics.items()},
                hours=usual if own is None else open_hours(own, settings, today),
                branch=branches.get(desk.branch, here),
            )
        )
    return tuple(places)


def open_hours(hours: Hours, settings: Settings, today: date) -> OpenHours:
    """Opening hours as the desk reckons with them; always open where nothing is said."""
    if hours == Hours():
        return ALWAYS
    return OpenHours(
        weekly={day: spans(getattr(hours, name)) for day, name in enumerate(_WEEK) if getattr(hours, name)},
        exceptions={unusual.day: spans(unusual.open) for unusual in hours.exceptions},
        holidays=holidays_of(hours.holidays, range(today.year, today.year + _YEARS_AHEAD)),
        zone=ZoneInfo(settings.library.time_zone),
    )


def spans(written: tuple[str, ...]) -> tuple[Span, ...]:
    """Spans as they are written, in the order of the day."""
    return tuple((_time(start), _time(end)) for start, end in sorted(span.split("-") for span in written))


def _time(written: str) -> time:
    return time() if written == "24:00" else time.fromisoformat(written)


def holidays_of(place: str, years: Iterable[int]) -> dict[date, str]:
    """Public holidays with their local names.

    Args:
        place: A country, or a country and its part, as in the settings; "" has none.
        years: Of which years.

    Raises:
        SettingsError: None are known for it.
    """
    if not place:
        return {}
    import holidays  # noqa: PLC0415 - a large library, wanted only by who names a country

    country, _, part = place.partition("-")
    try:
        return dict(holidays.country_holidays(country, subdiv=part or None, years=years))
    except (NotImplementedError, KeyError):
        raise SettingsError(f"hours.holidays: no public holidays are known for {place}.") from None


def told_to_checks(settings: Settings) -> nlp.draft.House:
    """What the checks should know of the library, so that its own names and numbers are no findings."""
    library = settings.library
    address = (library.address,) if library.address else ()
    return nlp.draft.House(
        contacts=(*library.phones, *library.contacts, *address, *_contacts(settings.branches)),
        names=frozenset({library.name, *library.names, *(branch.name for branch in settings.branches)}),
    )


def _contacts(branches: Iterable[BranchAsSet]) -> Iterator[str]:
    for branch in branches:
        yield from filter(None, (branch.address, branch.phone, branch.link))


def shown(settings: Settings) -> dict[str, object]:
    """All settings by section for the admin's page: what was read, with names of secret files but no secret."""
    return settings.model_dump(mode="json")
