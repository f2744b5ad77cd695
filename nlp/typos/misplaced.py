"""Right words in the wrong place, told by what mostly stands there: "it will be send to you", "il libro non e qui".

Where no phrase of the pack sees it: a word was changed for one that looks or sounds like it. Which of the two people
write there is known to an engine: in English to counts of words that stand together (`nlp.engines.triples`), in
Italian, Romanian and Swedish, for the small words that are confused most, to `nlp.engines.lookalikes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from nlp.ports import Counted, Lexicon, Mistake, Phrasing, Speller
from nlp.text import Sentence
from nlp.typos.joining import joins
from nlp.typos.marks import Slip
from nlp.typos.restore import is_plain
from nlp.view import View

_WORDS: Final = {"it": r"[^\W\d_]+['’]?"}
_WORD: Final = r"[^\W\d_]+(?:['’][^\W\d_]+)*"
_PIECES: Final = {lang: re.compile(rf"{_WORDS.get(lang, _WORD)}|\d+|\S") for lang in ("en", "fi", "it", "ro", "sv")}
_MODAL: Final = "(?:kan|kunde|ska|skulle|vill|ville|må|måste|får|fick|bör|borde|brukar|låt|låter|ser|hör|att)"
_SUBJECT: Final = "(?:jag|du|han|hon|hen|den|det|vi|ni|de|man|som)"
_BETWEEN: Final = "(?:också|även|inte|alltid|aldrig|redan|nu|sedan|sen|bara|ofta|gärna|ju|nog|väl|då|själv|snart)"
_SUBORDINATE: Final = re.compile(rf"(?!{_MODAL} )(?:\S+ )?{_SUBJECT} {_BETWEEN}")
"""What a Swedish verb in the present may follow in a clause ("som du också skriver"), however seldom it does."""

_ASKED_FOR: Final = re.compile(rf"(?:.+ )?{_MODAL}(?: {_SUBJECT})?(?: (?:inte|{_BETWEEN}))*")
"""What a Swedish infinitive may follow."""

_BEING: Final = frozenset({"är", "var", "blir", "blev", "bli", "vara", "varit", "blivit", "vore"})
"""What tells of something how it is."""

_HELPING: Final = frozenset({"vara", "ha", "få", "bli", "kunna", "göra"})
"""Verbs whose infinitive is a slip of nothing there."""

_WENT: Final = re.compile(
    rf"{_SUBJECT} for (?:ner|upp|hem|bort|iväg|ut|in|till|vidare|runt|omkring|dit|hit|med|genom|över)"
)
"""How one goes: between these, "for" is no slip."""

_OF_ONE: Final = frozenset({"is", "has", "was", "does"})
"""What is said of one thing, though its name be of many: "Picture Books has an armchair"."""

_GLUED: Final = frozenset("-–/`'’_=@#&")


def misplaced(view: View) -> Iterator[Slip]:
    """Each small word that another fits much better than, left to right, outside quotations, links and names."""
    speller, lang = view.speller, view.pack.lang
    if view.phrasing is None or speller is None or speller.name == "off" or (lang == "ro" and is_plain(view.text)):
        return
    keep = (*view.quoted, *view.links, *view.addresses, *view.told)
    wanted = (misplaced, view.phrasing, speller)
    for sentence in view.text.sentences:
        if sentence.memory.get(wanted) == ():
            continue
        found = list(_in_sentence(view, sentence, view.phrasing, speller))
        sentence.memory[wanted] = tuple((slip.start - sentence.start, slip.end - sentence.start) for slip in found)
        yield from (slip for slip in found if not view.inside(slip.start, slip.end, keep))


def reads_worse(view: View, mistake: Mistake) -> bool:
    """Whether none of the wordings that somebody offers reads as well as what stands there, as far as is counted."""
    sentence = view.text.sentence_at(mistake.start)
    if not isinstance(view.phrasing, Counted):
        return False
    found = list(pieces(view.draft.text, sentence.start, sentence.end, view.pack.lang))
    at = sum(start < mistake.start for start, _ in found)
    end = sum(start < mistake.end for start, _ in found)
    offered = ([word for _, word in pieces(new, 0, len(new), view.pack.lang)] for new in mistake.replacements)
    words = [word for _, word in found]
    return all(view.phrasing.reads_worse(words, at, end, new) for new in offered)


def _in_sentence(view: View, sentence: Sentence, phrasing: Phrasing, speller: Speller) -> Iterator[Slip]:
    text = view.draft.text
    found = list(pieces(text, sentence.start, sentence.end, view.pack.lang))
    words = [word for _, word in found]
    for at, (start, word) in enumerate(found):
        end = start + len(word)
        if text[start:end].islower() and _stands_alone(text, start, end) and speller.knows(text[start:end]):
            better = phrasing.fits_better(words, at)
            if better and not _belongs(view, found, at, better, speller):
                yield Slip(start, end, better, "")


def _belongs(view: View, found: Sequence[tuple[int, str]], at: int, better: str, speller: Speller) -> bool:
    """Whether a word is right where it stands by what its language's neighbours tell for certain."""
    words = [word for _, word in found]
    if view.pack.lang == "sv":
        told = (_is_present, _is_past, _is_asked_for, _is_pointed_at)
        looked_up = (_is_whither, _is_exclaimed, _is_predicate)
        lexicon = view.lexicon
        return any(tells(words, at) for tells in told) or (
            lexicon is not None
            and (any(tells(words, at, lexicon) for tells in looked_up) or _is_the_same(words[at], better, lexicon))
        )
    if view.pack.lang == "en":
        return words[at] in _OF_ONE and _is_behind_name(view, found, at, speller)
    if view.pack.lang != "it" or words[at] != "e" or view.lexicon is None:
        return False
    misspelt = at > 0 and words[at - 1].isalpha() and not speller.knows(words[at - 1])  # "molto simpattico e gentile"
    return misspelt or joins(words, at, view.lexicon, behind_name=_is_behind_name(view, found, at, speller))


def _is_behind_name(view: View, found: Sequence[tuple[int, str]], at: int, speller: Speller) -> bool:
    """Whether the word before has a capital for its own sake, not for beginning the sentence."""
    start, word = found[at - 1] if at else (0, "")
    capital = bool(word) and view.draft.text[start].isupper()
    return capital and (at > 1 or not speller.knows(word))


def _is_present(words: list[str], at: int) -> bool:
    """Whether a Swedish word is a verb in the present right behind its subject and an adverb."""
    before = " ".join(words[max(0, at - 3) : at])
    return words[at].endswith("r") and _SUBORDINATE.fullmatch(before) is not None


def _is_asked_for(words: list[str], at: int) -> bool:
    """Whether a Swedish infinitive stands behind its auxiliary, whoever stands between: "så ska det inte vara"."""
    before = " ".join(words[max(0, at - 4) : at])
    return words[at] in _HELPING and _ASKED_FOR.fullmatch(before) is not None


def _is_pointed_at(words: list[str], at: int) -> bool:
    """Whether a Swedish "dem" is what a cleft points at: "det är dem du får prata med"."""
    return words[at] == "dem" and words[max(0, at - 2) : at] in (["det", "är"], ["det", "var"])


def _is_whither(words: list[str], at: int, lexicon: Lexicon) -> bool:
    """Whether a Swedish "dit" or "hit" stands right behind a verb: "jag ringde dit"."""
    behind = lexicon.readings(words[at - 1]) if at and words[at] in {"dit", "hit"} else ()
    return any(reading.pos == "VERB" for reading in behind)


def _is_exclaimed(words: list[str], at: int, lexicon: Lexicon) -> bool:
    """Whether a Swedish adjective or participle comes before its subject: "vad rörd jag blir", "så trött du är"."""
    if not 0 < at < len(words) - 1 or words[at - 1] not in {"vad", "så", "hur"}:
        return False
    like_one = any(r.pos == "ADJ" or "VerbForm=Part" in r.feats for r in lexicon.readings(words[at]))
    return like_one and re.fullmatch(_SUBJECT, words[at + 1]) is not None


def _is_predicate(words: list[str], at: int, lexicon: Lexicon) -> bool:
    """Whether a Swedish adjective is said of something: "boken är ny". Whether it agrees is another's question."""
    said = at > 0 and words[at - 1] in _BEING and not words[at].endswith("e")
    return said and any(reading.pos == "ADJ" for reading in lexicon.readings(words[at]))


def _is_the_same(word: str, better: str, lexicon: Lexicon) -> bool:
    """Whether two Swedish words are the thing and the things: "lånekortet", "lånekorten"; which, no place tells."""
    things = [{r.lemma for r in lexicon.readings(one) if "Definite=Def" in r.feats} for one in (word, better)]
    return not things[0].isdisjoint(things[1])


def _is_past(words: list[str], at: int) -> bool:
    """Whether a Swedish "for" is the past of "fara": "jag for hem"."""
    return words[at] == "for" and _WENT.fullmatch(" ".join(words[max(0, at - 1) : at + 2])) is not None


def pieces(text: str, start: int, end: int, lang: str) -> Iterator[tuple[int, str]]:
    """Small words and marks with where they begin; every number is 0s, an apostrophe is straight."""
    for match in _PIECES[lang].finditer(text, start, end):
        word = match[0].lower().replace("’", "'")
        yield match.start(), "0" * len(word) if word.isdigit() else word


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether nothing is glued to a word: "plug-in", "his/her"."""
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    return not any(char in _GLUED or char.isalnum() for char in around)
