"""A trained pipeline contradicts; it never speaks alone. Parses are written by hand here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy

from nlp.check import check
from nlp.draft import Draft
from nlp.engines.lexicon import load_own
from nlp.engines.pipelines import PipelineParser
from nlp.ports import Engines, Parsed


class ByHand:
    """A parser that knows what it is told: word, part of speech, relation, head, features."""

    def __init__(self, *words: tuple[str, str, str, int, str]) -> None:
        self._words = words

    def parse(self, text: str) -> tuple[Parsed, ...]:
        """The told words, found in order."""
        found, at = [], 0
        for word, pos, dep, head, feats in self._words:
            at = text.index(word, at)
            found.append(Parsed(at, at + len(word), pos, dep, head, frozenset(feats.split("|"))))
            at += len(word)
        return tuple(found)


def codes(text: str, parser: ByHand | PipelineParser | None) -> set[str]:
    """What is found in an English reply."""
    parsers = {} if parser is None else {"en": parser}
    engines = Engines(lexicons={"en": load_own("en")}, parsers=parsers)
    draft = Draft(text, lang="en", channel="email", phase="service", question="Do you have a film club?")
    return {finding.code for finding in check(draft, engines).findings}


ORDER = "Fill the form and bring it to us."


def test_a_noun_that_looks_like_an_order_is_let_go() -> None:
    """The list of verbs can't tell; the parse can."""
    parse = ByHand(("Fill", "NOUN", "nsubj", 1, ""), ("form", "VERB", "ROOT", 1, ""))
    assert "command" in codes(ORDER, None)
    assert "command" not in codes(ORDER, parse)


def test_an_order_that_the_parse_confirms_stays() -> None:
    """A verb without a subject at the head of the sentence is an order to both."""
    parse = ByHand(("Fill", "VERB", "ROOT", 0, "Mood=Imp"), ("form", "NOUN", "obj", 0, ""))
    assert "command" in codes(ORDER, parse)


def test_a_duty_has_a_subject_and_stays() -> None:
    """What one must do is an order however it is parsed."""
    parse = ByHand(
        ("You", "PRON", "nsubj", 2, "Person=2"), ("must", "AUX", "aux", 2, ""), ("return", "VERB", "ROOT", 2, "")
    )
    assert "command" in codes("You must return it today.", parse)


def test_a_first_person_speaks() -> None:
    """Where the parse sees who does it, nobody is told that nobody speaks."""
    text = "Requests are processed in the order in which they are received."
    someone = ByHand(("they", "PRON", "nsubj", 1, "Person=1"), ("received", "VERB", "ROOT", 1, ""))
    assert "impersonal" in codes(text, None)
    assert "impersonal" not in codes(text, someone)


def test_a_pipeline_that_is_not_here_changes_nothing() -> None:
    """It says why, once, and the rules speak as without it."""
    parser = PipelineParser("no_such_pipeline")
    assert codes(ORDER, parser) == codes(ORDER, None)
    assert parser.reason.startswith("no_such_pipeline can't be loaded")


def test_a_pipeline_in_a_folder_is_loaded(tmp_path: Path) -> None:
    """Every word comes with its place, its part of speech and its head."""
    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("attribute_ruler")
    ruler.add([[{"LOWER": "show"}]], {"POS": "NOUN", "DEP": "ROOT", "MORPH": "Number=Sing"})  # type: ignore[attr-defined]
    pipeline.to_disk(tmp_path / "own")
    words = PipelineParser(str(tmp_path / "own")).parse("Show times")
    assert [(word.start, word.end, word.pos) for word in words] == [(0, 4, "NOUN"), (5, 10, "")]
    assert words[0].feats == {"Number=Sing"}
    assert json.loads((tmp_path / "own" / "meta.json").read_text(encoding="utf-8"))["lang"] == "en"


@pytest.mark.parametrize("parser", [None, ByHand()])
def test_an_empty_parse_says_nothing(parser: ByHand | None) -> None:
    """What can't be read contradicts nobody."""
    assert codes(ORDER, parser) == codes(ORDER, None)
