"""Every kind of record, in one table: where its files lie, what it may say, and what its key is.

``shared`` is what all languages have in common (the record without a language), ``spoken`` what one language says.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel

from bot.config.settings import Hours, Library, Waiting
from bot.tuning import house_bodies as house
from bot.tuning.bodies import KEY, GlossaryBody, HouseRuleBody, RuleBody, TemplateFrame, TemplateWords

RULE: Final = "rule"
"""How a rule speaks; its key is the rule's name."""

PHRASES: Final = "phrases"
"""A rule of the house's own, by language."""

GLOSSARY: Final = "glossary"
"""Words with their plain wording, by language; its key is always ``terms``."""

TEMPLATE: Final = "template"
"""With a language it holds the words, without one what all languages share."""

LIBRARY: Final = "library"
HOURS: Final = "hours"
WAITING: Final = "waiting"
LINES: Final = "lines"
BRANCH: Final = "branch"
DESK: Final = "desk"
PERSON: Final = "person"
SHIFT: Final = "shift"
EXTRA: Final = "extra"
NOTICE: Final = "notice"
PICTURE: Final = "picture"

_ID: Final = re.compile(r"[a-z0-9-]{1,40}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record.

    Attributes:
        name: As the store has it.
        folder: Where its files lie.
        shared: What all languages have in common; None where there is no such thing.
        spoken: What one language says; None where nothing is said.
        only: The one key it has; "" where there may be many.
        key: What a key looks like.
        own_key: Name of the field that is the key, which stands in no body.
        hidden: Fields that stand in no file.
    """

    name: str
    folder: str
    shared: type[BaseModel] | None = None
    spoken: type[BaseModel] | None = None
    only: str = ""
    key: re.Pattern[str] = KEY
    own_key: str = ""
    hidden: frozenset[str] = frozenset()

    def takes(self, key: str) -> bool:
        """Whether a record can have this key."""
        return key == self.only if self.only else bool(self.key.fullmatch(key))

    def read(self, key: str, lang: str, body: Mapping[str, Any]) -> BaseModel:
        """A body as its model; dates may be dates or ISO 8601.

        Raises:
            pydantic.ValidationError: It can't be used.
            KeyError: Nothing is said here, by language or without one.
        """
        model = self.spoken if lang else self.shared
        if model is None:
            raise KeyError(lang)
        own = {self.own_key: key} if self.own_key and not lang else {}
        return model.model_validate_json(json.dumps({**body, **own}, default=str))

    def body(self, said: BaseModel) -> dict[str, Any]:
        """A model as a body, whole."""
        return said.model_dump(mode="json", exclude={self.own_key})

    def plain(self, key: str, lang: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """A body as a file says it: without what is as usual."""
        hidden = {self.own_key, *self.hidden}
        return self.read(key, lang, body).model_dump(mode="json", exclude_defaults=True, exclude=hidden)


KINDS: Final[Mapping[str, Kind]] = {
    kind.name: kind
    for kind in (
        Kind(TEMPLATE, "templates", TemplateFrame, TemplateWords),
        Kind(RULE, "rules", RuleBody),
        Kind(PHRASES, "house_rules", spoken=HouseRuleBody),
        Kind(GLOSSARY, "glossary", spoken=GlossaryBody, only="terms"),
        Kind(LIBRARY, "house", Library, only=LIBRARY),
        Kind(HOURS, "house", Hours, only=HOURS),
        Kind(WAITING, "house", Waiting, only=WAITING),
        Kind(LINES, "house", spoken=house.LinesBody, only=LINES),
        Kind(BRANCH, "branches", house.BranchBody, key=_ID, own_key="id"),
        Kind(DESK, "desks", house.DeskBody, key=_ID, own_key="id"),
        Kind(PERSON, "people", house.PersonBody),
        Kind(SHIFT, "shifts", house.ShiftBody),
        Kind(EXTRA, "extras", house.ExtraFrame, house.ExtraWords),
        Kind(NOTICE, "notices", house.NoticeFrame, house.NoticeWords),
        Kind(PICTURE, "pictures", house.PictureFrame, house.PictureWords, hidden=frozenset({"digest"})),
    )
}
"""By name."""

FOLDERS: Final = tuple(dict.fromkeys(kind.folder for kind in KINDS.values()))


def kind_at(folder: str, key: str) -> Kind | None:
    """The kind whose file lies there."""
    return next((kind for kind in KINDS.values() if kind.folder == folder and kind.takes(key)), None)
