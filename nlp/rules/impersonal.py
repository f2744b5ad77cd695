"""Nobody speaks to nobody.

What it looks for:
    The set frames of notices and by-laws (list ``flag``); and drafts in which no one says "we" or "you" while verbs
    stand in the passive or an impersonal form (lists ``passive``, ``speaks``, ``addresses``).

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
from nlp.text import Sentence
from nlp.view import View


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag each sentence with a frame, or the first impersonal one where nobody speaks."""
    framed = [s for s in view.text.sentences if _is_framed(view, words, s)]
    for sentence in framed:
        yield view.flag(words, sentence)
    if framed or view.is_kind or not view.draft.question:
        return
    if words.words("speaks").within(view.text) or words.words("addresses").within(view.text):
        return
    for sentence in view.text.sentences:
        if len(sentence.words) >= words.limits.get("words", 5) and words.words("passive").within(sentence):
            yield view.flag(words, sentence)
            return


def _is_framed(view: View, words: RulePack, sentence: Sentence) -> bool:
    frames = [f for f in words.words("flag").find(sentence) if not view.inside(f.start, f.end, view.quoted)]
    return bool(frames) and not words.words("unless").within(sentence)
