"""``smiledesk template``: canned answers, from the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.commands.at_the_desk import AtTheDesk, NoError, ask_desk
from bot.commands.saying import say


def list_shelf(data: Path, config: Path | None, *, missing: bool) -> int:
    """A table: a template a line, a language a column."""

    async def work(desk: AtTheDesk) -> int:
        shelf = await desk("GET", "/api/admin/templates")
        table = Table("template", *shelf["languages"], "used", box=None, pad_edge=False, header_style="bold")
        for one in shelf["templates"]:
            states = [one["langs"][lang]["state"] for lang in shelf["languages"]]
            if not missing or "missing" in states:
                used = sum(one["langs"][lang]["used"] for lang in shelf["languages"])
                table.add_row(one["key"], *states, str(used))
        Console().print(table)
        return 0

    return ask_desk(data, config, work)


def show(data: Path, config: Path | None, key: str, lang: str) -> int:
    """Its words, and who wrote which version."""

    async def work(desk: AtTheDesk) -> int:
        one = await _one(desk, key, lang)
        words = one["words"]
        say(f"{words['title']}  /{words['shortcut']}\n\n{words['text']}\n" if words else "It has no words here.")
        for version in one["versions"]:
            state = "published" if version["published_at"] else "draft"
            say(f"{version['version']:>4}  {version['at'][:16]}  {version['by']}  {state}")
        return 0

    return ask_desk(data, config, work)


def publish(data: Path, config: Path | None, key: str, lang: str, *, confirmed: bool, dry: bool) -> int:
    """Let the newest draft count; hints of our own rules are said first, as on the page."""

    async def work(desk: AtTheDesk) -> int:
        one = await _one(desk, key, lang)
        newest = next(iter(one["versions"]), None)
        if newest is None or newest["published_at"]:
            return say("There is no draft to publish.")
        if dry:
            return say(f"Version {newest['version']} of {key} ({lang}) would be published. Without --dry-run it is.")
        told = {"version": newest["version"], "confirmed": confirmed}
        await desk("POST", f"/api/admin/templates/{key}/{lang}/publish", told)
        return say(f"Version {newest['version']} of {key} ({lang}) counts from now on.")

    return ask_desk(data, config, work)


def links(data: Path, config: Path | None) -> int:
    """Ask every web address in templates and extras whether something is still there; 1 when one is dead."""

    async def work(desk: AtTheDesk) -> int:
        asked = (await desk("POST", "/api/admin/templates/links"))["links"]
        for link in asked:
            places = ", ".join(f"{place['key']} ({place['lang']})" for place in link["places"])
            say(f"{link['state']:>6}  {link['status'] or '-':>3}  {link['address']}  {places}")
        dead = sum(link["state"] == "dead" for link in asked)
        say(f"{len(asked)} addresses asked, {dead} dead.")
        return int(dead > 0)

    return ask_desk(data, config, work)


async def _one(desk: AtTheDesk, key: str, lang: str) -> Any:
    shelf = await desk("GET", "/api/admin/templates")
    if key not in {one["key"] for one in shelf["templates"]} or lang not in shelf["languages"]:
        raise NoError(f"There is no template {key} in {lang}. To see which there are: smiledesk template list")
    return await desk("GET", f"/api/admin/templates/{key}/{lang}")
