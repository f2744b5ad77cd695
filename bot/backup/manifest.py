"""What a copy holds: its moment, its tables with their rows, its files with their digests."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal

from bot.store.engine import Connection

NAME: Final = "manifest.json"
_FORM: Final = 1

Engine = Literal["sqlite", "postgresql"]
Tell = Callable[[str, int, int], None]
"""Told how far something has come: what, done, of how many."""


class BackupError(Exception):
    """A copy can't be made or used; the message is one sentence for people, saying what to do."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What a file is known by: its size in bytes and its SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A copy, as it says of itself.

    Attributes:
        made_at: The moment it shows, aware UTC.
        engine: What the database was.
        step: Which step its tables were at.
        rows: Rows by table.
        files: Seals by path inside the copy, the database first.
        missing: Attachments that the database names and that were not there.
    """

    made_at: datetime
    engine: Engine
    step: str
    rows: Mapping[str, int]
    files: Mapping[str, Seal]
    missing: tuple[str, ...] = ()

    @property
    def database(self) -> str:
        """The database's path inside the copy."""
        return DATABASE[self.engine]

    @property
    def attachments(self) -> tuple[str, ...]:
        """Ids of the attachments it holds."""
        return tuple(path.removeprefix("attachments/") for path in self.files if path.startswith("attachments/"))


DATABASE: Final[Mapping[Engine, str]] = {"sqlite": "desk.sqlite3", "postgresql": "desk.dump"}


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put it into a copy's folder, last of all."""
    told = asdict(manifest) | {"form": _FORM, "made_at": manifest.made_at.isoformat()}
    (folder / NAME).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """What a copy says of itself.

    Raises:
        BackupError: There is no copy in this folder, or one of a later version.
    """
    try:
        told: dict[str, Any] = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if told.pop("form") != _FORM:
            raise BackupError(f"{folder} was made by a newer smiledesk. Install that version or a later one.")
        files = {path: Seal(**seal) for path, seal in told["files"].items()}
        made_at, missing = datetime.fromisoformat(told["made_at"]), tuple(told["missing"])
        return Manifest(**told | {"files": files, "made_at": made_at, "missing": missing})
    except (OSError, ValueError, KeyError, TypeError) as trouble:
        raise BackupError(f"{folder} is no backup, or not a whole one: its {NAME} can't be read.") from trouble


def count_rows(connection: Connection, engine: Engine) -> dict[str, int]:
    """Rows by table, ours and those that searching keeps beside them."""
    names = [row[0] for row in connection.execute(_TABLES[engine])]
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608


def step_of(connection: Connection) -> str:
    """Which step its tables are at."""
    return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


_TABLES: Final[Mapping[Engine, str]] = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    "postgresql": "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
    " AND table_type = 'BASE TABLE' ORDER BY table_name",
}
