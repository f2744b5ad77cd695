"""Which wordings fit a stretch of a draft: true to what it says, and nothing that the reply says already.

A rule's pack holds wordings for every place where it may speak. Here those are left out that would take an answer
away, say sorry or thank you twice, ask on top of a question, or exclaim at somebody who complains; what is left
reads as if the librarian had written it. `nlp.wordings.mending` then asks whether a wording mends what was told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from nlp.acts import Acts
from nlp.pack import RulePack, Say
from nlp.seen import Seen
from nlp.wordings import next_step
from nlp.wordings.kinder import rewritten
from nlp.wordings.wording import fill_wordings, is_template, small, without_slots

_ORDERS: Final = frozenset({"command", "impersonal"})
_STIFF: Final = frozenset({"obligation", "duty", "flag", "stiff"})
"""Lists of what must be gone from an order or a notice that was said more kindly: half of one is one still."""

_SAID_OF: Final = frozenset({"blame", "belittle"})
"""Codes of what is said beside an answer, or in the very sentence that gives it."""

_TOLD: Final = ("time", "contact", "next_step", "offer", "promise", "referral", "handover", "explanation", "extra")
"""Acts that the patron would miss if a wording took their sentence away."""

_BESIDE: Final = "{Quote}. "
"""How a wording begins that stands behind the sentence it is for."""

_ONCE: Final = ("apology", "thanks", "offer", "reassurance")
"""Acts that sound hollow when a reply does them twice."""


def fitting(
    view: Seen, words: RulePack, told: Say, stretch: tuple[int, int], *, suggestions: Sequence[str] | None, rest: str
) -> tuple[tuple[str, ...], tuple[int, int] | None]:
    """The wordings a rule's words offer for a stretch, best first, and their place (`Finding.place`).

    Args:
        view: The draft.
        words: The rule's words.
        told: What the rule says, with its wordings.
        stretch: What they replace, as code points, or where they are put in.
        suggestions: The rule's own templates, in place of those of ``told``.
        rest: What follows the words that made the rule speak.
    """
    start, end = stretch
    if suggestions is None and start < end and (kinder := tuple(_kinder(view, words, stretch))):
        fits = [said for said in kinder if not (_mixes(view, stretch, said) or _adds_again(view, stretch, said))]
        return tuple(_in_time(view, words, said) for said in fits), None
    whole = told.last or start == end
    if words.words("unfit").within(view.text if whole else view.read(view.draft.text[start:end])):
        return (), None
    wordings = _of_register(view, told) if suggestions is None else suggestions
    wordings = [wording for wording in wordings if not _says_again(view, stretch, wording, last=told.last)]
    if told.whole and start < end and _would_lose(view, words.code, stretch):
        wordings = [wording for wording in wordings if is_template(wording)]
    if words.code == "vague-promise":
        wordings = [_in_time(view, words, wording) for wording in _dated(view, stretch, wordings)]
    if any(address_end == end for _, address_end in view.links):
        wordings = [wording for wording in wordings if not wording.startswith(_BESIDE)]  # it would break
    behind = _past_what_takes_up(view, words, stretch) if told.whole and start < end else end
    if behind > end:
        beside = tuple(wording.removeprefix(_BESIDE) for wording in wordings if wording.startswith(_BESIDE))
        return beside, (behind, behind)
    filled = fill_wordings(
        wordings, view.draft.text[start:end], rest, keeps_capital=view.is_name_at(start), lang=view.pack.lang
    )
    led = not told.last and _goes_on(view, stretch)  # what stands last begins a sentence of its own
    if led or (told.whole and start != view.text.sentence_at(start).start):
        filled = map(small, filled)
    return tuple(filled), (view.frame.last_word, view.frame.last_word) if told.last else None


def _kinder(view: Seen, words: RulePack, stretch: tuple[int, int]) -> Iterator[str]:
    """The stretch with the pack's kinder turns in it; none that leaves half of an order or a notice standing.

    None at all beside the words of the list ``unturned``.
    """
    if words.words("unturned").within(view.read(view.draft.text[slice(*stretch)])):
        return
    stiff = [words.phrases[name] for name in words.phrases if name in _STIFF and words.code in _ORDERS]
    closes = not any(sentence.start >= stretch[1] for sentence in view.frame.body)
    address = next((view.draft.text[slice(*link)] for link in view.links if link[1] == stretch[1]), "")
    step = partial(next_step.step, view, view.text.sentence_at(stretch[0]))
    turned = rewritten(view.text, *stretch, words, view.filler, familiar=view.is_familiar, closes=closes, step=step)
    for said in turned:
        if said.endswith(address) and not any(phrases.within(view.read(said)) for phrases in stiff):
            yield said


def _mixes(view: Seen, stretch: tuple[int, int], said: str) -> bool:
    """Whether a wording says tu where all the rest says dumneavoastră, or the other way round."""
    text = view.read(said)
    rest = {
        form: any(not view.inside(span.start, span.end, [stretch]) for span in view.addressed(form))
        for form in ("familiar", "formal")
    }
    return any(
        rest[other] and not rest[own] and view.has_form(text, own) and not view.has_form(text, other)
        for own, other in (("familiar", "formal"), ("formal", "familiar"))
    )


def _of_register(view: Seen, told: Say) -> Sequence[str]:
    """The templates in the draft's register; at a complaint those that don't exclaim."""
    wordings = told.familiar if told.familiar and view.is_familiar else told.suggestions
    return [wording for wording in wordings if not (view.draft.complaint and "!" in wording)]


def _says_again(view: Seen, stretch: tuple[int, int], wording: str, *, last: bool) -> bool:
    """Whether a wording does what the rest of the reply does too, or asks right after a question."""
    own = without_slots(wording)
    asks_twice = own.rstrip().endswith("?") and any(_asks_beside(view, stretch, last=last))
    said = Acts(view.read(own), view.pack)
    return asks_twice or any(said.has(kind) and any(_beside(view, stretch, kind)) for kind in _ONCE)


def _adds_again(view: Seen, stretch: tuple[int, int], turned: str) -> bool:
    """Whether a kinder turn thanks or regrets where the stretch did not and the rest of the reply does."""
    was, said = (Acts(view.read(text), view.pack) for text in (view.draft.text[slice(*stretch)], turned))
    return any(
        said.has(kind) and not was.has(kind) and any(_beside(view, stretch, kind)) for kind in ("thanks", "apology")
    )


def _beside(view: Seen, stretch: tuple[int, int], kind: str) -> Iterator[bool]:
    """For each act of a kind outside the stretch, whether it is more than a line that signs off."""
    for span in view.acts.of(kind):
        if not view.inside(span.start, span.end, [stretch]):
            yield not (view.frame.is_formula(span) and span.sentence not in view.frame.body)


def _asks_beside(view: Seen, stretch: tuple[int, int], *, last: bool) -> Iterator[bool]:
    """Whether the sentence beside the place of a wording is a question."""
    at = view.frame.last_word if last else stretch[1]
    for sentence in view.frame.body:
        yield sentence.is_question and (sentence.end == at or view.draft.text[at : sentence.start].isspace())


def _goes_on(view: Seen, stretch: tuple[int, int]) -> bool:
    """Whether a wording stands behind a salutation's comma, after which this letter writes a small letter."""
    start, end = stretch
    raw = view.draft.text
    led = raw[:start].rstrip().endswith(",")
    return led and raw[start : start + 1].islower() and (start == end or "\n" in raw[:start][-2:])


def _past_what_takes_up(view: Seen, words: RulePack, stretch: tuple[int, int]) -> int:
    """The end of a stretch and of the sentences behind it that take it up ("They know more": list ``taken_up``)."""
    end = stretch[1]
    for sentence in view.frame.body:
        between = view.draft.text[end : sentence.start]
        if sentence.start >= end and between.isspace() and "\n" not in between:
            if not words.words("taken_up").within(sentence):
                break
            end = sentence.end
    return end


def _dated(view: Seen, stretch: tuple[int, int], wordings: Sequence[str]) -> Iterator[str]:
    """Templates with a time for a promise.

    They take its place where it says no more than that somebody will write (list ``mere`` of `vague_promise.toml`);
    behind one that names a vague time of its own (list ``when`` of `someday.toml`), or says in other words that
    somebody will write (list ``answers``), they would contradict it or say it twice.
    """
    promise, when = view.pack.rule("vague_promise"), view.pack.rule("someday").words("when")
    mere, answers = promise.words("mere"), promise.words("answers")
    said = view.read(view.draft.text[slice(*stretch)])
    for wording in wordings:
        if mere.within(said):
            yield wording.removeprefix(_BESIDE)
        elif not (is_template(wording) and (when.within(said) or answers.within(said))):
            yield wording


def _in_time(view: Seen, words: RulePack, wording: str) -> str:
    """A wording with the later of two times (list ``times``) where the draft waits for others (list ``waits``)."""
    promise = view.pack.rule("vague_promise")
    if words.code != promise.code or not promise.words("waits").within(view.text):
        return wording
    soon, later = promise.words("times").source
    return wording.replace(soon, later)


def _would_lose(view: Seen, code: str, stretch: tuple[int, int]) -> bool:
    """Whether a wording in place of a stretch loses a fact, something done for the patron, or the only answer.

    What is private is to be lost, but not the time that stands beside it.
    """
    start, end = stretch
    told = ("time",) if code == "personal-data" else _TOLD
    if any(view.inside(span.start, span.end, [stretch]) for kind in told for span in view.acts.of(kind)):
        return True
    if code == "personal-data":
        return False
    alone = code in _SAID_OF and all(start <= sentence.start < end for sentence in view.frame.body)
    return alone or _has_facts(view, stretch)


def _has_facts(view: Seen, stretch: tuple[int, int]) -> bool:
    """Whether a stretch holds a number, an address or a title."""
    facts = (*view.links, *view.addresses, *view.quoted)
    return re.search(r"\d", view.draft.text[slice(*stretch)]) is not None or view.inside(*stretch, facts)
