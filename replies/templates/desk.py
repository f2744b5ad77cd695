"""What the desk says by itself, in the patron's language, numbers and times written as people there write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from datetime import time as TimeOfDay  # noqa: N812  ``time`` is a field here
from pathlib import Path
from typing import Any, Final

from replies.hours import Hours, closes_at, is_open, next_opening, spans_on
from replies.house import Line
from replies.templates.files import read_words
from replies.templates.filling import fill, plural
from replies.templates.letter import LetterWords

HERE: Final = Path(__file__).parent

SYSTEMS: Final = ("catalogue", "loans", "ebooks", "website", "phone")
"""What may be down, as patrons know it: each has a sentence in every language."""

Text = str | Mapping[str, str]
"""A sentence, or its forms by number."""


@dataclass(frozen=True, slots=True)
class When:
    """How a moment is written.

    Attributes:
        day: With ``{weekday} {day} {month} {time}``.
        time: With ``{hour} {minute}``.
        weekdays: From Monday, in the form that answers "when?".
        months: From January, in the form that follows the day.
        headings: From January, as they stand by themselves.
    """

    day: str
    time: str
    weekdays: Sequence[str]
    months: Sequence[str]
    headings: Sequence[str]

    def write_time(self, at: datetime | TimeOfDay) -> str:
        """The time of day, as on the wall."""
        return fill(self.time, {"hour": str(at.hour), "minute": f"{at.minute:02}"})

    def write(self, at: datetime) -> str:
        """Day and time."""
        values = {
            "weekday": self.weekdays[at.weekday()],
            "day": str(at.day),
            "month": self.months[at.month - 1],
            "time": self.write_time(at),
        }
        return fill(self.day, values)


@dataclass(frozen=True, slots=True)
class Voice:
    """One language of the desk."""

    lang: str
    lines: Mapping[str, Text]
    page: Mapping[str, Text]
    quick: Mapping[str, str]
    mail: LetterWords
    notices: Mapping[str, str]
    when: When

    def say(self, text: Text, slots: Mapping[str, Any], zone: tzinfo) -> str:
        """The text with its slots written out."""
        if not isinstance(text, str):
            text = plural(text, self.lang, next(value for value in slots.values() if isinstance(value, int)))
        return fill(text, {name: self._write(value, zone) for name, value in slots.items()})

    def _write(self, value: Any, zone: tzinfo) -> str:
        return self.when.write(value.astimezone(zone)) if isinstance(value, datetime) else str(value)


class DeskLines:
    """The desk's own words: ``replies.house.Lines``, and what its pages say.

    Args:
        voices: By language.
        languages: The library's, its first one for whoever speaks none of them.
        zone: Where the clock on the wall hangs.
        through_telegram: Whether questions of the web and of e-mail are shown in a Telegram group of the staff.
    """

    def __init__(
        self,
        voices: Mapping[str, Voice],
        languages: Sequence[str],
        zone: tzinfo = UTC,
        *,
        through_telegram: bool = False,
    ) -> None:
        self._voices = voices
        self._through_telegram = through_telegram
        self.learn(languages, zone, {})

    def learn(self, languages: Sequence[str], zone: tzinfo, own: Mapping[str, Mapping[str, str]]) -> None:
        """What the house says now: its languages, its clock, and by language the lines it words by itself."""
        self._first = next(lang for lang in (*languages, *self._voices) if lang in self._voices)
        self._zone = zone
        self._own = own

    def _written(self, voice: Voice, key: str) -> str | None:
        return self._own.get(voice.lang, {}).get(key)

    def _voice(self, lang: str) -> Voice:
        return self._voices.get(lang.lower().partition("-")[0], self._voices[self._first])

    def line(self, key: Line, lang: str, /, **slots: str | int | datetime) -> str:
        """See ``replies.house.Lines``."""
        voice = self._voice(lang)
        return voice.say(self._written(voice, key) or voice.lines[key], slots, self._zone)

    def shipped(self, lang: str) -> Mapping[str, str]:
        """The lines as they come with smiledesk, for who wants to word them otherwise; the usual form of each."""
        voice = self._voice(lang)
        lines = {"hello": voice.page["hello"], **{str(key): voice.lines[key] for key in Line}}
        return {key: text if isinstance(text, str) else text["other"] for key, text in lines.items()}

    def month(self, lang: str, month: str) -> str:
        """A month ("2026-11") as a heading: its name and the year."""
        year, number = month.split("-")
        return f"{self._voice(lang).when.headings[int(number) - 1]} {year}"

    def hello(self, lang: str) -> str:
        """The greeting."""
        return self._written(self._voice(lang), "hello") or self._page(lang, "hello")

    def privacy(self, lang: str) -> str:
        """One line on what is kept, and on Telegram where questions pass through it."""
        kept = self._page(lang, "privacy")
        return f"{kept} {self._page(lang, 'through_telegram')}" if self._through_telegram else kept

    def waiting(self, lang: str, ahead: int) -> str:
        """How many are before you; ``ahead`` may be 0."""
        return self._page(lang, "waiting", ahead=ahead)

    def hours(self, lang: str, hours: Hours, now: datetime) -> str:
        """When a person answers."""
        if hours.always:
            return self._page(lang, "open")
        if is_open(hours, now):
            closes = closes_at(hours, now)
            time = self._voice(lang).when.write_time(closes.astimezone(self._zone)) if closes else ""
            return self._page(lang, "open_until", closes=time)
        opens = next_opening(hours, now)
        return self._page(lang, "opens", opens=opens) if opens else self._page(lang, "closed")

    def week(self, lang: str, hours: Hours, now: datetime) -> str:
        """The next seven days, one a line, and how it is right now."""
        said = self._voice(lang)
        if hours.always:
            return said.quick["always"]
        today = now.astimezone(hours.zone).date()
        lines = [said.quick["hours"]]
        for day in (today + timedelta(days=ahead) for ahead in range(7)):
            spans = ", ".join(
                f"{said.when.write_time(start)}–{said.when.write_time(end)}"
                for start, end in sorted(spans_on(hours, day))
            )
            lines.append(f"{said.when.weekdays[day.weekday()]}: {spans or said.quick['shut']}")
        return "\n".join(lines)

    def day(self, at: datetime) -> date:
        """The day by the clock on the wall."""
        return at.astimezone(self._zone).date()

    def moment(self, lang: str, at: datetime) -> str:
        """A day and its time, as one promises it."""
        return self._voice(lang).when.write(at.astimezone(self._zone))

    def notice(self, lang: str, system: str, until: datetime | None) -> str:
        """That one of ``SYSTEMS`` isn't working, and until about when, aware UTC, if that is known."""
        voice = self._voice(lang)
        down = voice.notices[system]
        return f"{down} {voice.say(voice.notices['until'], {'until': until}, self._zone)}" if until else down

    def transcript(self, lang: str, said: Iterable[tuple[str, datetime, str]]) -> str:
        """A conversation to take home: who ("" is the patron), when (aware UTC), which words."""
        you = self._page(lang, "you")
        parts = [f"{who or you}, {self.moment(lang, at)}:\n{text}" for who, at, text in said]
        return "\n\n".join([self._page(lang, "transcript"), *parts])

    def renew(self, lang: str) -> str:
        """How to renew a loan."""
        return self._voice(lang).quick["renew"]

    def talk(self, lang: str, hours: Hours, now: datetime, *, asked: bool) -> str:
        """That a person reads what is written here, and when; ``asked`` when their question is with us already."""
        quick = self._voice(lang).quick
        when = self.hours(lang, hours, now) if hours.always or next_opening(hours, now) else ""
        return " ".join(filter(None, (quick["talk_asked" if asked else "talk"], when)))

    def letter(self, lang: str) -> LetterWords:
        """What frames a mail."""
        return self._voice(lang).mail

    def _page(self, lang: str, key: str, **slots: str | int | datetime) -> str:
        voice = self._voice(lang)
        return voice.say(voice.page[key], slots, self._zone)


def load_desk(
    languages: Sequence[str], zone: tzinfo = UTC, folder: Path = HERE, *, through_telegram: bool = False
) -> DeskLines:
    """Read the desk's words in every language there is; see ``DeskLines``.

    Raises:
        OSError: A file can't be read.
        tomllib.TOMLDecodeError: A file is no TOML.
        KeyError: A file lacks a part.
    """
    voices = {path.parent.name: _load(path) for path in sorted(folder.glob("*/desk.toml"))}
    return DeskLines(voices, languages, zone, through_telegram=through_telegram)


def _load(path: Path) -> Voice:
    said = read_words(path)
    words = LetterWords.read(said["mail"])
    return Voice(
        path.parent.name, said["lines"], said["page"], said["quick"], words, said["notices"], When(**said["when"])
    )
