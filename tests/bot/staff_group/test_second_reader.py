"""A learner who answers from the group has a second reader there as well."""

from dataclasses import replace

from replies import events as e
from replies.message import EntryKind


async def test_what_a_learner_sends_from_the_group_waits_until_a_colleague_has_read_it(room, ioana, asked):
    """The topic says so; the patron reads it when it was let go, and not before."""
    conversation, topic, card = asked
    lo = await room.colleague("Lo", "trainee")
    await room.desk.keep_person(replace(lo.known, settings={"second_reader": True}), by="test")
    lo.says(topic, "Da, o avem.", reply_to=card)
    draft = await room.shows("not sent yet")
    lo.press(draft["message_id"], "d:send:1")
    await room.shows("Waits for a second librarian to read it:")
    await room.passes(minutes=5)
    assert "Da, o avem." not in ioana.seen()
    (asked_for,) = [entry for entry in await room.journal(conversation) if entry.kind is EntryKind.TO_READ]
    passed = e.ReplyPassed(conversation=conversation, who="bo", reply=asked_for.meta["reply"], seen=99)
    await room.store.apply(passed)
    await room.passes(minutes=1)
    await ioana.hears("Da, o avem.")
