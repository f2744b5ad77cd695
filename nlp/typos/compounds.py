"""Compounds written apart, by a space or a hyphen: "barn avdelningen", "itsenäisyys päivää", "bok-buss".

A pair of nouns is one word when nothing but being its first half explains why the first stands bare where it
stands, and the dictionary knows the two as one. What is measured out ("en kopp kaffe", "pari päivää") comes from
the pack's list ``measures``; first halves that are no nouns ("jätte", "låne") from ``first_halves``, those that make
an adjective stronger ("jätte bra") from ``strengthening``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from nlp.phrase import Phrases
from nlp.ports import Speller
from nlp.text import Sentence, Token
from nlp.typos.marks import Slip
from nlp.view import View

_SHORT: Final = 3
_WRITTEN: Final = 3  # frequency class of a compound that people write as one word
_USED: Final = 5  # and of a verb that people use
_COMMON: Final = 9  # and of a compound that a half which may be more than a noun doesn't hide: "kyl skåp"
_MET: Final = 4  # and of a compound that needs no other sign
_SIDE_BY_SIDE: Final = -20
"""Frequency classes of a compound, less those of its halves, from which it is one word.

Of 153,000 different pairs of Finnish neighbours in good text (drafts, manuals of LibreOffice, Wesnoth, clean
sentences), a dozen reach it, nearly all of them slips; half of the compounds that are met at all do.
"""

_BARE: Final = -24  # the same, of a bare Finnish noun that is hardly a subject where it stands
_LENT: Final = frozenset({"kirja", "lehti", "levy", "peli", "kortti", "varaus", "laina"})  # which stand in shelves
_TWO_NOUNS: Final = -26  # and of Swedish words that can be nothing but nouns
_SMALL_WORDS: Final = ("ADP", "ADV", "PRON", "DET", "CCONJ", "SCONJ", "AUX")

_OWNED: Final = -17  # the same, where the first half may own the second: "ilmatieteen laitos"
_AGREEING: Final = ("Par", "Ine", "Ela", "Ill", "Ade", "Abl", "All", "Ess", "Tra")
_NEVER_ALONE: Final = frozenset({"epä", "eilis", "syys"})  # first halves that are no words
_HYPHENED: Final = re.compile(r"(?<![\w-])([a-zåäöé]{3,})-([a-zåäöé]{3,})(?![\w-])")
_AFTER_GENITIVES: Final = frozenset({"mukaan", "mukaisesti", "kanssa", "takia", "vuoksi", "jälkeen", "puolesta"})
"""Finnish words behind a genitive that goes with them: "aakkostus auktoriteetin mukaan"."""

_JOINTS: Final = ("nings", "tets", "tions", "skaps", "hets", "fritids")
"""How Swedish first halves end that are hardly ever genitives of their own."""

_SINGLY: Final = frozenset({"i", "varje", "var", "vilken", "vilket"})
"""What a bare noun of its own stands behind: "i dag", "vilken socken farfar kom ifrån"."""

_ADVERBS: Final = frozenset({"hem", "bort", "fram", "sen", "sist", "ner", "upp", "ut", "in"})
"""Swedish words that are adverbs rather than nouns: "vi lånar inte hem spel"."""

_OWNERS: Final = frozenset({"sin", "sitt", "sina", "vars", "dess"})
NEEDS_S: Final = ("ning", "tet", "tion", "skap", "het")
"""How they end where that joint was lost: "information disken", "informationdisken"."""


def written_apart(view: View) -> Iterator[Slip]:
    """Every compound written apart, left to right, in languages that write compounds as one word."""
    rule = view.pack.rules.get("grammar")
    if view.pack.lang not in _SPLITS or rule is None or view.speller is None or view.speller.name == "off":
        return
    lists = tuple(rule.words(name) for name in ("measures", "first_halves", "strengthening"))
    keep = (*view.quoted, *view.links, *view.addresses)
    apart = partial(_apart, view, view.speller, lists)
    for sentence in view.text.sentences:
        for at in sentence.recall((written_apart, view.speller, lists), apart):
            one, other = sentence.tokens[at : at + 2]
            if not view.inside(one.start, other.end, keep):
                yield Slip(one.start, other.end, _as_one(view.speller, one, other) or "", "apart")


def hyphened(view: View) -> Iterator[Slip]:
    """Every Swedish compound of a noun and more, with a hyphen between halves that people write as one word.

    Adjectives side by side keep theirs ("svart-vit"), and so does what nobody writes as one ("export-alternativ").
    """
    speller, lexicon = view.speller, view.lexicon
    if view.pack.lang != "sv" or speller is None or lexicon is None or "-" not in view.draft.text:
        return
    keep = (*view.quoted, *view.links, *view.addresses, *view.told)
    for match in _HYPHENED.finditer(view.draft.text):
        whole, kinds = match[1] + match[2], {reading.pos for reading in lexicon.readings(match[1])}
        noun = "NOUN" in kinds and "ADJ" not in kinds
        written = speller.frequency(whole) >= _WRITTEN and not speller.frequency(match[0]) and speller.knows(whole)
        if noun and written and match[0] not in view.patron_words and not view.inside(*match.span(), keep):
            yield Slip(*match.span(), whole, "apart")


def _apart(view: View, speller: Speller, lists: tuple[Phrases, ...], sentence: Sentence) -> tuple[int, ...]:
    """At which tokens of a sentence compounds begin that are written apart."""
    measured_out, first_halves, strengthening = (frozenset(phrases.source) for phrases in lists)
    tokens, splits, found = sentence.tokens, _SPLITS[view.pack.lang], []
    neighbours = zip((None, *tokens), tokens, tokens[1:], (*tokens[2:], None), strict=False)
    for at, (before, one, other, after) in enumerate(neighbours):
        named = one.text[0].isupper() and before is not None and before.is_word  # "Homo sapiens"
        dated = any(other.key[:-cut] + "*" in view.weekdays for cut in (1, 2, 3))  # "vi har tid torsdagen den 16"
        if named or dated or one.key in _ADVERBS or one.key == "itse" or not _may_join(view, one, other):
            continue
        half = one.key in first_halves and (other.may_be("NOUN") if one.key.endswith("s") else other.must_be("NOUN"))
        measured = one.key in measured_out or other.key in measured_out
        noun = other.must_be("NOUN") or (view.pack.lang == "fi" and _is_mostly_noun(other, speller))
        if view.pack.lang == "sv" and not (noun and one.must_be("NOUN")):
            noun = speller.frequency(one.key + other.key) >= _COMMON and (noun or not other.readings)
        bidden = at > 1 and _is_bidden(tokens[at - 2], tokens[at - 1])  # no verb that has the first for its subject
        split = noun and not measured and splits(None if bidden else before, one, other, after)
        bare = half or split or _is_half(view, before, one, other)
        bare = bare or (not measured and _is_met_whole(view.pack.lang, speller, before, one, other))
        bare = bare or (view.pack.lang == "fi" and _disagrees_but_joins(speller, one, other))
        stronger = (
            one.key in strengthening
            and (other.may_be("ADJ") or other.may_be("ADV"))
            and speller.knows(one.text + other.text)
        )
        if stronger or (bare and _as_one(speller, one, other)):
            found.append(at)
    return tuple(found)


def _as_one(speller: Speller, one: Token, other: Token) -> str | None:
    """The compound that the dictionary knows: as it stands, or with its joint: "informationsdisken", "juna-asema"."""
    meets = one.key[-1] == other.key[0] and all("Case=Nom" in reading.feats for reading in one.readings)
    joints = ("", "s") if one.key.endswith(NEEDS_S) else ("", "-") if meets else ("",)
    return next((whole for joint in joints if speller.knows(whole := one.text + joint + other.text)), None)


def _may_join(view: View, one: Token, other: Token) -> bool:
    """Two small words of letters with one space between them, neither of them a word of the patron's."""
    letters = one.text.isalpha() and other.text.isalpha() and other.text.islower() and one.text[1:].islower()
    long = len(one.text) >= _SHORT and len(other.text) >= _SHORT
    return letters and long and view.draft.text[one.end : other.start] == " "


def _is_half(view: View, before: Token | None, one: Token, other: Token) -> bool:
    """A Swedish first half that is no word by itself ("arbets"), or one in -s by which nobody owns anything."""
    if view.pack.lang != "sv" or view.speller is None or not (other.may_be("NOUN") or not other.readings):
        return False
    if not view.speller.knows(one.text):
        return one.text.islower()
    owner = before is not None and (before.may_be("DET") or before.may_be("PRON") or before.must_be("NUM", "ADJ"))
    return one.key.endswith(_JOINTS) and not owner


def _is_mostly_noun(word: Token, speller: Speller) -> bool:
    """Whether a Finnish word is a noun but for a name and for verbs that hardly anybody uses: "päivää"."""
    rest = (r for r in word.readings if r.pos not in {"NOUN", "PROPN"})
    return word.may_be("NOUN") and all(r.pos == "VERB" and speller.frequency(r.lemma) < _USED for r in rest)


def _is_met_whole(lang: str, speller: Speller, before: Token | None, one: Token, other: Token) -> bool:
    """A compound that is met as one word far more often than its halves stand side by side by chance.

    In Finnish whatever their cases ("alakerrassa", "karjalanpiirakoita", "hyvälaatuisia"); behind a verb, which may
    have it for a subject, or at the start, "kirja hyllyssä" may be meant. In Swedish of two nouns ("klassrummet").
    """
    owns = one.may_be("NOUN", "Case=Gen") or one.key in _LENT
    bends = lang == "fi" and other.must_be("NOUN") and not owns
    forms = {other.key, *(reading.lemma for reading in other.readings if bends)}
    whole, form = max((speller.frequency(one.key + form), form) for form in forms)
    rather = whole - speller.frequency(one.key) - max(speller.frequency(form), speller.frequency(other.key))
    return whole >= _MET and (_reaches_swedish if lang == "sv" else _reaches_finnish)(rather, before, one, other)


def _is_bidden(verb: Token, infinitive: Token) -> bool:
    """Whether the second word is what the first asks to do, and no verb of its own: "kannattaa vaihtaa"."""
    finite = verb.may_be("VERB", "VerbForm=Fin") or verb.may_be("AUX", "VerbForm=Fin")
    return finite and infinitive.may_be("VERB", "InfForm=1")


def _disagrees_but_joins(speller: Speller, one: Token, other: Token) -> bool:
    """A bare Finnish adjective that doesn't agree with the noun it stands before, where both are one word."""
    bare = one.must_be("ADJ") and one.may_be("ADJ", "Case=Nom", "Number=Sing")
    noun = other.must_be("NOUN") and not other.may_be("NOUN", "Case=Nom")
    lemmas = {reading.lemma for reading in other.readings}
    met = max((speller.frequency(one.key + form) for form in (other.key, *lemmas)), default=0)
    return bare and noun and met >= _MET


def _reaches_finnish(rather: int, before: Token | None, one: Token, other: Token) -> bool:
    if any(one.may_be("", f"Case={case}") and other.may_be("", f"Case={case}") for case in _AGREEING):
        return False  # "puolessa välissä"
    needed = _SIDE_BY_SIDE
    if one.may_be("NOUN", "Case=Gen"):
        needed = _OWNED
    elif one.must_be("NOUN") and one.key not in _LENT and before is not None and before.is_word:
        needed = _SIDE_BY_SIDE if before.may_be("", "VerbForm=Fin") else _BARE
    named = any(other.may_be(pos) for pos in ("NOUN", "ADJ", "NUM")) and not other.may_be("ADV")
    half = one.key in _NEVER_ALONE or bool(one.readings)
    return rather >= needed and named and half and not one.may_be("PRON")


def _reaches_swedish(rather: int, _before: Token | None, one: Token, other: Token) -> bool:
    nouns = one.may_be("NOUN", "Case=Nom", "Definite=Ind", "Number=Sing") and other.may_be("NOUN")
    small = any(token.may_be(pos) for pos in _SMALL_WORDS for token in (one, other)) or one.may_be("ADJ")
    needed = _TWO_NOUNS if one.must_be("NOUN") and other.must_be("NOUN") else _SIDE_BY_SIDE
    return nouns and not small and rather >= needed


def _splits_swedish(before: Token | None, one: Token, other: Token, after: Token | None) -> bool:
    """A bare singular noun right before a noun; a genitive ("en dags arbete") explains itself.

    So does who is called by name ("pappa Erik"), and what somebody owns before another thing ("ger sitt lag bollen").
    """
    if after is not None and after.text[0].isupper():
        return False
    named = other.may_be(
        "NOUN", "Definite=Def"
    )  # before what is named already, nothing stands bare: "i bok inkastet"
    number = () if named else ("Number=Sing",)
    others = [reading for reading in one.readings if reading.pos != "NOUN"]
    ordered = before is not None and before.is_word and all("Mood=Imp" in reading.feats for reading in others)
    bare = one.may_be("NOUN", "Case=Nom", "Definite=Ind", *number) and one.key not in _ADVERBS
    bare = bare and (not others or ordered)
    noun = (not other.readings or other.may_be("NOUN", "Case=Nom")) and other.key not in _ADVERBS
    counted = before is not None and (before.text[-1].isdigit() or (before.key in _SINGLY and not named))
    return bare and noun and not counted


def _splits_finnish(before: Token | None, one: Token, other: Token, after: Token | None) -> bool:
    """A singular nominative before a nominative or partitive, or a genitive that owns nothing ("kirja naisen luona").

    Where a verb in the third person stands right before, the first noun may be its subject.
    """
    bare = one.must_be("NOUN") and one.may_be("NOUN", "Case=Nom", "Number=Sing")
    bare = bare and not one.may_be("NOUN", "Case=Ade") and not other.key.startswith(one.key)  # "vaihe vaiheelta"
    owns = after is not None and (after.may_be("NOUN") or after.may_be("ADP") or after.may_be("ADJ"))
    cases = ("Nom", "Par") if owns else ("Nom", "Gen", "Par")
    describes = before is not None and before.must_be("ADJ", "PRON", "DET", "NUM")
    # else it goes with the first: as its attribute, or as its owner ("sen paikka hyllyssä")
    described = describes and before is not None and not any(before.may_be("", f"Case={c}") for c in ("Nom", "Gen"))
    leans = after is not None and after.key in _AFTER_GENITIVES and other.may_be("NOUN", "Case=Gen")
    fits = described or any(other.may_be("NOUN", f"Case={case}") for case in cases)
    noun = not leans and fits
    subject = before is not None and (before.may_be("VERB", "Person=3") or before.may_be("AUX", "Person=3"))
    return bare and noun and not subject


_SPLITS: Final[dict[str, Callable[[Token | None, Token, Token, Token | None], bool]]] = {
    "sv": _splits_swedish,
    "fi": _splits_finnish,
}
