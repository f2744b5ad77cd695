"""Rows 5 to 10 and 17 to 19 of the faults: a librarian's reply on its way to the patron."""

import secrets
from datetime import timedelta

import pytest

from bot.practice.telegram import people
from replies import events as e
from replies.house import Patience
from replies.message import EntryKind
from tests.house import house
from tests.waiting import until


@pytest.fixture
def store(store):
    """Replies leave at once: the undo seconds are another test's."""
    store.house = house(patience=Patience(undo=timedelta(0)))
    return store


@pytest.fixture
async def conversation(desk, store, ioana, all_handled):
    """Ioana has asked, and the acknowledgement has reached her."""
    ioana.write("Bună")
    await all_handled()
    await ioana.hears("<acknowledged")
    return await store.by_address("telegram", str(ioana.id))


@pytest.fixture
def reply(store, conversation):
    """A librarian answers; returns the reply's id."""

    async def send(text):
        number = secrets.token_hex(16)
        event = e.ReplySent(conversation=conversation, who="anna", reply=number, text=text, seen=99, override=True)
        await store.apply(event)
        return number

    return send


@pytest.fixture
def fate(store, conversation):
    """Wait for a reply to reach a state; returns (state, reason)."""

    async def reached(reply, state):
        async def there():
            for entry in (await store.open(conversation)).entries:
                if entry.kind is EntryKind.DELIVERY and entry.meta.get("reply") == reply:
                    found = entry.meta.get("state"), entry.meta.get("reason")
                    if found[0] == state:
                        return found
            return None

        return await until(there)

    return reached


async def test_a_reply_reaches_the_patron(reply, fate, ioana):
    """As it was written."""
    number = await reply("Da, până la ora 20.")
    await ioana.hears("Da, până la ora 20.")
    assert (await fate(number, "sent"))[0] == "sent"


async def test_row_5_an_answer_that_is_lost_makes_the_reply_uncertain_and_one_copy(reply, fate, ioana, world):
    """It was delivered; nobody sends it again by itself."""
    world.faults.add(kind="lose", method="sendmessage")
    number = await reply("Ora 20.")
    assert (await fate(number, "uncertain"))[1] == "timeout"
    assert ioana.seen().count("Ora 20.") == 1


@pytest.mark.parametrize("fault", [{"kind": "cut"}, {"kind": "page", "code": 502}, {"kind": "page", "code": 504}])
async def test_row_5_a_cut_connection_or_a_gateways_page_leaves_it_open(reply, fate, world, fault):
    """Nobody knows whether Telegram had it."""
    world.faults.add(method="sendmessage", **fault)
    assert (await fate(await reply("Ora 20."), "uncertain"))[0] == "uncertain"


async def test_row_6_while_telegram_is_out_of_reach_replies_wait_in_their_order(
    reply, fate, ioana, practice, clock, all_handled
):
    """Refused connections are no delivery: both go out later, the first one first."""
    await practice.go_dark()
    first = await reply("Întâi")
    await reply("Apoi")
    assert (await fate(first, "waiting"))[1] == "unreachable"
    await practice.come_back()
    clock.push(minutes=10)
    await until(lambda: "Apoi" in ioana.seen(), 10)
    assert [text for text in ioana.seen() if not text.startswith("<")] == ["Întâi", "Apoi"]


async def test_row_6_a_refusal_in_telegrams_own_words_is_tried_again(reply, ioana, world, fate, clock):
    """500 as JSON: certainly not delivered."""
    world.faults.add(kind="refuse", method="sendmessage", code=500, description="Internal Server Error")
    number = await reply("Ora 20.")
    await fate(number, "waiting")
    clock.push(minutes=10)
    await ioana.hears("Ora 20.")
    assert ioana.seen().count("Ora 20.") == 1


async def test_row_7_a_429_waits_while_other_chats_go_on(reply, fate, ioana, world, all_handled):
    """Its own time, shown to the librarian; somebody else is answered meanwhile."""
    world.faults.add(
        kind="refuse", method="sendmessage", code=429, description="Too Many Requests",
        parameters={"retry_after": 3600},
    )  # fmt: skip
    number = await reply("Ora 20.")
    assert (await fate(number, "waiting"))[1] == "rate"
    other = world.meet("Mihai", "ro")
    people.write(world, other, "Salut")
    await all_handled()
    await until(lambda: people.screen(world, world.chats[other.id])["messages"][-1]["from"] == "bot")
    assert "Ora 20." not in ioana.seen()


async def test_row_9_a_patron_who_has_blocked_the_bot_is_told_to_the_librarian(reply, fate, ioana, world):
    """Failed, with the reason that offers another way."""
    people.block(world, ioana.person)
    assert (await fate(await reply("Ora 20."), "failed"))[1] == "blocked"


async def test_row_10_a_chat_that_is_gone_fails_clearly(reply, fate, ioana, world):
    """400 chat not found."""
    del world.chats[ioana.id]
    assert (await fate(await reply("Ora 20."), "failed"))[1] == "no_chat"


async def test_row_17_a_reply_of_4097_units_goes_in_two_parts_in_order(reply, fate, ioana):
    """Nothing is cut off."""
    text = ("Prima parte. " * 200 + "😀" * 800).strip() + "\n\n" + "A doua parte. " * 20
    await fate(await reply(text), "sent")
    parts = [part for part in ioana.seen() if not part.startswith("<")]
    assert len(parts) == 2
    assert "".join("".join(parts).split()) == "".join(text.split())


async def test_row_18_a_part_that_fails_leaves_what_arrived_and_sending_again_goes_on_there(
    reply, fate, ioana, world, store, conversation
):
    """Part one is known; after a person's word the rest follows, nothing twice."""
    world.faults.add(kind="lose", method="sendmessage", skip=1)
    text = "\n\n".join(letter * 4000 for letter in "abc")
    number = await reply(text)
    await fate(number, "uncertain")
    assert [part[0] for part in ioana.seen() if not part.startswith("<")] == ["a", "b"]
    await store.apply(e.SentAgain(conversation=conversation, who="anna", reply=number))
    await until(lambda: any(part[0] == "c" for part in ioana.seen()))
    assert [part[0] for part in ioana.seen() if not part.startswith("<")] == ["a", "b", "b", "c"]


@pytest.mark.parametrize(
    "text",
    [
        "<b>Ora</b> 20 & ceva",
        "_ora_ *20* [aici](x)",
        "`cod` &amp; &lt;",
        "ora\u202e20",
        "1 < 2 > 0",
        "* *",
        "</x",
        "__",
    ],
)
async def test_row_19_what_looks_like_markup_stays_as_typed(reply, ioana, text):
    """Literal text, no parse error."""
    await reply(text)
    assert await ioana.hears(text) == text


async def test_half_a_surrogate_pair_is_refused_by_name(desk, ioana):
    """It can't travel; it fails instead of being tried for ever."""
    from bot.ports import Failed, Outgoing
    from replies.effects import Reply

    outgoing = Outgoing(Reply("r", "telegram", "x"), "c", str(ioana.id), "ro")
    assert await desk.send(outgoing, "\ud83d", 0) == Failed("rejected")
    assert await desk.send(Outgoing(Reply("r", "telegram", "x"), "c", "no number", "ro"), "x", 0) == Failed("no_chat")


async def test_a_librarian_who_types_is_seen_typing(desk, conversation, ioana, world):
    """For the seconds Telegram shows it."""
    await desk.typing(conversation)
    await until(lambda: people.screen(world, world.chats[ioana.id])["typing"])


async def test_no_call_to_telegram_says_its_token_or_its_words_in_the_log(reply, ioana, capfd, caplog):
    """The httpx library writes addresses at INFO, and an address holds the token."""
    caplog.set_level("INFO")
    await reply("Ora 20.")
    await ioana.hears("Ora 20.")
    written = caplog.text + "".join(capfd.readouterr())
    assert "1000000:practice" not in written
    assert "Ora 20." not in written
