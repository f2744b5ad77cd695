"""The ledger of promises: noted by a person, kept in time, told when not, and never closed over in silence."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from replies import events as e
from replies.conversation import State
from replies.effects import KeepPromise, Tell
from replies.hours import Hours
from replies.house import DeskPlace
from replies.promise import Promise, Promised, owed_by
from replies.refusal import Refused
from tests.house import NOON, house
from tests.replies.play import Play


def promised(**ahead: float) -> Promised:
    """A promise for later, to the hour."""
    return Promised("p1", "I'll ask and write to you.", NOON + timedelta(**ahead), at_hour=True)


def open_promise(**ahead: float) -> Play:
    """Anna answers and has promised something."""
    play = Play().ask()
    play.do(e.Claimed, who="anna")
    play.do(e.PromiseMade, who="anna", promise=promised(**(ahead or {"days": 1})))
    return play


def states(play: Play) -> list[str]:
    """What became of promises, in order."""
    return [entry.meta["state"] for entry in play.entries if entry.kind == "promise"]


def rows(play: Play) -> dict[str, Promise]:
    """The ledger's rows as they stand last."""
    return {effect.promise.id: effect.promise for effect in play.effects if isinstance(effect, KeepPromise)}


def test_a_promise_has_an_owner_and_a_day_and_its_words_are_in_the_journal():
    """Who, what, by when."""
    play = open_promise(days=1)
    (promise,) = play.conversation.promises
    assert (promise.owner, promise.due) == ("anna", NOON + timedelta(days=1))
    assert play.conversation.promise_at == promise.due
    assert play.entries[-1].text == "I'll ask and write to you."


def test_the_same_promise_noted_twice_is_one():
    """A lost answer is asked for again."""
    play = open_promise()
    play.do(e.PromiseMade, who="anna", promise=promised(days=1))
    assert len(play.conversation.promises) == 1


@pytest.mark.parametrize("ahead", [timedelta(0), timedelta(hours=-1), timedelta(days=367)])
def test_a_promise_lies_ahead_and_within_a_year(ahead):
    """Yesterday can't be promised."""
    play = Play().ask()
    with pytest.raises(Refused, match="wrong_time"):
        play.do(e.PromiseMade, who="anna", promise=Promised("p", "Something", NOON + ahead))


def test_a_promise_without_words_is_none():
    """Nobody could keep it."""
    with pytest.raises(Refused, match="empty_text"):
        Play().ask().do(e.PromiseMade, who="anna", promise=Promised("p", "  ", NOON + timedelta(days=1)))


def test_its_owner_is_reminded_in_time_and_everybody_hears_when_it_is_broken():
    """Two hours before, and when the hour has come."""
    play = open_promise(hours=6)
    play.push(hours=3, minutes=59)
    assert states(play) == ["made"]
    play.push(minutes=2)
    assert states(play) == ["made", "due"]
    assert Tell("promise_due", "anna") in play.effects
    play.push(hours=2)
    assert states(play) == ["made", "due", "broken"]
    assert Tell("promise_broken") in play.effects
    play.push(days=3)
    assert states(play) == ["made", "due", "broken"]


def test_a_promise_for_within_the_hour_is_not_reminded_of_at_once():
    """Whoever makes it knows."""
    play = open_promise(hours=1)
    play.push(hours=2)
    assert states(play) == ["made", "broken"]


def test_a_kept_promise_is_settled_and_nobody_is_alarmed():
    """In time."""
    play = open_promise(hours=6)
    play.do(e.PromiseKept, who="anna", promise="p1")
    play.push(days=1)
    assert states(play) == ["made", "kept"]
    assert rows(play)["p1"].state == "kept"
    assert play.conversation.promise_at is None


def test_a_promise_kept_after_its_time_is_kept_late():
    """Honest figures."""
    play = open_promise(hours=3)
    play.push(hours=4)
    play.do(e.PromiseKept, who="bo", promise="p1")
    assert rows(play)["p1"].state == "late"


def test_a_promise_settled_already_is_unknown():
    """The second tap finds nothing."""
    play = open_promise()
    play.do(e.PromiseLetGo, who="anna", promise="p1", text="The patron found it.")
    with pytest.raises(Refused, match="unknown_promise"):
        play.do(e.PromiseKept, who="anna", promise="p1")


def test_a_promise_moves_to_another_day_and_is_reminded_of_anew():
    """After telling the patron."""
    play = open_promise(hours=3)
    play.push(hours=2)
    play.do(e.PromiseMoved, who="anna", promise="p1", due=NOON + timedelta(days=2), at_hour=True)
    assert play.conversation.promise_at == NOON + timedelta(days=2)
    play.push(days=1, hours=20, minutes=1)
    assert states(play) == ["made", "due", "moved", "due"]


def test_at_the_end_of_a_shift_a_colleague_keeps_it():
    """They are told."""
    play = open_promise()
    play.do(e.PromiseHanded, who="anna", promise="p1", to="bo")
    assert play.conversation.promises[0].owner == "bo"
    assert Tell("promise_handed", "bo") in play.effects
    with pytest.raises(Refused, match="unknown_person"):
        play.do(e.PromiseHanded, who="bo", promise="p1", to="nobody")


def test_whoever_takes_the_conversation_over_keeps_what_was_promised_in_it():
    """By hand-over or openly."""
    play = open_promise()
    play.do(e.HandoverOffered, who="anna", to="bo")
    play.do(e.HandoverAccepted, who="bo")
    assert play.conversation.promises[0].owner == "bo"
    play.do(e.Claimed, who="anna", take_over=True)
    assert play.conversation.promises[0].owner == "anna"


def test_nothing_is_closed_over_an_open_promise_without_a_word():
    """Kept, let go, or it stays; silence is no word."""
    play = open_promise()
    with pytest.raises(Refused, match="promise_open"):
        play.do(e.Closed, who="anna")
    assert play.conversation.state is State.CLAIMED
    play.do(e.Closed, who="anna", promises="kept")
    assert (play.conversation.state, rows(play)["p1"].state) == (State.CLOSED, "kept")


def test_a_promise_that_stays_open_after_closing_is_still_owed_and_still_alarms():
    """The conversation is over, the promise is not."""
    play = open_promise(hours=6)
    play.do(e.Closed, who="anna", promises="stay")
    play.push(hours=7)
    assert (play.conversation.state, states(play)[-1]) == (State.CLOSED, "broken")


def test_a_conversation_is_not_forgotten_before_its_promise_is_settled():
    """Thirty days after it is kept, not after closing."""
    play = open_promise(days=20)
    play.do(e.Closed, who="anna", promises="stay")
    play.push(days=40)
    assert play.conversation.state is State.CLOSED
    play.do(e.PromiseKept, who="anna", promise="p1")
    play.push(days=29)
    assert play.conversation.state is State.CLOSED
    play.push(days=2)
    assert play.conversation.state is State.FORGOTTEN


def test_silence_closes_nothing_while_the_patron_waits_for_a_promise():
    """They are silent because we asked them to wait."""
    play = open_promise(days=2)
    play.send("I'll look into it.")
    play.push(days=1)
    assert play.conversation.state is State.CLAIMED


def test_a_reply_makes_its_promise_and_undoing_takes_both_back():
    """Never said, never owed."""
    play = Play().ask()
    reply = play.send("I'll ask and write to you.", promises=(promised(days=1),))
    assert [promise.reply for promise in play.conversation.promises] == [reply]
    play.do(e.ReplyUndone, who="anna", reply=reply)
    assert play.conversation.promises == ()
    assert rows(play)["p1"].state == "withdrawn"


def test_a_reply_keeps_its_promise_when_it_has_left_and_not_before():
    """The undo seconds count."""
    play = open_promise()
    reply = play.send("Here it is.", keeps=frozenset({"p1"}))
    assert rows(play)["p1"].state == "open"
    play.do(e.ReplyUndone, who="anna", reply=reply)
    assert play.conversation.promises[0].keeps == ""
    play.send("Here it is.", keeps=frozenset({"p1"}))
    play.push(seconds=6)
    assert rows(play)["p1"].state == "kept"
    assert play.conversation.promises == ()


def test_send_and_close_asks_about_open_promises_too():
    """A reply that keeps them may close; one that makes another may not."""
    play = open_promise()
    with pytest.raises(Refused, match="promise_open"):
        play.send("Goodbye.", close=True)
    with pytest.raises(Refused, match="promise_open"):
        play.send(
            "More tomorrow.",
            close=True,
            keeps=frozenset({"p1"}),
            promises=(Promised("p2", "More", NOON + timedelta(days=1)),),
        )
    play.send("Here it is.", close=True, keeps=frozenset({"p1"}))
    play.push(seconds=6)
    assert play.conversation.state is State.CLOSED


def test_forgetting_forgets_promises():
    """Nobody can be written to any more."""
    play = open_promise()
    play.do(e.PatronForgot)
    assert (play.conversation.promises, play.conversation.promise_at, play.conversation.due_at) == ((), None, None)


@pytest.mark.parametrize(("at_hour", "by"), [(False, 17), (True, 23)])
def test_a_day_is_over_when_the_desk_closes_and_an_hour_is_an_hour(at_hour, by):
    """Nobody is there at a minute to midnight."""
    zone = ZoneInfo("Europe/Helsinki")
    hours = Hours(weekly={1: ((time(9), time(17)),)}, zone=zone)
    due = datetime(2026, 11, 24, 23, 0, tzinfo=zone).astimezone(UTC)
    owed = owed_by(Promise("p", "x", due, NOON, at_hour=at_hour), hours)
    assert owed.astimezone(zone).hour == by


def test_a_day_on_which_the_desk_is_closed_ends_at_its_end():
    """Said is said."""
    hours = Hours(weekly={0: ((time(9), time(17)),)})
    due = datetime(2026, 11, 24, 23, 59, tzinfo=UTC)
    assert owed_by(Promise("p", "x", due, NOON), hours) == due


def test_a_call_back_is_a_promise_of_the_desk_and_the_patron_hears_by_when():
    """The number stays out of the journal."""
    play = Play(house(desks=(DeskPlace("main", "Desk"),))).ask()
    play.do(e.PatronWantsCall, phone="040 123 456", promise="c1")
    (promise,) = play.conversation.promises
    assert (promise.call, promise.text, promise.owner) == (True, "", None)
    assert play.said[-1].startswith("<call_back en by=")
    assert play.conversation.phone == "040 123 456"
    assert all("040" not in entry.text + str(entry.meta) for entry in play.entries)
    play.do(e.PatronWantsCall, phone="040 999 999", promise="c2")
    assert len(play.conversation.promises) == 1


def test_a_spoken_question_is_noted_and_settled_at_once():
    """Two taps: it counts, and nobody waits."""
    play = Play()
    play.do(e.QuestionNoted, who="anna", channel="phone", lang="fi", text="")
    assert (play.conversation.state, play.conversation.channel) == (State.CLOSED, "phone")
    assert play.conversation.waiting_since is None


def test_a_spoken_question_may_carry_a_promise_and_stays_with_whoever_noted_it():
    """Until it is kept."""
    play = Play()
    play.do(e.QuestionNoted, who="anna", channel="desk", lang="fi", text="Kalevala", promise=promised(days=1))
    assert (play.conversation.state, play.conversation.assignee) == (State.CLAIMED, "anna")
    with pytest.raises(Refused, match="unreachable"):
        play.send("A reply that could go nowhere.")
    play.do(e.Closed, who="anna", promises="kept")
    assert play.conversation.state is State.CLOSED


def test_a_call_back_noted_on_the_telephone_needs_no_words():
    """The number says it."""
    play = Play()
    play.do(
        e.QuestionNoted,
        who="anna",
        channel="phone",
        lang="en",
        phone="040 1",
        promise=Promised("p", "", NOON + timedelta(hours=3), at_hour=True),
    )
    assert play.conversation.promises[0].call
