"""Endings of Finnish abbreviations, which stand behind a colon, and of names, which don't: "EU:n", "Ylen"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from nlp.typos.marks import Slip
from nlp.view import View

_BARE: Final = re.compile(
    r"\b([A-ZÅÄÖ]{2,5})(n|ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|ksi|na|nä|ta|tä|a|ä|an|ään|iin|hin|hun|hyn|t|ien)\b"
)
_NEEDLESS: Final = re.compile(
    r"\b([A-ZÅÄÖ][a-zåäö]*[aeiouyäöå][a-zåäö]*):"
    r"(n|ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|ksi|na|nä|ta|tä|aan|ään|een|iin|oon|uun|hin)\b"
)
_SHORTENED: Final = frozenset({"Oyj", "Huom", "Co", "Prof", "Mr", "No", "Nro", "Puh"})
"""What is cut short and keeps its colon, for all that it has small letters."""

_VOWELS: Final = "aeiouyäöå"
_LETTERS: Final = re.compile(r"[^AEIOUYÄÖ]*(?:[AEIOUYÄÖ][^AEIOUYÄÖ]*)?|.{2,3}")
"""What is read letter by letter; the others are said like a word and may be written like one ("IKEAssa")."""


def needless_colon(view: View) -> Iterator[Slip]:
    """Every name with a colon before its ending, though it is said like a word: "Yle:n", "Facebook:iin"."""
    if view.pack.lang != "fi":
        return
    keep = (*view.quoted, *view.links, *view.addresses)
    for found in _NEEDLESS.finditer(view.draft.text):
        name, ending = found.groups()
        joint = "i" if name[-1] not in _VOWELS and ending[0] not in _VOWELS else ""
        if name not in _SHORTENED and not view.inside(*found.span(), keep):
            yield Slip(*found.span(), f"{name}{joint}{ending}", "")


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
