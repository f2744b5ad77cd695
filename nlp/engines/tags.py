"""A dictionary's own tags as Universal Dependencies: one table per language, beside this module in ``tags/``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from nlp.ports import Reading

_TABLES: Final = Path(__file__).parent / "tags"


def parse_feats(text: str) -> frozenset[str]:
    """Features as in CoNLL-U (``Mood=Imp|Person=2``) as a set; a shared value (``Case=Acc,Nom``) stays one."""
    return frozenset(text.split("|")) if text and text != "_" else frozenset()


@dataclass(frozen=True, eq=False)  # one table per language: itself is its key
class Tagset:
    """How to read a language's tags.

    Attributes:
        patterns: What a tag can be: the first pattern that is found in it decides.
        features: What every pattern found in the tag adds.
        always_auxiliary: Lemmas whose verb readings are auxiliaries.
        also_auxiliary: Lemmas that are auxiliaries as well as verbs.
        clitics: What may hang on a verb by a hyphen.
    """

    patterns: tuple[tuple[re.Pattern[str], tuple[tuple[str, frozenset[str]], ...]], ...]
    features: tuple[tuple[re.Pattern[str], frozenset[str]], ...]
    always_auxiliary: frozenset[str] = frozenset()
    also_auxiliary: frozenset[str] = frozenset()
    clitics: frozenset[str] = frozenset()

    def read(self, tag: str) -> tuple[tuple[str, frozenset[str]], ...]:
        """Part of speech and features of each reading of a tag; ``X`` alone for a tag that no pattern knows."""
        added = frozenset().union(*(feats for pattern, feats in self.features if pattern.search(tag)))
        for pattern, readings in self.patterns:
            if pattern.search(tag):
                return tuple((pos, feats | added) for pos, feats in readings)
        return (("X", added),)

    def readings(self, lemma: str, tag: str) -> list[Reading]:
        """All readings of one dictionary entry."""
        found = []
        for pos, feats in _read(self, tag):
            verbal = pos == "VERB"
            if not (verbal and lemma in self.always_auxiliary):
                found.append(Reading(lemma, pos, feats))
            if verbal and (lemma in self.also_auxiliary or lemma in self.always_auxiliary):
                found.append(Reading(lemma, "AUX", feats))
        return found


@lru_cache(maxsize=4096)
def _read(tagset: Tagset, tag: str) -> tuple[tuple[str, frozenset[str]], ...]:
    return tagset.read(tag)


@lru_cache(maxsize=16)
def load_tagset(lang: str) -> Tagset:
    """The table of a language.

    Raises:
        FileNotFoundError: when the language has none.
    """
    table = tomllib.loads((_TABLES / f"{lang}.toml").read_text("utf-8"))
    auxiliaries = table.get("auxiliaries", {})
    return Tagset(
        patterns=tuple(
            (re.compile(key), tuple(map(_parse_reading, value))) for key, value in table["readings"].items()
        ),
        features=tuple((re.compile(key), parse_feats(value)) for key, value in table["features"].items()),
        always_auxiliary=frozenset(auxiliaries.get("always", ())),
        also_auxiliary=frozenset(auxiliaries.get("also", ())),
        clitics=frozenset(table.get("clitics", {}).get("endings", ())),
    )


def _parse_reading(text: str) -> tuple[str, frozenset[str]]:
    pos, _, feats = text.partition(" ")
    return pos, parse_feats(feats)
