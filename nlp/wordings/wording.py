"""Wordings that stand in the draft as they are: a template filled with what the librarian wrote.

A wording of a pack replaces the stretch its finding quotes, so it must read well there. ``{Quote}`` is that stretch
without its last mark, ``{quote}`` the same with a small first letter, ``{rest}`` what follows the words that made
the rule speak ("You must" in "You must return it today"). A wording whose slot stays empty is not offered.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

_MARKS: Final = " .!…,;:"
_STOPS: Final = (".", "!", "?", "…")
_SLOT: Final = re.compile(r"\{(Quote|quote|rest)\}")
_LETTER: Final = re.compile(r"\w")
_ADDRESS: Final = re.compile(r"https?:|www\.|\S+@")
_UNENDED: Final = re.compile(r"(?:^|\s)(?!https?:|www\.)[^\s@]*[^\W_][)\"”»’]*$")
"""The end of a sentence whose mark nobody typed; an address would be another with a full stop behind it."""


def fill_wordings(
    wordings: Iterable[str], quote: str, rest: str = "", *, keeps_capital: bool = False, lang: str = ""
) -> Iterator[str]:
    """The wordings that can be filled, in order.

    Args:
        wordings: Templates or plain sentences.
        quote: The stretch they will replace, as written.
        rest: What follows the flagged words inside it.
        keeps_capital: Whether the stretch begins with a name, which keeps its capital anywhere.
        lang: Its language.
    """
    whole = quote.strip().rstrip(_MARKS)
    smiles = bool(whole) and unicodedata.category(whole[-1]) == "So"  # a full stop behind a smile reads as a slip
    slots = {
        "Quote": whole,
        "quote": whole if keeps_capital else small(whole, lang),
        "rest": rest.strip().rstrip(_MARKS),
    }
    for wording in wordings:
        if all(slots[name] for name in _SLOT.findall(wording)):
            kept = wording.replace("{Quote}. ", "{Quote} ") if smiles else wording
            yield _SLOT.sub(lambda match: slots[match[1]], kept)


def is_template(wording: str) -> bool:
    """Whether a wording keeps something of what it replaces."""
    return _SLOT.search(wording) is not None


def without_slots(wording: str) -> str:
    """What a wording says of its own."""
    return _SLOT.sub("", wording).strip(" .,;:")


def put(text: str, taken: tuple[int, int], wording: str) -> str:
    """The draft once a wording is used.

    Args:
        text: The draft.
        taken: What the wording replaces (`Finding.taken`); where that has no length it is put in, with the spaces
            a sentence needs, a sentence before it that has no mark gets its full stop, and what follows it begins
            with a capital (an address stays as it is); a mark alone ("?", "”") is put in as it is.
        wording: One of the finding's suggestions.
    """
    before, after = text[: taken[0]], text[taken[1] :]
    if taken[0] < taken[1] or not _LETTER.search(wording):
        return before + wording + after
    trail = " " if after and not after[0].isspace() else ""
    said, gap = wording.strip(" "), len(after) - len(after.lstrip(" "))
    trail = "" if said.endswith("\n") else trail
    said = small(said) if before.endswith(", ") else said
    lead = " " if before and not before[-1].isspace() else ""
    lead = ". " if lead and said[:1].isupper() and _UNENDED.search(before) else lead
    if said.endswith(_STOPS) and not _ADDRESS.match(after, gap):
        after = after[:gap] + after[gap : gap + 1].upper() + after[gap + 1 :]
    return f"{before}{lead}{said}{trail}{after}"


def small(text: str, lang: str = "") -> str:
    """With a small first letter, unless the first word is a single letter ("I") or has more capitals ("DVD").

    In Italian "I" is an article.
    """
    first = text.split(maxsplit=1)[0] if text else ""
    if first == "I" and lang == "it":
        return text[0].lower() + text[1:]
    letters = re.split(r"['’]", first)[0]
    return text if len(letters) < 2 or not letters[1:].islower() else text[0].lower() + text[1:]
