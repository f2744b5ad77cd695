"""What a patron does: asks, writes on, mends a message, leaves an address, chooses a language."""

from __future__ import annotations

from typing import Any

from nlp.draft import Channel
from replies import events as e
from replies.conversation import State
from replies.effects import KeepFiles, KnowPatron, Reply
from replies.house import Line
from replies.message import Author, EntryKind
from replies.page import Page
from replies.pausing import rests
from replies.refusal import Refused
from replies.routing import choose_desk
from replies.waiting import begin


def asked(page: Page, event: e.PatronAsked) -> None:
    """The first words: written, routed, acknowledged.

    Raises:
        Refused: ``empty_text``.
    """
    addressed = event.address is not None
    page.change(
        channel=event.channel,
        lang=event.lang,
        opened_at=page.now,
        email=event.email,
        addressed=addressed,
        desk=choose_desk(page.house, asked=event.desk, lang=event.lang, text=event.text, now=page.now),
    )
    _write(page, event, event.channel)
    page.do(KnowPatron(event.channel, event.token_hash, event.address))
    begin(page, quiet=event.quiet)


def wrote(page: Page, event: e.PatronWrote) -> None:
    """More words. After closing they open the conversation again, and the patron waits as at the start.

    Raises:
        Refused: ``empty_text``.
    """
    _write(page, event, event.channel or page.before.channel)
    state = page.before.state
    if rests(page.before, page.now):
        page.change(state=state)  # kept, and read when it goes on
    elif state is State.CLOSED:
        page.write(EntryKind.REOPENED, Author.PATRON)
        page.change(assignee=None, closed_at=None, paused_until=None, feedback=False, commented=False)
        begin(page, quiet=event.quiet)
    elif page.before.waiting_since is None:
        page.change(waiting_since=page.now)
    if state is State.CLOSING:
        page.change(asked_at=None)


def edited(page: Page, event: e.PatronEdited) -> None:
    """A new version; the first one stays in the journal, and the librarian is alerted.

    Raises:
        Refused: ``empty_text``. (The store has refused ``unknown_message`` before.)
    """
    if not event.text.strip():
        raise Refused("empty_text")
    seq = page.write(EntryKind.EDIT, Author.PATRON, text=event.text, target=event.target)
    page.change(patron_seq=seq, patron_at=page.now)
    heard = page.before.state is not State.CLOSED and not rests(page.before, page.now)
    if heard and page.before.waiting_since is None:
        page.change(waiting_since=page.now)


def left_address(page: Page, event: e.PatronLeftAddress) -> None:
    """A way to answer; the address is kept with the conversation, never in the journal."""
    if event.email != page.before.email:
        page.write(EntryKind.ADDRESS, Author.PATRON)
        page.change(email=event.email)


def moved_to_email(page: Page, event: e.PatronMovedToEmail) -> None:
    """Asked and agreed: the conversation goes on by e-mail; the first mail says so.

    Raises:
        Refused: ``no_email`` when this desk writes none.
    """
    if not page.house.writes_mail:
        raise Refused("no_email")
    if page.before.channel == "email":
        left_address(page, e.PatronLeftAddress(conversation=event.conversation, email=event.email))
        return
    page.write(EntryKind.ADDRESS, Author.PATRON, moved="email")
    page.change(email=event.email, channel="email", addressed=True)
    page.say(Line.MOVED_TO_EMAIL)


def wants_transcript(page: Page, event: e.TranscriptWanted) -> None:
    """What was said, as a letter; the address is kept as one to answer to.

    Raises:
        Refused: ``no_email`` when this desk writes none, or the conversation isn't on the web.
    """
    if not page.house.writes_mail or page.before.channel != "chat":
        raise Refused("no_email")
    left_address(page, e.PatronLeftAddress(conversation=event.conversation, email=event.email))
    seq = page.write(EntryKind.TRANSCRIPT, Author.PATRON)
    page.reply(Reply(f"{page.before.id}-{seq}", "email", event.letter, seq=seq))


def chose_language(page: Page, event: e.PatronChoseLanguage) -> None:
    """Answer in this language from now on."""
    page.change(lang=event.lang)


def _write(page: Page, event: e.PatronAsked | e.PatronWrote, channel: Channel) -> None:
    files = event.attachments
    if not files and not event.text.strip():
        raise Refused("empty_text")
    meta: dict[str, Any] = {"channel": channel} if channel != "chat" else {}
    if event.subject:
        meta["subject"] = event.subject
    if files:
        meta["attachments"] = [file.told() for file in files]
        if kept := tuple(file for file in files if not file.refused):
            page.do(KeepFiles(kept))
    seq = page.write(EntryKind.MESSAGE, Author.PATRON, text=event.text, **meta)
    page.change(patron_seq=seq, patron_at=page.now)
