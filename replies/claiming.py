"""Who answers: claiming, giving back, handing over, a nod, a note."""

from __future__ import annotations

from typing import Any

from replies import events as e
from replies.conversation import State
from replies.effects import Tell
from replies.hours import is_open, next_opening
from replies.house import Line
from replies.message import Author, EntryKind
from replies.page import Page
from replies.promising import move_along
from replies.refusal import Refused
from replies.routing import serves


def claimed(page: Page, event: e.Claimed) -> None:
    """The first claim wins; claiming what one has changes nothing.

    Raises:
        Refused: ``claimed_by_other``, unless it is taken over openly.
    """
    has_it = page.before.assignee
    if has_it == event.who:
        if page.before.state is State.OFFERED:
            page.write(EntryKind.HANDOVER_DECLINED, Author.LIBRARIAN, who=event.who)
        page.change(asked_at=None, **_NO_OFFER)
        return
    if has_it is not None and not event.take_over:
        raise Refused("claimed_by_other", who=has_it)
    take(page, event.who)


def take(page: Page, who: str) -> None:
    """``who`` answers from now on."""
    had_it = page.before.assignee
    if had_it is None:
        page.write(EntryKind.CLAIMED, Author.LIBRARIAN, who=who)
    else:
        page.write(EntryKind.CLAIMED, Author.LIBRARIAN, who=who, taken_from=had_it)
    page.change(assignee=who, asked_at=None, paused_until=None, **_NO_OFFER)
    if page.before.claimed_at is None:
        page.change(claimed_at=page.now)
    move_along(page, had_it, who)


def released(page: Page, event: e.Released) -> None:
    """Back into the queue; whoever waited keeps the place their waiting time gives.

    Raises:
        Refused: ``not_yours``.
    """
    _only_the_assignee(page, event.who)
    page.write(EntryKind.RELEASED, Author.LIBRARIAN, who=event.who)
    page.change(assignee=None, asked_at=None, paused_until=None, reminded=0, **_NO_OFFER)
    if page.before.waiting_since is None:  # we owe no word, so the patron gets no waiting lines
        page.change(waiting_since=page.now, acknowledged=len(page.house.patience.acknowledge_after))


def offered(page: Page, event: e.HandoverOffered) -> None:
    """Offer it to a colleague or a desk; unclaimed, it moves to the desk at once.

    Raises:
        Refused: ``not_yours``, ``unknown_desk``, ``desk_closed``, ``unknown_person``, ``not_now``.
    """
    if (event.to is None) == (event.desk is None):
        raise Refused("handover_to_whom")
    if event.desk is not None:
        _open_desk(page, event.desk)
    if page.before.assignee is None:
        if event.desk is None:
            raise Refused("not_now", state=str(page.before.state), event="HandoverOffered")
        page.change(desk=event.desk)
        page.write(EntryKind.HANDOVER_OFFERED, Author.LIBRARIAN, who=event.who, desk=event.desk)
        return
    _only_the_assignee(page, event.who)
    if event.to is not None and (event.to == event.who or not page.house.name_of(event.to)):
        raise Refused("unknown_person", person=event.to)
    to = {"to": event.to} if event.to else {"desk": event.desk}
    page.write(EntryKind.HANDOVER_OFFERED, Author.LIBRARIAN, who=event.who, **to)
    page.change(offered_to=event.to, offered_desk=event.desk, asked_at=None, paused_until=None)
    page.do(Tell("handover_offered", event.to or f"desk:{event.desk}"))


def accepted(page: Page, event: e.HandoverAccepted) -> None:
    """The colleague has it now, and the patron hears who.

    Raises:
        Refused: ``not_offered_to_you``.
    """
    conversation = page.before
    if event.who == conversation.assignee or not _is_offered(page, event.who):
        raise _not_offered(page)
    meta: dict[str, Any] = {"taken_from": conversation.assignee}
    if conversation.offered_desk:
        meta["desk"] = conversation.offered_desk
        page.change(desk=conversation.offered_desk)
    page.write(EntryKind.HANDOVER_ACCEPTED, Author.LIBRARIAN, who=event.who, **meta)
    page.change(assignee=event.who, **_NO_OFFER)
    move_along(page, conversation.assignee, event.who)
    page.say(Line.HANDED_OVER, name=page.house.name_of(event.who))


def declined(page: Page, event: e.HandoverDeclined) -> None:
    """Not now, or the sender takes the offer back: the sender still has it.

    Raises:
        Refused: ``not_offered_to_you``.
    """
    if event.who != page.before.assignee and not _is_offered(page, event.who):
        raise _not_offered(page)
    page.write(EntryKind.HANDOVER_DECLINED, Author.LIBRARIAN, who=event.who)
    page.change(**_NO_OFFER)


def noted(page: Page, event: e.NoteAdded) -> None:
    """A word among colleagues.

    Raises:
        Refused: ``empty_text``.
    """
    if not event.text.strip():
        raise Refused("empty_text")
    page.write(EntryKind.NOTE, Author.LIBRARIAN, who=event.who, text=event.text)


def nodded(page: Page, event: e.Nodded) -> None:
    """A busy librarian says "I have seen you": the automatic lines fall silent, a person has spoken.

    Whoever answers says "I am still looking" instead.
    """
    line = Line.STILL_LOOKING if page.before.assignee == event.who else Line.NODDED
    page.write(EntryKind.NOD, Author.LIBRARIAN, who=event.who, line=str(line))
    page.say(line, name=page.house.name_of(event.who))
    page.change(acknowledged=len(page.house.patience.acknowledge_after))


_NO_OFFER = {"offered_to": None, "offered_desk": None}


def _only_the_assignee(page: Page, who: str) -> None:
    if page.before.assignee != who:
        raise Refused("not_yours", who=page.before.assignee)


def _open_desk(page: Page, desk: str) -> None:
    place = page.house.desk(desk)
    if place.id != desk:
        raise Refused("unknown_desk", desk=desk)
    if not is_open(place.hours, page.now):
        opens = next_opening(place.hours, page.now)
        raise Refused("desk_closed", desk=desk, opens=opens.isoformat() if opens else None)


def _is_offered(page: Page, who: str) -> bool:
    if page.before.offered_to is not None:
        return page.before.offered_to == who
    desk = page.before.offered_desk or ""
    person = next((p for p in page.house.staff if p.id == who), None)
    return person is not None and serves(person, desk)


def _not_offered(page: Page) -> Refused:
    return Refused("not_offered_to_you", to=page.before.offered_to, desk=page.before.offered_desk)
