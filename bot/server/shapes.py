"""The core's values as the API's JSON; ``bot/openapi.yaml`` says what each field means."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, Final

from bot.ports import Person, QueueRow
from bot.server.reasons import NOT_KEPT, reason_text
from bot.words import words
from replies.answering import due
from replies.conversation import Conversation, State
from replies.effects import Reply
from replies.hours import Hours
from replies.house import House
from replies.message import PATRON_READS, Entry, EntryKind
from replies.promise import Promise, owed_by

NameOf = Callable[[str], str]

_STAFF_META: Final = (
    "channel",
    "late",
    "moved",
    "subject",
    "target",
    "reply",
    "state",
    "reason",
    "retry_at",
    "hold_until",
    "line",
    "waited",
    "email",
    "until",
    "attachments",
    "promise",
    "due",
    "at_hour",
    "call",
)
_PATRON_META: Final = ("target", "reason", "attachments", "channel", "subject")

_PATRON_STATE: Final = {
    State.NEW: "waiting",
    State.WAITING: "waiting",
    State.FOLLOW_UP: "waiting",
    State.CLAIMED: "answering",
    State.OFFERED: "answering",
    State.CLOSING: "answering",
    State.CLOSED: "closed",
    State.FORGOTTEN: "closed",
}


def time_of(at: datetime | None) -> str | None:
    """ISO 8601 in UTC, to the millisecond."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z") if at else None


def in_utc(at: datetime) -> datetime:
    """The same moment, to the second, as the core has it."""
    return at.astimezone(UTC).replace(microsecond=0)


def patron_state(conversation: Conversation) -> str:
    """Where the conversation is, as far as a patron needs to know."""
    return _PATRON_STATE[conversation.state]


def patron_entries(entries: Iterable[Entry], name_of: NameOf) -> list[dict[str, Any]]:
    """What a patron may read of these entries."""
    return [_entry(entry, name_of, _PATRON_META) for entry in entries if entry.kind in PATRON_READS]


def staff_entries(entries: Iterable[Entry], name_of: NameOf, lang: str) -> list[dict[str, Any]]:
    """These entries as staff read them, reasons as sentences in ``lang``."""
    shaped = []
    for entry in entries:
        line = _entry(entry, name_of, _STAFF_META)
        if entry.who:
            line["person"] = entry.who
        if meta := line.get("meta", {}) | _said(entry, name_of, lang):
            line["meta"] = meta
        shaped.append(line)
    return shaped


def _said(entry: Entry, name_of: NameOf, lang: str) -> dict[str, Any]:
    """What of an entry's meta is put into words for staff."""
    said: dict[str, Any] = {}
    if files := entry.meta.get("attachments"):
        said["attachments"] = [_file(file, lang) for file in files]
    if to := entry.meta.get("to"):
        said["to"] = name_of(to)
    elif desk := entry.meta.get("desk"):
        said["to"] = desk
    if entry.kind is EntryKind.DELIVERY and (reason := entry.meta.get("reason")):
        said["reason_text"] = reason_text(reason, lang)
    return said


def _file(file: dict[str, Any], lang: str) -> dict[str, Any]:
    """A file with the reason it was not kept, if it was not."""
    if not file.get("refused"):
        return file
    return file | {"refused_text": words(lang).gettext(NOT_KEPT.get(file["refused"], NOT_KEPT["file_gone"]))}


def _entry(entry: Entry, name_of: NameOf, meta: tuple[str, ...]) -> dict[str, Any]:
    line: dict[str, Any] = {
        "seq": entry.seq,
        "at": time_of(entry.at),
        "kind": str(entry.kind),
        "by": str(entry.by),
    }
    if entry.who:
        line["who"] = name_of(entry.who)
    if entry.text:
        line["text"] = entry.text
    if shown := {name: entry.meta[name] for name in meta if entry.meta.get(name) is not None}:
        line["meta"] = shown
    return line


def summary(
    conversation: Conversation, name_of: NameOf, last_text: str | None = None, *, house: House | None = None
) -> dict[str, Any]:
    """One line of the queue; ``last_text`` None leaves it out (it has not changed); a mail's day is the house's."""
    last_at = max(filter(None, (conversation.patron_at, conversation.staff_at, conversation.opened_at)))
    shaped: dict[str, Any] = {
        "id": conversation.id,
        "number": conversation.number,
        "channel": conversation.channel,
        "lang": conversation.lang,
        "desk": conversation.desk,
        "state": str(conversation.state),
        "assignee": _who(conversation.assignee, name_of),
        "offered_to": _who(conversation.offered_to, name_of) or _desk(conversation.offered_desk),
        "waiting_since": time_of(conversation.waiting_since),
        "last_at": time_of(last_at),
        "seq": conversation.seq,
        "unread": conversation.waiting_since is not None,
        "paused_until": time_of(conversation.paused_until),
        "block_asked": _block_asked(conversation, name_of),
        "promise_at": time_of(conversation.promise_at),
        "to_read": _who(conversation.to_read, name_of),
    }
    if house:
        shaped["answer_by"] = time_of(due(conversation, house))
    if last_text is not None:
        shaped["last_text"] = last_text
    return shaped


def queue_line(row: QueueRow, name_of: NameOf, house: House) -> dict[str, Any]:
    """One line of a queue as it was read."""
    return summary(row.conversation, name_of, row.last_text, house=house)


def _who(person: str | None, name_of: NameOf) -> dict[str, str] | None:
    return {"id": person, "name": name_of(person)} if person else None


def _block_asked(conversation: Conversation, name_of: NameOf) -> dict[str, Any] | None:
    until = conversation.block_asked_until
    return {"by": _who(conversation.block_asked_by, name_of), "until": time_of(until)} if until else None


def _desk(desk: str | None) -> dict[str, str] | None:
    return {"id": desk, "name": desk} if desk else None


def held(replies: Iterable[Reply], person: str, name_of: NameOf) -> list[dict[str, Any]]:
    """Replies still held back: for the undo seconds, or, without a time, until a second librarian has read them."""
    return [
        {
            "reply": reply.id,
            "text": reply.text,
            "hold_until": time_of(reply.hold_until),
            "mine": reply.who == person,
            "who": name_of(reply.who) if reply.who else "",
        }
        for reply in replies
        if reply.held or reply.state == "reading"
    ]


def outgoing(replies: Iterable[Reply], lang: str) -> list[dict[str, Any]]:
    """Replies that left and are not settled."""
    return [
        {
            "reply": reply.id,
            "seq": reply.seq,
            "state": reply.state,
            "reason": reply.reason,
            "reason_text": reason_text(reply.reason, lang) if reply.reason else "",
        }
        for reply in replies
        if reply.seq is not None
    ]


def promise(one: Promise, name_of: NameOf, hours: Hours) -> dict[str, Any]:
    """An open promise."""
    return {
        "id": one.id,
        "text": one.text,
        "due": time_of(one.due),
        "by": time_of(owed_by(one, hours)),
        "at_hour": one.at_hour,
        "call": one.call,
        "owner": _who(one.owner, name_of),
        "told": ("no", "soon", "broken")[one.told],
        "keeps": one.keeps,
    }


def person(somebody: Person) -> dict[str, Any]:
    """A colleague."""
    return {
        "id": somebody.id,
        "name": somebody.name,
        "role": somebody.role,
        "languages": list(somebody.languages),
        "desks": list(somebody.desks),
        "available": somebody.on_shift,
        "active": somebody.active,
        "invited": not somebody.password_hash,
        "second_reader": somebody.settings.get("second_reader") is True,
    }
