"""``smiledesk erase``: one patron, everywhere."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from bot.commands.at_the_desk import AtTheDesk, ask_desk
from bot.commands.saying import say


def erase_patron(data: Path, config: Path | None, whose: dict[str, Any], *, dry: bool, sure: bool) -> int:
    """Show what there is, ask, erase, and say what is left where; 1 when nothing was found or the answer was no."""

    async def work(desk: AtTheDesk) -> int:
        found = await desk("POST", "/api/erasures/find", whose)
        for one in found["conversations"]:
            say(f"#{one['number']}  {one['channel']}  {one['opened_at'] or ''}  {one['state']}")
        say(f"{len(found['conversations'])} conversations, {found['unread']} messages not read yet.")
        if dry:
            return 0
        if not sure and not _agreed():
            return 1
        report = await desk("POST", "/api/erasures", whose)
        for place in report["places"]:
            say(("  erased  " if place["reached"] else "  left    ") + place["sentence"])
        return 0

    return ask_desk(data, config, work)


def _agreed() -> bool:
    """Ask; nobody at the terminal is a no."""
    if not sys.stdin.isatty():
        say("Nothing was erased. To erase without being asked: --yes")
        return False
    say("Erase all of this for good? Type yes:")
    return sys.stdin.readline().strip() == "yes"
