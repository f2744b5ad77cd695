"""Right words in the wrong place, told by what mostly stands between their neighbours."""

from __future__ import annotations

import pytest

from nlp.check import hear
from nlp.draft import Draft
from nlp.engines.triples import Triples, load_triples
from nlp.pack import load_pack
from nlp.ports import Mistake, Speller
from nlp.typos.misplaced import misplaced, reads_worse
from nlp.view import View


class EveryWord:
    """A dictionary that has every word."""

    name = "dictionary"

    def knows(self, word: str) -> bool:
        """Always."""
        return True

    def suggest(self, word: str) -> list[str]:
        """Nothing."""
        return []

    def by_ear(self, word: str) -> list[tuple[float, str]]:
        """Nothing."""
        return []

    def frequency(self, word: str) -> int:
        """Everyday."""
        return 15


SPELLER: Speller = EveryWord()  # type: ignore[assignment]


@pytest.fixture(scope="module")
def triples() -> Triples:
    """The model that a desk has."""
    found = load_triples()
    assert found is not None
    return found


def slips(triples: Triples, text: str) -> list[tuple[str, str]]:
    """Each word flagged and what fits better."""
    view = View(Draft(text, lang="en", channel="email"), load_pack("en"), speller=SPELLER, phrasing=triples)
    return [(text[slip.start : slip.end], slip.replacement) for slip in misplaced(view)]


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("The invoice will be send to the address you gave us.", ("send", "sent")),
        ("Please let us know if you intent to come on Friday.", ("intent", "intend")),
        ("Thank you for you're patience with our lift.", ("you're", "your")),
        ("Bring the laptop back too the desk of the library.", ("too", "to")),
        ("I will ask the manger about it tomorrow.", ("manger", "manager")),
        ("Thank you for you interest in the library.", ("you", "your")),
        ("It happened in my fathers house.", ("fathers", "father's")),
    ],
)
def test_a_word_that_another_fits_much_better_than_is_found(triples, text, slip):
    """Phrases nobody wrote into the pack are seen too."""
    assert slips(triples, text) == [slip]


@pytest.mark.parametrize(
    "text",
    [
        "The kiln was built of silt and lime.",
        "The plug-in lets you read his/her notes.",
        "She asked for “the book will be send to you” as a title.",
        "Neither of the two has come back yet, I am afraid.",
        "The readers of the group meet here on Mondays.",
        "Let me know who will be there and how you would like it.",
        "Send too.",
    ],
)
def test_rare_words_joined_words_and_quotations_are_left_alone(triples, text):
    """What nobody counted says nothing, and what others wrote is theirs."""
    assert slips(triples, text) == []


def test_without_the_model_nothing_is_said():
    """A desk without it checks as before."""
    view = View(Draft("It will be send to you on Friday.", lang="en"), load_pack("en"), speller=SPELLER)
    assert list(misplaced(view)) == []
    assert not [finding for finding in hear(view) if finding.quote == "send"]


class Infinitives:
    """Wants an infinitive wherever "skriver" stands."""

    def fits_better(self, words: list[str], at: int) -> str | None:
        """The infinitive of one verb."""
        return "skriva" if words[at] == "skriver" else None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ta med kortet till disken, där du också skriver på.", []),
        ("Du kan också skriver på.", [("skriver", "skriva")]),
        ("Kan du också skriver på?", [("skriver", "skriva")]),
    ],
)
def test_a_swedish_verb_behind_its_subject_and_an_adverb_is_in_the_present(text, found):
    """How seldom an adverb stands between them says nothing against it."""
    view = View(Draft(text, lang="sv"), load_pack("sv"), speller=SPELLER, phrasing=Infinitives())
    assert [(text[slip.start : slip.end], slip.replacement) for slip in misplaced(view)] == found


class Past:
    """Wants another form wherever one of these stands."""

    def fits_better(self, words: list[str], at: int) -> str | None:
        """The past of one verb, and the subject's form of one word."""
        return {"vara": "var", "dem": "de"}.get(words[at])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Så ska det inte vara.", []),
        ("Det kan vara så.", []),
        ("Det vara så.", [("vara", "var")]),
        ("Det är dem du får prata med.", []),
        ("Nu är dem här.", [("dem", "de")]),
    ],
)
def test_swedish_words_are_right_behind_what_asks_for_them(text, found):
    """An infinitive behind its auxiliary, and whom a sentence points at."""
    view = View(Draft(text, lang="sv"), load_pack("sv"), speller=SPELLER, phrasing=Past())
    assert [(text[slip.start : slip.end], slip.replacement) for slip in misplaced(view)] == found


@pytest.mark.parametrize(
    ("text", "quote", "wording", "worse"),
    [
        ("What I can do this minute is lend you the audiobook.", "lend", "lent", True),
        ("I've kept the best seat, so you have first pick.", "pick", "picked", True),
        ("The lists is on the door of the study room.", "is", "are", False),
        ("You should have went to the other branch.", "went", "gone", False),
    ],
)
def test_what_reads_better_as_it_stands_is_no_mistake(triples, text, quote, wording, worse):
    """A form that a grammar engine would change is weighed against its own in their place."""
    start = text.index(f" {quote}") + 1
    mistake = Mistake(start, start + len(quote), "", (wording,), "A_FORM", "grammar")
    view = View(Draft(text, lang="en"), load_pack("en"), speller=SPELLER, phrasing=triples)
    assert reads_worse(view, mistake) is worse


def test_where_nothing_is_counted_nothing_reads_worse():
    """A language without counts goes by what its grammar engine says."""
    mistake = Mistake(4, 8, "", ("tog",), "A_FORM", "grammar")
    view = View(Draft("Jag tagit boken.", lang="sv"), load_pack("sv"), speller=SPELLER, phrasing=Infinitives())
    assert not reads_worse(view, mistake)
