"""What a record may say, by kind: the same whether it comes from a page or from a file.

Bodies are JSON-like; a date is written as ISO 8601. What a model doesn't know, it refuses by name.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field

from bot.server.body import Sent, Text
from nlp.draft import Channel, Phase
from replies.templates.shelf import Kind

KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
"""A record's key; it becomes a file's name, so it is plain."""


def _day(text: str) -> str:
    date.fromisoformat(text)
    return text


Lang = Literal["en", "it", "ro", "sv", "fi"]
Key = Annotated[str, Field(pattern=f"^{KEY.pattern}$")]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$"), AfterValidator(_day)]
Label = Annotated[Text, Field(max_length=120)]
DeskId = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]
SlotType = Literal["text", "when", "place", "hours", "person", "phone", "money", "link"]


class TemplateFrame(Sent):
    """What a template has in common in all languages."""

    kind: Kind = "answer"
    phase: Phase = "opening"
    channels: Annotated[list[Channel], Field(max_length=3)] = Field(default_factory=list)
    desks: Annotated[list[DeskId], Field(max_length=50)] = Field(default_factory=list)
    review_on: Day | None = None


class SlotWords(Sent):
    """What one language's text says of a slot; what is empty is as usual in that language."""

    label: Label = ""
    type: SlotType = "text"
    value: Label = ""
    sample: Label = ""


class TemplateWords(Sent):
    """A template in one language."""

    title: Annotated[Text, Field(min_length=1, max_length=80)]
    text: Annotated[Text, Field(min_length=1, max_length=4_000)]
    shortcut: Annotated[str, Field(pattern=r"^[\w-]{0,24}$")] = ""
    slots: Annotated[dict[Annotated[str, Field(pattern="^[a-z_]{1,24}$")], SlotWords], Field(max_length=20)] = Field(
        default_factory=dict
    )
