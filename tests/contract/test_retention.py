"""What goes sooner than its conversation, by channel; what statistics need stays."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.attachments.files import Files
from bot.duties.retention import Retention, tidy_all
from bot.ports import Tidied
from replies import events as e
from replies.house import Patience
from replies.message import Attachment
from tests.contract.acts import ask, texts
from tests.house import house

SOONER = Patience(keep_identity={"telegram": timedelta(days=7)}, keep_files={"chat": timedelta(days=3)})


@pytest.fixture
async def store(opener, clock):
    """A store of a library that keeps identities and files for a shorter time."""
    async with opener(clock, house(patience=SOONER)) as opened:
        yield opened


async def closed(store, **more):
    """A conversation that its patron has ended."""
    cid = (await ask(store, **more)).conversation.id
    await store.apply(e.PatronLeft(conversation=cid))
    return cid


async def test_an_identity_goes_before_the_words_where_its_channel_says_so(store, clock):
    """The chat is nobody's any more, the words are there until their own day."""
    cid = await closed(store, channel="telegram", address="731", email="mira@example.org")
    mailed = await closed(store, channel="email", address="mira@example.org")
    clock.push(days=6)
    assert await store.tidy() == Tidied()
    clock.push(days=2)
    assert await store.tidy() == Tidied(identities=1)
    assert (await store.address(cid), await store.by_address("telegram", "731")) == (None, None)
    assert (await store.open(cid)).conversation.email is None
    assert "Where is Kalevala?" in await texts(store, cid)
    assert await store.address(mailed) == "mira@example.org"
    assert await store.tidy() == Tidied()


async def test_words_from_an_address_that_was_let_go_begin_anew(opener, clock):
    """Although its conversation would go on for a month, and was in everybody's memory a moment before."""
    patient = Patience(keep_identity={"telegram": timedelta(days=7)}, reopen_within=timedelta(days=30))
    async with opener(clock, house(patience=patient)) as store:
        cid = await closed(store, channel="telegram", address="731")
        clock.push(days=8)
        assert await store.tidy() == Tidied(identities=1)
        assert (await ask(store, channel="telegram", address="731")).conversation.id != cid


async def test_files_go_before_the_words_and_say_so(store, clock, tmp_path):
    """Their bytes, their rows and their names; that there was one stays."""
    files = Files(tmp_path / "files")
    kept = await files.keep("my face.png", b"\x89PNG\r\n\x1a\n")
    cid = await closed(store, attachments=(kept,))
    clock.push(days=4)
    assert await tidy_all(store, files) == Tidied(files=1)
    assert files.path(kept.id) is None
    assert await store.file(cid, kept.id) is None
    (told,) = (await store.open(cid)).entries[0].meta["attachments"]
    assert (told["name"], told["refused"], told["type"]) == ("", "file_expired", "image/png")


async def test_of_a_forgotten_conversation_times_and_codes_stay_for_statistics(store, clock):
    """No subject, no name of a file; when what happened, by whom it was taken, and why it ended."""
    picture = Attachment("e" * 32, "a face.png", "image/png", 3)
    cid = await closed(
        store, channel="email", address="mira@example.org", subject="My question", attachments=(picture,)
    )
    before = (await store.open(cid)).entries
    await store.apply(e.RetentionPassed(conversation=cid))
    after = (await store.open(cid)).entries
    assert [(one.kind, one.at, one.by) for one in after[:-1]] == [(one.kind, one.at, one.by) for one in before]
    assert not any(one.text for one in after)
    assert not {"subject", "attachments"} & set(after[0].meta)
    assert next(one for one in after if one.kind == "closed").meta["reason"] == "patron"


async def test_an_open_conversation_keeps_everything(store, clock):
    """However long it takes."""
    picture = Attachment("f" * 32, "a.png", "image/png", 3)
    await ask(store, channel="telegram", address="731", attachments=(picture,))
    clock.push(days=40)
    assert await store.tidy() == Tidied()


async def test_words_beside_a_mark_go_after_a_year_and_the_mark_stays(store, clock, forge):
    """Feedback is counted for longer than it is read."""
    cid = await closed(store)
    await store.apply(e.FeedbackGiven(conversation=cid, mark=2, comment="Too slow"))
    clock.push(days=366)
    assert (await store.tidy()).comments == 1
    assert (await store.tidy()).comments == 0


async def test_what_nobody_could_handle_is_not_kept_for_ever(store, clock):
    """A mail set aside holds a patron's words like any other."""
    await store.take_in("email:ask@library.example", [("1:1", b"From: mira@example.org")])
    (arrival,) = await store.arrivals("email:ask@library.example")
    await store.mishandled(arrival, "ValueError", give_up_after=1)
    clock.push(days=29)
    assert (await store.tidy()).updates == 0
    clock.push(days=2)
    assert (await store.tidy()).updates == 1
    assert await store.set_aside("email:ask@library.example") == []


async def test_the_desk_tidies_when_it_opens_and_once_a_new_day_has_begun(store, clock, tmp_path):
    """By its own clock."""
    files = Files(tmp_path / "files")
    await closed(store, channel="telegram", address="1")
    clock.push(days=8)
    async with Retention(store, files, clock, look=0.01) as daily:
        await gone(store, "1")
        later = await closed(store, channel="telegram", address="2")
        clock.push(days=8)
        await gone(store, "2")
    assert daily is not None
    assert await store.open(later) is not None


async def gone(store, address):
    """Wait until nobody is known by this address."""
    async with asyncio.timeout(5):
        while True:
            if await store.by_address("telegram", address) is None:
                return
            await asyncio.sleep(0.01)
