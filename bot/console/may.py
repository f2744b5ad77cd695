"""What a person may do in a conversation now, as the console names it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bot.ports import Person
from replies import events
from replies.conversation import LIFE, Conversation, State
from replies.noting import SPOKEN
from replies.pausing import rests

SECOND: Final = frozenset({"librarian", "admin"})
"""Who may agree to a block, or read a reply for somebody: not who is still learning."""

_DEEDS: Final[dict[str, type[events.Event]]] = {
    "claim": events.Claimed,
    "release": events.Released,
    "handover": events.HandoverOffered,
    "accept": events.HandoverAccepted,
    "decline": events.HandoverDeclined,
    "note": events.NoteAdded,
    "nod": events.Nodded,
    "close": events.Closed,
    "reopen": events.Reopened,
    "reply": events.ReplySent,
    "promise": events.PromiseMade,
}
"""What may be done, as the console names it."""


def may(now: Conversation, person: Person, at: datetime) -> list[str]:
    """What this person may do here now."""
    if person.role == "viewer":
        return []
    row = LIFE[now.state]
    deeds = {deed for deed, event in _DEEDS.items() if event in row}
    mine = now.assignee == person.id
    if not mine:
        deeds -= {"release", "close"} if now.assignee else {"release"}
    if now.channel in SPOKEN:
        deeds -= {"reply", "nod"}
    if now.assignee not in (None, person.id):
        deeds -= {"reply", "handover"}
    if mine:
        deeds -= {"claim"}
    if now.state is State.OFFERED and mine:
        deeds -= {"accept"}
    if now.to_read not in (None, person.id) and person.role in SECOND:
        deeds.add("give_back")
        if events.ReplyPassed in row:
            deeds.add("pass")
    return sorted(deeds | _rest(now, person, at))


def _rest(now: Conversation, person: Person, at: datetime) -> set[str]:
    """Pausing and blocking."""
    resting = rests(now, at)
    blocked = resting and now.state is State.CLOSED
    deeds: set[str] = set()
    if now.state in (State.CLAIMED, State.CLOSING) and now.assignee == person.id and now.channel != "email":
        deeds.add("resume" if resting else "pause")
    if now.block_asked_until is not None:
        deeds.add("drop_block")
        if now.block_asked_by != person.id and person.role in SECOND and now.block_asked_until > at:
            deeds.add("confirm_block")
    elif blocked:
        deeds.add("unblock")
    elif now.state not in (State.NEW, State.FORGOTTEN):
        deeds.add("block")
    return deeds
