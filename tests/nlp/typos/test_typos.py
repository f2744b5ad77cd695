"""Typing mistakes as rules see them: what is flagged, left alone and proposed first, and exactly where."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.check import check
from nlp.draft import Draft
from nlp.finding import Category, Finding
from nlp.ports import Engines, SpellingState
from nlp.typos.suggest import slips


class WordList:
    """A speller that knows a few words, all of them equally common."""

    name: SpellingState = "dictionary"

    def __init__(self, words: str, near: dict[str, Sequence[str]] | None = None) -> None:
        self.words = frozenset(words.split())
        self.near = near or {}

    def knows(self, word: str) -> bool:
        """Whether the word, or its small form, is on the list."""
        return word in self.words or word.lower() in self.words

    def suggest(self, word: str) -> Sequence[str]:
        """What was given for the word."""
        return self.near.get(word, ())

    def by_ear(self, word: str) -> Sequence[tuple[float, str]]:
        """Nothing."""
        return ()

    def frequency(self, word: str) -> int:
        """Ten for what is on the list."""
        return 10 if word in self.words else 0


def typos(text: str, lang: str, speller: WordList) -> list[Finding]:
    """What is said of the typing of a text."""
    report = check(Draft(text, lang=lang), Engines(spellers={lang: speller}))
    return [finding for finding in report.findings if finding.category is Category.TYPO]


def test_a_misspelt_word_is_flagged_with_its_correction() -> None:
    """The word alone is quoted, and what it should be is proposed."""
    speller = WordList("we kept the folder here for you", {"foldr": ["folder"]})
    [finding] = typos("We kept the foldr here for you.", "en", speller)
    assert (finding.quote, finding.suggestions) == ("foldr", ("folder",))


def test_a_term_no_word_is_near_to_is_left_alone() -> None:
    """With nothing to propose, a remark would only tire."""
    assert typos("We kept the zzyzx here.", "en", WordList("we kept the here")) == []


def test_a_capitalised_name_inside_a_sentence_is_left_alone() -> None:
    """A name near a word is still a name."""
    assert (
        typos("We kept it for Foldr here.", "en", WordList("we kept it for here folder", {"Foldr": ["Folder"]})) == []
    )


def test_a_name_that_is_a_slip_of_a_well_known_place_is_flagged() -> None:
    """What might be somebody's name is a town misspelt, where the pack has that town."""
    speller = WordList("vi skrev till", {"Stokholm": ["Stockholm"], "Hasselqvist": ["Hasselkvist"]})
    [finding] = typos("Vi skrev till Stokholm.", "sv", speller)
    assert (finding.quote, finding.suggestions) == ("Stokholm", ("Stockholm",))
    assert typos("Vi skrev till Hasselqvist.", "sv", speller) == []


def test_a_name_that_everybody_knows_comes_first() -> None:
    """A capital inside a sentence makes the place likelier than a common word; behind a title it does not."""
    speller = WordList("we flew to yesterday being beijing ask mr", {"Bejing": ["Being", "Beijing"]})
    [finding] = typos("We flew to Bejing yesterday.", "en", speller)
    assert finding.suggestions[:2] == ("Beijing", "Being")
    assert [f for f in typos("We ask Mr Bejing.", "en", speller) if f.code == "spelling"] == []


def test_a_short_form_with_its_stop_is_left_alone() -> None:
    """What goes on after a stop was an abbreviation."""
    speller = WordList("we open on at nine", {"thur": ["thus"]})
    assert [f for f in typos("We open on thur., at nine.", "en", speller) if f.code == "spelling"] == []


def test_a_word_in_quotation_marks_is_left_alone() -> None:
    """What is quoted is somebody else's."""
    assert typos('We kept the "foldr" here.', "en", WordList("we kept the here", {"foldr": ["folder"]})) == []


def test_a_word_the_patron_wrote_is_left_alone() -> None:
    """The patron knows how their own things are called."""
    speller = WordList("we kept the here", {"foldr": ["folder"]})
    draft = Draft("We kept the foldr here.", lang="en", question="Do you have my foldr?")
    findings = check(draft, Engines(spellers={"en": speller})).findings
    assert [f for f in findings if f.category is Category.TYPO] == []


def test_the_likelier_slip_is_proposed_first() -> None:
    """A letter left out of a double is likelier than another word, whatever the dictionary's order."""
    speller = WordList("we keep the leter letter lever here", {"letr": ["lever", "letter"], "leter": ["lever"]})
    assert slips("leter", "letter") < slips("leter", "lever")
    [finding] = typos("We keep the letr here.", "en", speller)
    assert finding.suggestions[0] == "letter"


def test_lost_marks_cost_least() -> None:
    """An accent forgotten is the likeliest slip of all."""
    assert slips("perche", "perché") < slips("perche", "perchi")


@pytest.mark.parametrize(
    ("typed", "meant", "other"), [("lixom", "liksom", "lagom"), ("anke", "anche", "ande"), ("jälp", "hjälp", "jäst")]
)
def test_a_letter_that_stands_for_two_is_hardly_a_slip(typed: str, meant: str, other: str) -> None:
    """Two letters that spell one sound cost less than one letter mistaken."""
    assert slips(typed, meant) < 0.5 < slips(typed, other)


@pytest.mark.parametrize(
    ("lang", "text", "quote", "meant"),
    [
        ("sv", "Vi har lagt undan den på barnavdelning, för och få plats.", "och", "att"),
        ("it", "Un'altro lettore lo aspetta.", "Un'altro", "Un altro"),
        ("ro", "Vă rugăm sa vă uitați acasă.", "sa", "să"),
        ("fi", "Olemme auki kuusi asti.", "kuusi", "kuuteen"),
        ("en", "They treat there customers well.", "there", "their"),
    ],
)
def test_a_right_word_in_the_wrong_place_is_flagged_without_any_dictionary(
    lang: str, text: str, quote: str, meant: str
) -> None:
    """The pack's own confusions need no engine."""
    findings = [f for f in check(Draft(text, lang=lang), Engines()).findings if f.code == "grammar"]
    assert [(f.quote, f.suggestions[0]) for f in findings] == [(quote, meant)]


BEFORE = st.text(st.sampled_from("😀👩‍👩‍👧🇫🇮é\u0301\u0308ș\u200d\ufe0f𝒜 "), max_size=12)


@given(before=BEFORE)
def test_offsets_are_code_points_behind_whatever_stands_before(before: str) -> None:
    """Emoji, flags, joined families and combining marks in front: the quote is still the draft at its offsets."""
    text = f"{before} We kept the foldr , here."
    findings = typos(text, "en", WordList("we kept the here", {"foldr": ["folder"]}))
    assert "foldr" in {finding.quote for finding in findings}
    assert all(text[finding.start : finding.end] == finding.quote for finding in findings)


@given(text=st.text(max_size=80), lang=st.sampled_from(["en", "it", "ro", "sv", "fi"]))
def test_no_text_upsets_the_typing_rules(text: str, lang: str) -> None:
    """Whatever was typed, every finding lies inside it and quotes it."""
    for finding in typos(text, lang, WordList("a")):
        assert 0 <= finding.start <= finding.end <= len(text)
        assert text[finding.start : finding.end] == finding.quote
