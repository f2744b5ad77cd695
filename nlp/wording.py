"""Wordings that stand in the draft as they are: a template filled with what the librarian wrote.

A wording of a pack replaces the stretch its finding quotes, so it must read well there. ``{Quote}`` is that stretch
without its last mark, ``{quote}`` the same with a small first letter, ``{rest}`` what follows the words that made
the rule speak ("You must" in "You must return it today"). A wording whose slot stays empty is not offered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

_MARKS: Final = " .!…,;:"
_SLOT: Final = re.compile(r"\{(Quote|quote|rest)\}")


def fill_wordings(
    wordings: Iterable[str], quote: str, rest: str = "", *, keeps_capital: bool = False
) -> Iterator[str]:
    """The wordings that can be filled, in order.

    Args:
        wordings: Templates or plain sentences.
        quote: The stretch they will replace, as written.
        rest: What follows the flagged words inside it.
        keeps_capital: Whether the stretch begins with a name, which keeps its capital anywhere.
    """
    whole = quote.strip().rstrip(_MARKS)
    slots = {"Quote": whole, "quote": whole if keeps_capital else _small(whole), "rest": rest.strip().rstrip(_MARKS)}
    for wording in wordings:
        if all(slots[name] for name in _SLOT.findall(wording)):
            yield _SLOT.sub(lambda match: slots[match[1]], wording)


def _small(text: str) -> str:
    """With a small first letter, unless the first word is a single letter ("I") or has more capitals ("DVD")."""
    first = text.split(maxsplit=1)[0] if text else ""
    letters = re.split(r"['’]", first)[0]
    return text if len(letters) < 2 or not letters[1:].islower() else text[0].lower() + text[1:]
