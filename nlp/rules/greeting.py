"""Nobody says hello.

What it looks for:
    The opening reply without a greeting near its top, or thanks for writing in its place. On chat and Telegram the
    desk's own greeting, or an earlier piece of the same turn, counts; in e-mail only the draft itself. Who
    says good evening (list ``evening``) is offered a hello that says it too (``[says.evening]``).

Why it matters to the patron:
    A greeting says "I have seen you". Without it even a right answer feels like a slip pushed over a counter.

When it is wrong:
    When the greeting is one the pack doesn't know: a dialect's, or a hello in the patron's own language.
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.view import View


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """One finding at the start of an opening reply without a hello."""
    if view.draft.phase != "opening" or not view.text.words:
        return
    greeted_before = not view.is_email and view.said_by_library.has("greeting")
    if greeted_before or view.acts.has("greeting") or words.words("instead").within(view.text.sentences[0]):
        return
    if not view.is_email and _only_holds(view):
        return
    evening = "evening" if words.words("evening").within(view.asked.text) else ""
    yield view.missing(words, say="letter" if view.is_email else evening)


def _only_holds(view: View) -> bool:
    return len(view.text.sentences) == 1 and view.acts.has("holding")
