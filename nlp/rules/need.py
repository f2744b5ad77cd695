"""An ambiguous question, answered without asking.

What it looks for:
    Where the conversation is known: a first answer to a question of the kinds that hide another one (the list
    ``ambiguous`` of `patron.toml`), with neither a question back nor the need said again in the librarian's words. Or
    a question with one word for two things of a library, or a wish that names none ("I'd like to cancel": the list
    ``twofold``). A question back that only serves ("under which name?": the list ``courtesy``) asks nothing of it.

Why it matters to the patron:
    The right answer to the wrong question costs them a second visit.

When it is wrong:
    When the patron said it all in earlier pieces; it never speaks twice in a conversation.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.view import View

_LONGEST: Final = 20
"""Words from which on a question says what it means."""

_ASKING: Final = ("clarifying", "confirmation")

_HELLO: Final = 12
"""Words with which a librarian has only said hello so far."""

_NAME: Final = 7
"""Words with which a patron has only said hello, and who they are."""


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """One finding behind an answer that should have asked, where the question fits without taking the answer back."""
    if view.draft.before is None or len(view.asked.text.words) > _LONGEST:
        return
    said = [piece for piece in view.draft.before if piece.by == "librarian"]
    many = view.asked.of_list("ambiguous") and len(view.asked.text.words) <= words.limits.get("words", 12)
    if not (many and not said) and not (view.asked.of_list("twofold") and _is_new(view)):
        return
    if not _asks(view, words) and not view.did("holding"):
        yield view.missing(words, at=view.frame.last_word)


def _is_new(view: View) -> bool:
    """Whether nothing but a hello was said before, so that the question alone tells what is wanted."""
    before = view.draft.before or ()
    said = sum(len(piece.text.split()) for piece in before if piece.by == "librarian")
    told = [len(piece.text.split()) for piece in before if piece.by == "patron"][:-1]
    return said <= _HELLO and (sum(told) <= _NAME or said == 0)


def _asks(view: View, words: RulePack) -> bool:
    """Whether a question is asked about what is wanted, or both readings are answered."""
    if words.words("both").within(view.text) or view.earlier.has(*_ASKING):
        return True
    asking = [span.sentence for kind in _ASKING for span in view.acts.of(kind)]
    asking += [sentence for sentence in view.text.sentences if sentence.is_question]
    return any(not words.words("courtesy").within(sentence) for sentence in asking)
