"""What the project itself puts into a reply passes its own checks, filled in with a library's everyday words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any, Final

import pytest

from nlp.check import hear
from nlp.draft import LANGUAGES, Channel, Draft, House, Phase
from nlp.engines.lexicon import load_own
from nlp.pack import load_pack
from nlp.view import View
from replies.templates.filling import fill
from replies.templates.shelf import HERE, load_shelf

PHONE: Final = "0101 234 567"
"""The library's own, so no private number."""

OPENS: Final = {
    "en": "on Monday 7 September at 9:00",
    "it": "lunedì 7 settembre alle 9:00",
    "ro": "luni, 7 septembrie, la ora 9:00",
    "sv": "måndag 7 september klockan 9.00",
    "fi": "maanantaina 7. syyskuuta kello 9.00",
}
SHARED: Final = {"ahead": "3", "closes": "18:00", "name": "Elena"}
CHANNELS: Final[tuple[Channel, ...]] = ("chat", "telegram", "email")
LEFT_TO_FILL: Final = frozenset({"placeholder", "vague-promise"})
"""What a rewording may still draw while its slot is open: it is held back until somebody says what, and by when."""

NO_PERSON: Final = "vague-promise"
"""The desk itself can't know when a person is free, so it names no hour; a made-up one would be worse."""


def codes(text: str, lang: str, phase: Phase | None = None, channel: Channel = "chat") -> list[tuple[str, str]]:
    """Code and quote of each finding, by the language's own word list alone."""
    draft = Draft(text, lang=lang, channel=channel, phase=phase, house=House(contacts=(PHONE,)))
    return [(finding.code, finding.quote) for finding in hear(View(draft, load_pack(lang), load_own(lang)))]


def filled(text: str, lang: str) -> str:
    """The text as it would leave."""
    times = dict.fromkeys(("opens", "by", "until"), OPENS[lang])
    return fill(text, SHARED | times)


def desk_texts(lang: str) -> Iterator[tuple[str, str]]:
    """Every line of the desk with its name, each form of a number by itself."""
    said: dict[str, Any] = tomllib.loads((HERE / lang / "desk.toml").read_text(encoding="utf-8"))
    for part in ("lines", "page", "notices"):
        for key, text in said[part].items():
            for form in [text] if isinstance(text, str) else text.values():
                yield f"{part}.{key}", form


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("channel", CHANNELS)
def test_a_canned_answer_draws_no_finding(lang: str, channel: Channel) -> None:
    """A librarian who takes our own words is not told off for them, on any channel."""
    for one in load_shelf({}).templates(lang, channel):
        assert codes(one.sampled(), lang, one.phase, channel) == [], one.key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_next_step_draws_no_finding(lang: str) -> None:
    """What mends a dead end does not open another."""
    for one in load_shelf({}).next_steps(lang, "chat"):
        assert codes(one.sampled(), lang, one.phase) == [], one.key


def test_every_language_has_the_same_forty_texts_and_more() -> None:
    """Nobody finds less on the shelf for the language they write in."""
    shelf = load_shelf({})
    keys = {lang: [one.key for one in (*shelf.answers[lang], *shelf.steps[lang])] for lang in LANGUAGES}
    assert all(found == keys["en"] for found in keys.values())
    assert len(keys["en"]) == len(set(keys["en"])) >= 40


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_two_texts_share_a_shortcut(lang: str) -> None:
    """What is typed after / leads to one text."""
    shortcuts = [one.shortcut for one in load_shelf({}).answers[lang]]
    assert len(shortcuts) == len(set(shortcuts))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_line_of_the_desk_draws_no_finding(lang: str) -> None:
    """What the desk says by itself keeps the tone it asks of people."""
    for key, text in desk_texts(lang):
        drawn = [one for one in codes(filled(text, lang), lang) if one[0] != NO_PERSON]
        assert drawn == [], f"{key}: {text}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_offered_rewording_draws_no_finding_but_its_open_slot(lang: str) -> None:
    """A wording that is taken with one tap must not be marked the next moment."""
    for words in load_pack(lang).rules.values():
        for say in (words.say, *words.says.values()):
            for wording in (*say.suggestions, *say.familiar):
                drawn = [code for code, _quote in codes(wording, lang) if code not in LEFT_TO_FILL]
                assert drawn == [], f"{words.name}: {wording}"
