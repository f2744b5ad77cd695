"""Library words without an explanation.

What it looks for:
    Terms of the pack's table ``[plain]`` and of the house glossary, and names of the house that stand in no list:
    a capital beside what the patron must have or go through ("a Comet badge"). What it offers: plain words in
    place of the term where a ``[[kinder]]`` pair fits the words around it; else a bracket, where the clause ends
    and no word is said twice (the house knows what its own words mean, so theirs may stand inside it); else the
    plain words are only told (``[says.plain]``), and the librarian finds their place. A term stays quiet that the
    patron used in any form, that is explained in the same sentence (brackets, "that is") or by how the next one
    begins ("It is the room where"), that names a room (list ``rooms``) or stands in quotation marks.

Why it matters to the patron:
    A word only colleagues know makes them feel like an outsider, and the answer stays locked.

When it is wrong:
    When patron and librarian share the trade; the librarian switches it off for that conversation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.phrase import Phrases, Span
from nlp.text import Sentence, Token
from nlp.view import View
from nlp.wordings.kinder import rewritten

_DESCRIBED: Final = 4
"""Words that describe a term, at most, before a gloss of it."""

_STEM: Final = 4
"""Letters by which two forms of a word are known for one."""

_CLAUSE_ENDS: Final = re.compile(r"[.;!?…]|\s*(?:\n|$)")
"""What follows a term that ends its clause: a mark, or the end of the line."""

_BEGINS: Final = 2
"""The last token at which a sentence that explains the one before may begin to."""


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag each unexplained term with its plain wording."""
    for span, plain in _found(view, words):
        if not _is_excused(view, span):
            yield _in_plain_words(view, words, span, _glossed(view, words, span, plain))


def _in_plain_words(view: View, words: RulePack, span: Span, bracket: Finding) -> Finding:
    """The finding with plain words in place of the term where a ``[[kinder]]`` pair of the pack takes it up."""
    for _, turn in words.stiff.find(view.text):
        if turn.start < span.end and span.start < turn.end:
            said = tuple(rewritten(view.text, turn.start, turn.end, words, view.filler, familiar=view.is_familiar))
            return replace(bracket, suggestions=said, place=(turn.start, turn.end)) if said else bracket
    return bracket


def _glossed(view: View, words: RulePack, span: Span, plain: str) -> Finding:
    """The finding with a gloss in brackets behind the clause that the term ends; elsewhere the gloss is told."""
    bare = view.flag(words, span, suggestions=[])
    if not plain:
        return bare
    leads_on = _leads_on(view, span)
    end = _phrase_end(span) if leads_on else span.end
    owner = leads_on and _is_owner(span.sentence.tokens[span.last])
    ends = _CLAUSE_ENDS.match(view.draft.text, end) and not owner and not _says_twice(span.sentence, plain)
    ours = plain in view.draft.house.glossary.get(view.pack.lang, {}).values() and not (leads_on and end == span.end)
    if ends or ours:
        said = f"{view.draft.text[span.start : end]} ({plain})"
        return replace(bare, suggestions=(said,), place=(span.start, end))
    told = words.says.get("plain")
    return bare if told is None else replace(bare, message=told.message.replace("{plain}", plain))


def _says_twice(sentence: Sentence, plain: str) -> bool:
    """Whether a gloss repeats a word of its sentence ("hold shelf (the shelf where ...)")."""
    said = {token.key[:_STEM] for token in sentence.words if len(token.key) >= _STEM}
    return any(word.casefold()[:_STEM] in said for word in re.findall(rf"\w{{{_STEM},}}", plain))


def _is_owner(token: Token) -> bool:
    """Whether the next thing is the term's ("signumin luettelosta"): a bracket there would gloss that thing."""
    return token.may_be("", "Case=Gen") or (not token.readings and token.key.endswith("n"))


def _leads_on(view: View, span: Span) -> bool:
    """Whether the next word belongs to the term ("circulating stock"): a bracket between them would part them.

    In Finnish what describes a noun stands before it.
    """
    if view.pack.lang == "fi":
        return False
    tokens = span.sentence.tokens
    names_nothing = not tokens[span.last].may_be("NOUN")
    return any(
        t.must_be("NOUN", "ADJ", "PROPN") or (names_nothing and t.may_be("NOUN")) or _is_named(t) or _is_participle(t)
        for t in tokens[span.last + 1 : span.last + 2]
    )


def _is_named(token: Token) -> bool:
    """Whether a word is a name or a number that goes with the one before ("proxy EZ", "form III")."""
    return token.text[:1].isdigit() or (token.text[:1].isupper() and token.text != "I")


def _is_participle(token: Token) -> bool:
    return token.may_be("VERB", "VerbForm=Part") and not token.may_be("VERB", "Mood=Ind")


def _phrase_end(span: Span) -> int:
    """Where a gloss goes behind what describes the term ("metadata made by hand"): before the next mark.

    The end of the term itself where that is far, or where a verb or a name comes first.
    """
    end = span.end
    for token in span.sentence.tokens[span.last + 1 : span.last + 2 + _DESCRIBED]:
        if not token.is_word:
            return end
        if _is_named(token) or token.may_be("AUX") or token.may_be("VERB", "Mood=Ind"):
            break
        end = token.end
    return span.end


def terms(view: View) -> tuple[tuple[int, int], ...]:
    """Where the draft uses terms that have plain words, as code points: another rule need not speak of them."""
    words = view.pack.rules.get("jargon")
    return tuple((span.start, span.end) for span, _ in _found(view, words)) if words is not None else ()


def _found(view: View, words: RulePack) -> Iterator[tuple[Span, str]]:
    house = view.draft.house.glossary.get(view.pack.lang, {})
    own = ((_house_term(term, view.pack.lang), plain) for term, plain in house.items())
    spans = [(span, plain) for phrases, plain in own for span in phrases.find(view.text)]
    spans += [(span, words.plain[at][1]) for at, span in words.terms.find(view.text)]
    for span, plain in spans:
        if plain or not view.draft.text[span.start : span.start + 2].isupper():  # letters are for `acronym`
            yield span, plain


@lru_cache(maxsize=2_000)
def _house_term(term: str, lang: str) -> Phrases:
    """Compiled once: the glossary is asked at every check."""
    return Phrases([term], lang)


def _is_excused(view: View, span: Span) -> bool:
    if view.inside(span.start, span.end, (*view.quoted, *view.links, *view.addresses)):
        return True
    if span.start >= view.frame.body[-1].end:  # the name of an office that signs a letter
        return True
    tokens = span.sentence.tokens
    if all(_said_by_patron(view, token) for token in tokens[span.first : span.last + 1] if token.is_word):
        return True
    rooms = view.pack.rule("jargon").words("rooms").find(span.sentence)
    return any(room.start <= span.start < room.end for room in rooms) or is_explained(view, span)


def _said_by_patron(view: View, token: Token) -> bool:
    """Whether the patron used the word, in this or another form, or with an ending after a hyphen ("OPAC-ul")."""
    stem = re.split("[-:]", token.key)[0]
    if not stem or token.key in view.patron_words or stem in view.patron_words:
        return True
    return any(not token.lemmas.isdisjoint(said.lemmas) for said in view.asked.text.words)


def is_explained(view: View, span: Span) -> bool:
    """Whether a bracket, a gloss or a defining phrase stands beside a term."""
    tokens = span.sentence.tokens
    following = tokens[span.last + 1 : span.last + 2 + _DESCRIBED]
    first_mark = next((token.text for token in following if not token.is_word), "")
    if first_mark == "(" or any(t.text in {"(", "="} for t in following[:2]):
        return True
    if any(token.text == ":" for token in following[:1]):
        return True
    if span.first and tokens[span.first - 1].text == "(":
        return True
    return view.acts.in_sentence(span.sentence, "explanation") or _is_taken_up(view, span.sentence)


def _is_taken_up(view: View, sentence: Sentence) -> bool:
    """Whether the next sentence begins by explaining: "It is a list of what others have ordered."."""
    sentences = view.text.sentences
    at = sentences.index(sentence) + 1
    return any(
        span.sentence is sentences[at] and span.first <= _BEGINS
        for span in (view.acts.of("explanation") if at < len(sentences) else ())
    )
