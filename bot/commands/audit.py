"""``smiledesk audit``: follow its seals, or write it out; read beside a desk that may be open."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from bot.commands.backup import TROUBLE
from bot.commands.saying import say, sorry
from bot.home import home_at
from bot.ports import Audited
from bot.store import audit
from bot.store.engine import Connection

_PAGE = 500
LIBRARY = "main"


def verify(data: Path, config: Path | None, seal: str | None) -> int:
    """Name the first line that doesn't follow; 0 when all do, 1 when not.

    Args:
        data: The desk's data folder.
        config: Its settings.
        seal: A seal noted earlier, or its beginning: it must still be there, so that no end was cut off.
    """

    def look(connection: Connection) -> int:
        broken = audit.first_break(connection)
        if broken is not None:
            return say(f"Line {broken} doesn't follow from the one before: it, or one before it, was changed.", 1)
        lines = _every(connection)
        if seal and not any(line.digest.startswith(seal) for line in lines):
            return say(f"No line has the seal {seal}: lines were taken away from the end.", 1)
        last = lines[-1] if lines else None
        ends = f" The last one's seal: {last.digest}" if last else ""
        return say(f"{len(lines)} lines, each follows from the one before.{ends}")

    return _beside(data, config, look)


def write_out(data: Path, config: Path | None, into: Path) -> int:
    """All lines as JSON, one a line."""

    def write(connection: Connection) -> int:
        lines = _every(connection)
        with into.open("w", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(_told(line), ensure_ascii=False)}\n" for line in lines)
        return say(f"{len(lines)} lines are in {into}.")

    return _beside(data, config, write)


def _told(line: Audited) -> dict[str, object]:
    return {
        "number": line.n,
        "at": line.at.isoformat(),
        "who": line.who,
        "action": line.action,
        "object": line.subject,
        "detail": dict(line.details),
        "seal": line.digest,
    }


def _every(connection: Connection) -> list[Audited]:
    lines: list[Audited] = []
    while page := audit.read(connection, LIBRARY, lines[-1].n if lines else 0, None, _PAGE):
        lines += page
    return lines


def _beside(data: Path, config: Path | None, work: Callable[[Connection], int]) -> int:
    try:
        home = home_at(data, config)
        if not home.is_there:
            raise FileNotFoundError(f"There is no desk in {data}. Its folder is named with --data.")
        with home.reading() as connection:
            return work(connection)
    except TROUBLE as trouble:
        return sorry(str(trouble))
