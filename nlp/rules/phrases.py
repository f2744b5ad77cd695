"""Phrase rules: a TOML file and no Python.

What it looks for:
    Any phrase of the file's list ``flag``. A phrase of ``unless`` in the same sentence, or of ``unless_anywhere``
    in the draft, keeps it quiet; so do quotation marks around it, or the capitals of a title. A list
    ``flag_<name>`` says ``[says.<name>]``.

Why it matters to the patron:
    The file's message says it.

When it is wrong:
    When the words are the patron's own or a title without quotation marks; put the innocent sentence into the file
    as an example, and the phrase that tells it apart into ``unless``.
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.phrase import Span
from nlp.view import View


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag every phrase that nothing excuses."""
    if words.words("unless_anywhere").within(view.text):
        return
    told: set[tuple[int, int]] = set()
    for name, flagged in words.phrases.items():
        if name != "flag" and not name.startswith("flag_"):
            continue
        for span in flagged.find(view.text):
            excused = words.words("unless").within(span.sentence) or _is_titled(span)
            if not excused and not view.inside(span.start, span.end, view.quoted):
                finding = view.flag(words, span, say=name[len("flag_") :], rest=_rest(view, span))
                if (finding.start, finding.end) not in told:  # two phrases of one sentence are one card
                    told.add((finding.start, finding.end))
                    yield finding


def _is_titled(span: Span) -> bool:
    """Whether every word of it has a capital, as titles do ("You Should Have Known")."""
    tokens = [token for token in span.sentence.tokens[span.first : span.last + 1] if token.is_word]
    return len(tokens) > 1 and all(token.text[0].isupper() and not token.text[1:].isupper() for token in tokens)


def _rest(view: View, span: Span) -> str:
    """What the sentence still says after the flagged words, when they open it."""
    following = view.text.quote(span.end, span.sentence.end).lstrip(" ,;:")
    return following if span.start == span.sentence.start else ""
