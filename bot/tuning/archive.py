"""The files of ``bot.tuning.files`` as one ZIP, for whoever has no terminal at the desk's machine."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Final

from bot.tuning.bad_files import BadFileError
from bot.tuning.kinds import FOLDERS

MOST: Final = 20_000_000
"""Bytes of a ZIP, and of all that is in it, at most."""

_PACKED: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error),
    *(ValueError, NotImplementedError, RuntimeError, EOFError),
)
"""How Python says that a ZIP is none."""

_STEPS: Final = 2
"""Folder and file; what stands before them is the folder that was packed."""


def pack(files: Mapping[str, str], pictures: Mapping[str, bytes]) -> bytes:
    """A ZIP, the same bytes for the same files."""
    out = io.BytesIO()
    whole = {**{path: text.encode() for path, text in files.items()}, **pictures}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(whole):
            archive.writestr(zipfile.ZipInfo(path), whole[path], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def unpack(content: bytes) -> tuple[dict[str, str], dict[str, bytes]]:
    """The TOML files and the pictures of a ZIP, by their paths; what lies in no folder of ours is passed over.

    Raises:
        BadFileError: It is no ZIP, holds too much, or a text is no UTF-8.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found = {_path(entry.filename): archive.read(entry) for entry in _entries(archive)}
    except BadFileError:
        raise
    except _BROKEN as error:
        raise BadFileError("no_zip") from error
    texts = {path: _text(path, raw) for path, raw in found.items() if path.endswith(".toml")}
    return texts, {path: raw for path, raw in found.items() if path not in texts}


def _entries(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Those that are ours, by what they say of themselves; no more than that is unpacked of each."""
    entries = [entry for entry in archive.infolist() if _path(entry.filename)]
    if any(entry.compress_type not in _PACKED for entry in entries):
        raise zipfile.BadZipFile  # others may want memory without end
    if sum(entry.file_size for entry in entries) > MOST:
        raise BadFileError("large_zip", most=MOST)
    return entries


def _path(name: str) -> str:
    """A name as our files are named, "" for what is none of them."""
    steps = name.split("/")[-_STEPS:]
    return "/".join(steps) if len(steps) == _STEPS and steps[0] in FOLDERS and steps[1] else ""


def _text(path: str, raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise BadFileError("no_text", path=path) from None
