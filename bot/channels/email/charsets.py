"""Bytes to words, whatever the mail says they are; never an error, never a NUL, never half a letter pair."""

from __future__ import annotations

import codecs
import re
from email.header import decode_header
from typing import Final

_FALLBACKS: Final = ("utf-8", "windows-1252")
_ALIASES: Final = {
    "utf8mb4": "utf-8",
    "utf-8-sig": "utf-8-sig",
    "unicode": "utf-8",
    "ansi": "windows-1252",
    "iso-8859-8-i": "iso-8859-8",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "iso-8859-1": "windows-1252",
    "latin1": "windows-1252",
}
"""What mails say, and what they mean: most "latin 1" has the quotation marks of Windows in it."""

_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def decode(raw: bytes, charset: str = "") -> str:
    """The words of some bytes.

    UTF-8 is tried first whatever is claimed: other bytes hardly ever look like it by chance, and wrong claims abound.
    """
    for name in ("utf-8", _known(charset), *_FALLBACKS):
        if name:
            try:
                return clean(raw.decode(name))
            except (UnicodeError, LookupError, ValueError):
                continue
    return clean(raw.decode("latin-1"))


def _known(charset: str) -> str:
    name = charset.strip().strip("\"'").lower()
    name = _ALIASES.get(name, name)
    try:
        info = codecs.lookup(name) if name else None
    except (LookupError, ValueError):
        return ""
    # rot13, zip and the like are codecs too, and "idna" or "punycode" take quadratic time
    encodes_text = info is not None and getattr(info, "_is_text_encoding", True)
    return name if encodes_text and info is not None and info.name not in {"idna", "punycode"} else ""


def clean(text: str) -> str:
    """Without what can't be kept or seen; line ends as one kind."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def header(value: object) -> str:
    """A header's words on one line, its encoded pieces decoded."""
    text = str(value)
    if not text.isascii():  # letters that were sent as they are, in whatever charset
        text = decode(text.encode("utf-8", "surrogateescape"))
    try:
        pieces = decode_header(text)
    except Exception:  # noqa: BLE001 - the library raises many kinds on broken headers; the raw words will do
        pieces = [(text, None)]
    words = (piece if isinstance(piece, str) else decode(piece, charset or "") for piece, charset in pieces)
    return " ".join(clean("".join(words)).split())
