"""A link without a word about what is there.

What it looks for:
    A web address in a draft that says next to nothing else: fewer words than the pack's limit once greetings,
    closings and the addresses themselves are set aside.

Why it matters to the patron:
    They can't tell what waits behind the link, whether it is the right one, and what to do there.

When it is wrong:
    When an earlier piece of the same turn announced the link, or somebody spoke of it before (list
    ``asked_for``); then it keeps quiet.
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.text import Token
from nlp.view import View


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag the first address of a draft that explains none."""
    if not view.links or len(view.earlier.text.words) > words.limits.get("words", 5):
        return
    asked_for = words.words("asked_for")
    if asked_for.within(view.asked.text) or asked_for.within(view.said_by_library.text):
        return
    said = [token for token in view.text.words if not _is_frame(view, token)]
    if len(said) < words.limits.get("words", 5):
        yield view.flag(words, view.links[0])


def _is_frame(view: View, token: Token) -> bool:
    frame = [(span.start, span.end) for kind in ("greeting", "closing", "thanks") for span in view.acts.of(kind)]
    return view.inside(token.start, token.end, (*view.links, *view.addresses, *frame))
