"""The words of the pages: complete in five languages, and the same holes in each."""

from __future__ import annotations

import re

import pytest

from tools.page_words import LANGUAGES, catalogue, messages, missing


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_speaks_the_language(lang: str) -> None:
    """No text of a page or script is left in English."""
    assert missing(lang) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_translation_has_the_same_holes_as_the_english(lang: str) -> None:
    """A ``%(name)s`` that is lost or invented would show a person a broken sentence."""
    for message in catalogue(lang):
        if not message.id:
            continue
        forms = [message.string] if isinstance(message.string, str) else message.string
        english = message.id if isinstance(message.id, str) else message.id[1]
        for form in forms:
            assert _holes(form) == _holes(english), form


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_language_keeps_no_text_that_no_page_says(lang: str) -> None:
    """What was taken off the pages is taken out of the files (``python -m tools.page_words``)."""
    said = messages()
    assert [message.id for message in catalogue(lang) if message.id and message.id not in said] == []


def _holes(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)s", text))
