"""What a record may say, by kind: the same whether it comes from a page or from a file.

Bodies are JSON-like; a date is written as ISO 8601. What a model doesn't know, it refuses by name.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field

from bot.fields import Sent, Text
from nlp.draft import Channel, Phase
from nlp.house_rules import MOST_PHRASES
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

SetStrength = Literal["quiet", "hint", "reason"]
Phrase = Annotated[Text, Field(min_length=1, max_length=200)]
Sentence = Annotated[Text, Field(min_length=1, max_length=1_000)]


class TemplateFrame(Sent):
    """What a template has in common in all languages."""

    kind: Kind = "answer"
    phase: Phase = "opening"
    channels: Annotated[list[Channel], Field(max_length=3)] = Field(default_factory=list)
    desks: Annotated[list[DeskId], Field(max_length=50)] = Field(default_factory=list)
    branches: Annotated[list[DeskId], Field(max_length=50)] = Field(default_factory=list)
    picture: Key | Literal[""] = ""
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


class RuleBody(Sent):
    """How a rule speaks; see ``bot.tuning.strength``."""

    active: bool = True
    strength: SetStrength = "hint"
    channels: dict[Channel, SetStrength] = Field(default_factory=dict)
    roles: dict[Literal["librarian", "trainee"], Literal["hint", "reason", "second"]] = Field(default_factory=dict)


class HouseRuleBody(Sent):
    """A rule of the house's own, in one language, with its proof."""

    code: Annotated[str, Field(pattern=r"^[a-z][a-z-]{0,39}$")]
    message: Annotated[Text, Field(min_length=1, max_length=300)]
    suggestions: Annotated[list[Annotated[Text, Field(max_length=300)]], Field(max_length=2)] = Field(
        default_factory=list
    )
    flag: Annotated[list[Phrase], Field(max_length=MOST_PHRASES)] = Field(default_factory=list)
    unless: Annotated[list[Phrase], Field(max_length=MOST_PHRASES)] = Field(default_factory=list)
    speaks: Annotated[list[Sentence], Field(max_length=20)] = Field(default_factory=list)
    silent: Annotated[list[Sentence], Field(max_length=20)] = Field(default_factory=list)


class GlossaryBody(Sent):
    """Words only colleagues know, each with its plain wording."""

    terms: Annotated[
        dict[Annotated[Text, Field(min_length=1, max_length=60)], Annotated[Text, Field(max_length=120)]],
        Field(max_length=500),
    ] = Field(default_factory=dict)
