"""The channels' hands outside the desk: a patron's Telegram chat, and the library's mailbox."""

from __future__ import annotations

import dataclasses

import pytest

from bot.channels.email.take_back import MailboxReach
from bot.erasure.report import Trace
from tests.bot.email.mails import mail
from tests.bot.email.servers import account, dovecot, free_port
from tests.bot.telegram.conftest import *  # noqa: F403  the practice Telegram and its people
from tests.bot.telegram.conftest import Phone, until
from tests.contract.acts import claim, pass_time, send


async def test_young_messages_are_taken_back_from_the_chat_and_old_ones_counted(
    desk, store, clock, ioana: Phone, all_handled
) -> None:
    """Ours and theirs; what was said with buttons and belongs to no conversation stays."""
    ioana.write("Bună, caut o carte")
    await all_handled()
    conversation = await store.by_address("telegram", str(ioana.id))
    await claim(store, conversation)
    await send(store, conversation, "O avem la etajul doi.")
    clock.push(seconds=6)
    await pass_time(store)
    await ioana.hears("etajul doi")
    await until(lambda: all_known(store, conversation))
    trace = Trace(await store.open(conversation), str(ioana.id), await store.refs(conversation))
    (young,) = await desk.reach.take_back([trace], frozenset({str(ioana.id)}))
    assert (young.where, young.reached, young.count) == ("telegram", True, len(trace.refs))
    said = [message["text"] for message in ioana.screen()]
    assert "Bună, caut o carte" not in said
    assert not any("etajul doi" in text for text in said)
    clock.push(days=3)
    (old,) = await desk.reach.take_back([trace], frozenset())
    assert (old.where, old.reached, old.count) == ("telegram_old", False, len(trace.refs))


async def all_known(store, conversation) -> bool:
    """Whether of everything that was sent it is known how it fared."""
    opened = await store.open(conversation)
    return not opened.conversation.replies


@pytest.mark.dovecot
async def test_a_patrons_mails_are_erased_in_every_folder_and_nobody_elses() -> None:
    """Also where somebody has filed them; ann@ is not joann@."""
    with dovecot() as box:
        told = account(box, None)
        for sender in ("ann@example.org", "joann@example.org", "Ann@Example.org"):
            box.deliver(mail("Hello", From=sender))
        (place,) = await MailboxReach(told).take_back([], frozenset({"ann@example.org"}))
        assert (place.where, place.count) == ("mailbox", 2)
        (again,) = await MailboxReach(told).take_back([], frozenset({"joann@example.org"}))
        assert again.count == 1


async def test_a_mailbox_that_cannot_be_reached_is_named_with_what_to_look_for() -> None:
    """Nothing is raised: the desk's own part is erased all the same."""
    nowhere = account(None, None)
    dead = dataclasses.replace(nowhere, imap=dataclasses.replace(nowhere.imap, host="127.0.0.1", port=free_port()))
    (place,) = await MailboxReach(dead).take_back([], frozenset({"ann@example.org"}))
    assert (place.where, place.reached, place.names) == ("mailbox_trouble", False, ("ann@example.org",))
