"""Italian: articles in the gender, the number and by the sound of their noun; persons; infinitives behind "può"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from nlp.ports import Reading
from nlp.text import Token
from nlp.typos.agree.words import Rule, Words, cues_of, gendered, same_tense, sole, values
from nlp.typos.slips import slips

_FAMILIES: Final = (
    ("il", "lo", "l'", "i", "gli", "la", "l'", "le"),
    *(
        (f"{head}l", f"{head}llo", f"{head}ll'", f"{head}i", f"{head}gli", f"{head}lla", f"{head}ll'", f"{head}lle")
        for head in ("de", "ne", "a", "da", "su")
    ),
    ("un", "uno", "un", "", "", "una", "un'", ""),
    ("quel", "quello", "quell'", "quei", "quegli", "quella", "quell'", "quelle"),
    ("questo", "questo", "quest'", "questi", "questi", "questa", "quest'", "queste"),
    *(
        (f"{stem}o", f"{stem}o", f"{stem}o", plural, plural, f"{stem}a", f"{stem}a", f"{stem}e")
        for stem, plural in (
            ("mi", "miei"), ("tu", "tuoi"), ("su", "suoi"), ("nostr", "nostri"), ("vostr", "vostri"),
            ("altr", "altri"), ("stess", "stessi"), ("prim", "primi"), ("ultim", "ultimi"),
            ("nuov", "nuovi"), ("vecchi", "vecchi"),
        )
    ),
)  # fmt: skip
"""Before a consonant, before "st" and "z", before a vowel, both of many; the feminine ones."""

_KINDS: Final = (("Masc", "Sing"), ("Masc", "Sing"), ("Masc", "Sing"), ("Masc", "Plur"), ("Masc", "Plur"),
                 ("Fem", "Sing"), ("Fem", "Sing"), ("Fem", "Plur"))  # fmt: skip
_ARTICLES: Final = {
    form: (family, kind)
    for family in _FAMILIES
    for form, kind in zip(family, _KINDS, strict=True)
    if form and "'" not in form
}
_CLITICS: Final = frozenset({"la", "lo", "le", "gli"})
"""Articles that are pronouns before a verb."""

_STRICT: Final = frozenset({"un", *(family[0] for family in _FAMILIES[8:])})
"""What may stand for a noun by itself, so that a verb may follow."""

_VOWELS: Final = frozenset("aeiouàèéìòù")
_SHORTEST: Final = 3  # letters
_RARE: Final = ((10, 8), (6, 7))
"""Frequency classes up to which a word is hardly the one that was meant, and by how many its double is commoner."""
_HARDLY: Final = max(most for most, _ in _RARE)
_PLAIN: Final = 0.8  # slips
_COMMON: Final = 9  # frequency class of a noun whose gender is no matter of taste
_FREE: Final = frozenset({"byte", "suite", "file", "sorgente", "sorgenti", "fine", "core", "mail", "home", "cache"})
"""Nouns that people use in a gender that the dictionary lacks."""

_LO: Final = re.compile(r"s[bcdfglmnpqrtv]|z|gn|ps|x")
_GODS: Final = frozenset({"dei", "dèi"})  # which take "gli", alone of all
_UNSURE: Final = re.compile(r"[hjkwy]|pn|i[aeou]|[^a-zàèéìòù]")
_PERSONS: Final = {"io": ("Sing", "1"), "tu": ("Sing", "2"), "noi": ("Plur", "1"), "voi": ("Plur", "2")}
_SMALL: Final = frozenset({"non", "mi", "ti", "ci", "vi", "si", "ne", "lo", "la", "li", "le", "gli"})
_WHERE: Final = frozenset({"lontano", "vicino"})
"""Adjectives that say where, and then agree with nothing: "una sala lontano dal rumore"."""

_MODALS: Final = frozenset(
    {"posso", "puoi", "può", "possiamo", "potete", "possono", "devo", "devi", "deve", "dobbiamo", "dovete", "devono"}
    | {
        "vorrei",
        "vorresti",
        "vorrebbe",
        "vorremmo",
        "potrei",
        "potresti",
        "potrebbe",
        "potremmo",
        "dovrebbe",
        "dovrei",
    }
)
_CLAUSES: Final = frozenset({"se", "quando", "come", "chi", "che", "appena", "dove"})


def article(words: Words, at: int) -> tuple[str, ...]:
    """Another article of the same family fits the noun behind it: "la problema", "uno uomo", "i studenti"."""
    token, noun = words.tokens[at], words.after(at)
    typed = token.text.lower()
    if typed not in _ARTICLES or noun is None or not _is_native(words, at + 1):
        return ()
    family, kind = _ARTICLES[typed]
    before = words.before(at)
    led = before is not None and before.text.lower() in _ARTICLES
    kinds = _kinds(_nominal(noun, strict=typed in _CLITICS or (family[0] in _STRICT and not led)))
    if not kinds:
        return ()
    best = kind if kind in kinds else min(kinds, key=lambda one: (one[1] != kind[1], one[0] != kind[0]))
    right = _sounding(family, best, noun.text)
    return (right,) if right and right != typed and "'" not in right else ()


def _is_native(words: Words, at: int) -> bool:
    """Whether a noun is common and ends and begins as Italian ones do: loanwords take the gender they like."""
    noun, following = words.tokens[at], words.tokens[at + 1 : at + 2]
    glued = bool(following) and following[0].text == "-"
    known = words.speller.frequency(noun.text) >= _COMMON and noun.text not in _FREE
    return known and noun.text[-1] in _VOWELS and not _UNSURE.match(noun.text) and not glued


def _kinds(readings: Iterable[Reading]) -> set[tuple[str, str]]:
    """Each gender and number that some reading allows."""
    return {
        (gender, number)
        for reading in readings
        for gender in _of(reading, "Gender", ("Masc", "Fem"))
        for number in _of(reading, "Number", ("Sing", "Plur"))
    }


def _nominal(noun: Token, *, strict: bool) -> tuple[Reading, ...]:
    """The readings as a noun, where there are none or (behind what is surely an article) verbs besides."""
    if strict and not noun.must_be("NOUN"):
        return ()
    if not all(r.pos in {"NOUN", "VERB"} for r in noun.readings):
        return ()
    return gendered(r for r in noun.readings if r.pos == "NOUN")


def _of(reading: Reading, name: str, either: Iterable[str]) -> Iterable[str]:
    value = next(iter(values([reading], name)))
    return (value,) if value else either


def _sounding(family: tuple[str, ...], kind: tuple[str, str], noun: str) -> str:
    """The form of an article for a gender and number before a word."""
    vowel, hard = noun[0] in _VOWELS, bool(_LO.match(noun)) or noun in _GODS
    if kind == ("Masc", "Sing"):
        return family[2 if vowel else 1 if hard else 0]
    if kind == ("Masc", "Plur"):
        return family[4 if vowel or hard else 3]
    return family[7] if kind[1] == "Plur" else family[6 if vowel else 5]


def noun_behind_article(words: Words, at: int) -> tuple[str, ...]:
    """Behind an article no finite verb stands, but a noun that looks like it: "una dona"."""
    token, before = words.tokens[at], words.before(at)
    found = _ARTICLES.get(before.text.lower()) if before is not None else None
    if (
        before is None
        or found is None
        or before.text.lower() in _CLITICS | {"uno"}
        or found[0][0] in _STRICT - {"un"}
    ):
        return ()
    readings = sole(token, "VERB", "AUX")
    if not readings or not token.text.islower() or any("VerbForm=Fin" not in r.feats for r in readings):
        return ()
    gender, number = found[1]

    def fits(reading: Reading) -> bool:
        return reading.pos == "NOUN" and {f"Gender={gender}", f"Number={number}"} <= reading.feats

    near = words.near(token, fits)
    plain = bool(near) and slips(token.text, near[0]) <= _PLAIN
    return near[:1] if plain and words.speller.frequency(near[0]) > words.speller.frequency(token.text) else ()


def person_of_verb(words: Words, at: int) -> tuple[str, ...]:
    """The person of the pronoun before, where that is no object: "tu ha", "noi avete"."""
    token = words.tokens[at]
    readings = sole(token, "VERB", "AUX")
    start = at
    while start and words.tokens[start - 1].key in _SMALL:
        start -= 1
    pronoun = words.tokens[start - 1] if start else None
    person = _PERSONS.get(pronoun.text.lower()) if pronoun is not None else None
    if (
        person is None
        or not readings
        or (start > 1 and words.tokens[start - 2].is_word and not _opens(words.tokens[start - 2]))
    ):
        return ()
    wanted = {f"Number={person[0]}", f"Person={person[1]}"}
    if any("VerbForm=Fin" not in r.feats or wanted <= r.feats for r in readings):
        return ()
    return words.near(token, same_tense(readings, wanted))


def _opens(token: Token) -> bool:
    """Whether a word may open a clause, so that the pronoun behind it is its subject."""
    return token.must_be("CCONJ", "SCONJ", "ADV") or token.key in {"che", "se", "quando", "e", "ma"}


def infinitive_behind_modal(words: Words, at: int) -> tuple[str, ...]:
    """Behind "can" and "must" stands the infinitive: "può passa"."""
    token, before = words.tokens[at], words.before(at)
    if before is None or before.key not in _MODALS or words.keys(at - 5, at - 1) & _CLAUSES:
        return ()
    readings = sole(token, "VERB")
    lemmas = {reading.lemma for reading in readings}
    finite = bool(readings) and all("VerbForm=Fin" in r.feats for r in readings) and token.text.islower()
    return tuple(lemmas) if finite and len(lemmas) == 1 and words.speller.knows(next(iter(lemmas))) else ()


def adjective_behind_noun(words: Words, at: int) -> tuple[str, ...]:
    """The adjective of a noun with its article is in another gender or number: "una risposta chiaro,"."""
    token, noun = words.tokens[at], words.before(at)
    first = words.before(at - 1) if noun is not None else None
    if first is None or noun is None or first.text.lower() not in {"un", "uno", "una"} or not noun.text.islower():
        return ()
    readings, kinds = sole(token, "ADJ"), _kinds(_nominal(noun, strict=True))
    if (
        token.key in _WHERE
        or not readings
        or len(kinds) != 1
        or _ARTICLES[first.text.lower()][1] not in kinds
        or not _closes(words, at)
    ):
        return ()
    if kinds & _kinds(readings) or not _is_native(words, at - 1):
        return ()
    lemmas = {reading.lemma for reading in readings}
    return words.near(token, lambda r: r.pos == "ADJ" and r.lemma in lemmas and bool(kinds & _kinds([r])))[:1]


def _closes(words: Words, at: int) -> bool:
    """Whether what a noun and its adjective say ends here: a mark or a small word follows."""
    following = words.tokens[at + 1 : at + 2]
    return not following or not following[0].is_word or following[0].must_be("CCONJ", "ADP")


def doubled(words: Words, at: int) -> tuple[str, ...]:
    """A rare word for a common one that doubles a consonant, or does not: "unna", "tropo", "posiamo"."""
    token = words.tokens[at]
    if len(token.text) < _SHORTEST or not token.text.islower() or not token.text.isalpha():
        return ()
    heard = words.speller.frequency(token.text)
    if heard > _HARDLY:
        return ()
    common = {form: words.speller.frequency(form) - heard for form in _doubled_or_not(token.text)}
    best = max(common, key=common.__getitem__, default="")
    rare = any(heard <= most and common.get(best, 0) >= ahead for most, ahead in _RARE)
    return (best,) if rare and common[best] + heard >= _COMMON and words.speller.knows(best) else ()


def _doubled_or_not(word: str) -> Iterator[str]:
    """The word with one double consonant single, or one single one between vowels doubled."""
    for at in range(1, len(word) - 1):
        if word[at] == word[at - 1] and word[at] not in _VOWELS:
            yield word[:at] + word[at + 1 :]
        elif word[at - 1] in _VOWELS and word[at] not in _VOWELS and word[at + 1] in _VOWELS:
            yield word[:at] + word[at] + word[at:]


RULES: Final = (
    Rule(doubled, frozenset(), (0,)),
    Rule(article, cues_of(_ARTICLES, "it"), (0,)),
    Rule(noun_behind_article, cues_of(_ARTICLES, "it"), (1,)),
    Rule(person_of_verb, cues_of(_PERSONS, "it"), (1, 2, 3)),
    Rule(infinitive_behind_modal, cues_of(_MODALS, "it"), (1,)),
    Rule(adjective_behind_noun, cues_of(("un", "uno", "una"), "it"), (2,)),
)
