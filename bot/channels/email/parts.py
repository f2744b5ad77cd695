"""The parts of a mail: its words wherever they stand, its files; bounded, whatever it is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from typing import Final

from bot.channels.email.charsets import clean, decode, header
from bot.channels.email.html import to_text
from bot.channels.email.mail import Part

MOST: Final = 200
"""Parts that are looked at."""

DEEPEST: Final = 12
"""Levels of parts within parts that are followed."""

_SIGNATURES: Final = frozenset(
    {
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-keys",
    }
)
"""Parts that are about the mail and not of it."""

_LOGO: Final = 10_000
"""Bytes below which a picture inside the words is taken for a signature's ornament."""

_ENDINGS: Final = {"text/calendar": ".ics", "message/rfc822": ".eml", "text/html": ".html", "text/plain": ".txt"}


@dataclass(slots=True)
class Found:
    """What was found.

    Attributes:
        words: Pieces of text, in order.
        files: Files, in order.
        status: Delivery status of a bounce.
        refused: Message-IDs named in a returned mail.
        cut: Whether quoted HTML was left out.
        whole: False when there was more than is looked at.
    """

    words: list[str] = field(default_factory=list)
    files: list[Part] = field(default_factory=list)
    status: str = ""
    refused: list[str] = field(default_factory=list)
    cut: bool = False
    whole: bool = True


def read_parts(mail: Message) -> Found:
    """Every part that a person would see or save."""
    found = Found()
    for count, part in enumerate(_leaves(mail, found)):
        if count >= MOST:
            found.whole = False
            break
        _take(part, found)
    return found


def _leaves(mail: Message, found: Found) -> Iterator[Message]:
    """Parts that hold something; of alternatives the one that is best read."""
    waiting: list[tuple[Message, int]] = [(mail, 0)]
    while waiting:
        part, depth = waiting.pop()
        kind = part.get_content_type()
        payload = part.get_payload()
        inside = [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []
        if not isinstance(payload, list):
            yield part
        elif kind == "message/delivery-status":
            found.status = found.status or _status(inside)
        elif depth >= DEEPEST:
            found.whole = False
        elif kind == "message/rfc822" and depth:
            yield part
        else:
            chosen = _best(inside) if kind == "multipart/alternative" else inside
            waiting.extend((one, depth + 1) for one in reversed(chosen[:MOST]))


def _best(alternatives: list[Message]) -> list[Message]:
    """Plain words if they say anything, else the richest; an invitation is heard beside the words."""
    plain = [part for part in alternatives if part.get_content_type() == "text/plain"]
    spoken = [part for part in plain if _is_said(part)]
    rich = [part for part in alternatives if part.get_content_type() != "text/plain"]
    words = spoken[:1] or [part for part in rich if part.get_content_type() != "text/calendar"][-1:] or plain[:1]
    return words + [part for part in rich if part.get_content_type() == "text/calendar" and part not in words]


def _is_said(part: Message) -> bool:
    """Some programs send "your program shows no HTML" as the plain words, or nothing at all."""
    text = _text(part).strip()
    stub = len(text) < 200 and re.search(r"\bhtml\b", text, re.IGNORECASE)
    return bool(text) and not stub


def _take(part: Message, found: Found) -> None:
    kind = part.get_content_type()
    name = _name(part)
    if kind in _SIGNATURES:
        return
    if kind == "message/rfc822":
        _take_forwarded(part, found, name)
    elif kind == "text/rfc822-headers":
        found.refused += _ids(_text(part))
    elif kind == "message/delivery-status":
        found.status = found.status or _status_in(_text(part))
    elif kind == "text/calendar" and part.get_content_disposition() != "attachment":
        found.words.append(_invitation(_text(part)))
    elif kind.startswith("multipart/"):  # it says so, but has no parts
        found.words.append(_text(part))
    elif kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment" and not name:
        words, cut = to_text(_text(part)) if kind == "text/html" else (_unflowed(part), False)
        found.words.append(words)
        found.cut |= cut
    else:
        content = _bytes(part)
        ornament = part.get("Content-ID") and part.get_content_maintype() == "image" and len(content) < _LOGO
        if not ornament:
            found.files.append(Part(name or "file" + _ENDINGS.get(kind, ""), kind, content))


def _take_forwarded(part: Message, found: Found, name: str) -> None:
    """A mail within a mail: its words belong to what is said; a returned one says which of ours it was."""
    inside = part.get_payload()
    if not isinstance(inside, list) or not inside or not isinstance(inside[0], Message):
        return
    inner = inside[0]
    found.refused += _ids(f"Message-ID: {header(inner.get('Message-ID', ''))}")
    deeper = (
        read_parts(inner) if not any(isinstance(one, list) for one in (inner.get_payload(),)) else _shallow(inner)
    )
    subject = header(inner.get("Subject", "")) or name
    found.words.append("\n".join(filter(None, (f"[{subject}]" if subject else "", *deeper.words))))
    found.files += deeper.files


def _shallow(inner: Message) -> Found:
    """The words of a mail within a mail, one level of its parts deep: whoever nests deeper means no good."""
    found = Found()
    for part in _leaves(inner, found):
        if len(found.words) + len(found.files) >= DEEPEST:
            found.whole = False
            break
        if part.get_content_type() != "message/rfc822":
            _take(part, found)
    return found


def _text(part: Message) -> str:
    return decode(_bytes(part), str(part.get_param("charset", "") or ""))


def _bytes(part: Message) -> bytes:
    """A part's bytes, its transfer encoding undone as far as it can be."""
    try:
        content = part.get_payload(decode=True)
    except Exception:  # noqa: BLE001 - broken encodings raise many kinds; then it is shown as it came
        content = None
    if isinstance(content, bytes):
        return content
    raw = part.get_payload()
    return raw.encode("utf-8", "surrogateescape") if isinstance(raw, str) else b""


def _unflowed(part: Message) -> str:
    """Plain words; lines that a program has only wrapped (RFC 3676) are joined again."""
    text = _text(part)
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    keep = 0 if str(part.get_param("delsp", "")).lower() == "yes" else 1
    joined: list[str] = []
    open_line = False
    for line in text.split("\n"):
        line = line.removeprefix(" ")  # noqa: PLW2901 - stuffed with a space for the journey
        if open_line and not line.startswith(">") and line != "-- ":
            joined[-1] += line
        else:
            joined.append(line)
        open_line = line.endswith(" ") and line != "-- " and not line.startswith(">")
        if open_line and not keep:
            joined[-1] = joined[-1][:-1]
    return "\n".join(joined)


def _name(part: Message) -> str:
    try:
        name = part.get_filename()
    except Exception:  # noqa: BLE001 - names in pieces and charsets of their own break in many ways
        name = None
    return header(name)[:300] if name else ""


def _status(blocks: list[Message]) -> str:
    for block in blocks:
        if isinstance(block, Message) and (status := header(block.get("Status", ""))):
            return _status_in(f"Status: {status}")
    return ""


def _status_in(text: str) -> str:
    found = re.search(r"^Status:\s*(\d\.\d{1,3}\.\d{1,3})", text, re.MULTILINE | re.IGNORECASE)
    return found[1] if found else ""


def _ids(text: str) -> list[str]:
    """Message-IDs in returned headers."""
    return re.findall(r"^Message-ID:\s*<?([^\s<>]{1,500})>?", text[:100_000], re.MULTILINE | re.IGNORECASE)


def _invitation(text: str) -> str:
    """What a calendar invitation says, in a few lines."""
    unfolded = re.sub(r"\n[ \t]", "", text[:50_000])
    told = []
    for name in ("SUMMARY", "DTSTART", "DTEND", "LOCATION", "DESCRIPTION"):
        found = re.search(rf"^{name}[^:\n]{{0,200}}:(.{{1,2000}})$", unfolded, re.MULTILINE)
        if found:
            told.append(clean(found[1].replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";")).strip())
    return "\n".join(told)
