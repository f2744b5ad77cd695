"""The bot's own words are there in every language."""

import pytest

from bot.channels.telegram.sentences import ENDONYMS, Say, say
from bot.channels.telegram.status import SENTENCES
from bot.words import PAGE_LANGUAGES, words

OTHERS = [lang for lang in PAGE_LANGUAGES if lang != "en"]


@pytest.mark.parametrize("lang", OTHERS)
def test_every_sentence_is_translated(lang):
    """None is left in English."""
    missing = [key for key in (*Say, *SENTENCES.values()) if str(key) not in words(lang).singles]
    assert missing == []


def test_every_language_has_a_button():
    """Named as its speakers name it."""
    assert set(ENDONYMS) == set(PAGE_LANGUAGES)


def test_a_language_we_do_not_speak_gets_english():
    """Rather than nothing."""
    assert say(Say.KEPT, "de") == Say.KEPT.value
