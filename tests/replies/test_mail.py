"""E-mail in the core: answered by a day, reminded of it, never answered to a machine; and moving there when asked."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from replies import events as e
from replies.answering import answer_by, due
from replies.hours import ALWAYS, Hours
from replies.house import DeskPlace, Patience
from replies.refusal import Refused
from tests.house import house
from tests.replies.play import Play

DAY = (time(9), time(17))
WEEK = Hours(weekly=dict.fromkeys(range(5), (DAY,)))
"""Monday to Friday, nine to five."""

MAIL = {"channel": "email", "address": "maja@patron.example"}


def mailing(**changes):
    """A library with these hours that writes e-mail."""
    return house(writes_mail=True, desks=(DeskPlace("main", "Desk", hours=changes.pop("hours", WEEK)),), **changes)


def at(day: int, hour: int) -> datetime:
    """A moment of November 2026; the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("came", "days", "by"),
    [
        (at(23, 8), 1, at(24, 17)),  # before opening
        (at(23, 12), 1, at(24, 17)),
        (at(23, 22), 1, at(24, 17)),  # after closing: the next opening day is Tuesday all the same
        (at(27, 12), 1, at(30, 17)),  # Friday: Monday
        (at(28, 12), 1, at(30, 17)),  # Saturday: Monday
        (at(23, 12), 0, at(23, 17)),
        (at(23, 18), 0, at(24, 17)),
        (at(23, 12), 3, at(26, 17)),
    ],
)
def test_a_mail_is_owed_an_answer_by_the_end_of_an_opening_day(came, days, by):
    """The next one, unless the library says otherwise."""
    assert answer_by(WEEK, came, days) == by


def test_a_day_with_a_break_ends_when_it_ends():
    """Not at noon."""
    split = Hours(weekly={1: ((time(9), time(12)), (time(14), time(19)))})
    assert answer_by(split, at(23, 12)) == at(24, 19)


def test_a_desk_that_never_closes_answers_within_a_day_and_one_that_never_opens_promises_nothing():
    """What isn't known isn't promised."""
    assert answer_by(ALWAYS, at(23, 12)) == at(24, 12)
    assert answer_by(Hours(), at(23, 12)) is None


def test_a_mail_is_acknowledged_with_the_day_and_by_mail():
    """Once, and nothing more while it waits."""
    play = Play(mailing()).ask(**MAIL)
    assert play.said == ["<acknowledged_email en by=2026-11-24 17:00:00+00:00>"]
    assert play.conversation.replies[0].channel == "email"
    play.push(hours=20)
    assert len(play.said) == 1
    assert play.conversation.state == "waiting"


def test_a_machine_hears_nothing_and_its_words_are_kept():
    """Row 62: no automatic answer to an automatic mail."""
    play = Play(mailing()).ask(**MAIL, quiet=True)
    assert play.said == []
    assert play.conversation.waiting_since is not None


def test_a_quiet_mail_after_closing_opens_it_again_and_hears_nothing():
    """A list may carry a person's words."""
    play = Play(mailing()).ask(**MAIL)
    play.do(e.Closed, who="anna")
    play.do(e.PatronWrote, text="Thanks", quiet=True)
    assert len(play.said) == 1
    assert play.conversation.state == "waiting"


@pytest.mark.parametrize("claimed", [False, True])
def test_the_staff_are_reminded_before_the_day_is_over_and_when_it_is(claimed):
    """Also whoever has it; and no third time."""
    play = Play(mailing()).ask(**MAIL)
    if claimed:
        play.do(e.Claimed, who="anna")
    play.push(hours=26)
    assert play.kinds.count("reminded") == 0
    play.push(hours=1)
    assert play.kinds.count("reminded") == 1
    play.push(hours=3)
    assert play.kinds.count("reminded") == 2
    play.push(days=9)
    assert play.kinds.count("reminded") == 2
    assert play.conversation.state == ("claimed" if claimed else "waiting")


@pytest.mark.parametrize(("hours", "late"), [(5, False), (40, True)])
def test_an_answer_says_whether_it_came_in_time(hours, late):
    """So that it can be counted."""
    play = Play(mailing()).ask(**MAIL)
    assert due(play.conversation, play.house) == at(24, 17)
    play.push(hours=hours)
    play.send()
    play.push(seconds=6)
    answer = next(entry for entry in play.entries if entry.kind == "message" and entry.by == "librarian")
    assert answer.meta["late"] is late
    assert due(play.conversation, play.house) is None


def test_a_chat_owes_no_day():
    """Nor does an answered mail."""
    assert due(Play(mailing()).ask().conversation, mailing()) is None


def test_every_message_says_how_it_came():
    """What came by the web says nothing."""
    mailed, chatted = Play(mailing()).ask(**MAIL, subject="Book bus"), Play(mailing()).ask()
    assert mailed.entries[0].meta == {"channel": "email", "subject": "Book bus"}
    assert mailed.entries[1].meta["channel"] == "email"
    assert "channel" not in chatted.entries[0].meta


def test_a_patron_on_the_web_moves_to_email_when_they_say_so():
    """From then on answers go there; the first mail says it."""
    play = Play(mailing()).ask()
    play.do(e.PatronMovedToEmail, email="maja@patron.example")
    assert play.said[-1] == "<moved_to_email en>"
    assert (play.conversation.channel, play.conversation.email) == ("email", "maja@patron.example")
    play.send()
    play.push(seconds=6)
    assert play.conversation.replies[-1].channel == "email"
    assert play.entries[-1].meta["channel"] == "email"


def test_moving_twice_is_moving_once():
    """A second press, or a mended address."""
    play = Play(mailing()).ask()
    for email in ("a@patron.example", "a@patron.example", "b@patron.example"):
        play.do(e.PatronMovedToEmail, email=email)
    assert play.conversation.email == "b@patron.example"
    assert len([text for text in play.said if "moved" in text]) == 1


def test_nobody_moves_to_where_the_library_does_not_write():
    """Refused by name, and nothing has changed."""
    play = Play().ask()
    with pytest.raises(Refused, match="no_email"):
        play.do(e.PatronMovedToEmail, email="a@patron.example")
    assert play.conversation.channel == "chat"


@pytest.mark.parametrize(
    ("minutes", "email", "writes", "channel"),
    [
        (2, "a@b.example", True, None),
        (30, "a@b.example", True, "email"),
        (30, None, True, None),
        (30, "a@b.example", False, None),
    ],
)
def test_an_answer_follows_a_patron_who_has_left_the_page(minutes, email, writes, channel):
    """To the address they left for that; whoever is there gets it there."""
    told = mailing(hours=ALWAYS) if writes else house()
    play = Play(told).ask(email=email)
    play.do(e.Claimed, who="anna")
    play.push(minutes=minutes)
    play.send("Here it is.")
    play.push(seconds=6)
    answer = next(entry for entry in play.entries if entry.text == "Here it is." and entry.kind == "message")
    assert answer.meta.get("channel") == channel
    assert play.conversation.channel == "chat"
    assert [reply.channel for reply in play.conversation.replies] == ([channel] if channel else [])


def test_a_reply_that_came_back_is_shown_as_not_delivered():
    """The patron's server said so after ours had taken it."""
    play = Play(mailing()).ask(**MAIL)
    reply = play.send()
    play.push(seconds=6)
    seq = play.entries[-1].seq
    play.do(e.ReplyReturned, reply=reply, target=seq, status="5.1.1")
    assert play.entries[-1].meta == {"target": seq, "reply": reply, "state": "failed", "reason": "returned"}


def test_undo_seconds_hold_for_mail_too():
    """What is taken back is never written."""
    play = Play(mailing(patience=Patience(undo=timedelta(seconds=5)))).ask(**MAIL)
    reply = play.send()
    play.do(e.ReplyUndone, who="anna", reply=reply)
    play.push(minutes=1)
    assert "Here." not in play.said
