"""The words of the server: every sentence in every language, with the same holes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bot.attachments.words import KINDS, WHAT_FITS
from bot.console.admin import SENTENCES, TITLES
from bot.console.statistics_words import ENGLISH as FIGURES
from bot.erasure.report import SENTENCES as ERASED
from bot.finding_words import TITLES as CATEGORIES
from bot.finding_words import UNREAD
from bot.server.reasons import NOT_KEPT, OTHER, REASONS, reason_text
from bot.server.refusals import REFUSALS, say
from bot.tuning.bad_files import SENTENCES as BAD_FILES
from bot.words import LOCALE, PAGE_LANGUAGES, choose_language, plural_form, words
from replies.refusal import CODES, Refused

ENGLISH = {
    *(no.sentence for no in REFUSALS.values()),
    *REASONS.values(),
    *NOT_KEPT.values(),
    *KINDS.values(),
    WHAT_FITS,
    OTHER,
    *CATEGORIES.values(),
    *UNREAD.values(),
    *TITLES.values(),
    *SENTENCES.values(),
    *BAD_FILES.values(),
    *FIGURES,
    *ERASED.values(),
}
OTHERS = [lang for lang in PAGE_LANGUAGES if lang != "en"]


def _translations(lang: str) -> dict[str, str]:
    with (LOCALE / lang / "server.po").open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


@pytest.mark.parametrize("lang", OTHERS)
def test_every_sentence_of_the_server_is_said_in_the_language(lang: str) -> None:
    """None is left in English, and none is kept that nobody says."""
    assert set(_translations(lang)) == ENGLISH
    assert all(_translations(lang).values())


@pytest.mark.parametrize("lang", OTHERS)
def test_a_translation_has_the_same_holes(lang: str) -> None:
    """A lost one would say less, an invented one nothing at all."""
    for english, translated in _translations(lang).items():
        assert re.findall(r"%\((\w+)\)s", translated) == re.findall(r"%\((\w+)\)s", english), translated


def test_every_refusal_of_the_core_has_its_sentence() -> None:
    """The core says codes; people read words."""
    assert set(REFUSALS) >= CODES


@pytest.mark.parametrize("lang", PAGE_LANGUAGES)
@pytest.mark.parametrize("code", sorted(REFUSALS))
def test_a_refusal_without_its_details_is_still_a_sentence(code: str, lang: str) -> None:
    """Nothing raises and no hole is left open."""
    said = say(Refused(code), lang)
    assert "%(" not in str(said.body["message"])
    assert 400 <= said.status < 600


def test_a_refusal_nobody_knows_is_a_fault_of_ours() -> None:
    """And says nothing of its inside."""
    said = say(Refused("from_the_future", text="a canary"), "en")
    assert (said.status, said.body["error"]) == (500, "internal")
    assert "canary" not in str(said.body)


def test_a_reason_without_a_sentence_gets_the_general_one() -> None:
    """A channel may know reasons that we don't."""
    assert reason_text("eaten_by_a_goat", "sv") == words("sv").gettext(OTHER)


@pytest.mark.parametrize(
    ("lang", "number", "form"),
    [
        ("en", 1, 0),
        ("en", 0, 1),
        ("fi", 21, 1),
        ("ro", 1, 0),
        ("ro", 0, 1),
        ("ro", 19, 1),
        ("ro", 20, 2),
        ("ro", 101, 1),
        ("ro", 120, 2),
    ],
)
def test_numbers_take_the_form_the_language_gives_them(lang: str, number: int, form: int) -> None:
    """Romanian has three."""
    assert plural_form(lang, number) == form


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("", "en"),
        ("sv", "sv"),
        ("sv-FI", "sv"),
        ("de, fi;q=0.8, en;q=0.9", "en"),
        ("*", "en"),
        ("fi;q=0, *;q=0.1", "en"),
        ("x" * 10_000, "en"),
        ("sv;q=high, it;q=0.1", "it"),
    ],
)
def test_the_readers_wish_is_heard(accepted: str, chosen: str) -> None:
    """By weight, then by place; what makes no sense is passed over."""
    assert choose_language(accepted) == chosen


def test_a_library_may_mend_a_word_without_building_anything(tmp_path: Path) -> None:
    """The files are read as they are; what they lack is shown in English."""
    (tmp_path / "sv.po").write_text('msgid "Send"\nmsgstr "Skicka"\n', encoding="utf-8")
    said = words("sv", tmp_path)
    assert (said.gettext("Send"), said.gettext("Undo")) == ("Skicka", "Undo")
    assert said.ngettext("%(n)s day", "%(n)s days", 3) == "%(n)s days"


def test_a_language_our_pages_do_not_speak_is_english() -> None:
    """Never an empty page."""
    assert words("de").lang == "en"
