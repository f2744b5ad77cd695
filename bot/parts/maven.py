"""The door to Maven repositories: jgo's own client, set up as this machine's owner set up theirs.

Mirrors named in ``~/.m2/settings.xml`` and repositories named in jgo's own settings are honoured; proxies and
certificates come from the environment, as for any client.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

Advance = Callable[[int], None]
"""Told how many bytes have come since the last call."""

_TIMEOUT = 30  # seconds without a byte


def mirror_of_central(settings: Path) -> str | None:
    """The address that a Maven ``settings.xml`` puts in place of Central, or None.

    An unreadable file counts as none: Maven will complain about it in its own words.
    """
    try:
        root = ET.parse(settings).getroot()  # noqa: S314 - the account's own file
    except (OSError, ET.ParseError):
        return None
    for mirror in root.iter():
        if _local(mirror.tag) != "mirror":
            continue
        fields = {_local(field.tag): (field.text or "").strip() for field in mirror}
        patterns = {pattern.strip() for pattern in fields.get("mirrorOf", "").split(",")}
        if patterns & {"*", "central", "external:*"} and "!central" not in patterns:
            return fields.get("url", "").rstrip("/") or None
    return None


def _local(tag: str) -> str:
    """A tag without its XML namespace."""
    return tag.rpartition("}")[2]


def open_repository(folder: Path, advance: Advance | None = None) -> Any:
    """A jgo ``MavenContext`` that stores what it downloads under ``folder``, in Maven's own layout."""
    from jgo.config import GlobalSettings  # noqa: PLC0415 - slow to import, wanted only by a fetch
    from jgo.constants import MAVEN_CENTRAL_URL  # noqa: PLC0415
    from jgo.maven import MavenContext, PythonResolver  # noqa: PLC0415

    central = mirror_of_central(Path.home() / ".m2" / "settings.xml") or MAVEN_CENTRAL_URL
    repositories = {"central": central} | GlobalSettings.load().repositories

    @contextmanager
    def report(_name: str, _size: int) -> Iterator[Advance]:
        yield advance or (lambda _count: None)

    return MavenContext(
        resolver=PythonResolver(progress_callback=report),
        repo_cache=folder,
        remote_repos=repositories,
        timeout=_TIMEOUT,
    )
