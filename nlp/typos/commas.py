"""Commas that a language's grammar asks for before, between and after clauses.

Finnish parts every subordinate clause; elsewhere a comma is more of a choice, and nothing is said. Before "kun" and
"vaikka" people who write fast leave it out so often that a remark would tire them; it says nothing there.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from nlp.text import Sentence, Token
from nlp.typos.marks import Slip
from nlp.view import View

_OPENERS: Final = frozenset(
    {"että", "ettei", "etten", "jotta", "jottei", "koska", "jos", "mikäli", "ellei", "joka", "jota"}
    | {"jonka", "jossa", "josta", "johon", "jolla", "jolta", "jolle", "jotka", "joita", "joiden", "joissa", "joista"}
)
_BOUND: Final = frozenset(
    {"ja", "tai", "eli", "vai", "mutta", "sekä", "niin", "siten", "vaan", "kuin", "paitsi", "vain", "silloin", "aina"}
    | {"juuri", "heti", "varsinkin", "etenkin", "vasta", "sitten", "samalla", "siis", "vaikka", "ikään", "ainakin"}
    | {"erityisesti", "jopa", "myös", "sillä", "koska", "että", "jos", "kun", "eikä", "nyt", "jo", "siitä", "saati"}
    | {"kuten", "joka", "aivan", "lähinnä", "esimerkiksi", "esim", "kiva", "hyvä", "mukava", "ihana", "hienoa"}
    | {"joten", "jolloin", "niinpä", "siksi", "muttei", "enkä", "etkä", "emmekä", "ettekä", "eivätkä", "kunhan"}
    | {"ihanaa", "kivaa", "mukavaa", "tosin", "edellyttäen", "olettaen", "varalta", "ilman", "sen"}
)
"""What leans on the clause that follows, so that the comma stands before it or nowhere."""

_QUICK: Final = frozenset({"kiitos", "sano", "kerro", "haluat", "ma", "ti", "ke", "to", "pe", "la", "su"})
"""What leans on it, too, where people chat: "kiitos että kerroit", "to jos ei ti"."""

_STARTERS: Final = frozenset({"jos", "kun", "koska", "vaikka", "mikäli", "ellei"})
_SUBJECTS: Final = frozenset({"minä", "sinä", "hän", "me", "te", "he", "se", "ne"})
_NEAR: Final = 5  # words a relative clause may have before its verb


def missing_commas(view: View) -> Iterator[Slip]:
    """Every place where a clause starts or ends without its comma."""
    if view.pack.lang != "fi":
        return
    bound = _BOUND | _QUICK if view.draft.channel in {"chat", "telegram"} else _BOUND
    for sentence in view.text.sentences:
        for place in {*_before_clauses(sentence, bound), *_after_clauses(sentence)}:
            if not view.inside(place - 1, place + 1, view.quoted):
                yield Slip(place, place, ",", "comma")


def _before_clauses(sentence: Sentence, bound: frozenset[str]) -> Iterator[int]:
    tokens = sentence.tokens
    for position, token in enumerate(tokens[1:], start=1):
        before = tokens[position - 1]
        opens = token.key in _OPENERS and token.text.islower() and before.is_word
        if not opens or before.key in bound or (token.key == "että" and any(word.key == "sekä" for word in tokens)):
            continue
        clause = tokens[position + 1 :]
        if token.key == "joka" and not (clause and _is_verb(clause[0])):  # "joka päivä" is no clause
            continue
        if any(_is_verb(word) for word in clause[: _NEAR * 2]):
            yield before.end


def _after_clauses(sentence: Sentence) -> Iterator[int]:
    """After "jota etsit" where the main verb comes at once, and before an order or offer that follows "Jos ..."."""
    tokens = sentence.tokens
    for position, (one, other) in enumerate(pairwise(tokens)):
        near = tokens[max(position - _NEAR, 0) : position]
        relative = any(word.key.startswith("jo") and word.key in _OPENERS - _STARTERS for word in near)
        if relative and _is_verb(one) and one.must_be("VERB") and other.may_be("AUX", "VerbForm=Fin"):
            yield one.end
    if tokens[0].key in _STARTERS and not any(token.text in {",", ";", ":"} for token in tokens):
        verbs = [position for position, token in enumerate(tokens) if _is_verb(token)]
        if len(verbs) > 1 and verbs[1] > verbs[0] + 1 and _addresses(tokens[verbs[1]]):
            at = verbs[1] - (tokens[verbs[1] - 1].key in _SUBJECTS)
            if at > verbs[0] + 1 or tokens[at - 1].key not in _SUBJECTS:
                yield tokens[at - 1].end


def _is_verb(token: Token) -> bool:
    """A finite verb that can be nothing else."""
    finite = token.may_be("VERB", "VerbForm=Fin") or token.may_be("AUX", "VerbForm=Fin")
    return finite and token.must_be("VERB", "AUX")


def _addresses(token: Token) -> bool:
    """An order, or "I", "you", "we"."""
    return any(token.may_be("", feature) for feature in ("Mood=Imp", "Person=1", "Person=2"))
