"""What admins tune: every version stays, the newest published one counts."""

from __future__ import annotations

from datetime import date

import pytest

from bot.tuning.record import Change, TemplateUse, heads
from replies import events as e
from replies.refusal import Refused
from tests.contract.acts import ask, fresh
from tests.house import NOON, house

NAME = ("template", "on_loan", "sv")


def _change(text: str | None, on: int | None = None, *, publish: bool = False) -> Change:
    return Change(*NAME, None if text is None else {"text": text}, on=on, publish=publish)


async def test_a_draft_does_not_count_before_it_is_published(opener, clock):
    """And both are there after the process ended."""
    async with opener(clock, house()) as store:
        await store.keep_records([_change("one", 0, publish=True)], by="anna")
        await store.keep_records([_change("two", 1)], by="bo")
    async with opener(clock, house()) as store:
        head = heads(await store.records())[NAME]
        assert (head.newest.version, head.newest.body, head.newest.by) == (2, {"text": "two"}, "bo")
        assert head.body == {"text": "one"}
        published = await store.publish_record(*NAME, 2, by="anna")
        assert (published.published_at, published.published_by) == (NOON, "anna")
        assert heads(await store.records())[NAME].body == {"text": "two"}


async def test_two_admins_do_not_overwrite_each_other(store):
    """Whoever wrote on an older version is told, and nothing of what they changed with it is written."""
    await store.keep_records([_change("one", 0)], by="anna")
    other = Change("template", "renew", "sv", {"text": "other"}, on=0)
    with pytest.raises(Refused) as refused:
        await store.keep_records([other, _change("two", 0)], by="bo")
    assert (refused.value.code, refused.value.details) == ("record_changed", {"version": 1})
    assert [record.name for record in await store.records()] == [NAME]


async def test_only_the_newest_version_can_be_published(store):
    """Nobody publishes what they have not seen."""
    await store.keep_records([_change("one", 0)], by="anna")
    await store.keep_records([_change("two", 1)], by="anna")
    with pytest.raises(Refused, match="record_changed"):
        await store.publish_record(*NAME, 1, by="anna")


async def test_what_is_taken_away_keeps_its_versions(store):
    """The newest first; none is lost."""
    await store.keep_records([_change("one", publish=True)], by="anna")
    await store.keep_records([_change(None, publish=True)], by="anna")
    assert heads(await store.records())[NAME].is_gone
    assert [record.body for record in await store.record_history(*NAME)] == [None, {"text": "one"}]


async def test_who_tuned_what_is_audited_without_the_words(store):
    """By name and version."""
    await store.keep_records([_change("secret words", publish=True)], by="anna")
    line = (await store.audited())[-1]
    assert (line.who, line.action, line.subject) == ("anna", "template.published", "on_loan")
    assert dict(line.details) == {"key": "on_loan", "lang": "sv", "version": 1}


async def test_uses_of_a_template_are_counted_with_the_reply_that_was_sent(store):
    """Once for each reply, however often it is sent again with the same id, and by day only."""
    cid = (await ask(store)).conversation.id
    used = (e.TemplateUsed("on_loan", "sv", 250), e.TemplateUsed("goodbye", "sv", 0))
    sent = e.ReplySent(
        conversation=cid, source="web:1", who="anna", reply=fresh(), text="Hej!", seen=99, templates=used
    )
    await store.apply(sent)
    await store.apply(sent)
    assert await store.template_uses(date(2026, 11, 23)) == {
        ("on_loan", "sv"): TemplateUse(1, 1, 0.25),
        ("goodbye", "sv"): TemplateUse(1, 0, 0.0),
    }
    assert await store.template_uses(date(2026, 11, 24)) == {}


async def test_what_patrons_say_at_the_end_is_counted_for_the_templates_they_got(store):
    """Yes or no; the mark in the middle says neither, and a reply without a template counts for none."""
    for mark in (5, 3, 1, 4):
        cid = (await ask(store)).conversation.id
        used = (e.TemplateUsed("on_loan", "sv", 0),)
        sent = {"source": f"web:{mark}", "who": "anna", "text": "Hej!", "seen": 99}
        await store.apply(e.ReplySent(conversation=cid, reply=fresh(), templates=used, **sent))
        await store.apply(e.FeedbackGiven(conversation=cid, source=f"mark:{mark}", mark=mark))
    assert (await store.template_uses(date(2026, 11, 23)))["on_loan", "sv"] == TemplateUse(4, 0, 0.0, 2, 1)
