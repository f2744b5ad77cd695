"""Numbers and names that belong to one person.

What it looks for:
    Card numbers and personal codes with a valid shape (`nlp.personal`), phone numbers and e-mail addresses said
    to be a third person's, and a named person tied to a loan (the pack's list ``holder`` followed by a name, or a
    phrase of ``named``, where the language puts the name inside); where the patron asks about somebody else or
    speaks of their own people (the list ``relative`` of `patron.toml`), what that person borrowed or brought back
    (``told``); a card's number in any grouping (``card``). Of a number the last two digits are offered. A wording
    that leaves a "she" behind whom nobody knows any more is not offered. Who says that such things are kept (list
    ``kept``) tells none of them.

Why it matters to the patron:
    What one borrows and who one is are confidences; a message may be read by others.

When it is wrong:
    A colleague's name beside a book: "holder" phrases speak of borrowing, not of keeping aside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from nlp import personal
from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.phrase import Span
from nlp.view import View
from nlp.wordings.wording import put

_TELLS: Final = frozenset(":=")
"""Marks behind which a number is what the sentence tells."""

_HOUSE: Final = 7
"""Letters from which an ordinary word with a capital is a house's name and not a person's."""


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag each number, address and named borrower."""
    said = " ".join([view.draft.question or "", *(piece.text for piece in view.draft.before or ())])
    known = personal.digits_of(*view.draft.house.contacts)
    for start, end in personal.find_numbers(view.draft.text):
        if not view.inside(start, end, view.links) and personal.digits_of(view.draft.text[start:end]).isdisjoint(
            known
        ):
            yield view.flag(words, (start, end), suggestions=_masked(view, words, start, end))
    for span in words.words("card").find(view.text):
        yield view.flag(words, span)
    # Whom we have spoken to for the patron, or work with, is no stranger.
    told = view.acts.has("handover") or words.words("ours").within(view.text)
    for span in () if told else words.words("their_contact").find(view.text):
        contact = _contact_after(view, span)
        if contact and view.draft.text[slice(*contact)] not in said:
            yield view.flag(words, (span.start, max(span.end, contact[1])))
    told_until = 0
    for start, end, say in sorted(_borrowers(view, words)):
        if start >= told_until and not words.words("kept").within(view.text.sentence_at(start)):
            told_until = end
            yield _without_traces(view, words, view.flag(words, (start, end), say=say))


def _masked(view: View, words: RulePack, start: int, end: int) -> Sequence[str]:
    """A number's last two digits, as the message says; not where the sentence is there to tell the number."""
    before = [token for token in view.text.sentence_at(start).tokens if token.end <= start][-1:]
    told = any(token.text in _TELLS or token.may_be("AUX") for token in before)
    last = view.draft.text[start:end][-2:]
    return [] if told or not before else [said.replace("{last}", last) for said in words.says["number"].suggestions]


def _without_traces(view: View, words: RulePack, finding: Finding) -> Finding:
    """The finding without wordings after which the draft still speaks of that person (list ``they``), nameless."""
    they, start = words.words("they"), finding.taken[0]
    about = view.asked.of_list("relative") and finding.suggestions and not words.words("told").within(view.text)
    left = (put(view.draft.text, finding.taken, said)[start:] for said in finding.suggestions)
    kept = (said for said, rest in zip(finding.suggestions, left, strict=True) if not they.within(view.read(rest)))
    return replace(finding, suggestions=() if about else tuple(kept))


def _borrowers(view: View, words: RulePack) -> Iterator[tuple[int, int, str]]:
    """Named people tied to a loan, as code points with what to say; two phrases may name the same one."""
    for span in words.words("named").find(view.text):
        if _names_a_stranger(view, span):
            yield span.start, span.end, "holder"
    if view.asked.of_list("asks_who") or view.asked.of_list("relative"):
        yield from ((span.start, span.end, "told") for span in words.words("told").find(view.text))
    if view.asked.of_list("asks_holder") and (name := _opening_name(view)):
        yield *name, "holder"
    for span in _holders(view, words):
        if (name_end := _name_after(view, words, span)) is not None:
            yield span.start, name_end, "holder"


def _opening_name(view: View) -> tuple[int, int] | None:
    """The two names an answer begins with ("Ann Poe, till Friday"), where the patron asked who has it."""
    first, second = (*view.frame.body[0].tokens[:2], None, None)[:2] if view.frame.body else (None, None)
    if first is None or second is None or not (_is_name(view, first.text) and _is_name(view, second.text)):
        return None
    return first.start, second.end


def _names_a_stranger(view: View, span: Span) -> bool:
    names = [t for t in span.sentence.tokens[span.first + 1 : span.last + 1] if t.text[0].isupper()]
    return not any(t.text in view.draft.house.names or t.key in view.patron_words for t in names)


def _holders(view: View, words: RulePack) -> Iterator[Span]:
    """Who is said to have the book; where the patron asks for a name, every person named with a title."""
    yield from words.words("holder").find(view.text)
    if view.asked.of_list("asks_who"):
        yield from words.words("person").find(view.text)


def _contact_after(view: View, span: Span) -> tuple[int, int] | None:
    contacts = (*personal.find_phones(view.draft.text), *view.addresses)
    near = [c for c in contacts if span.start <= c[0] < span.sentence.end]
    return min(near, default=None)


def _name_after(view: View, words: RulePack, span: Span) -> int | None:
    """The end of a run of capitalised words right after (titles and small words skipped), or None.

    A house's name is no person's, whatever town it ends with ("the Archives of Leeds").
    """
    tokens = span.sentence.tokens[span.last + 1 : span.last + 5]
    named = [i for i, token in enumerate(tokens) if _is_name(view, token.text)]
    if not named or named[0] > 2:
        return None
    titled = any(title.last == span.last + named[0] for title in words.words("titles").find(span.sentence))
    if not titled and _is_house(view, tokens[named[0]].text):
        return None
    last = named[0]
    while last + 1 in named:
        last += 1
    return tokens[last].end


def _is_house(view: View, text: str) -> bool:
    """Whether it is a long word with a capital and hardly a person's name: "the National Archives have it"."""
    speller = view.speller
    return len(text) >= _HOUSE and speller is not None and speller.name != "off" and speller.knows(text.lower())


def _is_name(view: View, text: str) -> bool:
    known = text in view.draft.house.names or text.casefold() in view.patron_words or text.casefold() in view.weekdays
    return len(text) > 1 and text[0].isupper() and text[1:].islower() and not known
