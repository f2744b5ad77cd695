"""Which form of a verb a place in a sentence asks for: "när du _", "he ovat _".

A misspelt verb is seldom near to one form alone ("cyckla": "cykla", "cyklar"), and what stands beside it often leaves
only one: behind a subject its present, behind an auxiliary its infinitive or participle, beside "600 vuotta sitten"
its past. What leaves it open asks for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from nlp.ports import Reading
from nlp.text import Sentence

Form = frozenset[str]
"""Features that a reading must have (Universal Dependencies)."""

_OPEN: Final[Form] = frozenset()
_FINITE: Final = frozenset({"VerbForm=Fin", "Mood=Ind"})
_INFINITIVE: Final = frozenset({"VerbForm=Inf"})
_SUPINE: Final = frozenset({"VerbForm=Sup"})
_PAST: Final = frozenset({"Tense=Past"})
_DONE_BY_ONE: Final = frozenset({"PartForm=Past", "Number=Sing"})
_DONE_BY_MANY: Final = frozenset({"PartForm=Past", "Number=Plur"})

_SWEDISH_SUBJECTS: Final = frozenset({"jag", "du", "han", "hon", "hen", "vi", "ni", "man"})
_SWEDISH_MODALS: Final = frozenset(
    {"kan", "kunde", "ska", "skulle", "vill", "ville", "må", "måste", "får", "fick", "bör", "borde", "brukar", "att"}
)
_SWEDISH_ADVERBS: Final = frozenset({"inte", "också", "även", "alltid", "aldrig", "redan", "nu", "bara", "ofta"})
_FINNISH_ONE: Final = frozenset({"olen", "olet", "on", "olin", "olit", "oli", "olisin", "olisit", "olisi"})
_FINNISH_MANY: Final = frozenset(
    {"olemme", "olette", "ovat", "olimme", "olitte", "olivat", "olisimme", "olisitte", "olisivat"}
)
_FINNISH_PAST: Final = frozenset({"eilen", "toissapäivänä", "aikoinaan", "viime"})
_FINNISH_TIMES: Final = frozenset(
    {"vuosi", "vuotta", "kuukausi", "kuukautta", "viikko", "viikkoa", "päivä", "päivää", "tunti", "tuntia", "hetki"}
)
"""Behind which "sitten" is "ago" and not "then"."""

_NEAR: Final = 5  # words between a verb and what says when


def suits(sentence: Sentence, start: int, readings: Sequence[Reading], lang: str) -> int:
    """How a word suits the form of a verb that its place asks for: 1 if it is that, -1 if it is another, else 0.

    Args:
        sentence: Where it stands.
        start: Its first letter, as code points.
        readings: What it can be.
        lang: BCP 47; of a language without rules nothing is said.
    """
    verbs = [reading.feats for reading in readings if reading.pos in {"VERB", "AUX"}]
    asked = _ASKED[lang](sentence, start) if lang in _ASKED and verbs else _OPEN
    return 0 if not asked else 1 if any(asked <= feats for feats in verbs) else -1


def in_the_present(form: str, lang: str) -> tuple[str, ...]:
    """What a Swedish infinitive may be in the present: "träffa" as "träffar", "läsa" as "läser"."""
    return (f"{form}r", f"{form[:-1]}er") if lang == "sv" and form.endswith("a") else ()


def _in_swedish(sentence: Sentence, start: int) -> Form:
    before = [word.key for word in sentence.tokens if word.is_word and word.start < start]
    after = next((word.key for word in sentence.tokens if word.start > start), "")
    while before and before[-1] in _SWEDISH_ADVERBS:
        before.pop()
    subject = bool(before) and before[-1] in _SWEDISH_SUBJECTS
    if subject:
        before.pop()
    last = before[-1] if before else ""
    if last in _SWEDISH_MODALS and not (subject and last == "att"):
        return _INFINITIVE
    if last in {"har", "hade"}:
        return _SUPINE
    return _FINITE if subject or after in _SWEDISH_SUBJECTS else _OPEN


def _in_finnish(sentence: Sentence, start: int) -> Form:
    words = [word for word in sentence.tokens if word.is_word or word.text.isdigit()]
    at = next((at for at, word in enumerate(words) if word.start == start), 0)
    last = words[at - 1].key if at else ""
    if last in _FINNISH_MANY:
        return _DONE_BY_MANY
    if last in _FINNISH_ONE:
        return _DONE_BY_ONE
    near = [word.key for word in words[max(0, at - _NEAR) : at + _NEAR]]
    ago = any(one in _FINNISH_TIMES and other == "sitten" for one, other in pairwise(near))
    return _PAST if ago or not _FINNISH_PAST.isdisjoint(near) else _OPEN


_ASKED: Final = {"fi": _in_finnish, "sv": _in_swedish}
