"""Finnish: numbers stand before the singular, adjectives in the number of their noun, and "ei" before a bare verb."""

from __future__ import annotations

from typing import Final

from nlp.text import DIGIT, Token
from nlp.typos.agree.words import Rule, Words, cues_of, sole, values

_PLACES: Final = frozenset({"Ine", "Ela", "Ill", "Ade", "Abl", "All", "Ess", "Tra"})
_NOT: Final = frozenset(
    {"en", "et", "ei", "emme", "ette", "eivät", "enkä", "etkä", "eikä", "emmekä", "ettekä", "eivätkä"}
)
_BETWEEN: Final = frozenset({"enää", "vielä", "kuitenkaan", "koskaan", "siis"})
_PERSONS: Final = {"minä": ("Sing", "1"), "sinä": ("Sing", "2"), "me": ("Plur", "1"), "te": ("Plur", "2")}
_AFTER_GENITIVES: Final = frozenset(
    {
        "kanssa",
        "takia",
        "vuoksi",
        "jälkeen",
        "aikana",
        "avulla",
        "perusteella",
        "puolesta",
        "kautta",
        "luokse",
        "sijasta",
    }
)
_BEFORE_PARTITIVES: Final = frozenset({"ilman", "ennen"})
_MODALS: Final = frozenset(
    {
        "voin",
        "voit",
        "voi",
        "voimme",
        "voitte",
        "voivat",
        "voisin",
        "voisit",
        "voisi",
        "voisimme",
        "voisitte",
        "voiko",
    }
    | {"haluan", "haluat", "haluaa", "haluamme", "haluatte", "haluaisin", "haluaisit", "haluaisitte", "täytyy"}
    | {"aion", "aiot", "aikoo", "aiomme", "aiotte", "aikovat", "saat", "saatte", "pitää", "täytyisi", "saanko"}
)
_GOING: Final = frozenset(
    {"tervetuloa", "tulla", "tule", "tulen", "tulet", "tulee", "tulemme", "tulette", "tulkaa", "mennään", "mennä"}
    | {"menen", "menet", "menee", "menemme", "menette", "pääsen", "pääset", "pääsee", "pääsemme", "pääsette"}
    | {"lähden", "lähdemme", "lähdetään", "pystyn", "pystyt", "pystyy", "pystymme", "pystytte", "joudun", "joudut"}
)
_INTO_DOING: Final = frozenset(
    {f"{stem}{ending}" for stem in ("pysty", "joudu", "rupea", "kykene") for ending in ("n", "t", "mme", "tte")}
    | {"pystyy", "pystyvät", "pysty", "pystyä", "pystynyt", "pystyi", "pystyisi", "pystyisin", "pystyisit"}
    | {"joutuu", "joutuvat", "joudu", "joutua", "joutunut", "joutui", "jouduin", "jouduit", "jouduimme", "jouduitte"}
    | {"pystyisimme", "pystyisitte", "joutuisi", "rupeaa", "rupeavat", "ruveta", "kykenee", "kykenevät"}
)
"""Verbs behind which nobody just does something, but goes into doing it."""

_STEMS: Final = ("", "e", "a", "ä", "ke", "tse", "ne")
"""What verbs have before "-maan" where the plain infinitive has its ending."""

_OWNERS: Final = frozenset({"hänen", "heidän", "minun", "sinun", "meidän", "teidän"})
_BELIEVED: Final = frozenset(
    {"uskon", "uskomme", "uskoo", "uskovat", "luulen", "luulin", "luulemme", "luulee", "tiedän", "tiedämme"}
    | {"tietää", "sanoi", "sanoo", "sanoivat", "kertoi", "kertoo", "kertoivat", "väittää", "väitti", "kuulin"}
    | {"huomasin", "epäilen", "oletan", "arvelen", "ilmoitti", "myönsi"}
)
"""Verbs behind which stands what somebody has done, in the genitive."""

_ENDINGS: Final = ("mme", "tte", "vat", "vät", "n", "t")


def plural_after_number(words: Words, at: int) -> tuple[str, ...]:
    """Behind a number stands the singular: "24 osavaltioissa", "kahdessa kirjastoissa"."""
    token = words.tokens[at]
    number = words.before(at)
    readings = sole(token, "NOUN", "ADJ")
    cases = values(readings, "Case")
    if number is None or not readings or values(readings, "Number") != {"Plur"} or not cases <= _PLACES:
        return ()
    if not (_counts_digits(words, at - 1) if number.text.isdigit() else _counts_word(number, cases)):
        return ()
    lemmas = {reading.lemma for reading in readings}
    return words.near(
        token,
        lambda r: r.lemma in lemmas and "Number=Sing" in r.feats and values([r], "Case") <= cases,
    )


def _counts_word(number: Token, cases: frozenset[str]) -> bool:
    """A number word in the case of what it counts; "yksi" and what looks like a noun don't count."""
    readings = sole(number, "NUM")
    one = any(reading.lemma == "yksi" for reading in readings)
    return bool(readings) and not one and values(readings, "Number") == {"Sing"} and values(readings, "Case") == cases


def _counts_digits(words: Words, at: int) -> bool:
    """A number of things, not of a page, a room or a year: behind a verb or a small word."""
    number, before = words.tokens[at], words.before(at)
    return 1 < int(number.text) < 1000 and before is not None and before.must_be("VERB", "ADV", "AUX")


def number_of_adjective(words: Words, at: int) -> tuple[str, ...]:
    """An adjective in another number than the noun behind it: "valtakunnallisissa näyttelyssä"."""
    token, noun = words.tokens[at], words.after(at)
    readings, others = sole(token, "ADJ"), sole(noun, "NOUN") if noun else ()
    cases, number = values(readings, "Case"), values(others, "Number")
    if not readings or len(number) != 1 or len(cases) != 1 or cases != values(others, "Case") or not cases <= _PLACES:
        return ()
    if number & values(readings, "Number"):
        return ()
    lemmas = {reading.lemma for reading in readings}
    return words.near(
        token, lambda r: r.lemma in lemmas and {*values([r], "Number")} == number and values([r], "Case") == cases
    )


def verb_after_not(words: Words, at: int) -> tuple[str, ...]:
    """Behind the negative verb, which bears the person, stands the bare form: "ei toimii", "emme tiedämme"."""
    token, before = words.tokens[at], words.before(at)
    if before is not None and before.key in _BETWEEN and at > 1:
        before = words.before(at - 1)
    readings = token.readings
    if before is None or before.key not in _NOT or not readings or not token.text.islower():
        return ()
    if before.key == "et" and "Person=1" in token.feats:  # "haluutko et laitan": a spoken "että"
        return ()
    finite = all(r.pos in {"VERB", "AUX"} and {"VerbForm=Fin", "Mood=Ind"} <= r.feats for r in readings)
    if not finite or "Voice=Pass" in token.feats or "Tense=Pres" not in token.feats:
        return ()
    lemmas = {reading.lemma for reading in readings}
    bare = [token.key.removesuffix(ending) for ending in _ENDINGS if token.key.endswith(ending)]
    return words.near(
        token, lambda r: r.lemma in lemmas and {"Mood=Imp", "Person=2", "Number=Sing"} <= r.feats, also=bare
    )


def person_of_verb(words: Words, at: int) -> tuple[str, ...]:
    """The person of the pronoun right before: "sinä voi", "minä menet"."""
    token, before = words.tokens[at], words.before(at)
    person = _PERSONS.get(before.text.lower()) if before is not None else None
    readings = sole(token, "VERB", "AUX")
    if person is None or not readings or not token.text.islower():
        return ()
    wanted = {f"Number={person[0]}", f"Person={person[1]}"}
    others = all("VerbForm=Fin" in r.feats and "Person=3" not in r.feats and "Mood=Ind" in r.feats for r in readings)
    if not others or any(wanted <= r.feats or "Voice=Pass" in r.feats for r in readings):
        return ()
    lemmas = {reading.lemma for reading in readings}
    return words.near(token, lambda r: r.lemma in lemmas and wanted <= r.feats)


def case_of_noun(words: Words, at: int) -> tuple[str, ...]:
    """The case that a small word asks for: "kirja kanssa", "ilman kortti", "3 kirjat"."""
    token, before, following = words.tokens[at], words.before(at), words.after(at)
    readings = sole(token, "NOUN")
    owned = values(readings, "Number[psor]") | values(readings, "Person[psor]") != {""}
    if values(readings, "Case") != {"Nom"} or owned or token.key == "kello" or not token.text.islower():
        return ()
    lemmas, number = {reading.lemma for reading in readings}, values(readings, "Number")
    if following is not None and following.key in _AFTER_GENITIVES and number == {"Sing"}:
        return words.near(token, lambda r: r.lemma in lemmas and {"Case=Gen", "Number=Sing"} <= r.feats)[:1]
    if before is not None and before.key in _BEFORE_PARTITIVES:
        return words.near(
            token, lambda r: r.lemma in lemmas and "Case=Par" in r.feats and values([r], "Number") == number
        )[:1]
    counted = before is not None and before.text.isdigit() and number == {"Plur"} and _counts_digits(words, at - 1)
    return (
        words.near(token, lambda r: r.lemma in lemmas and {"Case=Par", "Number=Sing"} <= r.feats)[:1]
        if counted
        else ()
    )


def infinitive_behind_modal(words: Words, at: int) -> tuple[str, ...]:
    """Behind "can" stands the plain infinitive: "voit hakemaan"."""
    token, before = words.tokens[at], words.before(at)
    if before is None or before.key not in _MODALS or not token.key.endswith(("maan", "mään")):
        return ()
    lemmas = {r.lemma for r in token.readings if {"InfForm=3", "Case=Ill"} <= r.feats}
    return tuple(lemmas) if len(lemmas) == 1 else ()


def infinitive_behind_going(words: Words, at: int) -> tuple[str, ...]:
    """Behind "come" and "go" one is on the way into doing it: "tule hakeman" for "tule hakemaan"."""
    token, following = words.tokens[at], words.after(at)
    form = token.key[:-1] + token.key[-2:]
    lemmas = {r.lemma for r in token.readings if {"VerbForm=Part", "PartForm=Agt", "Case=Gen"} <= r.feats}
    done_by = following is not None and following.may_be("NOUN", "Case=Gen")
    if not token.key.endswith(("man", "män")) or not lemmas or not token.must_be("VERB") or done_by:
        return ()
    return words.near(token, lambda r: r.lemma in lemmas and {"InfForm=3", "Case=Ill"} <= r.feats, also=(form,))[:1]


def infinitive_into_doing(words: Words, at: int) -> tuple[str, ...]:
    """Behind "be able" and "have to" one goes into doing it: "pystymme auttaa" for "pystymme auttamaan"."""
    token, before = words.tokens[at], words.before(at)
    if before is None or before.key not in _INTO_DOING or not token.must_be("VERB"):
        return ()
    lemmas = {r.lemma for r in token.readings if "InfForm=1" in r.feats}
    forms = (f"{token.key[:-cut]}{stem}m{2 * token.key[-1]}n" for cut in (1, 2, 3) for stem in _STEMS)
    return words.near(token, lambda r: r.lemma in lemmas and {"InfForm=3", "Case=Ill"} <= r.feats, also=forms)[:1]


def having_done(words: Words, at: int) -> tuple[str, ...]:
    """What somebody is believed to have done: "uskon hänen valinneet sen" for "uskon hänen valinneen sen"."""
    token, whose, following = words.tokens[at], words.before(at), words.after(at)
    told = words.before(at - 1) if whose is not None else None
    if told is None or whose is None or told.key not in _BELIEVED or whose.key not in _OWNERS:
        return ()
    done = token.key.endswith("neet") and token.may_be("VERB", "PartForm=Past")
    theirs = following is not None and following.may_be("NOUN", "Case=Nom", "Number=Plur")
    return (f"{token.key[:-1]}n",) if done and not theirs else ()


RULES: Final = (
    Rule(plural_after_number, cues_of((), "fi", "NUM") | {DIGIT}, (1,)),
    Rule(number_of_adjective, cues_of((), "fi", "ADJ"), (0,)),
    Rule(verb_after_not, cues_of(_NOT, "fi"), (1, 2)),
    Rule(person_of_verb, cues_of(_PERSONS, "fi"), (1,)),
    Rule(case_of_noun, cues_of(_AFTER_GENITIVES, "fi"), (-1,)),
    Rule(case_of_noun, cues_of(_BEFORE_PARTITIVES, "fi") | {DIGIT}, (1,)),
    Rule(infinitive_behind_modal, cues_of(_MODALS, "fi"), (1,)),
    Rule(infinitive_behind_going, cues_of(_GOING, "fi"), (1,)),
    Rule(infinitive_into_doing, cues_of(_INTO_DOING, "fi"), (1,)),
    Rule(having_done, cues_of(_OWNERS, "fi"), (1,)),
)
