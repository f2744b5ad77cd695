"""Romanian: articles in the gender of their noun, bare nouns behind prepositions, the subjunctive behind "să"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from nlp.ports import Reading
from nlp.typos.agree.words import Rule, Words, cues_of, gendered, same_tense, sole, values
from nlp.typos.endings import PREPOSITIONS

_ARTICLES: Final = (
    ("un", "o"), ("unui", "unei"), ("acest", "această"), ("acel", "acea"), ("niciun", "nicio"), ("alt", "altă"),
    ("vreun", "vreo"), ("acestui", "acestei"), ("acelui", "acelei"),
)  # fmt: skip
_OTHER: Final = {one: other for pair in _ARTICLES for one, other in (pair, pair[::-1])}
_FEMININE: Final = frozenset(other for _, other in _ARTICLES)
_BARE: Final = frozenset({"o", "nicio", "această", "acea", "altă", "vreo", "orice", "fiecare"})
"""What stands before a noun that bears no article of its own."""

_PREPOSITIONS: Final = PREPOSITIONS - {"ca", "pe", "până", "pana", "dupa", "după"}
_KIN: Final = frozenset(
    {"mama", "bunica", "mătușa", "sora", "doamna", "domnișoara", "soacra", "maica", "nașa", "vara", "seara"}
)
_ENDS: Final = frozenset(".,;:!?)…") | {"și", "sau", "dar", "iar"}
_CLITICS: Final = frozenset(
    {"se", "îl", "îi", "le", "vă", "ne", "mă", "te", "își", "îmi", "îți", "o", "nu", "mai", "vi", "ni", "i"}
)
_PERSONS: Final = {"eu": ("Sing", "1"), "tu": ("Sing", "2"), "noi": ("Plur", "1"), "voi": ("Plur", "2")}
_OF: Final = frozenset({"al", "a", "ai", "ale"})
_OF_KIND: Final = {
    ("Masc", "Sing"): "al", ("Neut", "Sing"): "al", ("Fem", "Sing"): "a",
    ("Masc", "Plur"): "ai", ("Neut", "Plur"): "ale", ("Fem", "Plur"): "ale",
}  # fmt: skip
_OWNERS: Final = frozenset(
    {"meu", "mea", "mei", "mele", "tău", "ta", "tăi", "tale", "nostru", "noastră", "noștri", "noastre", "vostru"}
    | {"voastră", "voștri", "voastre", "dumneavoastră", "bibliotecii", "lor"}
)
_WISHES: Final = frozenset({"să", "ca", "fie", "ori", "de", "s", "a-l"})


def gender_of_article(words: Words, at: int) -> tuple[str, ...]:
    """The article of the other gender: "unui atitudini", "acest carte"."""
    token, noun = words.tokens[at], words.after(at)
    other = _OTHER.get(token.text.lower())
    readings = gendered(sole(noun, "NOUN")) if noun is not None and other else ()
    genders = values(readings, "Gender")
    if noun is None or not readings or "" in genders or noun.key in {"sută", "mie"}:
        return ()
    feminine = token.text.lower() in _FEMININE
    # of neuter nouns the plural is feminine: "unor", never "unei"
    wrong = (
        genders <= {"Masc", "Neut"} and "Plur" not in values(readings, "Number") if feminine else genders == {"Fem"}
    )
    indefinite = values(readings, "Definite") == {"Ind"}
    return (str(other),) if wrong and indefinite else ()


def bare_noun(words: Words, at: int) -> tuple[str, ...]:
    """A noun with an article where none belongs: "o roată de moara,", "în ce clasa", "o masa"."""
    token, before = words.tokens[at], words.before(at)
    if before is None or not token.text.islower() or not token.text.endswith("a") or token.key in _KIN:
        return ()
    form = token.text[:-1] + "ă"
    if not (_is_noun(token.readings, "Def") and _is_noun(words.lexicon.readings(form), "Ind")):
        return ()
    asked = before.key == "ce" and at > 1 and words.tokens[at - 2].text.lower() in _PREPOSITIONS
    article = before.text.lower() in _BARE
    led_by = words.before(at - 1)
    surely = before.text.lower() != "o" or (led_by is not None and led_by.must_be("ADP"))
    counted = article and (token.must_be("NOUN") or surely)
    led = before.text.lower() in _PREPOSITIONS and _closes(words, at) and token.must_be("NOUN")
    return (form,) if (asked or counted or led) and words.speller.knows(form) else ()


def _is_noun(readings: Sequence[Reading], definite: str) -> bool:
    wanted = {f"Definite={definite}", "Gender=Fem", "Number=Sing"}
    return any(reading.pos == "NOUN" and wanted <= reading.feats for reading in readings)


def _closes(words: Words, at: int) -> bool:
    """Whether nothing behind a noun can make it definite."""
    return at + 1 == len(words.tokens) or words.tokens[at + 1].text in _ENDS


def bare_adjective(words: Words, at: int) -> tuple[str, ...]:
    """An adjective with an article behind its noun: "o carte frumoasa", "sala mica"."""
    token, noun, following = words.tokens[at], words.before(at), words.after(at)
    if noun is None or not noun.text.islower() or not token.text.islower() or not token.text.endswith("a"):
        return ()
    nouns = sole(noun, "NOUN")
    wanted = any({"Gender=Fem", "Number=Sing"} <= r.feats for r in nouns) and "Case=Dat,Gen" not in noun.feats
    leads = following is not None and (following.may_be("NOUN") or following.may_be("ADJ"))
    if not wanted or leads or values(sole(token, "ADJ"), "Definite") != {"Def"}:
        return ()
    article = words.before(at - 1)
    led = article is not None and article.text.lower() in _BARE | {"ce"}
    form = token.text[:-1] + "ă"
    fits = any(r.pos == "ADJ" and "Definite=Ind" in r.feats for r in words.lexicon.readings(form))
    return (form,) if fits and (led or values(nouns, "Definite") == {"Def"}) else ()


def subjunctive(words: Words, at: int) -> tuple[str, ...]:
    """Behind "să" stands the subjunctive ("să vine"), and the subjunctive behind "să" ("se întoarcă")."""
    token, start = words.tokens[at], at
    while start and words.tokens[start - 1].key in _CLITICS:
        start -= 1
    led = start > 0 and words.tokens[start - 1].text.lower() == "să"  # behind it nothing but a verb can stand
    verbs = tuple(r for r in token.readings if r.pos in {"VERB", "AUX"} and not r.feats & {"Mood=Imp", "Tense=Past"})
    readings = verbs if led else sole(token, "VERB", "AUX")
    moods = values(readings, "Mood")
    if not readings or not token.text.islower() or values(readings, "Person") != {"3"}:
        return ()
    lemmas = {reading.lemma for reading in readings}
    if led and moods == {"Ind"} and values(readings, "Tense") == {"Pres"}:
        return words.near(token, lambda r: r.lemma in lemmas and {"Mood=Sub", "Person=3"} <= r.feats)
    before = {token.text.lower() for token in words.tokens[max(start - 6, 0) : start]}
    alone = start < at and not before & _WISHES
    if alone and moods == {"Sub"} and words.tokens[start].text.lower() in {"se", "îl", "vă", "îi"}:
        return words.near(token, lambda r: r.lemma in lemmas and {"Mood=Ind", "Person=3", "Tense=Pres"} <= r.feats)
    return ()


def possessive(words: Words, at: int) -> tuple[str, ...]:
    """What stands between a thing and whose it is, in the gender and number of the thing: "un coleg a nostru"."""
    token, thing, owner = words.tokens[at], words.before(at), words.after(at)
    if token.text not in _OF or thing is None or owner is None or owner.text not in _OWNERS:
        return ()
    readings = gendered(sole(thing, "NOUN"))
    kinds = {
        (r_gender, r_number)
        for r in readings
        for r_gender in values([r], "Gender")
        for r_number in values([r], "Number")
    }
    right = {_OF_KIND.get(kind, "") for kind in kinds}
    indefinite = values(readings, "Definite") == {"Ind"} and "Case=Dat,Gen" not in thing.feats
    return tuple(right) if indefinite and len(right) == 1 and right.isdisjoint({"", token.text}) else ()


def person_of_verb(words: Words, at: int) -> tuple[str, ...]:
    """The person of the pronoun before: "tu aveți", "noi vine"."""
    token, start = words.tokens[at], at
    readings = sole(token, "VERB", "AUX")
    while start and words.tokens[start - 1].key in _CLITICS:
        start -= 1
    pronoun = words.tokens[start - 1] if start else None
    person = _PERSONS.get(pronoun.text.lower()) if pronoun is not None else None
    before = words.before(start - 1) if start else None
    if person is None or not readings or (before is not None and not before.must_be("CCONJ", "SCONJ", "ADV")):
        return ()
    wanted = {f"Number={person[0]}", f"Person={person[1]}"}
    if any("VerbForm=Fin" not in r.feats or wanted <= r.feats for r in readings):
        return ()
    return words.near(token, same_tense(readings, wanted))


RULES: Final = (
    Rule(gender_of_article, cues_of(_OTHER, "ro"), (0,)),
    Rule(bare_noun, cues_of({*_BARE, *_PREPOSITIONS, "ce"}, "ro"), (1,)),
    Rule(bare_adjective, cues_of((), "ro", "ADJ"), (0,)),
    Rule(subjunctive, cues_of(("să", "se", "îl", "vă", "îi"), "ro"), (1, 2, 3, 4)),
    Rule(possessive, cues_of(_OWNERS, "ro"), (-1,)),
    Rule(person_of_verb, cues_of(_PERSONS, "ro"), (1, 2, 3)),
)
