"""A copy is of one moment, is read back, and can be opened; the way back loses nothing on the way."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import AsyncExitStack, closing
from pathlib import Path

import pytest

from bot.backup.drill import drill
from bot.backup.making import copies_in, make_backup, remove_old
from bot.backup.manifest import NAME, BackupError, read_manifest
from bot.backup.restoring import BEFORE, look_through, restore
from bot.home import Home
from bot.ports import Store
from bot.store.engine import StoreInUse
from tests.bot.backup.conftest import quiet
from tests.contract.acts import ask, texts, write
from tests.house import NOON, FakeClock, house


async def opened_texts(home: Home) -> list[list[str]]:
    """The words of every open conversation, oldest first."""
    async with home.open(FakeClock(), house()) as store:
        rows = await store.queue("all", limit=2000)
        return [await texts(store, row.conversation.id) for row in reversed(rows)]


async def test_a_copy_of_an_open_desk_brings_back_what_was_there_then(
    home: Home, store: Store, opening: AsyncExitStack, tmp_path: Path
) -> None:
    """Words, attachment and key; what came after the copy is not in it, and is copied before it goes."""
    made = await asyncio.to_thread(make_backup, home, tmp_path / "copies", NOON, quiet)
    await ask(store, "Asked after the copy was made")
    with pytest.raises(StoreInUse):
        await restore(home, made.folder, FakeClock(), quiet)
    await opening.aclose()
    for file in home.attachments.iterdir():
        file.unlink()
    home.key.unlink()

    restored = await restore(home, made.folder, FakeClock(), quiet)

    (words,) = await opened_texts(home)
    assert words[0] == "Where is this shelf?"
    assert "The one with the red label." in words
    assert [file.read_bytes()[:4] for file in home.attachments.iterdir()] == [b"\x89PNG"]
    assert home.key.read_bytes() == b"k" * 32
    assert restored.before is not None
    assert read_manifest(restored.before).rows["conversation"] == 2
    assert restored.before.parent == home.data / BEFORE
    async with home.open(FakeClock(), house()) as again:
        assert [line.action for line in await again.audited()] == ["person.changed", "desk.restored"]


async def test_a_drill_opens_the_copy_elsewhere_and_touches_nothing(home: Home, store: Store, tmp_path: Path) -> None:
    """The desk stays open meanwhile, and no scratch place is left."""
    made = await asyncio.to_thread(make_backup, home, tmp_path / "copies", NOON, quiet)
    before = sorted(path.name for path in home.data.iterdir())
    rows = await drill(home, made.folder, FakeClock(), quiet)
    assert (rows["conversation"], rows["audit"], rows["file"]) == (1, 1, 1)
    assert sorted(path.name for path in home.data.iterdir()) == before
    await ask(store, "Still at work")


@pytest.mark.parametrize("home", ["sqlite"], indirect=True)
async def test_what_was_acknowledged_before_a_copy_is_in_it_however_busy_the_desk_is(
    home: Home, store: Store, tmp_path: Path
) -> None:
    """Pages change under the copying; it is of one moment all the same, and nobody waits for it."""
    acknowledged: list[int] = []

    async def keep_asking() -> None:
        while True:
            batch = [ask(store, f"Question {len(acknowledged)} of {n}") for n in range(20)]
            acknowledged.extend(outcome.conversation.number for outcome in await asyncio.gather(*batch))

    asking = asyncio.create_task(keep_asking())
    for copy in range(3):
        await asyncio.gather(*(ask(store) for _ in range(40)))
        known = len(acknowledged)
        made = await asyncio.to_thread(make_backup, home, tmp_path / str(copy), NOON, quiet)
        assert made.manifest.rows["conversation"] > known
        assert look_through(made.folder, quiet) == made.manifest
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)


async def test_a_copy_that_was_touched_is_refused_by_the_name_of_what_is_wrong(
    home: Home, store: Store, opening: AsyncExitStack, tmp_path: Path
) -> None:
    """One byte in an attachment, a file that is gone, a page that can't be read: each before anything is changed."""
    made = await asyncio.to_thread(make_backup, home, tmp_path, NOON, quiet)
    await opening.aclose()
    (attachment,) = (made.folder / "attachments").iterdir()
    whole = attachment.read_bytes()
    attachment.write_bytes(whole[:-1] + b"?")
    with pytest.raises(BackupError, match=attachment.name):
        await restore(home, made.folder, FakeClock(), quiet)
    attachment.unlink()
    with pytest.raises(BackupError, match=attachment.name):
        await drill(home, made.folder, FakeClock(), quiet)
    (made.folder / NAME).write_text("{")
    with pytest.raises(BackupError, match="is no backup"):
        look_through(made.folder, quiet)
    assert len(await opened_texts(home)) == 1


async def test_a_copy_of_a_newer_version_is_refused(home: Home, store: Store, tmp_path: Path) -> None:
    """An older version can't know what newer tables mean."""
    made = await asyncio.to_thread(make_backup, home, tmp_path, NOON, quiet)
    page = json.loads((made.folder / NAME).read_text())
    (made.folder / NAME).write_text(json.dumps(page | {"step": "9999"}))
    with pytest.raises(BackupError, match="newer smiledesk"):
        await drill(home, made.folder, FakeClock(), quiet)


@pytest.mark.parametrize("home", ["sqlite"], indirect=True)
async def test_a_desk_whose_file_is_damaged_can_be_brought_back(
    home: Home, store: Store, opening: AsyncExitStack, tmp_path: Path
) -> None:
    """The damaged file is laid aside as it is, with what lay beside it."""
    made = await asyncio.to_thread(make_backup, home, tmp_path, NOON, quiet)
    await opening.aclose()
    home.database.write_bytes(b"not a database" * 1000)
    restored = await restore(home, made.folder, FakeClock(), quiet)
    assert restored.before is not None
    assert (restored.before / "desk.sqlite3").read_bytes().startswith(b"not a database")
    assert len(await opened_texts(home)) == 1


@pytest.mark.parametrize("home", ["sqlite"], indirect=True)
async def test_an_audit_changed_by_hand_makes_a_drill_fail(
    home: Home, store: Store, opening: AsyncExitStack, tmp_path: Path
) -> None:
    """A copy of a tampered desk is a copy all the same, and somebody should know."""
    await opening.aclose()
    with closing(sqlite3.connect(home.database)) as forger, forger:
        forger.execute("UPDATE audit SET who = 'somebody else'")
    made = make_backup(home, tmp_path, NOON, quiet)
    with pytest.raises(BackupError, match="audit"):
        await drill(home, made.folder, FakeClock(), quiet)


@pytest.mark.parametrize("home", ["sqlite"], indirect=True)
async def test_a_lost_attachment_is_named_and_an_erased_one_is_not(home: Home, store: Store, tmp_path: Path) -> None:
    """The copy is made all the same."""
    (file,) = home.attachments.iterdir()
    file.unlink()
    made = await asyncio.to_thread(make_backup, home, tmp_path, NOON, quiet)
    assert made.manifest.missing == (file.name,)


@pytest.mark.parametrize("home", ["sqlite"], indirect=True)
async def test_old_copies_go_and_half_ones_are_never_counted(home: Home, store: Store, tmp_path: Path) -> None:
    """The newest stay."""
    clock = FakeClock()
    for _ in range(3):
        await asyncio.to_thread(make_backup, home, tmp_path, clock.push(hours=1), quiet)
    oldest, *rest = copies_in(tmp_path)
    assert remove_old(tmp_path, keep=2) == [oldest]
    assert copies_in(tmp_path) == rest
    assert sorted(tmp_path.glob("*smiledesk*")) == rest  # noqa: ASYNC240  the test's own folder


@pytest.mark.parametrize("home", ["sqlite"], indirect=True)
async def test_what_is_written_while_the_way_back_is_tried_stays_with_the_old_desk(
    home: Home, store: Store, opening: AsyncExitStack, tmp_path: Path
) -> None:
    """A restore that is refused half-way leaves the desk as it was."""
    made = await asyncio.to_thread(make_backup, home, tmp_path, NOON, quiet)
    opened = await store.queue("all")
    await write(store, opened[0].conversation.id, "A later word")
    await opening.aclose()
    with closing(sqlite3.connect(made.folder / "desk.sqlite3")) as forger, forger:
        forger.execute("DELETE FROM entry WHERE seq = 1")
    with pytest.raises(BackupError):
        await restore(home, made.folder, FakeClock(), quiet)
    (words,) = await opened_texts(home)
    assert "A later word" in words
    assert not list(home.data.glob(".restore-*"))
