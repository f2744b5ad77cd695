"""Row 17: a long reply goes out whole, in parts that Telegram takes."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.split import MAX_UNITS, split, utf16_units

LETTERS = st.sampled_from(
    ["a", "ö", " ", "\n", "\n\n", ". ", "! ", "😀", "👩‍👩‍👧", "🇷🇴", "e\u0301", "&amp;", "👍🏽", "kirjasto"]
)
TEXTS = st.lists(LETTERS, max_size=120).map("".join)


@given(TEXTS, st.integers(min_value=12, max_value=60))
def test_nothing_but_white_space_at_the_breaks_is_left_out(text, limit):
    """Whatever the text, its letters arrive in order."""
    assert "".join("".join(split(text, limit)).split()) == "".join(text.split())


@given(TEXTS, st.integers(min_value=12, max_value=60))
def test_no_part_is_too_long_or_blank(text, limit):
    """Telegram refuses both."""
    for part in split(text, limit):
        assert 0 < utf16_units(part) <= limit
        assert part.strip()


@given(TEXTS, st.integers(min_value=20, max_value=60))
def test_no_part_begins_inside_a_character(text, limit):
    """Families, flags and accents stay together."""
    for part in split(text, limit):
        assert not unicodedata.combining(part[0])
        assert part[0] not in "\u200d\ufe0f\U0001f3fd"
        assert sum(1 for letter in part if "\U0001f1e6" <= letter <= "\U0001f1ff") % 2 == 0


@pytest.mark.parametrize(("text", "parts"), [("a" * 4096, 1), ("a" * 4097, 2), ("😀" * 2048, 1), ("😀" * 2049, 2)])
def test_the_limit_is_4096_utf16_units(text, parts):
    """An emoji counts twice, as Telegram counts."""
    assert len(split(text)) == parts


def test_a_short_text_goes_as_it_is():
    """No part is made where none is needed."""
    assert split("Hei!\n\nKirja on hyllyssä.") == ("Hei!\n\nKirja on hyllyssä.",)


def test_paragraphs_come_before_sentences_before_words():
    """The kindest break that fits is taken."""
    first, second = "Ett. " * 6, "Två ord till"
    assert split(f"{first.strip()}\n\n{second}", 40) == (first.strip(), second)
    assert split("En mening är här. En annan mening följer sedan.", 30) == (
        "En mening är här.",
        "En annan mening följer sedan.",
    )
    assert split("ord " * 10, 18) == ("ord ord ord ord", "ord ord ord ord", "ord ord")


def test_closing_quotes_stay_with_their_sentence():
    """Not at the beginning of the next part."""
    assert split("Hon sade: ”Boken är inne.” Sedan gick hon hem.", 30)[0] == "Hon sade: ”Boken är inne.”"


def test_a_word_without_end_is_cut_between_characters():
    """Long Finnish compounds, or nonsense: cut at the limit, lost nowhere."""
    word = "lentokonesuihkuturbiinimoottori" * 200
    assert "".join(split(word)) == word
    assert len(split(word)) == 2


def test_a_character_longer_than_a_part_is_cut_all_the_same():
    """A megabyte of accents ends, too."""
    accents = "e" + "\u0301" * 10_000
    assert "".join(split(accents)) == accents
    assert all(utf16_units(part) <= MAX_UNITS for part in split(accents))


def test_nothing_stays_nothing():
    """White space alone makes no message."""
    assert split(" \n ") == ()
