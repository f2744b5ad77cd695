"""Romanian small words that are two each without their marks: va and vă, ca and că, sau and său, tine and ține."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from nlp.text import Sentence
from nlp.typos.endings import PREPOSITIONS

_SAYING: Final = frozenset(
    {"pentru", "faptul", "spus", "spune", "spun", "zis", "cred", "crede", "credem", "stiu", "știu", "stie", "știe"}
    | {"stim", "știm", "sigur", "sigură", "pare", "sper", "speram", "sperăm", "vad", "văd", "vede", "anunt", "anunț"}
    | {
        "numai",
        "declarat",
        "afirmat",
        "precizat",
        "aratat",
        "arătat",
        "adevarat",
        "adevărat",
        "bine",
        "rau",
        "rău",
        "dupa",
    }
    | {
        "multumim",
        "mulțumim",
        "multumesc",
        "mulțumesc",
        "inseamna",
        "înseamnă",
        "observat",
        "aflat",
        "bucur",
        "parca",
    }
)
_LIKE: Final = frozenset({"sa", "să", "si", "și", "urmare", "exemplu", "atare", "niciodata", "niciodată"})


def _va(sentence: Sentence, position: int) -> str:
    """``vă`` is "you", ``va`` is "will": the next word tells, for after "will" stands an infinitive."""
    following = sentence.words[position + 1].key if position + 1 < len(sentence.words) else ""
    before = sentence.words[position - 1].key if position else ""
    future = following in {"fi", "avea", "putea", "ajunge", "veni", "sosi", "trebui"} or following.endswith(
        ("ea", "eze")
    )
    infinitive = sentence.words[position + 1].may_be("VERB", "VerbForm=Inf") if following else False
    finite = sentence.words[position + 1].may_be("VERB", "VerbForm=Fin") if following else False
    future = future or (infinitive and not finite) or before in {"se", "le", "o", "ne", "îl", "il"}
    return "va" if future else "vă"


def _ca(sentence: Sentence, position: int) -> str:
    """``că`` is "that", ``ca`` is "like" or opens "in order to": a verb of saying or what follows tells."""
    before = sentence.words[position - 1].key if position else ""
    following = sentence.words[position + 1 : position + 5]
    keys = [word.key for word in following]
    ordered = bool({"sa", "să"} & set(keys)) and keys[:2] not in (["o", "sa"], ["o", "să"])
    if before in {"pentru", "astfel"} and ordered:
        return "ca"
    if before in _SAYING or not keys:
        return "că"
    if keys[0] in _LIKE or keys[:2] == ["de", "obicei"]:
        return "ca"
    return "ca" if ordered and not (following[0].may_be("VERB") or following[0].may_be("AUX")) else "că"


def _sau(sentence: Sentence, position: int) -> str:
    """``său`` is "his" right behind what is his, ``sau`` is "or" before another thing."""
    before = sentence.words[position - 1] if position else None
    thing = before is not None and (
        before.may_be("NOUN") or not before.readings
    )  # without its marks it may be unknown
    if before is None or not thing or not before.key.endswith(("ul", "lui")):
        return "sau"
    index = sentence.words[position].index
    following = next((token for token in sentence.tokens if token.index > index), None)
    if following is None or not following.is_word:
        return "său"
    other = following.may_be("NOUN") or not any(following.may_be(kind) for kind in ("VERB", "AUX", "ADP"))
    return "sau" if other else "său"


def _tine(sentence: Sentence, position: int) -> str:
    """``tine`` is "you" behind a preposition, ``ține`` holds."""
    before = sentence.words[position - 1].key if position else ""
    return "tine" if before in PREPOSITIONS | {"cu", "despre", "decat", "decât"} else "ține"


SMALL_WORDS: Final[Mapping[str, Callable[[Sentence, int], str]]] = {"va": _va, "ca": _ca, "sau": _sau, "tine": _tine}
"""How each is told, by its plain form: given the sentence and its place there."""
