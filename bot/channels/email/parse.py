"""A mail's bytes to what it means; never an error, bounded in time and memory whatever is in them."""

from __future__ import annotations

import email
import hashlib
import re
from email.message import Message
from email.policy import compat32
from email.utils import getaddresses
from typing import Final

from bot.channels.email.charsets import clean, decode, header
from bot.channels.email.machines import Get, machine
from bot.channels.email.mail import Mail
from bot.channels.email.parts import Found, read_parts
from bot.channels.email.quoted import new_words

LONGEST_TEXT: Final = 200_000
"""Characters of words that are read."""

_HEADERS: Final = 64 * 1024
"""Bytes of headers that are looked at; more than that is an attack or a mistake."""

_NESTED: Final = 100
"""Boundaries beyond which a mail is read as its bare words: Python's parser is recursive."""

_ADDRESS: Final = re.compile(r"[^@\s<>\"(),:;\\\[\]\x00-\x20]{1,64}@[^@\s<>\"(),:;\\\[\]\x00-\x20]{1,255}")
_ID: Final = re.compile(r"<([^\s<>]{1,900})>")


def parse(raw: bytes) -> Mail:
    """What a mail says."""
    bounded = _bounded(raw)
    try:
        return _mail(email.message_from_bytes(bounded, policy=compat32), bounded is raw, raw)
    except Exception:  # noqa: BLE001 - the standard parser fails in many ways on what is no mail; the words still count
        return _broken(raw)


def _bounded(raw: bytes) -> bytes:
    """With no more headers than anybody reads, and nesting that the parser survives."""
    end = re.search(rb"\r?\n\r?\n", raw[: 4 * _HEADERS])
    at = end.start() if end else min(len(raw), _HEADERS)
    if at > _HEADERS:
        raw = raw[:_HEADERS].rpartition(b"\n")[0] + raw[at:]
    if len(re.findall(rb"(?i)boundary=", raw)) + raw.lower().count(b"message/rfc822") > _NESTED:
        return re.sub(rb"(?i)^content-type:\s*(multipart/|message/)", b"X-Was: ", raw, flags=re.MULTILINE)
    return raw


def _mail(message: Message, whole: bool, raw: bytes) -> Mail:  # noqa: FBT001 - one caller, one line away
    headers: dict[str, str] = {}
    for name, value in message.raw_items():
        headers.setdefault(name.lower(), value)

    def get(name: str) -> str:
        return header(headers[name])[:4000] if name in headers else ""

    sender = _sender(get)
    found = read_parts(message)
    report = str(message.get_param("report-type", "") or "").lower()
    kind = machine(get, message.get_content_type(), report, sender)
    text, quoted = _words(found)
    return Mail(
        key=_key(get, raw),
        sender=sender,
        to=tuple(dict.fromkeys(_addresses(message, "to", "cc", "delivered-to", "x-original-to", "envelope-to"))),
        subject=get("subject")[:300],
        text=text,
        files=tuple(found.files),
        refs=_refs(get, found, kind),
        machine=kind,
        status=found.status,
        quoted=quoted or found.cut,
        whole=whole and found.whole,
    )


def _words(found: Found) -> tuple[str, bool]:
    text = "\n\n".join(words.strip() for words in found.words if words.strip())
    return new_words(text[:LONGEST_TEXT])


def _sender(get: Get) -> str:
    """Reply-To is where an answer is wanted, From is who wrote."""
    for name in ("reply-to", "from"):
        if found := _in(get(name)):
            return found[0]
    return ""


def _addresses(message: Message, *names: str) -> list[str]:
    values = [header(value)[:4000] for name in names for value in (message.get_all(name) or [])[:20]]
    return [address for value in values for address in _in(value)]


def _in(value: str) -> list[str]:
    """The addresses in a header, lower case."""
    try:
        pairs = getaddresses([value])
    except (TypeError, ValueError, IndexError, RecursionError):
        pairs = []
    good = [address.lower() for _, address in pairs if _ADDRESS.fullmatch(address)]
    return good or [address.lower() for address in _ADDRESS.findall(value)[:50]]


def _key(get: Get, raw: bytes) -> str:
    found = re.search(r"[^\s<>]{3,900}", get("message-id"))
    if found:
        return found[0]
    said = "\0".join(get(name) for name in ("from", "date", "subject", "to"))
    body = raw.partition(b"\r\n\r\n")[2] or raw.partition(b"\n\n")[2]
    return f"{hashlib.sha256(said.encode() + body).hexdigest()}@no-message-id"


def _refs(get: Get, found: Found, kind: str) -> tuple[str, ...]:
    """Message-IDs it answers, nearest first; a bounce answers the mail that it returns."""
    answered = [*_ID.findall(get("in-reply-to")), *reversed(_ID.findall(get("references")))]
    returned = found.refused if kind == "bounce" else []
    return tuple(dict.fromkeys([*returned, *answered]))[:50]


def _broken(raw: bytes) -> Mail:
    """The best words of something that is hardly a mail."""
    head, _, body = raw.partition(b"\n\n") if b"\r\n\r\n" not in raw else raw.partition(b"\r\n\r\n")
    found = re.search(rb"(?im)^from:[^\n]{0,1000}", head[:_HEADERS])
    subject = re.search(rb"(?im)^subject:([^\n]{0,1000})", head[:_HEADERS])
    said = _in(header(decode(found[0]))) if found else []
    return Mail(
        key=f"{hashlib.sha256(raw).hexdigest()}@no-message-id",
        sender=said[0] if said else "",
        subject=header(decode(subject[1]))[:300] if subject else "",
        text=clean(decode((body or raw)[:20_000])).strip(),
        machine="bulk",  # whatever this is, it is not answered by itself
        whole=False,
    )
