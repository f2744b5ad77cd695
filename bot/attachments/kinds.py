"""What a file is, told by its first bytes; what it calls itself only decides between kinds that begin alike."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final, Literal

Kind = Literal["pictures", "documents", "sound", "films"]

HEAD: Final = 4096
"""Bytes from the beginning that are enough to tell."""

_OOXML: Final = "application/vnd.openxmlformats-officedocument."
_ODF: Final = "application/vnd.oasis.opendocument."

TYPES: Final = MappingProxyType[str, tuple[Kind, str]](
    {
        "image/jpeg": ("pictures", ".jpg"),
        "image/png": ("pictures", ".png"),
        "image/gif": ("pictures", ".gif"),
        "image/webp": ("pictures", ".webp"),
        "image/heic": ("pictures", ".heic"),
        "application/pdf": ("documents", ".pdf"),
        "text/plain": ("documents", ".txt"),
        f"{_OOXML}wordprocessingml.document": ("documents", ".docx"),
        f"{_OOXML}spreadsheetml.sheet": ("documents", ".xlsx"),
        f"{_OOXML}presentationml.presentation": ("documents", ".pptx"),
        f"{_ODF}text": ("documents", ".odt"),
        f"{_ODF}spreadsheet": ("documents", ".ods"),
        f"{_ODF}presentation": ("documents", ".odp"),
        "application/epub+zip": ("documents", ".epub"),
        "audio/ogg": ("sound", ".ogg"),
        "audio/mpeg": ("sound", ".mp3"),
        "audio/mp4": ("sound", ".m4a"),
        "audio/wav": ("sound", ".wav"),
        "audio/webm": ("sound", ".weba"),
        "video/mp4": ("films", ".mp4"),
        "video/webm": ("films", ".webm"),
    }
)
"""Every media type that can be taken: its kind, and how its name ends."""

SHOWN: Final = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
"""Types that a browser may show as a picture: none of them can hold a script."""

OTHER: Final = "application/octet-stream"
"""A file that is none of ``TYPES``."""

_BEGINS: Final = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
)
_BRANDS: Final = MappingProxyType(
    {
        b"heic": "image/heic",
        b"heix": "image/heic",
        b"mif1": "image/heic",
        b"M4A ": "audio/mp4",
        b"M4B ": "audio/mp4",
    }
)
_MPEG_SOUND: Final = frozenset({0xFA, 0xFB, 0xF2, 0xF3})
_OFFICE: Final = MappingProxyType({ending: media for media, (_, ending) in TYPES.items() if media.startswith(_OOXML)})
_CONTROLS: Final = frozenset(range(32)) - frozenset(b"\t\n\r\x0c\x1b")


def media_type(head: bytes, name: str = "") -> str:
    """The media type of a file, one of ``TYPES`` or ``OTHER``.

    Args:
        head: Its first bytes, ``HEAD`` of them or all.
        name: As its sender named it.
    """
    begins = (media for begin, media in _BEGINS if head.startswith(begin))
    return next(begins, "") or _boxed(head, name) or ("text/plain" if _is_text(head) else OTHER)


def ending(media: str) -> str:
    """How the name of a file of this type ends, "" when it is none of ``TYPES``."""
    return TYPES[media][1] if media in TYPES else ""


def _boxed(head: bytes, name: str) -> str:
    """Formats that are boxes: what is in them stands a little further in."""
    if head[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(head[8:12], OTHER)
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video/mp4")
    if head.startswith(b"\x1aE\xdf\xa3"):
        return "audio/webm" if name.lower().endswith((".weba", ".oga")) else "video/webm"
    if head.startswith(b"PK\x03\x04"):
        return _packed(head, name)
    return "audio/mpeg" if len(head) > 1 and head[0] == 0xFF and head[1] in _MPEG_SOUND else ""


def _packed(head: bytes, name: str) -> str:
    """Office files are zip files; OpenDocument and EPUB say at the very beginning what they are."""
    if head[30:38] == b"mimetype":
        said = head[38:120].decode("ascii", "replace")
        return next((media for media in TYPES if said.startswith(media)), OTHER)
    first = head[30:120]
    if first.startswith((b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/", b"xl/", b"ppt/")):
        return _OFFICE.get(name.lower()[-5:], OTHER)
    return OTHER


def _is_text(head: bytes) -> bool:
    """Plain words, and nothing that a browser might take for a page."""
    if not head or any(byte in _CONTROLS for byte in head):
        return False
    try:
        text = head.decode()
    except UnicodeDecodeError as error:
        cut = error.start >= len(head) - 3  # a letter cut in two at the end is no harm
        text = head[: error.start].decode() if cut else head.decode("latin-1")
    return not text.lstrip("\ufeff \t\r\n").startswith("<")
