"""A complaint, and nobody says sorry.

What it looks for:
    The patron complains (or the library erred) and the turn holds neither an apology nor thanks for telling; an
    apology that isn't one ("we regret that you feel"); a slip of the patron's own, met without a kind word.

Why it matters to the patron:
    Until somebody says sorry, everything else sounds like an excuse. And who has erred wants to hear that it
    could have happened to anyone.

When it is wrong:
    When the apology came earlier in the conversation, or in words the pack doesn't know. Who has left an umbrella
    with us has erred towards nobody (list ``own_things`` of `patron.toml`).
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.view import View


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag the false apology, or the place where a true one is missing."""
    fakes = view.acts.of("fake_apology")
    if fakes:
        yield view.flag(words, fakes[0], say="fake")
    elif _is_complaint(view):
        said_sorry = view.did("apology", "thanks") or view.said_by_library.has("apology")
        if not said_sorry and not (view.acts.has("holding") and len(view.text.sentences) == 1):
            yield view.missing(words, at=view.frame.after_hello, say=first_words(view, words))
    elif view.asked.of_list("own_slip") and not view.is_warm and not _is_no_slip(view):
        yield view.missing(words, at=view.frame.after_hello, say="slip")


def _is_no_slip(view: View) -> bool:
    """Whether what was left or lost was the patron's own, or left for us to keep."""
    return bool(view.asked.of_list("own_things") or view.asked.of_list("gave"))


def first_words(view: View, words: RulePack) -> str:
    """Which words are missing: for who erred themselves, of the very thing that went wrong, or the usual ones.

    Who complains of a slip that was laid at their door hasn't erred. What went wrong is heard in the patron's words:
    each ``[says.*]`` with a list of phrases of its name, in the file's order; where there is a list of its name with
    ``_told`` too, the reply must say so (a bill was wrong only if it is taken back). After a thank-you that stands
    already there is none in the usual words.
    """
    if view.asked.of_list("own_slip") and not _is_complaint(view):
        return "slip"
    for name in words.says:
        told = f"{name}_told"
        admitted = told not in words.phrases or words.words(told).within(view.text)
        if words.words(name).within(view.asked.text) and admitted:
            return name
    return "thanked" if view.acts.has("thanks") else ""


def _is_complaint(view: View) -> bool:
    if view.draft.complaint is None:
        return bool(view.asked.of_list("complaint"))
    return view.draft.complaint
