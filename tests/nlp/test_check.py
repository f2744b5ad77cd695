"""The check as a whole: context, order, engines that are absent, down or late."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.check import check
from nlp.draft import LANGUAGES, Draft, House, Piece
from nlp.ports import Engines, LanguageToolState, Mistake


class Answer:
    """A grammar engine's answer, or its silence."""

    def __init__(self, mistakes: Sequence[Mistake] | None) -> None:
        self._mistakes = mistakes

    def result(self, timeout: float) -> Sequence[Mistake] | None:
        """What was found; the fake never waits."""
        assert timeout >= 0
        return self._mistakes


class FakeGrammar:
    """A grammar engine that says what it was told to."""

    state: LanguageToolState = "ok"

    def __init__(self, *mistakes: Mistake, silent: bool = False) -> None:
        self._answer = Answer(None if silent else mistakes)

    def reads(self, lang: str) -> bool:
        """Every language the test asks about."""
        return bool(lang)

    def ask(self, text: str, lang: str) -> Answer:
        """Hand out the prepared answer."""
        assert text
        assert lang
        return self._answer


def codes(draft: Draft, engines: Engines | None = None) -> list[str]:
    """The codes a check says of a draft."""
    return [finding.code for finding in check(draft, engines or Engines()).findings]


def test_an_unknown_language_is_named_and_nothing_is_said() -> None:
    """A reply in a sixth language is not judged by the rules of another."""
    report = check(Draft("Guten Tag", lang="de"), Engines())
    assert (report.lang, report.findings) == (None, ())


def test_the_language_is_detected_when_it_is_not_given() -> None:
    """What the detector says is what the draft is read in."""
    report = check(Draft("Nej."), Engines(detect=lambda text: "sv"))
    assert report.lang == "sv"


def test_a_late_grammar_engine_is_called_down_and_the_rest_is_said() -> None:
    """The tone is told although LanguageTool keeps silent."""
    report = check(Draft("No. On loan.", lang="en"), Engines(grammar=FakeGrammar(silent=True)))
    assert report.languagetool == "down"
    assert {"abrupt", "no-next-step"} <= {finding.code for finding in report.findings}


def test_one_mistake_found_twice_is_told_once() -> None:
    """Our own marks and LanguageTool's are merged."""
    mistake = Mistake(12, 14, "space", (",",), "COMMA_SPACE", "punctuation")
    report = check(Draft("Good evening , it is here.", lang="en"), Engines(grammar=FakeGrammar(mistake)))
    assert [finding.code for finding in report.findings] == ["punctuation"]


@pytest.mark.parametrize(("wording", "quote"), [("aceeași", "aceiași"), ("aceeași carte", "aceiași carte")])
def test_of_two_words_marked_the_one_that_is_mended_is_told(wording: str, quote: str) -> None:
    """LanguageTool marks "aceiași carte" and says "aceeași": taken so, the book would be lost."""
    mistake = Mistake(5, 18, "form", (wording,), "ACEIASI", "grammar")
    report = check(Draft("Avem aceiași carte aici.", lang="ro"), Engines(grammar=FakeGrammar(mistake)))
    assert [f.quote for f in report.findings if f.code == "grammar"] == [quote]


def test_a_phrase_that_is_right_is_left_alone() -> None:
    """Whatever LanguageTool thinks of it."""
    engines = Engines(grammar=FakeGrammar(Mistake(15, 21, "form", ("di nome",), "GR_07_001", "grammar")))
    for name, told in (("Rossi", []), ("suo", ["a nome"])):
        report = check(Draft(f"Messo da parte a nome {name}.", lang="it"), engines)
        assert [f.quote for f in report.findings if f.code == "grammar"] == told


def test_a_slots_name_is_nobodys_misspelling() -> None:
    """What is left to fill in is told once, as that, and no wording is offered for its name."""
    mistake = Mistake(23, 26, "word", ("de",), "UNKNOWN", "spelling")
    report = check(Draft("Bună ziua! Vă aștept {due} aici.", lang="ro"), Engines(grammar=FakeGrammar(mistake)))
    assert [(finding.code, finding.quote) for finding in report.findings] == [("placeholder", "{due}")]


def test_the_desks_greeting_excuses_the_first_hello_in_chat_only() -> None:
    """In e-mail the reply itself must greet."""
    before = (Piece("patron", "Where is the atlas?"), Piece("desk", "Hello, and welcome!"))
    for channel, expected in (("chat", False), ("telegram", False), ("email", True)):
        draft = Draft("The atlas is upstairs, on the second shelf.", "en", channel, "opening", before=before)  # type: ignore[arg-type]
        assert ("greeting" in codes(draft)) is expected


def test_the_desks_acknowledgement_is_neither_warmth_nor_a_next_step() -> None:
    """The desk said by itself that somebody will come; the librarian's cold no is as cold as before."""
    before = (
        Piece("patron", "Aveți «Enigma Otiliei»?"),
        Piece("desk", "Vă mulțumim! Vă răspundem cât putem de repede."),
    )
    draft = Draft("Nu, caută în OPAC.", "ro", "telegram", "opening", before=before)
    assert {"abrupt", "no-next-step"} <= set(codes(draft))


def test_words_of_the_patron_need_no_explanation() -> None:
    """Who says OPAC knows OPAC."""
    draft = Draft("Hello, the OPAC is at your service.", "en", question="Is your OPAC down?")
    assert "jargon" not in codes(draft)


def test_the_houses_own_glossary_is_jargon_too() -> None:
    """An admin's in-house word is flagged with its plain wording."""
    house = House(glossary={"en": {"cubby": "the shelf behind the door"}})
    report = check(Draft("It is in the cubby.", lang="en", house=house), Engines())
    assert [finding.suggestions for finding in report.findings if finding.code == "jargon"] == [
        ("cubby (the shelf behind the door)",)
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
@given(raw=st.text(max_size=200))
def test_whatever_is_typed_the_check_answers_with_exact_quotes(lang: str, raw: str) -> None:
    """No text raises, and each quote is what stands between its offsets."""
    for phase in ("opening", "closing"):
        for finding in check(Draft(raw, lang, "chat", phase, complaint=True, question=raw), Engines()).findings:
            assert raw[finding.start : finding.end] == finding.quote


def test_a_blind_referral_is_one_dead_end_not_two() -> None:
    """The patron who is sent elsewhere unannounced gets one card, the one that says so."""
    said = codes(Draft("We don't do that. You'd have to ask the town hall.", "en", question="Can you stamp my form?"))
    assert "blind-referral" in said
    assert "no-next-step" not in said


def test_a_sentence_that_is_cold_in_two_ways_is_told_the_one_that_hurts_more() -> None:
    """One card, one mending: a reproach is no order as well."""
    said = check(
        Draft("You should have read the rules. We open at nine tomorrow.", "en", question="Why was I fined?"),
        Engines(),
    )
    assert [finding.code for finding in said.findings if finding.category == "cold" and finding.start == 0] == [
        "blame"
    ]
