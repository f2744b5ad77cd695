"""A wrong form, or a right word in the wrong place.

What it looks for:
    The pack's own confusions (``[[confusions]]``: "the book your after"), compounds written apart, a missing
    possessive ending, a form that doesn't agree with its neighbour, a capital where the language writes none
    (`compounds`, `possessives`, `colons`, `agree` and `small_letters` of `nlp.typos`), a word that a look-alike fits
    better than (`nlp.typos.misplaced`), and what LanguageTool marks, except the rules the pack knows to be wrong on
    good replies (list ``distrusted``; ``NAME*`` for all that start so), phrases that are right as they stand (list
    ``right``) and forms it doubts that read better so.

Why it matters to the patron:
    They read past it, or stumble and lose the thread; a newcomer to the language may not find it again.

When it is wrong:
    Dialect and a child's spoken language.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from typing import Final

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.ports import Mistake
from nlp.typos.agree import disagreeing
from nlp.typos.colons import needless_colon, without_colon
from nlp.typos.compounds import hyphened, written_apart
from nlp.typos.confusions import confused
from nlp.typos.misplaced import misplaced, reads_worse
from nlp.typos.possessives import without_ending
from nlp.typos.slips import slips
from nlp.typos.small_letters import needless_capitals
from nlp.view import View

_KINDS: Final = frozenset({"grammar", "spelling", "other"})
"""What is no matter of marks or style."""

_NEAR: Final = 2
"""Slips by which a word may differ from the one that it mends."""


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag each wrong form."""
    yield from confused(view, words)
    apart = (*written_apart(view), *hyphened(view))
    for slip in (
        *apart,
        *without_ending(view),
        *without_colon(view),
        *needless_colon(view),
        *needless_capitals(view),
    ):
        yield view.slip(words, (slip.start, slip.end), [slip.replacement], "smiledesk", say=slip.name)
    for start, end, forms in disagreeing(view):
        yield view.slip(words, (start, end), forms, "smiledesk")
    for slip in misplaced(view):
        yield view.slip(words, (slip.start, slip.end), [slip.replacement], "smiledesk", say=slip.name)


def listen(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag what the grammar engine says of forms, as far as it is trusted."""
    distrusted = words.words("distrusted").source
    right = [(span.start, span.end) for span in words.words("right").find(view.text)]
    for mistake in view.mistakes:
        trusted = not any(fnmatchcase(mistake.rule, pattern) for pattern in distrusted)
        trusted = trusted and not view.inside(mistake.start, mistake.end, right)
        if mistake.kind in _KINDS and trusted and mistake.replacements and not _is_doubted(view, mistake):
            wordings = [_as_typed(view, mistake, wording) for wording in mistake.replacements[:3]]
            yield view.slip(words, (mistake.start, _end_of(view, mistake, wordings)), wordings, "languagetool")


def _end_of(view: View, mistake: Mistake, wordings: Sequence[str]) -> int:
    """Where a mistake ends: behind its first word, where all wordings mend that and forget the rest.

    Asked about "aceiași carte", LanguageTool marks both words and says "aceeași".
    """
    first, _, rest = view.draft.text[mistake.start : mistake.end].partition(" ")
    mends = rest and all(" " not in new and 0 < slips(first.lower(), new.lower()) <= _NEAR for new in wordings)
    return mistake.start + len(first) if mends else mistake.end


def _is_doubted(view: View, mistake: Mistake) -> bool:
    """Whether a form that LanguageTool would change reads better as it stands: "this minute is lend you"."""
    return mistake.kind != "spelling" and reads_worse(view, mistake)


def _as_typed(view: View, mistake: Mistake, wording: str) -> str:
    """A wording with the small first letter of what it replaces: asked sentence by sentence, LanguageTool guesses."""
    typed = view.draft.text[mistake.start : mistake.end]
    small = wording[:1].lower() + wording[1:]
    known = view.speller is None or view.speller.knows(small.split()[0] if small.split() else small)
    return small if typed.islower() and wording.istitle() and known and small != typed else wording
