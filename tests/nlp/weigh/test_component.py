"""The scales in anybody's spaCy pipeline."""

from __future__ import annotations

import spacy

from nlp.draft import Draft
from nlp.weigh import component


def test_a_pipeline_weighs_a_document() -> None:
    """Categories and codes, from 0 to 1, by name of the factory."""
    pipeline = spacy.blank("sv")
    pipeline.add_pipe(component.NAME)
    doc = pipeline("Nej.")
    assert {"cold", "dead-end", "no-next-step"} <= set(doc.cats)
    assert all(0 <= share <= 1 for share in doc.cats.values())


def test_what_is_known_around_the_draft_counts() -> None:
    """A closing phase asks for a last word."""
    pipeline = spacy.blank("sv")
    make_doc = pipeline.make_doc("Boken står på hyllan vid fönstret.")
    make_doc.user_data["smiledesk"] = Draft(make_doc.text, lang="sv", phase="closing", question="Var är boken?")
    pipeline.add_pipe(component.NAME)
    assert pipeline(make_doc).cats["closing"] > pipeline("Boken står på hyllan vid fönstret.").cats["closing"]
