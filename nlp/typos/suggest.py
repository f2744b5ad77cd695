"""Which correction comes first: by the slip it takes, how common the word is, and what stands before it.

The dictionary proposes; here every proposal is weighed alike, whoever made it. A slip costs 1; lost marks, doubled
and swapped letters and neighbouring keys cost less, capitals and a space that nobody typed cost more. Rare words
cost up to nearly two slips, a form that disagrees with its article a little, and one that its place doesn't ask for
more. What the words around say for or against a word, where that is known, weighs up to two thirds of a slip.

The weights were set on typing mistakes of five languages.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from statistics import fmean
from typing import Final

from nlp.ports import Placing, Reading, Speller
from nlp.text import Token
from nlp.typos.likelihood import well_known_names, well_known_names_near
from nlp.typos.misplaced import pieces
from nlp.typos.new_compounds import meant_compounds
from nlp.typos.slips import slips
from nlp.typos.verb_slots import in_the_present, suits
from nlp.view import View

_CAPITAL: Final = 0.9
_APART: Final = 0.6
_RARE: Final = 1.8
_COMMONEST: Final = 25
_BIT: Final = 4  # letters below which half a word is a bit of one
_PLACE: Final = 0.01
_PLACE_ALONE: Final = 0.12
_AGREES: Final = 0.3
_FORM: Final = 0.6  # that the place asks for this form of a verb, or for another
_PLACED: Final = 0.5  # that what has a capital may be a name everybody knows
_OURS: Final = 0.15  # what no dictionary proposed, only confirmed
_OFFERED: Final = 3
_MISHEARD: Final = 6  # compounds typed by ear that are weighed
_COMMON: Final = 10  # frequency class from which a word that is a plain slip away is surely meant
_PLAIN: Final = 0.85  # what such a slip costs at most

_SUITS: Final = 0.08
"""What a nat that the place speaks for an offer takes off its cost."""

_AROUND: Final = 3  # words and marks of a sentence from which its place says something
_MOST: Final = 8.0  # nats that count at most, either way

_DRAWN: Final = re.compile(r"([^\W\d_])\1{2,}")
"""A letter that is drawn out: "sooooo" is nearest to "so"."""

_AGREEING: Final = ("Gender=", "Number=")


def ranked(view: View, token: Token, offers: Sequence[str], *, by_ear: bool = False) -> list[str]:
    """At most three corrections of a word, likeliest first (cost: offers times letters squared).

    Args:
        view: The draft.
        token: The word.
        offers: What the dictionary proposes.
        by_ear: Whether common words further off are looked for too, unless an offer is a plain slip away.
    """
    speller = view.speller
    if speller is None:
        return list(offers[:_OFFERED])
    short = _DRAWN.sub(r"\1\1" if view.pack.lang == "fi" else r"\1", token.text)
    found = _candidates(view, token, offers, short, speller, by_ear=by_ear)
    counts = any(speller.frequency(offer.lower()) for offer in found)
    if counts:
        rarity = {offer: _rarity(speller, offer) + _APART * offer.count(" ") for offer in found}
    else:  # without frequencies the dictionary's own order says more
        own = _own_words(view)
        rarity = {offer: (_RARE / 2) * (offer.lower() not in own) + _APART * _in_bits(offer) for offer in found}
    nats = _suits(view, token, found)
    order = {offer: place * (_PLACE if counts else _PLACE_ALONE) for place, offer in enumerate(offers)}
    places = {name.lower() for name in well_known_names(view)} if token.text[:1].isupper() else set()

    def cost(offer: str) -> float:
        case = _CAPITAL * (offer[:1].isupper() and token.text[:1].islower()) - _PLACED * (offer.lower() in places)
        asked = _SUITS * nats.get(offer, 0.0) + _FORM * _suits_place(view, token, offer)
        context = _AGREES * _disagrees(view, token, offer) - asked
        return slips(short.lower(), offer.lower()) + case + rarity[offer] + context + order.get(offer, _OURS)

    return sorted(found, key=cost)[:_OFFERED]


def _candidates(
    view: View, token: Token, offers: Sequence[str], short: str, speller: Speller, *, by_ear: bool
) -> dict[str, None]:
    """What may have been meant, in the order in which it was thought of; ``short`` is the word not drawn out."""
    ours = (form for form in (*_doubled_or_not(token.text), short) if speller.knows(form))
    found = dict.fromkeys((*offers, *ours, *(well_known_names_near(view, token.text) if token.text else ())))
    if by_ear and not any(_is_plain(speller, token.text, offer) for offer in found):
        found |= dict.fromkeys(form for _, form in speller.by_ear(token.text))
    if by_ear and not any(speller.frequency(offer) for offer in found):
        misheard = meant_compounds(view.pack.lang, token.text.lower(), speller)[:_MISHEARD]
        found |= dict.fromkeys(form.capitalize() if token.text[0].isupper() else form for _, form in misheard)
    return found | dict.fromkeys(_in_form(view, token, [*found]))


def _suits_place(view: View, token: Token, offer: str) -> int:
    """Whether an offer is the form of a verb that the place asks for (1), or another (-1)."""
    readings = view.lexicon.readings(offer) if view.lexicon is not None else ()
    return suits(view.text.sentence_at(token.start), token.start, readings, view.pack.lang)


def _in_form(view: View, token: Token, offers: Sequence[str]) -> Iterator[str]:
    """The present of verbs of which only the infinitive was offered, where the place asks for it."""
    for offer in offers:
        for form in in_the_present(offer, view.pack.lang):
            if _suits_place(view, token, offer) < 0 < _suits_place(view, token, form):
                yield form


def _suits(view: View, token: Token, offers: Collection[str]) -> dict[str, float]:
    """What the words around speak for each offer, in nats: for one of several words as for the others on average."""
    if not isinstance(view.phrasing, Placing):
        return {}
    sentence = view.text.sentence_at(token.start)
    found = list(pieces(view.draft.text, sentence.start, sentence.end, view.pack.lang))
    words, single = [word for _, word in found], [offer for offer in offers if offer.isalpha()]
    at = next((at for at, (start, _) in enumerate(found) if start == token.start), None)
    if at is None or len(words) < _AROUND or words[at] != token.text.lower() or not single:
        return {}
    said = [max(-_MOST, min(_MOST, nats)) for nats in view.phrasing.suits(words, at, [o.lower() for o in single])]
    return dict.fromkeys(offers, fmean(said)) | dict(zip(single, said, strict=True)) if said else {}


def _is_plain(speller: Speller, typed: str, offer: str) -> bool:
    """Whether an offer is common and hardly a slip away, so that nothing further off can be what was meant."""
    return speller.frequency(offer) >= _COMMON and slips(typed.lower(), offer.lower()) <= _PLAIN


def _doubled_or_not(word: str) -> Iterator[str]:
    """The word with one letter doubled, or one double letter single; what holds a mark ("i'm") is left."""
    for at, char in enumerate(word if word.isalpha() else ""):
        yield word[:at] + char + word[at:]
        if word[at : at + 2] == char * 2:
            yield word[:at] + word[at + 1 :]


def _rarity(speller: Speller, offer: str) -> float:
    parts = offer.replace("'", " ").split() or [offer]
    return _RARE * (1 - min(max(speller.frequency(p), speller.frequency(p.lower())) for p in parts) / _COMMONEST)


def _in_bits(offer: str) -> int:
    """How many parts of a word written apart are hardly words."""
    return sum(len(part) < _BIT for part in offer.split()) if " " in offer else 0


def _own_words(view: View) -> frozenset[str]:
    """What the pack's own examples say: the words of library replies, for dictionaries that count none."""
    return _words_of_pack(view.pack.lang, tuple(e.draft for rule in view.pack.rules.values() for e in rule.examples))


@cache
def _words_of_pack(_: str, drafts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.strip('.,:;!?()"”„»«').lower() for draft in drafts for word in draft.split())


def _disagrees(view: View, token: Token, offer: str) -> bool:
    """Whether the article or possessive right before the word can't go with the offer."""
    words = view.text.words
    before = next((w for w in reversed(words) if w.end <= token.start), None)
    if before is None or view.lexicon is None or not before.must_be("DET", "ADP") or " " in offer:
        return False
    heads = [r for r in before.readings if any(f.startswith(_AGREEING) for f in r.feats)]
    forms = [r for r in view.lexicon.readings(offer) if r.pos in {"NOUN", "ADJ"}]
    return bool(heads) and not any(_go_together(head, form) for head in heads for form in forms)


def _go_together(head: Reading, form: Reading) -> bool:
    for feature in _AGREEING:
        one = {f for f in head.feats if f.startswith(feature)}
        other = {f for f in form.feats if f.startswith(feature)}
        if one and other and not one & other:
            return False
    return True
