"""The phrase language: what each element takes, and what a broken phrase is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.engines.lexicon import OwnLexicon, load_own, parse_paradigms
from nlp.phrase import Bundle, PhraseError, Phrases
from nlp.splitting import read_text
from nlp.text import Sentence

LEXICON = OwnLexicon(
    parse_paradigms(
        {
            "paradigms": [
                {
                    "columns": ["VERB VerbForm=Inf", "VERB Person=3|VerbForm=Fin", "VERB Tense=Past|VerbForm=Fin"],
                    "rows": "borrow: borrow borrows borrowed",
                }
            ]
        },
        "a list of the test's own",
    )
)


def found(phrase: str, draft: str, lang: str = "en", **lists: list[str]) -> list[str]:
    """The stretches of a draft that a phrase takes."""
    text = read_text(draft, lang, LEXICON)
    return [text.quote(span.start, span.end) for span in Phrases([phrase], lang, lists).find(text)]


@pytest.mark.parametrize(
    ("phrase", "draft", "expected"),
    [
        ("hold", "Please HOLD it.", ["HOLD"]),
        ("don't worry", "Don’t worry, it is here.", ["Don’t worry"]),
        ("librar*", "Two libraries, one librarian.", ["libraries", "librarian"]),
        ("*ing", "We are looking.", ["looking"]),
        ("red|green book", "The red book, the green book, the book.", ["red book", "green book"]),
        ("(not at all|never) late", "It is not at all late, never late.", ["not at all late", "never late"]),
        ("a [very|quite so] big room", "A big room, a very big room, a quite so big room.", None),
        ("we !don't know", "We know.", ["We know"]),
        ("we !do know", "We do know.", []),
        ("~not open", "It is open, not open.", ["open"]),
        ("on .. shelf", "It is on the top shelf.", ["on the top shelf"]),
        ("on .. shelf", "It is on the very top left shelf.", []),
        ("on ... shelf", "It is on the very top left shelf.", ["on the very top left shelf"]),
        ("=Lei", "lei o Lei", ["Lei"]),
        ("room #", "In room 12b, not room nine.", ["room 12b"]),
        ("^ no", "No, no.", ["No"]),
        ("shelf $", "On the shelf, by the shelf!", ["shelf"]),
        ("the {atlas} here", "Is the atlas here?", ["atlas"]),
    ],
)
def test_an_element_takes_what_it_says(phrase: str, draft: str, expected: list[str] | None) -> None:
    """Each element of the language, by an example of its own."""
    result = found(phrase, draft)
    assert result == (expected if expected is not None else ["A big room", "a very big room", "a quite so big room"])


def test_a_lemma_takes_every_form() -> None:
    """``<borrow>`` finds what the lexicon calls a form of it."""
    assert found("<borrow> it", "She borrows it, they borrowed it.") == ["borrows it", "borrowed it"]


def test_features_take_what_a_word_may_be() -> None:
    """``<VERB:Person=3>`` asks for a reading, ``<borrow:Tense=Past>`` for a form of one word."""
    assert found("she|they <VERB:Person=3>", "She borrows, they borrowed.") == ["She borrows"]
    assert found("<borrow:Tense=Past>", "She borrows, they borrowed.") == ["borrowed"]


def test_a_list_can_stand_inside_a_phrase() -> None:
    """``@day`` is any phrase of that list, rows of words included."""
    assert found("on @day", "On Monday, on market day.", day=["monday", "market day"]) == [
        "On Monday",
        "on market day",
    ]


def test_a_match_does_not_cross_the_end_of_a_sentence() -> None:
    """Words of two sentences never make a phrase."""
    assert found("closed today", "We are closed. Today is Sunday.") == []


def test_romanian_is_found_without_its_diacritics() -> None:
    """Drafts typed plainly are read by the same phrases."""
    assert found("vă rugăm", "Va rugam sa asteptati. Vă rugăm.", "ro") == ["Va rugam", "Vă rugăm"]


def test_braces_that_hold_nothing_take_the_whole() -> None:
    """What is optional between them may not be there."""
    assert found("{[very]} kind", "Kind!") == ["Kind"]


@pytest.mark.parametrize(
    "phrase", ["", "^ $", "..", "@nowhere", "a|", "(open", "open)", "[a b", "{open", "open}", "}a{", "{a} {b}"]
)
def test_a_broken_phrase_is_refused_by_name(phrase: str) -> None:
    """The sentence names the phrase, so that its writer finds it."""
    with pytest.raises(PhraseError):
        Phrases([phrase], "en")


@given(st.text(max_size=200))
def test_spans_are_code_points_of_the_draft(draft: str) -> None:
    """Whatever people type, what is found is a stretch of it."""
    text = read_text(draft, "en")
    for span in Phrases(["<a> .. #", "*e", "no|yes", "^ .. $ a"], "en").find(text):
        assert 0 <= span.start < span.end <= len(draft)


def test_a_sentence_read_before_is_found_where_it_stands_now():
    """What is remembered of a sentence are places among its words, so an edit before it moves the match along."""
    phrases = Phrases(["reading {room}"], "en")
    first, later = read_text("The reading room.", "en"), read_text("Hello there! The reading room.", "en")
    assert [later.quote(span.start, span.end) for span in phrases.find(later)] == ["room"]
    assert [(span.start, span.end) for span in phrases.find(first)] == [(12, 16)]
    assert [(span.start, span.end) for span in phrases.find(later)] == [(25, 29)]


def test_what_one_list_found_is_not_another_lists():
    """Two lists read the same sentence, each for itself."""
    text = read_text("The reading room.", "en")
    assert [Phrases([phrase], "en").within(text) for phrase in ("reading", "hall", "room")] == [True, False, True]


def test_a_sentence_is_remembered_apart_for_each_lexicon():
    """The same words without morphology are another sentence."""
    sentence = "The rooms are here."
    with_readings = read_text(sentence, "en", load_own("en")).sentences[0]
    assert read_text(sentence, "en").sentences[0].memory is not with_readings.memory
    assert read_text(sentence, "en", load_own("en")).sentences[0].memory is with_readings.memory


@pytest.mark.parametrize(
    ("phrase", "draft", "expected"),
    [
        ("not [quite] (ready|$)", "Sorry, not", ["not"]),
        ("ask .. (desk|[the] office)", "Ask the nice office.", ["Ask the nice office"]),
        ("ask .. (desk|[the] office)", "Ask them nicely.", []),
        ("=* library", "The Linden Library, your library.", ["Linden Library"]),
        ("^ [well] {no} .. !thanks", "Well no.", ["no"]),
    ],
)
def test_a_phrase_is_only_passed_over_where_a_word_it_needs_is_missing(
    phrase: str, draft: str, expected: list[str]
) -> None:
    """What may be empty, or be one of several rows, is no word that a sentence must have."""
    assert found(phrase, draft) == expected


def test_a_bundle_finds_what_its_lists_find_and_says_whose_it_is() -> None:
    """List by list, left to right, also where a phrase can start anywhere or only at the start."""
    lists = [Phrases(phrases, "en") for phrases in (["the book"], ["a .. book", "novel"], ["!no {book}"], ["^ we"])]
    text = read_text("We have the book. A good book is a novel. We ask.", "en", LEXICON)
    alone = [(at, span) for at, phrases in enumerate(lists) for span in phrases.find(text)]
    assert list(Bundle(lists).find(text)) == alone
    assert {at for at, _ in alone} == {0, 1, 2, 3}


@pytest.mark.parametrize("phrase", ["!@pause {look}", "please !@pause {look}", "!(now|then) {look}"])
def test_a_list_or_group_that_must_not_follow_takes_no_word(phrase: str) -> None:
    """Also as a phrase's first element, where a list that must follow would make several phrases."""
    assert found(phrase, "Please look.", pause=["now", "in a moment"]) == ["look"]


def test_a_list_that_must_not_follow_keeps_a_phrase_away() -> None:
    """Any of its phrases does, a group within it as well."""
    assert found("please !@pause {*}", "Please look now.", pause=["(look|see)"]) == []


def test_threads_that_look_for_a_phrase_first_find_the_same() -> None:
    """Each makes of the phrase what its own sentence asks for, and none meets it half made."""
    drafts = ["We hold the old book.", "We hold the new book.", "We hold it.", "We hold the old map."]
    texts = [read_text(draft, "en") for draft in drafts]
    for _ in range(50):
        phrases, together = Phrases(["we hold (the|a) [very] old|new book|map"], "en"), Barrier(len(drafts))

        def look(at: int, phrases: Phrases = phrases, together: Barrier = together) -> bool:
            together.wait()
            return phrases.within(Sentence(texts[at].tokens))

        with ThreadPoolExecutor(len(drafts)) as pool:
            assert list(pool.map(look, range(len(drafts)))) == [True, True, False, True]
