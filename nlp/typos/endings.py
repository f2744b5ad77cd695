"""Whether a Romanian form ends in ``a`` or ``ă``: "masa" or "masă", "aduna" or "adună", by the words around it.

Romanian marks definiteness there, and tells an infinitive from the third person.
"""

from __future__ import annotations

from typing import Final

from nlp.ports import Lexicon
from nlp.text import Sentence, Token

_INDEFINITE: Final = frozenset(
    {"o", "nicio", "niciunei", "fiecare", "aceasta", "această", "acea", "alta", "altă", "cealalta", "orice", "foarte"}
    | {"aceeasi", "aceeași", "vreo", "oricare", "atata", "atâta", "multa", "multă", "putina", "puțină", "destula"}
    | {"prea", "mai", "atat", "atât", "cea", "cat", "cât", "este", "e", "era", "fost", "fi", "doua", "două"}
)
_DEFINING: Final = frozenset(
    {"asta", "aceasta", "aceea", "mea", "ta", "sa", "noastra", "voastra", "dumneavoastra", "lui", "ei", "lor", "care"}
    | {"tuturor", "oricui", "celor", "unui", "unei", "acestei", "acestui", "noastră", "voastră", "dumneavoastră"}
)
PREPOSITIONS: Final = frozenset(
    {"in", "în", "la", "pe", "din", "de", "pentru", "dupa", "după", "sub", "langa", "lângă", "spre", "prin", "fara"}
    | {"fără", "pana", "până", "intre", "între", "catre", "către", "ca"}
)
_BEFORE_INFINITIVE: Final = frozenset(
    {"a", "va", "vor", "voi", "vom", "veti", "veți", "ar", "as", "aș", "am", "putea"}
    | {"putem", "pot", "poate", "puteti", "puteți", "poti", "poți"}
)
_CLITICS: Final = frozenset(
    {
        "se",
        "le",
        "o",
        "va",
        "vă",
        "ne",
        "te",
        "ma",
        "mă",
        "il",
        "îl",
        "ii",
        "îi",
        "imi",
        "îmi",
        "iti",
        "îți",
        "mai",
        "nu",
    }
)
_VOCATIVES: Final = frozenset({"stimata", "draga", "iubita", "onorata"})
_GREETED: Final = frozenset(
    {"stimata", "stimată", "draga", "dragă", "ziua", "seara", "dimineata", "dimineața", "salut"}
)
_SIDES: Final = frozenset({"dreapt", "stâng", "stang"})


def ending(sentence: Sentence, position: int, stem: str, lexicon: Lexicon | None) -> str:
    """``a`` (definite, infinitive) or ``ă`` (indefinite, adjective, third person) by what stands around."""
    before = sentence.words[position - 1] if position else None
    following = sentence.words[position + 1] if position + 1 < len(sentence.words) else None
    fixed = _fixed(sentence, position, stem)
    if fixed:
        return fixed
    kinds = {r.pos for r in lexicon.readings(stem + "ă")} if lexicon is not None else set()
    if before is None:
        plain_start = stem == "bun" or not kinds & {"NOUN", "ADJ"}  # "Bună ziua", the most written words of all
        return "ă" if plain_start else "a"
    governing = _governing(sentence, position) or before
    if governing.key in _BEFORE_INFINITIVE and ("VERB" in kinds or governing.key == "a"):
        return "a"
    described = position > 1 and before.may_be("ADJ") and sentence.words[position - 2].key in _INDEFINITE
    agrees = "ADJ" in kinds and before.key.endswith(("a", "e")) and before.may_be("NOUN")
    if before.key in _INDEFINITE or described or agrees or "NOUN" not in kinds:
        return "ă"
    defined = following is not None and _defines(following) and not _opens(sentence, position + 1)
    return "ă" if before.key in PREPOSITIONS and not defined else "a"


def _fixed(sentence: Sentence, position: int, stem: str) -> str:
    """The ending of a form of address, of an hour and of a side; empty for other words."""
    before = sentence.words[position - 1].key if position else ""
    if (not before and stem + "a" in _VOCATIVES) or (stem == "doamn" and before in _GREETED):
        return "ă"
    side = stem in _SIDES and before in {"in", "în", "la", "din", "spre", "pe"}
    return "a" if side or (stem in {"or", "ziu"} and _counted(sentence, position)) else ""


def wants_infinitive(sentence: Sentence, position: int) -> bool:
    """Whether what stands before asks for an infinitive: "veți căuta", "se poate scăpa"."""
    governing = _governing(sentence, position)
    return governing is not None and governing.key in _BEFORE_INFINITIVE


def _governing(sentence: Sentence, position: int) -> Token | None:
    """What an infinitive would depend on: the word before, past small pronouns and a verb that "or" joins to it."""
    words = [word for word in sentence.words[:position] if word.key not in _CLITICS]
    if len(words) > 2 and words[-1].key in {"sau", "si", "și"} and words[-3].key in _BEFORE_INFINITIVE:
        words = words[:-2]
    return words[-1] if words else None


def _counted(sentence: Sentence, position: int) -> bool:
    """Whether a number comes next: "la ora 18"."""
    token = sentence.words[position]
    return any(other.text[0].isdigit() for other in sentence.tokens if token.index < other.index <= token.index + 2)


def _opens(sentence: Sentence, position: int) -> bool:
    """Whether a "sa" opens a clause ("să vină") and is nobody's."""
    after = sentence.words[position + 1] if position + 1 < len(sentence.words) else None
    return sentence.words[position].key == "sa" and after is not None and after.may_be("VERB")


def _defines(following: Token) -> bool:
    """Whether the next word makes the noun definite: a genitive, a possessive, a demonstrative, an adjective."""
    if following.key in _DEFINING or following.key.endswith(("ului", "elor", "ilor", "ii", "ei")):
        return True
    return following.key.endswith("a") and following.may_be("ADJ") and len(following.key) > 3
