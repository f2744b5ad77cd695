"""What of a mail's words is new: without the mail it answers, without its sender's signature.

Only what stands at the end is left out. Whoever answers between quoted lines, or forwards a mail, is read whole: a
patron's word that is shown once too often harms nobody, one that is lost does. Linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

_LONGEST_LINE: Final = 400
"""Characters of a line that are looked at."""

_ATTRIBUTION: Final = (
    re.compile(r"\bon\b.*\bwrote\s*:$", re.IGNORECASE),
    re.compile(r"\bha scritto\s*:$", re.IGNORECASE),
    re.compile(r"\ba scris\s*:$", re.IGNORECASE),
    re.compile(r"\bskrev\b.*:$", re.IGNORECASE),
    re.compile(r"\bkirjoitti\b.*:$", re.IGNORECASE),
)
"""How mail programs introduce what they quote; Swedish and Finnish may name the writer last."""

_HEADERS: Final = MappingProxyType(
    {
        "en": ("from", "sent", "to", "subject", "date", "cc"),
        "it": ("da", "inviato", "a", "oggetto", "data", "cc"),
        "ro": ("de la", "trimis", "către", "catre", "subiect", "data", "de", "la", "cc"),
        "sv": ("från", "skickat", "till", "ämne", "datum", "kopia"),
        "fi": ("lähettäjä", "lähetetty", "vastaanottaja", "aihe", "päivämäärä", "päiväys", "kopio"),
    }
)
"""The lines with which Outlook and others begin what they quote."""

_SEPARATOR: Final = re.compile(
    r"-{3,}\s*(original message|original-nachricht|messaggio originale|mesaj original|mesajul original|"
    r"ursprungligt meddelande|originalmeddelande|alkuperäinen viesti)\s*-{3,}$",
    re.IGNORECASE,
)
_FORWARDED: Final = re.compile(
    r"(-{3,}\s*)?(begin forwarded message|forwarded message|messaggio inoltrato|inizio messaggio inoltrato|"
    r"mesaj redirecționat|mesaj redirectionat|vidarebefordrat meddelande|vidarebefordrat brev|"
    r"välitetty viesti|edelleenlähetetty viesti)\b",
    re.IGNORECASE,
)
_PHONE: Final = re.compile(
    r"(sent from (my|outlook|mail|yahoo|samsung)|get outlook for|"
    r"inviato da(l mio| outlook| iphone| ipad| libero| yahoo)|"
    r"scarica outlook|trimis de pe|trimis din|obțineți outlook|skickat från|skickades från|hämta outlook|"
    r"lähetetty \S+(sta|stä|lta|ltä)\b|lähetetty laitteesta|hanki outlook)",
    re.IGNORECASE,
)
"""What a telephone adds by itself."""

_REGARDS: Final = re.compile(
    r"((kind|best|warm|warmest|many)\s+regards|regards|yours (sincerely|faithfully|truly)|sincerely|best wishes|"
    r"(cordiali|distinti|cari|un cordiale|i migliori) salut[io]|cordialmente|"
    r"cu (stimă|stima|respect|drag|prietenie)|(toate cele bune|numai bine)|"
    r"(med )?(vänlig(a)?|bästa|varma|hjärtliga) hälsning(ar)?|hälsningar|mvh|vh|"
    r"(ystävällisin|parhain|lämpimin|terveisin|kunnioittaen)( terveisin)?|terveisin|t\.|yt\.?)\s*[,.!]?$",
    re.IGNORECASE,
)
"""Formulas that only ever end a letter; "thank you in advance" may carry a wish and stays."""

_MOST_SIGNATURE: Final = 8
"""Lines after a formula of regards that still look like a signature."""

_POSTSCRIPT: Final = re.compile(r"(p\.?\s?s\b|\?)", re.IGNORECASE)


def new_words(text: str) -> tuple[str, bool]:
    """The words that are new, and whether anything was left out. When nothing would be left, all of it."""
    lines = [line.rstrip() for line in text.split("\n")]
    kept = _without_signature(lines[: _quote_begins(lines)])
    words = "\n".join(kept).strip()
    if not words:
        return text.strip(), False
    return words, len(words) < len(text.strip())


def _quote_begins(lines: Sequence[str]) -> int:
    """The line from which on everything is quoted; the number of lines when none is."""
    for at, line in enumerate(lines):
        if _FORWARDED.match(_look(line)):
            return len(lines)
        if _SEPARATOR.match(_look(line)) or _is_header_block(lines, at):
            return _back_over_rules(lines, at)
    return _trailing_quote(lines)


def _look(line: str) -> str:
    """What is looked at of a line: its beginning, without quotation marks and emphasis."""
    return line[:_LONGEST_LINE].lstrip("> *").rstrip("* ")


def _is_header_block(lines: Sequence[str], at: int) -> bool:
    """Whether From, Sent, To, Subject begin here: three of them within five lines, the first one a From or a date."""
    if not _named(lines[at], first=True):
        return False
    return sum(1 for line in lines[at : at + 6] if _named(line)) >= 3


def _named(line: str, *, first: bool = False) -> bool:
    name, colon, _ = _look(line)[:40].partition(":")
    if not colon:
        return False
    name = name.strip(" *").lower()
    return any(name in (names[:2] if first else names) for names in _HEADERS.values())


def _back_over_rules(lines: Sequence[str], at: int) -> int:
    """Ruled lines and empty ones before it belong to it."""
    while at and not lines[at - 1].strip(" _-*>"):
        at -= 1
    return at


def _trailing_quote(lines: Sequence[str]) -> int:
    """Where the last block of quoted lines begins with its introduction, if nothing follows it."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    begin = end
    while begin and (lines[begin - 1].lstrip().startswith(">") or not lines[begin - 1].strip()):
        begin -= 1
    if begin == end or any(line.lstrip().startswith(">") for line in lines[:begin]):
        return _introduced(lines, end) if begin == end else len(lines)  # answered between the lines
    if not any(line.lstrip().startswith(">") for line in lines[begin:end]):
        return len(lines)
    return _introduction(lines, begin)


def _introduced(lines: Sequence[str], end: int) -> int:
    """Some programs quote without any mark: what follows an introduction on a line of its own is quoted."""
    if any(line.lstrip().startswith(">") for line in lines[:end]):
        return len(lines)
    for at in range(end):
        if _is_introduction(lines[at]) and any(line.strip() for line in lines[at + 1 : end]):
            wrapped = at and not _starts_date(lines[at]) and lines[at - 1].strip() and _starts_date(lines[at - 1])
            if _starts_date(lines[at]) or wrapped:
                return at - 1 if wrapped else at
    return len(lines)


def _starts_date(line: str) -> bool:
    """An introduction names a day: it has a digit, and an address or a time."""
    look = _look(line)
    return bool(re.search(r"\d", look)) and bool(re.search(r"[@:.]\S", look))


def _introduction(lines: Sequence[str], begin: int) -> int:
    """The line before the quoted ones that introduces them; it may be wrapped into up to three."""
    at = begin
    while at and not lines[at - 1].strip():
        at -= 1
    found = begin
    for first in range(at - 1, max(-1, at - 4), -1):
        if not lines[first].strip():
            break
        joined = " ".join(_look(line) for line in lines[first:at])
        if _is_introduction(joined):
            found = first
            if re.search(r"\d", joined.partition("@")[0]):  # the day is in it, so it begins here
                break
    return found


def _is_introduction(line: str) -> bool:
    look = _look(line)
    return look.endswith(":") and any(pattern.search(look) for pattern in _ATTRIBUTION)


def _without_signature(lines: Sequence[str]) -> Sequence[str]:
    """Without what follows ``-- ``, what the telephone added, and a short block after a formula of regards."""
    for at, line in enumerate(lines):
        if line.rstrip() in ("--", "—", "-- ") and at:
            lines = lines[:at]
            break
    lines = _stripped(lines)
    while lines and _PHONE.match(_look(lines[-1])) and len(lines[-1]) < 120:
        lines = _stripped(lines[:-1])
    for at in range(max(1, len(lines) - _MOST_SIGNATURE), len(lines)):
        after = lines[at + 1 :]
        if _REGARDS.match(_look(lines[at]).strip()) and not any(
            _POSTSCRIPT.search(line[:_LONGEST_LINE]) for line in after
        ):
            return _stripped(lines[:at])
    return lines


def _stripped(lines: Sequence[str]) -> Sequence[str]:
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return lines[:end]
