"""A mark or a space out of place.

What it looks for:
    Double spaces, a space before a comma, none after it, doubled or missing marks, brackets that don't close, a
    small letter where a sentence starts, a word typed twice (`nlp.marks`); and what LanguageTool marks as such.

Why it matters to the patron:
    Small, but the handbook names it: punctuation is read as care.

When it is wrong:
    Chat's own habits (no full stop after one line, all in small letters) are no slips and stay quiet.
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp.finding import Finding
from nlp.marks import find_slips
from nlp.pack import RulePack
from nlp.view import View


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag each slip with the text that mends it."""
    for slip in find_slips(view.text, (*view.links, *view.addresses)):
        yield view.slip(words, (slip.start, slip.end), [slip.replacement], "smiledesk", say=slip.name)
    for mistake in view.mistakes:
        if mistake.kind == "punctuation":
            yield view.slip(words, (mistake.start, mistake.end), mistake.replacements[:3], "languagetool")
