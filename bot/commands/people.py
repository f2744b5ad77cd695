"""``smiledesk user``: who works here, from the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.commands.at_the_desk import AtTheDesk, NoError, ask_desk
from bot.commands.saying import say


def list_people(data: Path, config: Path | None) -> int:
    """A table of everybody."""

    async def work(desk: AtTheDesk) -> int:
        table = Table("name", "role", "languages", "desks", "state", box=None, pad_edge=False, header_style="bold")
        for one in (await desk("GET", "/api/people"))["people"]:
            table.add_row(one["name"], one["role"], " ".join(one["languages"]), " ".join(one["desks"]), _state(one))
        Console().print(table)
        return 0

    return ask_desk(data, config, work)


def _state(one: dict[str, Any]) -> str:
    if not one["active"]:
        return "may not sign in"
    return "has not come in yet" if one["invited"] else "here" if one["available"] else "away"


def invite(data: Path, config: Path | None, name: str, role: str, *, dry: bool) -> int:
    """Somebody new, or a fresh one-time link for somebody who is here."""

    async def work(desk: AtTheDesk) -> int:
        known = await _find(desk, name)
        if dry:
            what = f"{name} would get a fresh link" if known else f"{name} would be invited as {role}"
            return say(f"{what}. Without --dry-run it is so.")
        if known:
            made = await desk("POST", f"/api/people/{known['id']}/link")
        else:
            made = await desk("POST", "/api/people", {"name": name, "role": role})
        who = made["person"]
        say(f"For {who['name']}, {who['role']}. The link works once, until {made['expires_at']}:")
        page = made["link"].removeprefix("http://desk")  # the terminal's socket is no address for anybody else
        return say(page if page == made["link"] else f"<the desk's address>{page}")

    return ask_desk(data, config, work)


def change(data: Path, config: Path | None, name: str, changes: dict[str, Any], *, dry: bool) -> int:
    """Another role, or the door shut or opened; 2 when there is nobody of that name."""

    async def work(desk: AtTheDesk) -> int:
        person = await _find(desk, name)
        if person is None:
            raise NoError(f"Nobody here is called {name}. To see who is: smiledesk user list")
        told = ", ".join(f"{key}: {person[key]} -> {value}" for key, value in changes.items() if person[key] != value)
        if not told:
            return say(f"{person['name']} is so already.")
        if dry:
            return say(f"{person['name']} would be changed ({told}). Without --dry-run it is so.")
        await desk("PATCH", f"/api/people/{person['id']}", changes)
        return say(f"{person['name']} is changed: {told}.")

    return ask_desk(data, config, work)


async def _find(desk: AtTheDesk, name: str) -> dict[str, Any] | None:
    wanted = " ".join(name.split()).casefold()
    everybody = (await desk("GET", "/api/people"))["people"]
    return next((one for one in everybody if one["name"].casefold() == wanted), None)
