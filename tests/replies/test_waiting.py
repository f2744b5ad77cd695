"""Waiting, claiming, closing: what the patron is told and when."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from replies import effects as f
from replies import events as e
from replies.hours import Hours
from replies.house import DeskPlace
from replies.refusal import Refused
from tests.house import NOON, house
from tests.replies.play import Play

NINE_TO_FIVE = Hours(weekly=dict.fromkeys(range(5), ((time(9), time(17)),)))


class Crowd:
    """Three others wait."""

    def ahead(self, desk: str, since: datetime) -> int:
        return 3


def _desk(hours):
    return house(desks=(DeskPlace("main", "Main", hours=hours),))


def test_a_question_is_acknowledged_at_once_and_after_one_and_three_minutes():
    """And not once more."""
    play = Play().ask(lang="sv")
    assert play.said == ["<acknowledged sv>"]
    play.push(minutes=4)
    assert play.said[1:] == ["<still_waiting sv ahead=0>", "<still_waiting_long sv>"]
    assert [entry.at - NOON for entry in play.entries[1:]] == [
        timedelta(0),
        timedelta(minutes=1),
        timedelta(minutes=3),
    ]


def test_the_number_of_others_is_told_as_it_is():
    """Honest, not comforting."""
    assert Play(scene=Crowd()).ask().said == ["<acknowledged_ahead en ahead=3>"]


def test_no_waiting_line_after_a_person_has_claimed():
    """Cancelled as soon as a person has it."""
    play = Play().ask()
    play.do(e.Claimed, who="anna")
    play.push(minutes=30)
    assert len(play.said) == 1


def test_a_closed_desk_says_when_it_opens_and_nothing_more_at_night():
    """Saturday: Monday at nine."""
    play = Play(_desk(NINE_TO_FIVE))
    play.clock.at = datetime(2026, 11, 21, 20, tzinfo=UTC)
    play.ask()
    assert play.said == ["<acknowledged_closed en opens=2026-11-23 09:00:00+00:00>"]
    play.push(hours=36)
    assert len(play.said) == 1


def test_patience_of_a_question_from_the_night_runs_from_the_opening():
    """Reminded five minutes after nine, a follow-up twenty minutes after nine."""
    play = Play(_desk(NINE_TO_FIVE))
    play.clock.at = datetime(2026, 11, 21, 20, tzinfo=UTC)
    play.ask()
    play.push(hours=38)
    told = {entry.kind: entry.at for entry in play.entries}
    assert told["reminded"] == datetime(2026, 11, 23, 9, 5, tzinfo=UTC)
    assert told["follow_up"] == datetime(2026, 11, 23, 9, 20, tzinfo=UTC)


def test_an_unclaimed_question_becomes_a_follow_up_and_asks_for_an_address():
    """With an e-mail we say that we write; without one we ask."""
    asked, known = Play().ask(), Play().ask(email="a@example.org")
    asked.push(minutes=20)
    known.push(minutes=20)
    assert asked.said[-1] == "<follow_up_ask en>"
    assert known.said[-1] == "<follow_up_email en>"
    assert asked.conversation.state == "follow_up"


def test_a_silent_patron_is_asked_before_anything_is_closed():
    """Ten minutes, a gentle question, ten minutes, a kind goodbye."""
    play = Play().ask()
    play.send()
    play.push(seconds=5)
    play.push(minutes=9)
    assert play.conversation.state == "claimed"
    play.push(minutes=1)
    assert (play.said[-1], play.conversation.state) == ("<did_you_find_it en>", "closing")
    play.push(minutes=10)
    assert (play.said[-1], play.conversation.state) == ("<closed_silent en>", "closed")


def test_a_patron_who_waits_is_never_asked_whether_they_found_it():
    """The last word was theirs: we owe one."""
    play = Play().ask()
    play.send()
    play.push(seconds=5)
    play.do(e.PatronWrote, text="and the other one?")
    play.push(hours=5)
    assert play.conversation.state == "claimed"


def test_a_word_opens_a_closed_conversation_again_and_waits_anew():
    """It goes back into the queue, acknowledged like a first one."""
    play = Play().ask()
    play.do(e.PatronLeft)
    play.do(e.PatronWrote, text="wait")
    assert play.conversation.state == "waiting"
    assert play.conversation.assignee is None
    assert play.said[-1] == "<acknowledged en>"


def test_the_sender_keeps_it_until_the_colleague_accepts_and_the_patron_hears_who():
    """Offered, declined, offered, accepted."""
    play = Play().ask()
    play.do(e.Claimed, who="anna")
    play.do(e.HandoverOffered, who="anna", to="bo")
    assert play.conversation.assignee == "anna"
    play.do(e.HandoverDeclined, who="bo")
    assert (play.conversation.assignee, play.conversation.state) == ("anna", "claimed")
    play.do(e.HandoverOffered, who="anna", to="bo")
    play.do(e.HandoverAccepted, who="bo")
    assert play.conversation.assignee == "bo"
    assert play.said[-1] == "<handed_over en name=Bo>"


@pytest.mark.parametrize(
    ("code", "event", "more"),
    [
        ("not_yours", e.HandoverOffered, {"who": "bo", "to": "anna"}),
        ("unknown_person", e.HandoverOffered, {"who": "anna", "to": "nobody"}),
        ("unknown_person", e.HandoverOffered, {"who": "anna", "to": "anna"}),
        ("unknown_desk", e.HandoverOffered, {"who": "anna", "desk": "moon"}),
        ("handover_to_whom", e.HandoverOffered, {"who": "anna"}),
        ("not_now", e.HandoverAccepted, {"who": "bo"}),
        ("not_yours", e.Released, {"who": "bo"}),
        ("claimed_by_other", e.Claimed, {"who": "bo"}),
        ("empty_text", e.NoteAdded, {"who": "bo", "text": " "}),
        ("wrong_mark", e.FeedbackGiven, {"mark": 6}),
    ],
)
def test_what_is_not_allowed_is_refused_by_name_and_changes_nothing(code, event, more):
    """Every refusal has its code."""
    play = Play().ask()
    play.do(e.Claimed, who="anna")
    before = play.conversation
    with pytest.raises(Refused) as refused:
        play.do(event, **more)
    assert refused.value.code == code
    assert play.conversation == before


def test_only_the_one_it_was_offered_to_can_accept():
    """Not the sender, not a third."""
    play = Play(house(staff=(*house().staff, type(house().staff[0])("cy", "Cy")))).ask()
    play.do(e.Claimed, who="anna")
    play.do(e.HandoverOffered, who="anna", to="bo")
    for who in ("anna", "cy"):
        with pytest.raises(Refused, match="not_offered_to_you"):
            play.do(e.HandoverAccepted, who=who)


def test_what_was_claimed_and_given_back_keeps_its_place():
    """The patron's waiting time is theirs."""
    play = Play().ask()
    since = play.conversation.waiting_since
    play.clock.push(seconds=30)
    play.do(e.Claimed, who="anna")
    play.do(e.Released, who="anna")
    assert play.conversation.waiting_since == since


def test_after_thirty_days_it_is_forgotten():
    """Text and identity go, the frame stays; not a day before."""
    play = Play().ask(email="a@example.org")
    play.do(e.PatronLeft)
    play.push(days=29, hours=23)
    assert play.conversation.state == "closed"
    play.push(hours=1)
    assert play.conversation.state == "forgotten"
    assert play.conversation.email is None
    assert f.Erase("retention") in play.effects


def test_feedback_is_kept_apart_and_once():
    """Nothing in it leads back to the conversation."""
    play = Play().ask()
    play.do(e.FeedbackGiven, mark=5, comment="Tack!")
    play.do(e.FeedbackGiven, mark=1)
    kept = [effect for effect in play.effects if isinstance(effect, f.KeepFeedback)]
    assert [(k.mark, k.comment) for k in kept] == [(5, "Tack!")]
    assert play.conversation.id not in repr(kept)


def test_timers_survive_a_clock_that_jumps():
    """A day forward and back: nothing is said twice, nothing breaks."""
    play = Play().ask()
    play.push(days=1)
    said = list(play.said)
    play.clock.push(days=-2)
    play.do(e.TimePassed)
    assert play.said == said
