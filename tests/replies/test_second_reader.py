"""A second reader: what somebody still learning writes reaches nobody before a colleague has read it."""

from __future__ import annotations

import pytest

from replies import events as e
from replies.effects import KeepDraft
from replies.refusal import Refused
from tests.replies.play import Play


@pytest.fixture
def play():
    """A question, answered by Anna, who is still learning."""
    play = Play().ask()
    play.do(e.Claimed, who="anna")
    return play


def passes(play: Play, reply: str, **more: object) -> None:
    """Bo reads it and lets it go."""
    play.do(e.ReplyPassed, **{"who": "bo", "reply": reply, "seen": play.conversation.seq, **more})


def test_it_waits_for_a_reader_however_long_that_takes(play):
    """Neither the undo seconds nor a day send it; the patron still waits for a word."""
    play.send("Upstairs.", second_reader=True)
    play.push(minutes=30)
    assert "Upstairs." not in play.said
    assert play.conversation.to_read == "anna"
    assert play.conversation.waiting_since is not None


def test_once_read_it_leaves_after_the_undo_seconds_in_its_writers_name(play):
    """The reader lends their eyes, not their name."""
    reply = play.send("Upstairs.", second_reader=True)
    passes(play, reply)
    assert play.conversation.to_read is None
    assert "Upstairs." not in play.said
    play.push(seconds=60)
    assert play.said[-1] == "Upstairs."
    assert play.entries[-1].who == "anna"


def test_nobody_is_their_own_second_reader(play):
    """Not to let it go, and not to give it back: taking it back is undoing."""
    reply = play.send("Upstairs.", second_reader=True)
    with pytest.raises(Refused, match="second_person"):
        passes(play, reply, who="anna")
    with pytest.raises(Refused, match="second_person"):
        play.do(e.ReplyGivenBack, who="anna", reply=reply, text="Hm.")


def test_given_back_it_is_its_writers_draft_beside_a_word(play):
    """The word is for colleagues; the patron reads neither."""
    reply = play.send("Upstairs.", second_reader=True)
    play.do(e.ReplyGivenBack, who="bo", reply=reply, text="Which floor?")
    assert KeepDraft("anna", "Upstairs.") in play.effects
    assert play.conversation.to_read is None
    assert play.conversation.replies == ()
    assert play.said == [line for line in play.said if line not in ("Upstairs.", "Which floor?")]


def test_it_is_given_back_with_a_word_or_not_at_all(play):
    """Silence would leave a learner guessing."""
    reply = play.send("Upstairs.", second_reader=True)
    with pytest.raises(Refused, match="empty_text"):
        play.do(e.ReplyGivenBack, who="bo", reply=reply, text="  ")


def test_its_writer_may_take_it_back_before_it_is_read(play):
    """Second thoughts are welcome."""
    reply = play.send("Upstairs.", second_reader=True)
    play.do(e.ReplyUndone, who="anna", reply=reply)
    assert play.conversation.to_read is None
    with pytest.raises(Refused, match="already_decided"):
        passes(play, reply)


def test_a_reader_who_has_not_seen_the_patrons_last_words_is_told(play):
    """The stale guard holds for whoever sends."""
    reply = play.send("Upstairs.", second_reader=True)
    seen = play.conversation.seq
    play.do(e.PatronWrote, text="Never mind, found it!")
    with pytest.raises(Refused, match="stale"):
        passes(play, reply, seen=seen)
    passes(play, reply, seen=seen, override=True)


def test_a_colleagues_own_reply_does_not_wait_behind_one_that_is_to_be_read(play):
    """Whoever takes the conversation over answers at once."""
    play.send("Upstairs.", second_reader=True)
    play.do(e.Claimed, who="bo", take_over=True)
    play.send("On the second floor.", who="bo")
    play.push(seconds=60)
    assert play.said[-1] == "On the second floor."
    assert play.conversation.to_read == "anna"


def test_what_was_put_back_into_the_queue_meanwhile_is_the_readers_once_sent(play):
    """Nobody is left without somebody who answers."""
    reply = play.send("Upstairs.", second_reader=True)
    play.do(e.Released, who="anna")
    passes(play, reply)
    assert play.conversation.assignee == "bo"


def test_forgetting_takes_it_along(play):
    """There is nothing left to read."""
    reply = play.send("Upstairs.", second_reader=True)
    play.do(e.PatronForgot)
    assert play.conversation.to_read is None
    with pytest.raises(Refused, match="forgotten"):
        passes(play, reply)
