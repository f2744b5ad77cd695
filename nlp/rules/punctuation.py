"""A mark or a space out of place.

What it looks for:
    Double spaces, a space before a comma, none after it, doubled or missing marks, brackets that don't close, a
    small letter where a sentence starts, a word typed twice (`nlp.typos.marks`), a question without its mark
    (`nlp.typos.questions`), a sentence that runs on into the next (`nlp.typos.run_on`), a name spoken to without a
    comma, a comma that grammar asks for (`nlp.typos.commas`); and what LanguageTool marks as such.

Why it matters to the patron:
    Small, but the handbook names it: punctuation is read as care.

When it is wrong:
    Chat's own habits (no full stop after one line, all in small letters) are no slips and stay quiet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.typos.commas import missing_commas
from nlp.typos.confusions import confused
from nlp.typos.marks import find_slips
from nlp.typos.questions import unmarked_questions
from nlp.typos.run_on import run_on_sentences
from nlp.view import View

_OURS: Final = frozenset(
    {"UPPERCASE_SENTENCE_START", "UNPAIRED_BRACKETS", "EN_UNPAIRED_BRACKETS", "EN_UNPAIRED_QUOTES", "WHITESPACE_RULE"}
    | {"SENTENCE_WHITESPACE", "CONSECUTIVE_SPACES", "COMMA_PARENTHESIS_WHITESPACE", "DOUBLE_PUNCTUATION"}
    | {"COMMA_PERIOD_CONFUSION"}
)
"""What LanguageTool can't see, as it is asked sentence by sentence, and what our own marks say more exactly."""

_UNSURE: Final = frozenset({"POSSESSIVE_APOSTROPHE", "APOSTROPHE_IN_DATES"})
"""What LanguageTool takes for owners and dates: "the returns desk", "10's out till Friday"."""


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag each slip with the text that mends it."""
    keep = (*view.links, *view.addresses)
    marks = find_slips(view.text, keep, casual=view.draft.channel in {"chat", "telegram"})
    questions = list(unmarked_questions(view, words))
    asked = {slip.end for slip in questions}
    ends = (slip for slip in marks if slip.name != "no-end" or slip.start not in asked)
    for slip in (*questions, *run_on_sentences(view), *missing_commas(view), *ends):
        yield view.slip(words, (slip.start, slip.end), [slip.replacement], "smiledesk", say=slip.name)
    yield from confused(view, words, say="comma")


def listen(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag what the grammar engine says of marks."""
    for mistake in view.mistakes:
        if mistake.kind == "punctuation" and mistake.rule not in _OURS | _UNSURE and mistake.replacements:
            yield view.slip(words, (mistake.start, mistake.end), mistake.replacements[:3], "languagetool")
