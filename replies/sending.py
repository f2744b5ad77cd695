"""From Send to arrived: held for the undo seconds, written, put on the wire once, and honestly reported.

A reply is sent at most once without a person's word: what may have been delivered is ``uncertain`` and stays so
until a librarian says "send again" or "it arrived".
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from nlp.draft import Channel
from replies import events as e
from replies.answering import due
from replies.claiming import take
from replies.conversation import State
from replies.effects import CountTemplates, KeepDraft, KeepFiles, OutboxState, Reply, Tell
from replies.gate import let_through
from replies.message import Attachment, Author, EntryKind
from replies.page import Page
from replies.promising import left_with, made_in, no_closing_over, taken_back
from replies.refusal import Refused


def sent(page: Page, event: e.ReplySent) -> None:
    """A librarian pressed send: guarded, passed through the gate, held for the undo seconds.

    Raises:
        Refused: ``stale``, ``not_yours``, ``empty_text``, ``held_back``, ``unreachable``, ``promise_open``,
            ``unknown_promise``.
    """
    conversation, house = page.before, page.house
    if not event.override:
        not_stale(page, event)
    if conversation.assignee not in (None, event.who):
        raise Refused("not_yours", who=conversation.assignee)
    let_through(event.text, event.findings, event.confirmed, house.hold_back | event.holding)
    if conversation.channel != "chat" and not conversation.addressed:
        raise Refused("unreachable", channel=conversation.channel)
    if event.close and not event.promises_stay:
        no_closing_over(page, event.keeps, more=bool(event.promises))
    hold_until = None if event.second_reader else page.now + house.patience.undo
    seq = page.write(
        EntryKind.TO_READ if event.second_reader else EntryKind.QUEUED,
        Author.LIBRARIAN,
        who=event.who,
        text=event.text,
        reply=event.reply,
        **({"hold_until": hold_until.isoformat()} if hold_until else {}),
        checks=dict(event.checks),
        confirmed=sorted(event.confirmed.intersection(event.findings)),
        override=event.override,
        reasons=dict(event.reasons),
        **_told(event.files),
        **({"templates": [[use.key, use.lang] for use in event.templates]} if event.templates else {}),
    )
    if event.files:
        page.do(KeepFiles(event.files))
    page.change(staff_seq=seq, staff_by=event.who, staff_at=page.now)
    if conversation.assignee is None:
        take(page, event.who)
    page.change(asked_at=None, paused_until=None)
    made_in(page, event)
    page.do(KeepDraft(event.who, ""))
    if event.templates:
        page.do(CountTemplates(event.templates))
    reply = Reply(
        event.reply,
        conversation.channel,
        event.text,
        event.who,
        state="reading" if event.second_reader else "queued",
        hold_until=hold_until,
        queued=seq,
        close=event.close,
        files=event.files,
        courtesies=event.courtesies,
    )
    page.reply(reply)
    if event.second_reader:
        page.change(to_read=event.who)
        page.do(Tell("to_read"))
    else:
        leave_if_due(page, reply)


def leave_if_due(page: Page, reply: Reply) -> None:
    """Where there are no undo seconds, a reply that waits behind no other leaves at once."""
    waits = reply.hold_until is None or reply.hold_until > page.now
    if not waits and not any(other.held for other in page.before.replies if other.id != reply.id):
        _release(page, reply)


def _told(files: tuple[Attachment, ...]) -> dict[str, Any]:
    """Files as the journal has them; nothing where there are none."""
    return {"attachments": [file.told() for file in files]} if files else {}


def not_stale(page: Page, event: e.ReplySent | e.ReplyPassed) -> None:
    """Somebody the librarian has not read: the patron, or a colleague who answered.

    Raises:
        Refused: ``stale``.
    """
    conversation = page.before
    by_colleague = conversation.staff_seq > event.seen and conversation.staff_by != event.who
    if conversation.patron_seq > event.seen or by_colleague:
        raise Refused("stale", seen=event.seen, seq=conversation.seq)


def undone(page: Page, event: e.ReplyUndone) -> None:
    """Taken back in time; its words are in the draft again.

    Raises:
        Refused: ``unknown_reply``, ``not_yours``, ``already_decided``.
    """
    reply = known(page, event.reply)
    if reply.who != event.who:
        raise Refused("not_yours", who=reply.who)
    if reply.seq is not None:
        raise Refused("already_decided", reply=reply.id, state=reply.state)
    page.write(EntryKind.UNDONE, Author.LIBRARIAN, who=event.who, reply=reply.id)
    back_to_draft(page, reply, event.who)


def back_to_draft(page: Page, reply: Reply, who: str) -> None:
    """The reply does not leave, nor does what it promised; its words are a draft of ``who`` again."""
    taken_back(page, reply.id)
    page.do(KeepDraft(who, reply.text))
    page.reply(replace(reply, state="undone", text=""))
    still_to_read(page)


def still_to_read(page: Page) -> None:
    """Whose reply waits for a second reader, now that one of them is decided."""
    page.change(to_read=next((reply.who for reply in page.get("replies") if reply.state == "reading"), None))


def released(page: Page, event: e.ReplyReleased) -> None:
    """The undo seconds are over. Undone or released before: nothing happens."""
    reply = _find(page, event.reply)
    if reply is not None and reply.held:
        _release(page, reply)


def _release(page: Page, reply: Reply) -> None:
    """The reply becomes a message: in chat that is its delivery, elsewhere its channel may take it now."""
    patron_wrote_since = page.before.patron_seq > reply.queued
    channel = _way(page, reply)
    meta: dict[str, Any] = {"channel": channel} if channel != "chat" else {}
    if owed := due(page.before, page.house):
        meta["late"] = page.now > owed
    meta |= _told(reply.files)
    seq = page.write(EntryKind.MESSAGE, Author.LIBRARIAN, who=reply.who, text=reply.text, reply=reply.id, **meta)
    released_reply = replace(reply, seq=seq, hold_until=None, channel=channel)
    if channel == "chat":
        page.reply(replace(released_reply, state="sent", text=""))
    else:
        page.reply(released_reply)
    page.change(staff_seq=seq, staff_by=reply.who, staff_at=page.now)
    if page.before.answered_at is None:
        page.change(answered_at=page.now)
    page.change(courtesies=page.before.courtesies | reply.courtesies)
    left_with(page, reply.id, reply.who)
    if not patron_wrote_since:
        page.change(waiting_since=None)
    if reply.close and not patron_wrote_since and page.get("state") is not State.CLOSED:
        page.close(Author.LIBRARIAN, reply.who, "answered")


def _way(page: Page, reply: Reply) -> Channel:
    """How a reply goes: its own way, or to the address that a patron on the web left for when they have gone.

    They were told so when they left it. The words stand on their page, too.
    """
    patron_at = page.before.patron_at
    if reply.channel != "chat" or not page.before.email or not page.house.writes_mail or patron_at is None:
        return reply.channel
    return "email" if page.now - patron_at > page.house.patience.away else "chat"


def returned(page: Page, event: e.ReplyReturned) -> None:
    """The patron's mail server sent it back: staff see that it did not arrive."""
    page.write(
        EntryKind.DELIVERY,
        Author.DESK,
        target=event.target,
        reply=event.reply,
        state="failed",
        reason="returned",
    )
    page.do(Tell("delivery_failed", page.before.assignee))


def delivery_known(page: Page, event: e.DeliveryKnown) -> None:
    """The wire has answered, or a restart found it unanswered. Only what is on the wire can be reported on."""
    reply = _find(page, event.reply)
    if reply is None or reply.state != "sending":
        return
    attempts = reply.attempts + 1
    if event.state == "waiting":
        changed = replace(reply, state="queued", not_before=event.retry_at, attempts=attempts, reason=event.reason)
        told_already = reply.reason == event.reason
    else:
        text = "" if event.state == "sent" else reply.text
        changed = replace(
            reply, state=event.state, text=text, attempts=attempts, reason=event.reason, not_before=None
        )
        told_already = reply.who is None and event.state == "sent"  # the desk's own lines speak up only when lost
    page.reply(changed)
    if not told_already:
        _write_delivery(page, reply, event.state, event.reason)
    if event.state in ("failed", "uncertain"):
        page.do(Tell(f"delivery_{event.state}", reply.who))


def sent_again(page: Page, event: e.SentAgain) -> None:
    """A person's word: once more, from the first part that is not known to have arrived.

    Raises:
        Refused: ``unknown_reply``, ``already_decided``.
    """
    reply = _undecided(page, event.reply, _AGAIN)
    page.reply(replace(reply, state="queued", not_before=None, reason=""))
    _write_delivery(page, reply, "queued", "again", event.who)


def arrived(page: Page, event: e.Arrived) -> None:
    """A person's word: it did arrive.

    Raises:
        Refused: ``unknown_reply``, ``already_decided``.
    """
    reply = _undecided(page, event.reply, _ARRIVED)
    page.reply(replace(reply, state="sent", text="", reason=""))
    _write_delivery(page, reply, "sent", "confirmed", event.who)


_AGAIN: Final = frozenset[OutboxState]({"failed", "uncertain"})
_ARRIVED: Final = frozenset[OutboxState]({"uncertain"})


def _find(page: Page, reply: str) -> Reply | None:
    return next((one for one in page.before.replies if one.id == reply), None)


def known(page: Page, reply: str) -> Reply:
    """A reply that is not settled; settled ones are no longer in sight.

    Raises:
        Refused: ``already_decided``.
    """
    found = _find(page, reply)
    if found is None:
        raise Refused("already_decided", reply=reply, state="settled")
    return found


def _undecided(page: Page, reply: str, states: frozenset[OutboxState]) -> Reply:
    found = known(page, reply)
    if found.state not in states:
        raise Refused("already_decided", reply=reply, state=found.state)
    return found


def _write_delivery(page: Page, reply: Reply, state: str, reason: str, who: str | None = None) -> None:
    by = Author.LIBRARIAN if who else Author.DESK
    page.write(EntryKind.DELIVERY, by, who=who, target=reply.seq, reply=reply.id, state=state, reason=reason)
