"""What a phrase must not cross or take: gaps with a fence, rows that must not follow, names."""

from __future__ import annotations

from nlp.phrase import Phrases
from nlp.splitting import read_text


def found(phrase: str, text: str, lang: str = "sv") -> list[str]:
    """What the phrase takes of a text."""
    return [text[span.start : span.end] for span in Phrases([phrase], lang).find(read_text(text, lang))]


def test_a_fenced_gap_does_not_leap_over_a_not() -> None:
    """An offer must not be heard in its own refusal."""
    assert found("vi kan ..!inte|aldrig skicka", "Vi kan gärna skicka den.") == ["Vi kan gärna skicka"]
    assert found("vi kan ..!inte|aldrig skicka", "Vi kan tyvärr inte skicka den.") == []


def test_rows_that_must_not_follow_are_read_whole() -> None:
    """Only the whole row keeps a phrase quiet, not its first word."""
    assert found("du !(får inte|ska)", "Du får gärna.") == ["Du"]
    assert found("du !(får inte|ska)", "Du får inte.") == []


def test_a_name_is_a_word_with_a_capital_and_its_ending() -> None:
    """Finnish puts who has the book into the name's own ending."""
    assert found("on =* =*lla", "Se on Elina Suomelalla.", "fi") == ["on Elina Suomelalla"]
    assert found("on =* =*lla", "Se on Elina kirjastolla.", "fi") == []
