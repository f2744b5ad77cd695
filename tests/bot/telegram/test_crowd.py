"""Many people's words at once: committed together, each chat in its order, and nobody's trouble is another's."""

from __future__ import annotations

import pytest

from bot.channels.telegram.worker import BATCH
from replies import events as e
from tests.bot.telegram.conftest import INBOX
from tests.waiting import until

CHATS = range(501, 506)


@pytest.fixture
async def commits(store, monkeypatch):
    """How many events each commit of many has carried."""
    carried, apply_all = [], store.apply_all

    async def counted(events):
        outcomes = await apply_all(events)
        carried.append(len(outcomes))
        return outcomes

    monkeypatch.setattr(store, "apply_all", counted)
    return carried


@pytest.fixture
def bring(desk, store):
    """Have words come in; (chat, text) each, as one answer of Telegram."""
    number = iter(range(1, 100_000))

    async def brought(*words):
        updates = []
        for chat, text in words:
            sender = {"id": chat, "is_bot": False, "first_name": "Ioana", "language_code": "ro"}
            message = {
                "message_id": (n := next(number)),
                "date": 1,
                "chat": {"id": chat, "type": "private"},
                "from": sender,
            }
            updates.append({"update_id": n, "message": message | {"text": text}})
        await desk.receiver.take(updates)

        async def handled():
            return not await store.arrivals(INBOX)

        await until(handled, 20)

    return brought


@pytest.fixture
async def met(bring):
    """Everybody has asked, and is in the middle of a conversation."""
    await bring(*((chat, "Bună") for chat in CHATS))


async def said(store, chat):
    """A chat's words in the order of the journal."""
    opened = await store.open(await store.by_address("telegram", str(chat)))
    return [entry.text for entry in opened.entries if entry.by == "patron"]


@pytest.mark.usefixtures("met")
async def test_words_of_many_are_committed_together(store, bring, commits):
    """One commit for all of them, whoever they are."""
    await bring(*((chat, f"și {turn}") for turn in range(3) for chat in CHATS))
    assert commits == [3 * len(CHATS)]
    for chat in CHATS:
        assert await said(store, chat) == ["Bună", "și 0", "și 1", "și 2"]


async def test_each_chat_keeps_its_order_over_many_rounds(store, bring):
    """From the first question on, while words are looked up, committed alone and together."""
    texts = [f"mesajul {number}" for number in range(BATCH)]
    await bring(*((chat, text) for text in texts for chat in CHATS))
    for chat in CHATS:
        assert await said(store, chat) == texts


@pytest.mark.usefixtures("met")
async def test_whoever_presses_no_plain_words_waits_for_nobody_and_is_not_overtaken(store, bring, commits):
    """A command between two messages keeps its place; the others' words go on together."""
    await bring((501, "întâi"), (501, "/close"), (501, "apoi"), (502, "și eu"), (503, "și eu"))
    assert commits == [2]
    opened = await store.open(await store.by_address("telegram", "501"))
    heard = [entry.text or entry.kind for entry in opened.entries if entry.by == "patron"]
    assert heard == ["Bună", "întâi", "closed", "apoi", "reopened"]


@pytest.mark.usefixtures("met")
async def test_a_bug_that_one_sets_off_takes_nothing_from_the_others(store, bring, desk, monkeypatch):
    """Nothing of the common commit stays; then each is handled alone, and only the one is set aside."""
    handle, apply_all = desk._handler.handle, store.apply_all

    async def alone(arrival, meaning):
        if b"otrava" in arrival.raw:
            raise RuntimeError
        await handle(arrival, meaning)

    async def together(events):
        if any("otrava" in event.text for event, _ in events):
            raise RuntimeError
        return await apply_all(events)

    monkeypatch.setattr(desk._handler, "handle", alone)
    monkeypatch.setattr(store, "apply_all", together)
    monkeypatch.setattr("bot.channels.telegram.worker.AFTER_TROUBLE", 0.01)
    await bring(*((chat, "otrava" if chat == 503 else "bine") for chat in CHATS), (503, "și totuși"))
    assert [await said(store, chat) for chat in CHATS] == [
        ["Bună", "și totuși" if chat == 503 else "bine"] for chat in CHATS
    ]
    assert len(await store.set_aside(INBOX)) == 1


@pytest.mark.usefixtures("met")
async def test_whoever_has_been_forgotten_begins_anew(store, bring):
    """An admin has erased them a moment ago: their chat leads to nothing any more."""
    before = await store.by_address("telegram", "501")
    await store.apply(e.PatronForgot(conversation=before, reason="admin", who="boss"))
    await bring((501, "iar eu"), (502, "bine"))
    assert await store.by_address("telegram", "501") != before
    assert await said(store, 501) == ["iar eu"]
