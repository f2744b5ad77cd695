"""Promises: made with a reply or by themselves, kept, moved, handed on, let go; and what time says about them.

A promise is noted by a person, never by itself. Until it is kept, the conversation asks nobody whether they are done,
is not closed without a word about it, and is not forgotten.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from replies import events as e
from replies.effects import Tell
from replies.message import Author, EntryKind
from replies.page import Page
from replies.promise import Promise, Promised, PromiseState, owed_by
from replies.refusal import Refused

LONGEST: Final = timedelta(days=366)
MOST: Final = 10
"""Open promises in one conversation: more than anybody means to keep."""


def made(page: Page, event: e.PromiseMade) -> None:
    """A promise by itself, owned by whoever notes it; noted twice is noted once.

    Raises:
        Refused: ``empty_text``, ``wrong_time``, ``too_many_promises``.
    """
    if all(known.id != event.promise.id for known in page.before.promises):
        make(page, event.promise, event.who)


def make(page: Page, promised: Promised, owner: str | None, *, reply: str = "", call: bool = False) -> None:
    """Put a promise into the ledger.

    Raises:
        Refused: ``empty_text``, ``wrong_time``, ``too_many_promises``.
    """
    if not call and not promised.text.strip():
        raise Refused("empty_text")
    page.must_come(promised.due, LONGEST)
    if len(page.get("promises")) >= MOST:
        raise Refused("too_many_promises", limit=MOST)
    promise = Promise(
        promised.id, promised.text.strip(), promised.due, page.now, owner, promised.at_hour, call=call, reply=reply
    )
    soon = page.now >= _owed_by(page, promise) - page.house.patience.promise_notice
    page.promise(replace(promise, told=int(soon)))  # whoever makes it for within the hour needs no reminder
    _write(page, promise, "made", owner, text=promise.text, due=promise.due.isoformat(), at_hour=promise.at_hour)


def kept(page: Page, event: e.PromiseKept) -> None:
    """A person's word that it is kept.

    Raises:
        Refused: ``unknown_promise``.
    """
    settle(page, _known(page, event.promise), event.who, keep=True)


def let_go(page: Page, event: e.PromiseLetGo) -> None:
    """It needs no keeping any more; ``text`` says why.

    Raises:
        Refused: ``unknown_promise``.
    """
    settle(page, _known(page, event.promise), event.who, keep=False, why=event.text)


def settle(page: Page, promise: Promise, who: str | None, *, keep: bool, why: str = "") -> None:
    """Kept, in time or late, or let go."""
    late = page.now > _owed_by(page, promise)
    state: PromiseState = ("late" if late else "kept") if keep else "let_go"
    page.promise(replace(promise, state=state, settled_at=page.now, keeps=""))
    page.change(settled_at=page.now)
    _write(page, promise, state, who, text=why.strip())


def moved(page: Page, event: e.PromiseMoved) -> None:
    """Another day; telling the patron is the librarian's to do.

    Raises:
        Refused: ``unknown_promise``, ``wrong_time``.
    """
    promise = _known(page, event.promise)
    page.must_come(event.due, LONGEST)
    page.promise(replace(promise, due=event.due, at_hour=event.at_hour, told=0))
    _write(page, promise, "moved", event.who, due=event.due.isoformat(), at_hour=event.at_hour)


def handed(page: Page, event: e.PromiseHanded) -> None:
    """Somebody else keeps it, as at the end of a shift.

    Raises:
        Refused: ``unknown_promise``, ``unknown_person``.
    """
    promise = _known(page, event.promise)
    if not page.house.name_of(event.to):
        raise Refused("unknown_person", person=event.to)
    page.promise(replace(promise, owner=event.to))
    _write(page, promise, "handed", event.who, to=event.to)
    page.do(Tell("promise_handed", event.to))


def move_along(page: Page, had_it: str | None, who: str) -> None:
    """Whoever takes a conversation over keeps what was promised in it."""
    for promise in page.get("promises"):
        if promise.owner in (had_it, None):
            page.promise(replace(promise, owner=who))


def due_soon(page: Page, event: e.PromiseDue) -> None:
    """Its owner is reminded while there is time."""
    promise = _known(page, event.promise)
    page.promise(replace(promise, told=1))
    _write(page, promise, "due", None, to=promise.owner)
    page.do(Tell("promise_due", promise.owner or f"desk:{page.before.desk}"))


def broken(page: Page, event: e.PromiseBroken) -> None:
    """Its time is over: everybody at the desk hears it, for the patron is waiting."""
    promise = _known(page, event.promise)
    page.promise(replace(promise, told=2))
    _write(page, promise, "broken", None, to=promise.owner)
    page.do(Tell("promise_broken"))


# with replies


def made_in(page: Page, event: e.ReplySent) -> None:
    """What a reply promises and what it keeps; both stand while it is held back, so that undoing takes them back.

    Raises:
        Refused: ``unknown_promise``, and as ``make``.
    """
    for promise in [_known(page, known) for known in sorted(event.keeps)]:
        page.promise(replace(promise, keeps=event.reply))
    for promised in event.promises:
        make(page, promised, event.who, reply=event.reply)


def left_with(page: Page, reply: str, who: str | None) -> None:
    """A reply has left: what it was to keep is kept."""
    for promise in page.get("promises"):
        if promise.keeps == reply:
            settle(page, promise, who, keep=True)


def taken_back(page: Page, reply: str) -> None:
    """A reply was undone: what it promised was never said, what it was to keep is still open."""
    for promise in page.get("promises"):
        if promise.reply == reply:
            page.promise(replace(promise, state="withdrawn", settled_at=page.now))
        elif promise.keeps == reply:
            page.promise(replace(promise, keeps=""))


def no_closing_over(page: Page, keeping: frozenset[str] = frozenset(), *, more: bool = False) -> None:
    """A conversation isn't closed over an open promise without a word.

    Args:
        page: The conversation.
        keeping: Promises that a reply keeps before it closes.
        more: That reply makes another one.

    Raises:
        Refused: ``promise_open``.
    """
    open_ones = [promise.id for promise in page.get("promises") if promise.id not in keeping]
    if open_ones or more:
        raise Refused("promise_open", promises=open_ones)


def _known(page: Page, promise: str) -> Promise:
    found: Promise | None = next((known for known in page.get("promises") if known.id == promise), None)
    if found is None:
        raise Refused("unknown_promise", promise=promise)
    return found


def _owed_by(page: Page, promise: Promise) -> datetime:
    return owed_by(promise, page.house.desk(page.get("desk")).hours)


def _write(page: Page, promise: Promise, state: str, who: str | None, *, text: str = "", **meta: Any) -> None:
    by = Author.DESK if who is None else Author.LIBRARIAN
    more = {"call": True} if promise.call else {}
    page.write(EntryKind.PROMISE, by, who=who, text=text, promise=promise.id, state=state, **more, **meta)
