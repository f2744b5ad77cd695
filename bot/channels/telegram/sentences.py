"""What the bot says by itself, outside any conversation: hello, asking before it deletes, kind words for a sticker.

English is the key; translations are in ``bot/locale/<lang>/telegram.po``. Waiting lines and acknowledgements are the
desk's own and come through the outbox, as on every channel.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import Final

from bot.words import words


class Say(StrEnum):
    """Every sentence, by its English text."""

    HELLO = "Hello! You have reached the library's reference desk."
    JUST_WRITE = "Just write your question here, in your own words. A librarian will answer you in this chat."
    PRIVACY = "Only the library's staff read what you write. Send /forget and it is deleted."
    LANGUAGE_CHOSEN = "From now on in English."
    ASK_FORGET = (
        "Shall we delete everything you have written to us here, and what we know about you? "
        "It can't be brought back."
    )
    YES_FORGET = "Yes, delete it"
    NO_FORGET = "No, keep it"
    FORGOTTEN = (
        "Done: your messages and your details are deleted from our desk. What you still see in this chat is on "
        "your own phone; you can clear it there. If you need us again, just write."
    )
    NOTHING_TO_FORGET = "There is nothing of yours here to delete. If you need us, just write."
    KEPT = "Nothing was deleted. We are still here for you."
    OLD_BUTTON = "This button is from earlier and does nothing any more. Just write to us."
    WORDS_PLEASE = "Thank you! We can only read words here. Would you tell us in a sentence or two what you need?"
    IN_PRIVATE = "To keep your question between you and the library, please write to me in a private chat."
    CLOSED = "Thank you for writing to us. If anything else comes up, just write here again."
    NOTHING_OPEN = "There is no open question of yours here. If you need us, just write."
    HOW_WAS_IT = "How did we do? One tap is enough; it is kept apart from what you wrote."
    THANKS_FOR_MARK = "Thank you, that helps us."
    TELL_MORE = "If you like, tell us more here:"
    OPENING_HOURS = "Opening hours"
    RENEW = "Renew a loan"
    TALK = "Talk to a librarian"
    FOUND_IT = "Yes, thank you"
    NOT_YET = "Not yet"
    WRITE_WHAT_IS_MISSING = "Just write what is still missing; we are here."
    COMMAND_START = "Begin"
    COMMAND_LANGUAGE = "Choose your language"
    COMMAND_CALL = "Call me back"
    CALL_HOW = "Send /call with your telephone number behind it, or your own contact, and a librarian will call you."
    CALL_ABOUT_WHAT = "Please write your question first, so that whoever calls is prepared. Then send /call again."
    COMMAND_CLOSE = "I have what I needed"
    COMMAND_EXPORT = "Send me everything I wrote"
    COMMAND_FORGET = "Delete what I wrote"
    EXPORTED = "Here is everything of yours that we keep."
    NOTHING_TO_EXPORT = "We keep nothing of yours here. If you need us, just write."


ENDONYMS: Final = MappingProxyType(
    {"en": "English", "it": "Italiano", "ro": "Română", "sv": "Svenska", "fi": "Suomi"}
)
"""What each language calls itself: the text of its button."""

MARKS: Final = MappingProxyType({1: "😞 1", 2: "🙁 2", 3: "😐 3", 4: "🙂 4", 5: "😀 5"})
"""Feedback buttons, least to most content."""


def say(what: Say, lang: str) -> str:
    """The sentence in a language, or in English."""
    return words(lang).gettext(what.value)
