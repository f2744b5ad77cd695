"""From Send to arrived: guarded, held, undone, released, and honest."""

from __future__ import annotations

import pytest

from replies import effects as f
from replies import events as e
from replies.refusal import Refused
from tests.replies.play import Play


def _refused(play, code, **more):
    before = play.conversation
    with pytest.raises(Refused) as refused:
        play.send(**more)
    assert refused.value.code == code
    assert play.conversation == before
    return refused.value.details


def test_answering_an_unclaimed_question_claims_it():
    """No second click for the one who just answers."""
    play = Play().ask()
    play.send()
    assert play.conversation.assignee == "anna"
    assert play.kinds[-2:] == ["queued", "claimed"]


def test_a_reply_is_read_by_the_patron_only_after_the_undo_seconds():
    """Four seconds: nothing. Five: there it is."""
    play = Play().ask()
    play.send("Here.")
    play.push(seconds=4.9)
    assert "Here." not in play.said
    play.push(seconds=0.1)
    assert play.said[-1] == "Here."


def test_an_undone_reply_is_never_read():
    """Undo is final, and the words are a draft again."""
    play = Play().ask()
    reply = play.send("Oops.")
    play.do(e.ReplyUndone, who="anna", reply=reply)
    play.push(hours=1)
    assert "Oops." not in play.said
    assert f.KeepDraft("anna", "Oops.") in play.effects


@pytest.mark.parametrize("channel", ["chat", "telegram"])
def test_undo_comes_too_late_once_it_has_left(channel):
    """Said plainly, not silently ignored; nor may a reply that waits for its wire be taken off it."""
    play = Play().ask(channel=channel, address="7")
    reply = play.send()
    play.push(seconds=5)
    with pytest.raises(Refused, match="already_decided"):
        play.do(e.ReplyUndone, who="anna", reply=reply)


def test_nobody_undoes_a_colleagues_reply():
    """Only who sent it."""
    play = Play().ask()
    reply = play.send()
    with pytest.raises(Refused, match="not_yours"):
        play.do(e.ReplyUndone, who="bo", reply=reply)


def test_replies_leave_in_the_order_in_which_they_were_sent():
    """Also when the first is held longer than it should be."""
    play = Play().ask()
    play.send("one")
    play.clock.push(seconds=1)
    play.send("two")
    play.push(minutes=1)
    assert play.said[-2:] == ["one", "two"]


def test_a_reply_is_stale_when_the_patron_has_written_since():
    """The librarian must have seen the last word, or say so."""
    play = Play().ask()
    seen = play.conversation.seq
    play.do(e.PatronWrote, text="wait, I meant the other one")
    assert _refused(play, "stale", seen=seen) == {"seen": seen, "seq": 3}
    play.send(seen=seen, override=True)


def test_a_reply_is_stale_when_the_patron_has_edited_since():
    """An edit is a word, too."""
    play = Play().ask()
    seen = play.conversation.seq
    play.do(e.PatronEdited, text="mended", target=1)
    _refused(play, "stale", seen=seen)


def test_a_reply_is_stale_when_a_colleague_has_answered_since():
    """Two answers to one question would look foolish."""
    play = Play().ask()
    seen = play.conversation.seq
    play.send(seen=seen)
    _refused(play, "stale", who="bo", seen=seen)


def test_ones_own_words_make_no_reply_stale():
    """A second piece may follow the first at once."""
    play = Play().ask()
    seen = play.conversation.seq
    play.send("one", seen=seen)
    play.send("two", seen=seen)


def test_only_the_one_who_has_it_answers():
    """A colleague takes it over openly, or leaves a note."""
    play = Play().ask()
    play.do(e.Claimed, who="anna")
    assert _refused(play, "not_yours", who="bo") == {"who": "anna"}


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_an_empty_reply_never_leaves_whatever_is_confirmed(text):
    """There is nothing to confirm."""
    _refused(Play().ask(), "empty_text", text=text, confirmed=frozenset({"empty_text"}))


def test_a_left_over_slot_holds_back_until_confirmed():
    """Placeholder and personal data hold back; every other finding is a hint and never does."""
    play = Play().ask()
    findings = ("greeting", "placeholder", "spelling")
    assert _refused(play, "held_back", findings=findings) == {"codes": ["placeholder"]}
    play.send(findings=findings, confirmed=frozenset({"placeholder"}))
    assert play.entries[-2].meta["confirmed"] == ["placeholder"]


def test_hints_alone_never_hold_anything_back():
    """The check never blocks sending."""
    play = Play().ask()
    play.send(findings=("greeting", "abrupt", "spelling", "no-next-step"))


def test_the_state_of_the_engines_is_kept_with_the_reply():
    """What was not checked is known afterwards."""
    play = Play().ask()
    play.send(checks={"languagetool": "down"})
    queued = next(entry for entry in play.entries if entry.kind == "queued")
    assert queued.meta["checks"] == {"languagetool": "down"}


def test_sending_and_closing_closes_when_the_words_have_left():
    """Not before: the patron reads them in an open conversation."""
    play = Play().ask()
    play.send("Glad to help.", close=True)
    assert play.conversation.state == "claimed"
    play.push(seconds=5)
    assert play.kinds[-2:] == ["message", "closed"]


def test_a_closing_reply_does_not_close_over_the_patrons_last_word():
    """They wrote during the undo seconds: it stays open, and they still wait."""
    play = Play().ask()
    play.send("Glad to help.", close=True)
    play.clock.push(seconds=2)
    play.do(e.PatronWrote, text="one more thing")
    play.push(seconds=3)
    assert play.conversation.state == "claimed"
    assert play.conversation.waiting_since is not None


def test_on_a_wire_a_reply_is_sent_once_and_uncertain_stays_uncertain():
    """Reports count only while it is on the wire; nothing but a person sends it again."""
    play = Play().ask(channel="telegram", address="7")
    play.effects.clear()
    reply = play.send()
    play.push(seconds=5)
    play.do(e.DeliveryKnown, reply=reply, state="sent")  # it is not on the wire: nobody has taken it
    assert [r.state for r in play.conversation.replies if r.id == reply] == ["queued"]
    with pytest.raises(Refused, match="already_decided"):
        play.do(e.SentAgain, who="anna", reply=reply)
    with pytest.raises(Refused, match="already_decided"):
        play.do(e.Arrived, who="anna", reply=reply)
