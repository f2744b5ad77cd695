"""``erase``, ``user`` and ``template`` from the terminal: at a desk that is open, and at one that is closed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from typer.testing import CliRunner

from bot.application import build_application
from bot.cli import app
from bot.server.terminal import open_door, somebody_listens
from tests.bot.commands import terminal
from tests.bot.server.desk import OpenDesk, open_desk
from tests.cluster import running_cluster

pytestmark = pytest.mark.usefixtures("nobodys_settings")


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[OpenDesk]:
    """An open desk that hears the terminal."""
    async with open_desk(tmp_path / "data") as desk:
        runner = web.AppRunner(build_application(desk.desk))
        await runner.setup()
        await open_door(runner, tmp_path / "data" / "desk.sock")
        yield desk
        await runner.cleanup()


async def run(folder: Path, *words: str) -> tuple[int, str]:
    """A command on the desk in ``folder``; its exit code and what it said."""
    return await asyncio.to_thread(terminal.run, folder / "data", *words)


async def test_a_patron_is_erased_at_an_open_desk(opened: OpenDesk, tmp_path: Path) -> None:
    """Shown first, not without a yes, then gone; the audit says it was the terminal."""
    patron = await opened.patron(email="mira@example.org")
    code, said = await run(tmp_path, "erase", "--number", "1", "--dry-run")
    assert (code, "1 conversations" in said) == (0, True)
    assert (await run(tmp_path, "erase", "--number", "1"))[0] == 1
    assert (await patron("GET", "/api/patron/conversation")).status == 200
    code, said = await run(tmp_path, "erase", "--email", "Mira@example.org", "--yes")
    assert code == 0
    assert "left What the patron has saved" in said
    assert (await patron("GET", "/api/patron/conversation")).status == 401
    assert (await opened.desk.store.audited(limit=1, before=2**50))[0].who == "cli"


async def test_colleagues_are_invited_changed_and_listed_at_an_open_desk(opened: OpenDesk, tmp_path: Path) -> None:
    """A dry run only says what would be; a name that nobody has is told."""
    assert (await run(tmp_path, "user", "invite", "Maja", "trainee", "--dry-run"))[0] == 0
    assert not await opened.desk.store.people()
    code, said = await run(tmp_path, "user", "invite", "Maja", "trainee")
    assert (code, "/welcome#" in said) == (0, True)
    code, said = await run(tmp_path, "user", "change", "maja", "--role", "librarian")
    assert (code, "trainee -> librarian" in said) == (0, True)
    assert "Maja librarian" in (await run(tmp_path, "user", "list"))[1]
    code, said = await run(tmp_path, "user", "change", "Nobody", "--shut-out")
    assert (code, "Nobody here is called" in said) == (2, True)


async def test_templates_are_looked_at_and_published_at_an_open_desk(opened: OpenDesk, tmp_path: Path) -> None:
    """A draft written on the page counts once it is published from here."""
    admin = await opened.staff("admin")
    words = {
        "title": "Lekotek",
        "text": "Hej! Lekoteket har öppet i dag. Säg gärna till.",
        "on": 0,
    }
    await admin("PUT", "/api/admin/templates/toy_library/sv", words)
    code, said = await run(tmp_path, "template", "publish", "toy_library", "sv", "--dry-run")
    assert (code, "would be published" in said) == (0, True)
    assert (await run(tmp_path, "template", "publish", "toy_library", "sv", "--confirmed"))[0] == 0
    code, said = await run(tmp_path, "template", "show", "toy_library", "sv")
    assert (code, "published" in said, "Lekoteket har öppet" in said) == (0, True, True)
    assert "toy_library missing" in (await run(tmp_path, "template", "list", "--missing"))[1]
    assert (await run(tmp_path, "template", "show", "no_such", "sv"))[0] == 2


async def test_a_closed_desk_is_opened_for_the_command_alone(tmp_path: Path) -> None:
    """What was done is there when it opens, and nothing is left behind."""
    assert (await run(tmp_path, "user", "invite", "Maja"))[0] == 0
    async with open_desk(tmp_path / "data") as desk:
        assert [person.name for person in await desk.desk.store.people()] == ["Maja"]
    assert not somebody_listens(tmp_path / "data" / "desk.sock")


async def test_the_terminals_door_is_the_accounts_own(opened: OpenDesk, tmp_path: Path) -> None:
    """Nobody else can open it, a second desk does not take it, and a socket left by a crash is no hindrance."""
    path = tmp_path / "data" / "desk.sock"
    assert path.stat().st_mode & 0o777 == 0o600
    second = web.AppRunner(web.Application())
    await second.setup()
    await open_door(second, path)
    assert not second.sites
    assert (await opened.anybody()("GET", "/api/people")).status == 401
    await second.cleanup()


def test_one_patron_is_named_by_exactly_one_of_the_two() -> None:
    """Before anything is opened."""
    assert CliRunner().invoke(app, ["erase"]).exit_code == 2


@pytest.mark.postgres
async def test_what_is_tuned_goes_out_of_and_into_postgresql_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As from SQLite: a dry run first, then the same files come back."""
    (tmp_path / "files" / "glossary").mkdir(parents=True)
    (tmp_path / "files" / "glossary" / "terms.toml").write_text('[sv.terms]\nopac = "katalogen"\n', "utf-8")
    with running_cluster() as cluster:
        monkeypatch.setenv("SMILEDESK_DATABASE", cluster.new_database())
        assert "would be changed" in (await run(tmp_path, "import", str(tmp_path / "files"), "--dry-run"))[1]
        assert "1 changed" in (await run(tmp_path, "import", str(tmp_path / "files")))[1]
        code, said = await run(tmp_path, "export", str(tmp_path / "out"))
    assert code == 0, said
    assert "katalogen" in (tmp_path / "out" / "glossary" / "terms.toml").read_text("utf-8")


async def test_dead_links_in_templates_are_told_by_address_and_place(opened: OpenDesk, tmp_path: Path) -> None:
    """With an exit code a night's job can go by; a desk without links has none that are dead."""
    assert await run(tmp_path, "template", "links") == (0, "0 addresses asked, 0 dead.")
    app = web.Application()
    app.router.add_route("*", "/here", _there)
    async with TestServer(app) as server:
        gone, here = server.make_url("/gone"), server.make_url("/here")
        admin = await opened.staff("admin")
        words = {"title": "Länkar", "text": f"Hej! Se {gone} och {here}.", "on": 0}
        await admin("PUT", "/api/admin/templates/toy_library/sv", words)
        await admin("POST", "/api/admin/templates/toy_library/sv/publish", {"version": 1})
        code, said = await run(tmp_path, "template", "links")
    assert code == 1
    assert f"dead 404 {gone} toy_library (sv)" in said
    assert "2 addresses asked, 1 dead." in said


async def _there(_: web.Request) -> web.Response:
    return web.Response(text="here")
