"""Taking a breath, and shutting the door for a while: no word is lost, and no door is shut by one person alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from replies import events as e
from replies.closing import goes_on
from replies.conversation import State
from replies.effects import Tell
from replies.message import EntryKind
from replies.refusal import Refused
from tests.replies.play import Play


def claimed() -> Play:
    """Anna answers."""
    play = Play().ask()
    play.do(e.Claimed, who="anna")
    return play


def blocked() -> Play:
    """Asked by Anna, agreed to by Bo, for a week."""
    play = claimed()
    play.do(e.BlockAsked, who="anna", until=play.clock.now() + timedelta(days=7), text="Third threat today.")
    play.do(e.BlockConfirmed, who="bo")
    return play


def test_a_pause_is_told_and_what_the_patron_writes_meanwhile_waits_for_its_end():
    """Nobody is called by it before; then its writer begins to wait and whoever paused is called."""
    play = claimed()
    until = play.clock.now() + timedelta(minutes=30)
    play.do(e.Paused, who="anna", until=until)
    assert play.said[-1] == f"<paused en until={until}>"
    play.clock.push(minutes=5)
    play.do(e.PatronWrote, text="And another thing!")
    assert play.conversation.waiting_since is None
    play.push(minutes=26)
    assert play.conversation.waiting_since == until
    assert play.conversation.paused_until is None
    assert Tell("pause_ended", "anna") in play.effects


def test_a_pause_asks_nobody_whether_they_are_done():
    """A silent patron in a pause is doing as told."""
    play = claimed()
    play.send("One moment, please.")
    play.push(seconds=10)
    play.do(e.Paused, who="anna", until=play.clock.now() + timedelta(hours=2))
    play.push(hours=1)
    assert play.conversation.state is State.CLAIMED
    play.do(e.Resumed, who="anna")
    assert play.conversation.paused_until is None
    play.push(minutes=5)
    assert play.conversation.state is State.CLAIMED


@pytest.mark.parametrize("ends", [e.Released, e.Closed, e.Resumed])
def test_a_pause_ends_with_what_ends_it(ends):
    """Giving back, closing, going on."""
    play = claimed()
    play.do(e.Paused, who="anna", until=play.clock.now() + timedelta(minutes=30))
    play.do(ends, who="anna")
    assert play.conversation.paused_until is None


def test_a_reply_ends_the_pause():
    """Whoever writes is back."""
    play = claimed()
    play.do(e.Paused, who="anna", until=play.clock.now() + timedelta(minutes=30))
    play.send("I am back.")
    assert play.conversation.paused_until is None


@pytest.mark.parametrize("away", [timedelta(0), timedelta(minutes=-1), timedelta(days=2)])
def test_a_pause_lies_ahead_and_within_a_day(away):
    """Anything longer is a promise or a goodbye."""
    play = claimed()
    with pytest.raises(Refused, match="wrong_time"):
        play.do(e.Paused, who="anna", until=play.clock.now() + away)


def test_only_who_answers_pauses():
    """A colleague can take over first."""
    play = claimed()
    with pytest.raises(Refused, match="not_yours"):
        play.do(e.Paused, who="bo", until=play.clock.now() + timedelta(minutes=5))


def test_nobody_blocks_alone():
    """Who asked can't agree with themselves; until somebody else does, nothing has changed for the patron."""
    play = claimed()
    said = len(play.said)
    play.do(e.BlockAsked, who="anna", until=play.clock.now() + timedelta(days=7))
    with pytest.raises(Refused, match="second_person"):
        play.do(e.BlockConfirmed, who="anna")
    assert (play.conversation.state, len(play.said)) == (State.CLAIMED, said)


def test_a_block_tells_the_patron_its_day_and_keeps_their_words_without_calling_anybody():
    """Refused is no word; heard is none before the day."""
    play = blocked()
    assert play.said[-1].startswith("<blocked en until=")
    assert play.conversation.state is State.CLOSED
    said = len(play.said)
    play.clock.push(days=2)
    play.do(e.PatronWrote, text="Hello?")
    assert (play.conversation.state, play.conversation.waiting_since) == (State.CLOSED, None)
    assert play.entries[-1].text == "Hello?"
    assert len(play.said) == said


def test_after_its_day_a_block_is_over_by_itself():
    """The next word opens the conversation as after any closing."""
    play = blocked()
    play.clock.push(days=7, seconds=1)
    play.do(e.PatronWrote, text="I am sorry about last week.")
    assert play.conversation.state is State.WAITING
    assert play.conversation.paused_until is None


def test_a_block_is_lifted_sooner_by_anybody():
    """Then the patron's next word is heard at once."""
    play = blocked()
    play.do(e.Unblocked, who="bo")
    assert play.entries[-1].kind is EntryKind.UNBLOCKED
    play.do(e.PatronWrote, text="Thank you.")
    assert play.conversation.state is State.WAITING


def test_a_blocked_address_does_not_simply_begin_another_conversation():
    """However late it writes, before the day its words belong here."""
    play = blocked()
    later = play.clock.push(days=5)
    assert goes_on(play.conversation, later, play.house)
    assert not goes_on(play.conversation, play.clock.push(days=3), play.house)


def test_a_block_that_was_dropped_needs_to_be_asked_for_again():
    """A second person said no."""
    play = claimed()
    play.do(e.BlockAsked, who="anna", until=play.clock.now() + timedelta(days=7))
    play.do(e.BlockDropped, who="bo")
    with pytest.raises(Refused, match="not_now"):
        play.do(e.BlockConfirmed, who="carl")


def test_a_block_is_not_agreed_to_after_the_day_it_was_asked_for():
    """Asked for a day, left lying for two."""
    play = claimed()
    play.do(e.BlockAsked, who="anna", until=play.clock.now() + timedelta(days=1))
    play.clock.push(days=2)
    with pytest.raises(Refused, match="not_now"):
        play.do(e.BlockConfirmed, who="bo")


def test_ending_kindly_says_goodbye_before_it_closes():
    """And plain closing says nothing."""
    play = claimed()
    play.do(e.Closed, who="anna", kindly=True)
    assert play.said[-1] == "<goodbye en>"
    assert play.entries[-1].kind is EntryKind.CLOSED


def test_who_answers_nods_that_they_are_still_looking():
    """A colleague's nod says something else."""
    play = claimed()
    play.do(e.Nodded, who="anna")
    assert play.said[-1].startswith("<still_looking en")
    play.do(e.Nodded, who="bo")
    assert play.said[-1].startswith("<nodded en")
