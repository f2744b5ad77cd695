"""Why a reply did not arrive, as a sentence for the librarian who wrote it."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from bot.words import words

REASONS: Final = MappingProxyType(
    {
        "address": "The mail server doesn't take this address. Please check it, or reach the patron another way.",
        "again": "Sent once more at a colleague's word.",
        "blocked": "The patron has blocked the bot. If there is an e-mail address, write there.",
        "confirmed": "A colleague says that it has arrived.",
        "no_chat": "This chat is no longer there. If there is an e-mail address, write there.",
        "no_files": "The words have arrived, the files have not: files can't go by e-mail.",
        "rate": "The channel asks us to wait. It goes out by itself.",
        "rejected": "The channel didn't take it. Please look at the text and send it again.",
        "restart": "The desk was restarted while this was on its way. It may have arrived.",
        "restored": "The desk was restored from a copy, and this may have been sent before. Please look.",
        "returned": "The patron's mail server sent it back: the address may be wrong. Try another way to reach them.",
        "timeout": "The channel didn't answer. It may have arrived.",
        "unreachable": "The channel can't be reached just now. It is tried again by itself.",
    }
)
"""English sentences by the machine code of a delivery; keys of their translations."""

NOT_KEPT: Final = MappingProxyType(
    {
        "file_too_large": "This file was too large and was not kept.",
        "file_type": "This kind of file is not taken; it was not kept.",
        "empty_file": "This file was empty.",
        "too_many_files": "There were too many files in this message; this one was not kept.",
        "file_gone": "This file could not be fetched.",
        "file_expired": "This file is not kept any longer.",
    }
)
"""Why a file that came with a message is not here, for staff."""

OTHER: Final = "Something went wrong on the way. Please look whether it has arrived."


def reason_text(reason: str, lang: str) -> str:
    """The sentence for a reason; a general one for a code that has none."""
    return words(lang).gettext(REASONS.get(reason, OTHER))
