"""The scales as a spaCy component, for pipelines outside the house: ``nlp.add_pipe("smiledesk_scales")``.

It writes into ``doc.cats`` how likely a head librarian is to want to be told of each category and code. What is known
around the draft (``question``, ``phase`` ...) may be put into ``doc.user_data["smiledesk"]`` as a ``Draft``.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING, Final

from spacy.language import Language

from nlp.draft import Draft
from nlp.pack import load_pack
from nlp.view import View
from nlp.weigh.scales import load_scales
from nlp.weigh.signs import read_signs

if TYPE_CHECKING:
    from spacy.tokens import Doc

NAME: Final = "smiledesk_scales"


class ScalesComponent:
    """Weighs a document as a drafted reply, with what rules know and no rule's finding."""

    def __init__(self, lang: str) -> None:
        """Read the pack and the weights of a language.

        Raises:
            PackError: The language has no pack.
            BadWeightsError: The weights are missing or damaged.
        """
        self._pack = load_pack(lang)
        self._scales = load_scales()

    def __call__(self, doc: Doc) -> Doc:
        """Write ``doc.cats``, from 0 to 1."""
        draft = doc.user_data.get("smiledesk") or Draft(doc.text, lang=self._pack.lang)
        weighed = self._scales.weigh(read_signs(View(draft, self._pack)), self._pack.lang)
        for output, score in zip(self._scales.outputs, weighed.scores, strict=True):
            doc.cats[output] = 1 / (1 + exp(-float(score)))
        return doc


@Language.factory(NAME)
def make_component(nlp: Language, name: str) -> ScalesComponent:  # noqa: ARG001 - the shape spaCy asks for
    """What spaCy calls for ``add_pipe``."""
    return ScalesComponent(nlp.lang or "")
