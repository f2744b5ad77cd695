"""Nobody speaks to nobody.

What it looks for:
    The set frames of notices and by-laws (list ``flag``); rules recited where nothing else is kind (list ``duty``);
    and drafts in which no one says "we" or "you" after the hello while verbs stand in the passive or an impersonal
    form (lists ``passive``, ``speaks``, ``addresses``); and a letter in which nothing is friendly and nothing helps
    the patron on (where the pack's limit ``letter`` is set; at a complaint, and where `no-next-step` has words, it
    offers none). What only confirms receipt (list ``receipt``) has a wording of its own.

Why it matters to the patron:
    They wrote to a person and hear a notice board.

When it is wrong:
    A passive in which the library does something for the patron is kind; a person named anywhere, or any
    warmth, keeps it quiet.
    Where the question isn't known, a passive may be plain fact, and only the set frames speak.
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.rules import no_next_step
from nlp.text import Sentence
from nlp.view import View


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag each sentence with a frame, or the first impersonal one where nobody speaks."""
    frames = ("flag",) if view.is_kind or not view.draft.question else ("flag", "duty")
    framed = [s for s in view.text.sentences if any(_is_framed(view, words, s, frame) for frame in frames)]
    for start, end in view.runs(framed):
        confirms = any(words.words("receipt").within(s) for s in framed if start <= s.start < end)
        yield view.flag(words, (start, end), say="receipt" if confirms and not view.is_leaving else "")
    if framed or view.is_kind or not view.draft.question:
        return
    if _is_cold_letter(view, words):
        led_on = view.draft.complaint or any(no_next_step.check(view, view.pack.rule("no_next_step")))
        longest = max(_body(view), key=lambda sentence: len(sentence.words))
        yield view.flag(words, longest, say="letter", suggestions=[] if led_on else None)
        return
    if _has_people(view, words) or (view.acts.has("contact") and not view.is_email):
        return
    for sentence in view.text.sentences:
        if len(sentence.words) >= words.limits.get("words", 5) and words.words("passive").within(sentence):
            yield view.flag(words, sentence)
            return


def _is_cold_letter(view: View, words: RulePack) -> bool:
    """Whether an e-mail tells the matter and nothing else: no kind word, no way on, no question."""
    if not (view.is_email and "letter" in words.limits and _body(view)) or view.is_leaving:
        return False
    return not no_next_step.leads_on(view, view.pack.rule("no_next_step"))


def _body(view: View) -> list[Sentence]:
    """The sentences of some length after the hello."""
    least = 4
    return [s for s in view.text.sentences if s.start >= view.frame.after_hello and len(s.words) >= least]


def _has_people(view: View, words: RulePack) -> bool:
    """Whether somebody speaks or is spoken to, the hello and its thanks apart."""
    hellos = [(span.start, span.end) for span in view.acts.of("greeting")]
    people = (span for name in ("speaks", "addresses") for span in words.words(name).find(view.text))
    return any(not view.inside(span.start, span.end, hellos) for span in people)


def _is_framed(view: View, words: RulePack, sentence: Sentence, name: str) -> bool:
    frames = [f for f in words.words(name).find(sentence) if not view.inside(f.start, f.end, view.quoted)]
    return bool(frames) and not words.words("unless").within(sentence)
