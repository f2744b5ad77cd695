"""What the house may say of itself, by kind of record: the library, its hours, desks, people, shifts, words.

What ``config.toml`` can say too is read by the same models, so a table means the same in both.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from bot.config.settings import Branch, Desk, Spans
from bot.fields import Sent, Text
from bot.ports.people import Role
from bot.tuning.bodies import Day, DeskId
from replies.house import Line
from replies.templates.filling import places

WEEK: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

Name = Annotated[Text, Field(min_length=1, max_length=80, pattern=r"\S")]
Sentences = Annotated[Text, Field(min_length=1, max_length=1_000, pattern=r"\S")]
DeskIds = Annotated[tuple[DeskId, ...], Field(max_length=50)]


class BranchBody(Branch):
    """A branch; its id is the record's key."""


class DeskBody(Desk):
    """A desk; its id is the record's key."""

    rank: Annotated[int, Field(ge=0, le=999)] = 0
    """Its place among the desks; the first one answers all the rest."""


class PersonBody(Sent):
    """Somebody who works here. Passwords stand in no file: whoever is new gets a one-time link."""

    name: Name
    role: Role = "librarian"
    languages: Annotated[tuple[Annotated[Text, Field(min_length=2, max_length=35)], ...], Field(max_length=20)] = ()
    desks: DeskIds = ()
    second_reader: bool = False
    """Whether a colleague reads what they answer before it goes."""


class ShiftBody(Sent):
    """Who is at the desk when, week by week; local time."""

    people: Annotated[tuple[Name, ...], Field(min_length=1, max_length=100)]
    desk: Annotated[str, Field(pattern=r"^[a-z0-9-]{0,40}$")] = ""
    monday: Spans = ()
    tuesday: Spans = ()
    wednesday: Spans = ()
    thursday: Spans = ()
    friday: Spans = ()
    saturday: Spans = ()
    sunday: Spans = ()


class Season(Sent):
    """From when to when something holds, both days included; open ends have none."""

    since: Day | None = None
    until: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.since and self.until and self.until < self.since:
            raise ValueError("until lies before since")
        return self

    def holds(self, day: date) -> bool:
        """Whether it holds on a day of the library's calendar."""
        said = day.isoformat()
        return (self.since or said) <= said <= (self.until or said)


class ExtraFrame(Season):
    """A reading tip or an event, for the unexpected extra at the end of a reply."""

    kind: Literal["tip", "event"] = "tip"
    desks: DeskIds = ()
    branches: DeskIds = ()

    def fits(self, desk: str, branch: str) -> bool:
        """Whether it is for a desk, and for the branch it stands in."""
        return (not self.desks or desk in self.desks) and (not self.branches or branch in self.branches)


class ExtraWords(Sent):
    """The same in one language."""

    title: Annotated[Text, Field(min_length=1, max_length=80)]
    text: Sentences


class NoticeFrame(Season):
    """A notice that patrons read before they ask."""


class NoticeWords(Sent):
    """The same in one language."""

    text: Annotated[Text, Field(min_length=1, max_length=400)]


class PictureFrame(Sent):
    """A picture or a floor plan: its file's name, and the digest by which its bytes are kept."""

    file: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}\.(png|jpg|gif|webp)$")]
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class PictureWords(Sent):
    """What is to be seen, for those who can't see it."""

    words: Annotated[Text, Field(min_length=1, max_length=400)]


class LinesBody(Sent):
    """What the desk says by itself in one language, where the house says it otherwise than shipped."""

    lines: dict[str, Sentences] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _known(self) -> LinesBody:
        for key, text in self.lines.items():
            if key not in SLOTS:
                raise ValueError(f"{key} is no line of the desk's; known are {', '.join(SLOTS)}")
            if foreign := set(places(text)) - SLOTS[key]:
                raise ValueError(f"{key} can't hold {{{min(foreign)}}}")
            if missing := SLOTS[key] - _MAY_LACK - set(places(text)):
                raise ValueError(f"{key} must hold {{{min(missing)}}}")
        return self


_MAY_LACK: Final = frozenset({"name", "ahead"})
"""Slots that a line may do without; the others are a time, without which it promises nothing."""

HELLO: Final = "hello"
SLOTS: Final[dict[str, frozenset[str]]] = {
    HELLO: frozenset(),
    **{str(line): frozenset() for line in Line},
    "acknowledged_ahead": frozenset({"ahead"}),
    "acknowledged_closed": frozenset({"opens"}),
    "acknowledged_email": frozenset({"by"}),
    "still_waiting": frozenset({"ahead"}),
    "nodded": frozenset({"name"}),
    "still_looking": frozenset({"name"}),
    "handed_over": frozenset({"name"}),
    "paused": frozenset({"until"}),
    "blocked": frozenset({"until"}),
}
"""Every line a house can word, with what is filled in."""
