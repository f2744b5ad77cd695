"""Pictures and floor plans of the house: what is taken, and how they are named by their bytes."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from bot.attachments.kinds import HEAD, SHOWN, TYPES, media_type

MOST: Final = 1_000_000
"""Bytes of a picture at most: it is to open on a telephone."""

ENDINGS: Final = {media: TYPES[media][1].removeprefix(".") for media in sorted(SHOWN)}
"""What is taken, with the ending its file gets."""


class BadPictureError(ValueError):
    """It can't be used: too large, or of another kind."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's bytes.

    Attributes:
        digest: SHA-256 of its bytes, hex; its name in the store and in its address.
        type: Its media type, as its bytes tell.
        content: The bytes.
    """

    digest: str
    type: str
    content: bytes


def read_picture(content: bytes) -> Picture:
    """Bytes as a picture.

    Raises:
        BadPictureError: They are too many, or no picture of a kind that every browser shows.
    """
    if len(content) > MOST:
        raise BadPictureError
    media = media_type(content[:HEAD], "")
    if media not in ENDINGS:
        raise BadPictureError
    return Picture(sha256(content).hexdigest(), media, content)
