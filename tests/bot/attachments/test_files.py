"""The folder of attachments: kept with their message or not at all, gone when forgotten."""

from __future__ import annotations

import asyncio
import stat

import pytest

from bot.attachments.files import Files, Rules
from bot.attachments.keeping import Remover, apply_with_files
from bot.ports import StoreClosed
from bot.store.sqlite import open_store
from replies import events as e
from replies.refusal import Refused
from tests.bot.attachments import samples
from tests.contract.acts import ask, fresh
from tests.house import FakeClock, house


@pytest.fixture
async def store(tmp_path):
    """An open store."""
    async with open_store(tmp_path / "desk.sqlite3", FakeClock(), house()) as opened:
        yield opened


@pytest.fixture
def files(tmp_path):
    """The folder beside it."""
    return Files(tmp_path / "attachments", Rules(megabytes=1))


def there(files):
    """Names in the folder."""
    return sorted(path.name for path in files._folder.iterdir())


async def attach(store, files, conversation, text="See here", source=None):
    """The patron sends a picture."""
    kept = await files.keep("cover.png", samples.PNG)
    event = e.PatronWrote(conversation=conversation, text=text, attachments=(kept,), source=source)
    return kept, await apply_with_files(store, files, event)


async def test_a_file_is_kept_under_an_id_that_says_nothing(files):
    """Readable by the desk's account alone, with the name only in what is told of it."""
    kept = await files.keep("../../my face.png", samples.PNG)
    assert (kept.name, kept.type, kept.size) == ("my face.png", "image/png", len(samples.PNG))
    path = files.path(kept.id)
    assert path.read_bytes() == samples.PNG
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert there(files) == [kept.id]


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"\xff\xd8\xff" + b"0" * 1_000_000, "file_too_large"), (samples.PAGE, "file_type"), (b"", "empty_file")],
)
async def test_what_is_refused_leaves_nothing_behind(files, content, code):
    """Neither half nor whole; where a message came with it, it says so in its place."""
    with pytest.raises(Refused, match=code):
        await files.keep("x.jpg", content)
    told = await files.take("x.jpg", content)
    assert (told.refused, told.size) == (code, len(content))
    assert there(files) == []


@pytest.mark.parametrize("name", ["../desk.sqlite3", "", ".", "x" * 32, "0" * 32, "0" * 31 + "/"])
async def test_a_name_that_is_no_id_leads_nowhere(files, name):
    """An id in an address is somebody else's text."""
    assert files.path(name) is None


async def test_a_message_and_its_file_are_there_together(store, files):
    """The journal tells of the file, the store knows whose it is."""
    cid = (await ask(store)).conversation.id
    kept, outcome = await attach(store, files, cid)
    told = outcome.entries[0].meta["attachments"]
    assert told == [{"id": kept.id, "name": "cover.png", "type": "image/png", "size": len(samples.PNG)}]
    assert await store.file(cid, kept.id) == kept
    assert await store.file(fresh(), kept.id) is None
    assert await store.file(cid, fresh()) is None


async def test_a_message_that_came_twice_keeps_one_file(store, files):
    """The second copy goes again."""
    cid = (await ask(store)).conversation.id
    first, _ = await attach(store, files, cid, source="web:1")
    _, again = await attach(store, files, cid, source="web:1")
    assert again.duplicate
    assert there(files) == [first.id]


async def test_a_message_that_is_refused_takes_its_file_with_it(store, files):
    """Nothing is kept of what nobody may read."""
    with pytest.raises(Refused, match="unknown_conversation"):
        await attach(store, files, fresh())
    assert there(files) == []


async def test_a_message_may_be_a_file_alone_and_a_refused_file_keeps_its_words(store, files):
    """Words without file, file without words."""
    cid = (await ask(store)).conversation.id
    _, outcome = await attach(store, files, cid, text="")
    assert outcome.entries[0].text == ""
    told = await files.take("x.exe", samples.PROGRAM)
    said = await store.apply(e.PatronWrote(conversation=cid, text="My essay", attachments=(told,)))
    assert said.entries[0].text == "My essay"
    assert said.entries[0].meta["attachments"][0]["refused"] == "file_type"
    assert await store.file(cid, told.id) is None


async def test_row_66_forgetting_removes_the_files_too(store, files):
    """Bytes, names and all, of this patron and of nobody else."""
    mine, other = (await ask(store)).conversation.id, (await ask(store)).conversation.id
    await attach(store, files, mine)
    stays, _ = await attach(store, files, other)
    async with Remover(store, files):
        await store.apply(e.PatronForgot(conversation=mine))
        async with asyncio.timeout(5):
            while there(files) != [stays.id] or await store.gone_files():  # noqa: ASYNC110  a folder has no event to wait for
                await asyncio.sleep(0.01)


async def test_what_was_forgotten_before_a_crash_is_removed_at_the_next_start(store, files):
    """And so is a file whose message was never committed."""
    cid = (await ask(store)).conversation.id
    await attach(store, files, cid)
    await files.keep("lost.png", samples.PNG)
    (files._folder / "half.coming").touch()
    await store.apply(e.PatronForgot(conversation=cid))
    assert len(there(files)) == 3
    async with Remover(store, files):
        assert there(files) == []


async def test_row_55_a_full_disk_refuses_the_file_and_keeps_nothing(files, monkeypatch):
    """Said as "not now", like every refusal of the disk."""

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bot.attachments.files.os.write", full)
    with pytest.raises(StoreClosed):
        await files.keep("x.png", samples.PNG)
    assert there(files) == []
