"""Fetch Voikko, which spells and reads Finnish, on a Debian or Ubuntu, without being root.

``apt-get download`` needs no rights and checks signatures; ``dpkg-deb -x`` unpacks into a folder of ours. On other
systems, and without a network, the Python package ``pyvoikko`` reads Finnish: slower, without suggestions.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bot.parts.places import voikko_paths
from bot.parts.progress import FetchError, OfflineError, PartState, Tell

PART: Final = "voikko"
_LONGEST: Final = 300  # seconds apt may take on a slow line


def fetch(parts: Path, tell: Tell) -> None:
    """Have Voikko with its Finnish dictionary, the system's own or one unpacked under ``parts``.

    Raises:
        OfflineError: When apt reached no package server.
        FetchError: When this system has no apt, or its packages hold no Voikko.
    """
    if voikko_paths(parts):
        tell(PartState(PART, "ready"))
        return
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        raise FetchError(
            "This system has no apt-get, so Voikko cannot be fetched; pyvoikko reads Finnish, without "
            "suggestions. If your system has packages for libvoikko and its Finnish dictionary, install them."
        )
    tell(PartState(PART, "fetching"))
    parts.mkdir(parents=True, exist_ok=True)
    for left in parts.glob(".voikko-*"):  # a fetch that was killed could not tidy up; none runs beside this one
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=parts, prefix=".voikko-") as folder:
        unpacked = _unpack(Path(folder))
        target = parts / PART
        shutil.rmtree(target, ignore_errors=True)
        unpacked.rename(target)
    if not voikko_paths(parts):
        shutil.rmtree(parts / PART, ignore_errors=True)
        raise FetchError("The Voikko packages of this system hold no library or no Finnish dictionary that we know.")
    tell(PartState(PART, "ready"))


def _unpack(folder: Path) -> Path:
    """Download the packages into ``folder`` and unpack them into a folder inside it, which is returned."""
    settings = _package_lists(folder)
    names = ["libvoikko1", "voikko-fi", *_spell_library(settings)]
    _apt(folder, [*settings, "download", *names])
    into = folder / "unpacked"
    for package in sorted(folder.glob("*.deb")):
        _run(["dpkg-deb", "-x", str(package), str(into)], folder)
    return into


def _package_lists(folder: Path) -> list[str]:
    """Options under which apt knows the packages: the system's lists, or our own where it has none."""
    if "Candidate: " in _run(["apt-cache", "policy", "libvoikko1"], folder).replace("Candidate: (none)", ""):
        return []
    lists = folder / "lists"
    (lists / "partial").mkdir(parents=True)
    settings = ["-o", f"Dir::State::Lists={lists}", "-o", f"Dir::Cache={folder}", "-o", "APT::Sandbox::User="]
    _apt(folder, [*settings, "update"])
    return settings


def _spell_library(settings: Sequence[str]) -> list[str]:
    """The package of the library that libvoikko leans on; its name carries a version that differs by release."""
    depends = _run(["apt-cache", *settings, "depends", "libvoikko1"], Path("/"))
    return re.findall(r"Depends: (libhfst\S+)", depends)


def _apt(folder: Path, arguments: Sequence[str]) -> None:
    try:
        _run(["apt-get", "-q", *arguments], folder)
    except FetchError as trouble:
        if re.search(r"resolve|connect|unreachable|timed out|Failed to fetch", str(trouble), re.IGNORECASE):
            raise OfflineError("The package servers of this system did not answer.") from trouble
        raise


def _run(command: Sequence[str], folder: Path) -> str:
    """Run one of apt's programs in ``folder`` with English messages, and return what it printed."""
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=os.environ | {"LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise OfflineError(f"{command[0]} was still waiting after {_LONGEST} seconds.") from None
    if done.returncode != 0:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise FetchError(f"{command[0]} said: {said[-1] if said else 'nothing'}")
    return done.stdout
