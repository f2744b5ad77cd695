"""The law of a conversation: what the table says, and above all what must not happen."""

from __future__ import annotations

import inspect

import pytest

from replies import desk
from replies import events as e
from replies.conversation import LIFE, OPEN, State
from replies.refusal import Refused
from tests.replies.play import Play

EVENTS = [
    event
    for _, event in inspect.getmembers(e, inspect.isclass)
    if issubclass(event, e.Event) and event not in (e.Event, e.StaffEvent)
]


def test_every_state_has_its_row_and_every_event_somebody_who_knows_it():
    """No state without law, no event that nobody can write."""
    assert set(LIFE) == set(State)
    assert set(desk._WRITE) | {e.TimePassed} == set(EVENTS)
    assert {event for row in LIFE.values() for event in row} == set(EVENTS)


def test_every_state_can_be_reached():
    """A state nobody can come to is a mistake in the table."""
    reached = {State.NEW}
    while len(reached) < len(reached | {to for state in reached for to in LIFE[state].values()}):
        reached |= {to for state in reached for to in LIFE[state].values()}
    assert reached == set(State)


def test_nothing_but_a_question_begins_a_conversation():
    """A conversation that is not there can't be claimed, written in or closed."""
    assert set(LIFE[State.NEW]) == {e.PatronAsked, e.QuestionNoted}
    assert all(e.PatronAsked not in LIFE[state] for state in State if state is not State.NEW)


def test_after_forgetting_nothing_comes_back():
    """Forgotten is the end."""
    assert set(LIFE[State.FORGOTTEN].values()) == {State.FORGOTTEN}


def test_a_patron_can_always_write_and_always_be_forgotten():
    """Words of the patron are never refused while there is a conversation, nor is their wish to be forgotten."""
    for state in OPEN | {State.CLOSED}:
        assert e.PatronWrote in LIFE[state]
        assert LIFE[state][e.PatronForgot] is State.FORGOTTEN


def test_silence_closes_only_after_asking():
    """FellSilent leads to CLOSED from CLOSING, and from nowhere else."""
    assert [state for state in State if e.FellSilent in LIFE[state]] == [State.CLOSING]
    assert [state for state in State if e.AskedIfDone in LIFE[state]] == [State.CLAIMED]


def test_nothing_is_answered_in_a_closed_conversation_before_it_is_opened_again():
    """A reply into a closed conversation would surprise both sides."""
    assert e.ReplySent not in LIFE[State.CLOSED]
    assert e.Claimed not in LIFE[State.CLOSED]


def test_waiting_lines_stop_when_a_person_has_it():
    """No automatic line speaks over a librarian."""
    speaks = {state for state in State if e.WaitingAcknowledged in LIFE[state]}
    assert speaks == {State.WAITING}


@pytest.mark.parametrize("event", [e.PatronWrote, e.Claimed, e.Closed, e.PatronForgot])
def test_what_the_table_lacks_is_refused_as_unknown_before_the_first_word(event):
    """A wrong id looks like one that never was."""
    more = {"text": "x"} if event is e.PatronWrote else {} if event is e.PatronForgot else {"who": "anna"}
    with pytest.raises(Refused, match="unknown_conversation"):
        Play().do(event, **more)


@pytest.mark.parametrize(
    ("event", "more"),
    [
        (e.PatronWrote, {"text": "x"}),
        (e.NoteAdded, {"who": "anna", "text": "x"}),
        (e.ReplySent, {"who": "anna", "reply": "r", "text": "x", "seen": 9}),
        (e.FeedbackGiven, {"mark": 5}),
    ],
)
def test_what_is_forgotten_is_refused_by_that_name(event, more):
    """Nothing is written into a forgotten conversation."""
    play = Play().ask()
    play.do(e.PatronForgot)
    with pytest.raises(Refused, match="forgotten"):
        play.do(event, **more)
