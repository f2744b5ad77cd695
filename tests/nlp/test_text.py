"""Sentences and tokens: where they end, and that offsets hold whatever is typed."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.draft import LANGUAGES
from nlp.pack import load_pack
from nlp.splitting import _pipeline, read_text, words_of


def sentences(raw: str, lang: str = "en") -> list[str]:
    """The sentences of a text as written."""
    text = read_text(raw, lang, None, load_pack(lang).abbreviations)
    return [text.quote(s.start, s.end) for s in text.sentences]


@pytest.mark.parametrize(
    ("lang", "raw", "count"),
    [
        ("en", "No. On loan.", 2),
        ("en", "Mr. Hale is here until 5 p.m. today.", 1),
        ("en", "It came this morning! Shall I keep it?", 2),
        ("en", "See J. R. Hartley on fly fishing.", 1),
        ("en", "Dear Ann,\nIt is here", 2),
        ("sv", "Den kostar t.ex. 20 kr. Vill du ha den?", 2),
        ("fi", "Tulkaa 9.12. klo 10. Nähdään!", 2),
        ("ro", "Vă așteptăm la nr. 5. Bună ziua!", 2),
        ("it", "Il sig. Ferri è qui. Arrivederci!", 2),
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(lang: str, raw: str, count: int) -> None:
    """Abbreviations, initials and dates end no sentence; a bare "No." does."""
    assert len(sentences(raw, lang)) == count


def test_a_numbered_line_is_a_step() -> None:
    """Steps in a list are told apart from orders."""
    text = read_text("Do this:\n1. Open the app.\n- Press the wheel.\nThen write to me.", "en")
    assert [sentence.listed for sentence in text.sentences] == [False, True, True, False]


@pytest.mark.parametrize("lang", LANGUAGES)
@given(raw=st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=120))
def test_every_token_is_a_stretch_of_the_text(lang: str, raw: str) -> None:
    """Offsets are code points, behind emoji and combining marks too, in order and without overlap."""
    tokens = read_text(raw, lang).tokens
    assert all(raw[token.start : token.end] == token.text for token in tokens)
    assert all(one.end <= other.start for one, other in pairwise(tokens))


@pytest.mark.parametrize("lang", LANGUAGES)
@given(word=st.text(alphabet=st.characters(categories=["L"]), min_size=1, max_size=12))
def test_letters_alone_are_the_words_that_a_text_has_there(lang: str, word: str) -> None:
    """A phrase's words are told without asking the tokeniser, and are still its words."""
    assert words_of(word, lang) == tuple(token.text for token in read_text(word, lang).tokens)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_language_makes_an_exception_of_is_split_as_in_a_text(lang: str) -> None:
    """Some words of letters alone are two: "cannot", "ettei"."""
    exceptions = [word for word in _pipeline(lang).tokenizer.rules if word.isalpha()]
    assert exceptions
    for word in exceptions:
        assert words_of(word, lang) == tuple(token.text for token in read_text(word, lang).tokens)


WRITTEN = ("don't", "p.m.", "l'ora", "(", ",", "e-", "8", "km", "o_O", " ", " ", "\n", "\u00a0", "…", "è", "http://")


@pytest.mark.parametrize("lang", LANGUAGES)
@given(st.lists(st.sampled_from(WRITTEN)))
def test_a_text_is_split_as_spacy_splits_the_whole_of_it(lang: str, parts: list[str]) -> None:
    """Though it is read a word at a time, and no word twice."""
    raw = "".join(parts)
    whole = [(token.idx, token.text) for token in _pipeline(lang)(raw) if not token.is_space]
    assert [(token.start, token.text) for token in read_text(raw, lang).tokens] == whole
