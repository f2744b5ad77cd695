"""The lock of LanguageTool's jars: which files, how large, which checksum.

``python -m bot.parts.lock`` writes it anew from ``jgo.toml``; it is run by whoever raises LanguageTool's version,
never on a library's machine. ``smiledesk get`` then needs no resolving, and takes nothing that was not locked.
"""

from __future__ import annotations

import hashlib
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LOCK: Final = Path(__file__).with_name("languagetool.toml")
_SPECIFICATION: Final = Path(__file__).with_name("jgo.toml")

_HEAD: Final = """\
# The jars of LanguageTool, locked. Written by `python -m bot.parts.lock`; edit jgo.toml, not this file.
"""


@dataclass(frozen=True, slots=True)
class Jar:
    """One locked file.

    Attributes:
        coordinate: ``group:artifact:version``, with ``:classifier`` behind it where there is one.
        sha256: Checksum of the whole file, in hexadecimal.
        size: Bytes.
    """

    coordinate: str
    sha256: str
    size: int

    @property
    def name(self) -> str:
        """The file's name in the parts folder."""
        _, artifact, *rest = self.coordinate.split(":")
        return "-".join((artifact, *rest)) + ".jar"


def load_lock(path: Path = LOCK) -> tuple[Jar, ...]:
    """The locked jars, sorted by coordinate."""
    with path.open("rb") as file:
        return tuple(Jar(**entry) for entry in tomllib.load(file)["jar"])


def checksum(path: Path) -> str:
    """The sha256 of a file, in hexadecimal; linear in its size."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def render_lock(jars: list[Jar]) -> str:
    """The lock as TOML, sorted, so that two runs differ only where something changed."""
    entries = (
        f'\n[[jar]]\ncoordinate = "{jar.coordinate}"\nsha256 = "{jar.sha256}"\nsize = {jar.size}\n'
        for jar in sorted(jars, key=lambda jar: jar.coordinate)
    )
    return _HEAD + "".join(entries)


def _resolve(folder: Path) -> list[Jar]:
    """Ask the repository what ``jgo.toml`` comes to, fetch every jar into ``folder`` and measure it."""
    from jgo.env import EnvironmentSpec  # noqa: PLC0415 - slow to import, and only needed here
    from jgo.parse import Coordinate  # noqa: PLC0415

    from bot.parts.maven import open_repository  # noqa: PLC0415

    repository = open_repository(folder)
    wanted = EnvironmentSpec.load(_SPECIFICATION)
    exclusions = [repository.project(*name.split(":")) for name in wanted.exclusions]
    # "!" keeps jgo from reading every entry as a bill of materials, which would pull in versions nobody asked for
    roots = [repository.create_dependency(Coordinate.parse(f"{name}!"), exclusions) for name in wanted.coordinates]
    inputs, transitive = repository.resolver.resolve(roots)
    jars = []
    for dependency in (*inputs, *transitive):
        artifact = dependency.artifact
        file = artifact.resolve()
        parts = [artifact.groupId, artifact.artifactId, artifact.version, artifact.classifier]
        jars.append(Jar(":".join(part for part in parts if part), checksum(file), file.stat().st_size))
    return jars


def main() -> None:
    """Resolve, fetch, measure, and write the lock."""
    with tempfile.TemporaryDirectory() as folder:
        jars = _resolve(Path(folder))
    names = [jar.name for jar in jars]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise SystemExit(f"Two jars would get the same name: {', '.join(sorted(twice))}.")
    LOCK.write_text(render_lock(jars), encoding="utf-8")
    print(f"{len(jars)} jars, {sum(jar.size for jar in jars) / 1e6:.0f} MB: {LOCK.name} written.")  # noqa: T201


if __name__ == "__main__":
    main()
