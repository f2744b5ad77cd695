"""A copy of the conversation by e-mail, for whoever wants to keep it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Annotated, Final

from aiohttp import web
from pydantic import Field

from bot.fields import ClientId, Sent, Text
from bot.ports import Opened
from bot.server.addresses import read_email
from bot.server.answers import nothing
from bot.server.body import read_json
from bot.server.desk import Desk
from bot.server.doors import patron
from replies import events
from replies.message import Author, Entry, EntryKind
from replies.refusal import Refused

MOST: Final = 3
"""Letters for one conversation: nobody is to be flooded by way of us."""


class Wish(Sent):
    """Where to."""

    client_id: ClientId
    email: Annotated[Text, Field(max_length=254)]


async def give(desk: Desk, conversation: str, request: web.Request) -> web.Response:
    """POST /api/patron/transcript."""
    desk.limits.writes.take(conversation)
    wish = await read_json(request, Wish)
    await mail_transcript(desk, conversation, wish.client_id, wish.email)
    return nothing()


async def mail_transcript(desk: Desk, conversation: str, client_id: str, address: str) -> None:
    """Put what was said into the post.

    Raises:
        Refused: ``wrong_email``, ``enough_copies``, and what the core refuses.
    """
    email, opened = read_email(address), await desk.store.open(conversation)
    if email is None or opened is None:
        raise Refused("wrong_email")
    sent = [entry for entry in opened.entries if entry.kind is EntryKind.TRANSCRIPT]
    if len(sent) >= MOST:
        raise Refused("enough_copies")
    event = events.TranscriptWanted(
        conversation=conversation, source=f"web:{client_id}", email=email, letter=letter_of(desk, opened)
    )
    await desk.store.apply(event)


def letter_of(desk: Desk, opened: Opened) -> str:
    """The conversation as a letter, in its own language."""
    return desk.greetings.transcript(opened.conversation.lang, _said(desk, opened.entries))


def _said(desk: Desk, entries: Iterable[Entry]) -> Iterator[tuple[str, datetime, str]]:
    """Every message in its newest words, files by name."""
    entries = tuple(entries)
    newest = {entry.meta["target"]: entry.text for entry in entries if entry.kind is EntryKind.EDIT}
    for entry in entries:
        if entry.kind is not EntryKind.MESSAGE:
            continue
        who = desk.name_of(entry.who) if entry.who else desk.site.library
        files = [file["name"] for file in entry.meta.get("attachments", ())]
        words = "\n".join(filter(None, [newest.get(entry.seq, entry.text), *files]))
        yield "" if entry.by is Author.PATRON else who, entry.at, words


ROUTES: Final = (patron("POST", "/api/patron/transcript", give),)
