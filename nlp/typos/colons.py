"""Endings of Finnish abbreviations, which stand behind a colon: "EU:n" for "EUn", "HSL:lle" for "HSLlle"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from nlp.typos.marks import Slip
from nlp.view import View

_BARE: Final = re.compile(
    r"\b([A-ZÅÄÖ]{2,5})(n|ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|ksi|na|nä|ta|tä|a|ä|an|ään|iin|hin|hun|hyn|t|ien)\b"
)
_LETTERS: Final = re.compile(r"[^AEIOUYÄÖ]*(?:[AEIOUYÄÖ][^AEIOUYÄÖ]*)?|.{2,3}")
"""What is read letter by letter; the others are said like a word and may be written like one ("IKEAssa")."""


def without_colon(view: View) -> Iterator[Slip]:
    """Every abbreviation with a bare ending, unless the dictionary takes it for a word as it stands ("DVDt")."""
    speller = view.speller
    if view.pack.lang != "fi" or speller is None or speller.name == "off":
        return
    keep = (*view.quoted, *view.links, *view.addresses)
    for found in _BARE.finditer(view.draft.text):
        known = speller.knows(found[0]) or found[0] in view.draft.house.names or not _LETTERS.fullmatch(found[1])
        if not (known or view.inside(*found.span(), keep)):
            yield Slip(*found.span(), f"{found[1]}:{found[2]}", "")
