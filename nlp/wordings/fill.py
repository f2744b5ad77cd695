"""What a match becomes by a pack's wording.

``$1``, ``$2`` are the words it took, ``<VERB:VerbForm=Inf>`` is that form of its first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from nlp.phrase import Span
from nlp.ports import Lexicon, Speller
from nlp.typos.inflect import form_of
from nlp.wordings.wording import small

_PLACE: Final = re.compile(r"\$([1-9])")
_FORM: Final = re.compile(r"<([^<>]+)>")


@dataclass(frozen=True)
class Filler:
    """Fills wordings in one language.

    Attributes:
        lexicon: What forms can be; without it a wording that wants another form stays empty.
        endings: What may end a form (`nlp.typos.inflect`).
        forms: Rows of a base form and forms of it that no ending makes.
        speller: What knows which of several forms is common, or None.
    """

    lexicon: Lexicon | None
    endings: Sequence[str]
    forms: Sequence[str]
    speller: Speller | None = None

    def fill(self, span: Span, wording: str) -> str:
        """The wording for this match, its first letter as typed; empty where the language has no such form."""
        taken = span.sentence.tokens[span.first : span.last + 1]
        opens = span.start == span.sentence.start
        words = [small(t.text) if opens and not n and wording[:2] != "$1" else t.text for n, t in enumerate(taken)]
        filled = _PLACE.sub(lambda place: words[int(place[1]) - 1], wording)
        for wanted in _FORM.findall(wording):
            form = self._other_form(taken[0].key, wanted) or self._other_form(taken[0].text.lower(), wanted)
            if not form:
                return ""
            filled = filled.replace(f"<{wanted}>", form)
        typed = taken[0].text
        keeps = typed[:1].isupper() and typed.lower() != filled  # unless the capital is all that is wrong
        keeps = keeps and (opens or typed[1:].lower() == typed[1:])  # "OPAC" lends its capital to nothing
        return filled[0].upper() + filled[1:] if keeps and filled else filled

    def _other_form(self, typed: str, wanted: str) -> str:
        """That form of a word, if there is one and it isn't what was typed."""
        if self.lexicon is None:
            return ""
        form = form_of(typed, wanted, self.lexicon, self.endings, self.forms, speller=self.speller)
        return form if form and form != typed else ""
