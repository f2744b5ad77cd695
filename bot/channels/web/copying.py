"""Everything of a patron's own, as one file to keep: words to read, the same for programs, and their files."""

from __future__ import annotations

import asyncio
import io
import json
import zipfile
from collections.abc import Sequence
from typing import Any, Final

from aiohttp import hdrs, web

from bot.channels.web.transcript import letter_of
from bot.ports import Opened
from bot.server import shapes
from bot.server.desk import Desk
from bot.server.doors import patron
from replies.message import Author

NAME: Final = "conversation.zip"


async def fetch(desk: Desk, conversation: str, _: web.Request) -> web.Response:
    """GET /api/patron/export."""
    desk.limits.writes.take(conversation)
    return as_file(await copy_of(desk, [conversation]))


def as_file(content: bytes) -> web.Response:
    """The file as an answer: to be saved."""
    headers = {hdrs.CONTENT_DISPOSITION: f'attachment; filename="{NAME}"', hdrs.CACHE_CONTROL: "no-store"}
    return web.Response(body=content, content_type="application/zip", headers=headers)


async def copy_of(desk: Desk, conversations: Sequence[str]) -> bytes:
    """A zip file with these conversations, oldest first; what is forgotten is left out.

    Raises:
        StoreClosed: Nothing can be read now.
    """
    opened = [await desk.store.open(conversation) for conversation in conversations]
    there = [one for one in opened if one and one.entries]
    return await asyncio.to_thread(_packed, desk, there)


def _packed(desk: Desk, every: Sequence[Opened]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for opened in every:
            folder = str(opened.conversation.number)
            packed.writestr(f"{folder}/conversation.txt", letter_of(desk, opened))
            told = json.dumps(_told(desk, opened), ensure_ascii=False, indent=1)
            packed.writestr(f"{folder}/conversation.json", told)
            for place, file in enumerate(_files(opened), start=1):
                path = desk.files.path(file["id"])
                if path:
                    packed.write(path, f"{folder}/files/{place} {file['name']}")
    return held.getvalue()


def _told(desk: Desk, opened: Opened) -> dict[str, Any]:
    """What the patron wrote and was told, and what is known of them."""
    now = opened.conversation
    return {
        "library": desk.site.library,
        "number": now.number,
        "channel": now.channel,
        "language": now.lang,
        "opened_at": shapes.time_of(now.opened_at),
        "closed_at": shapes.time_of(now.closed_at),
        "email": now.email,
        "phone": now.phone,
        "entries": shapes.patron_entries(opened.entries, desk.name_of),
        "promises": [{"text": one.text, "due": one.due.isoformat()} for one in now.promises],
    }


def _files(opened: Opened) -> list[dict[str, Any]]:
    """Files that the patron sent."""
    theirs = (entry for entry in opened.entries if entry.by is Author.PATRON)
    return [file for entry in theirs for file in entry.meta.get("attachments", ())]


ROUTES: Final = (patron("GET", "/api/patron/export", fetch),)
