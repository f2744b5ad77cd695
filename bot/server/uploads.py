"""Forms that carry a file: read as they come, each part bounded, the file never whole in memory."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final
from urllib.parse import quote

from aiohttp import BodyPartReader, hdrs, web
from aiohttp.http_exceptions import HttpProcessingError

from bot.attachments.files import Files
from bot.fields import BROKEN
from bot.server.body import read_form
from replies.message import Attachment
from replies.refusal import Refused

FIELD: Final = 128 * 1024
"""Bytes of a field that is no file: the longest message fits."""

_CHUNK: Final = 64 * 1024
_PARTS: Final = 20


@asynccontextmanager
async def read_form_with_file(
    request: web.Request, files: Files, fields: dict[str, str]
) -> AsyncIterator[tuple[Attachment, ...]]:
    """Read a form with one file or none in its field ``file``; if the block fails, the file is not kept.

    Args:
        request: The form, multipart or plain.
        files: Where the file goes.
        fields: Names of the other fields; their values are put in as they come, so that what was typed is there to be
            given back even when the file is refused.

    Raises:
        Refused: ``not_json``, ``body_too_large``, ``broken_text``, and what ``bot.attachments.files`` refuses.
        StoreClosed: The disk refuses.
    """
    if request.content_type != "multipart/form-data":
        fields.update(await read_form(request, *fields))
        yield ()
        return
    kept: list[Attachment] = []
    try:
        await _read(request, files, fields, kept)
        yield tuple(kept)
    except BaseException:
        await files.drop(kept)
        raise


async def _read(request: web.Request, files: Files, fields: dict[str, str], kept: list[Attachment]) -> None:
    try:
        parts = await request.multipart()
        for _ in range(_PARTS):
            part = await parts.next()
            if part is None:
                return
            if not isinstance(part, BodyPartReader):
                break
            if part.name == "file" and not kept:
                kept.extend(await _file(part, files))
            elif part.name in fields:
                fields[part.name] = await _field(part)
    except (ValueError, AssertionError, RuntimeError, web.HTTPException, HttpProcessingError) as error:
        raise Refused("not_json") from error
    raise Refused("not_json")


async def _file(part: BodyPartReader, files: Files) -> tuple[Attachment, ...]:
    """The file; none when a form's file field was left empty."""
    with files.receive(part.filename or "") as coming:
        while chunk := await part.read_chunk(_CHUNK):
            coming.write(part.decode(chunk))
        if not coming.size and not part.filename:
            return ()
        return (await coming.keep(),)


async def _field(part: BodyPartReader) -> str:
    raw = bytearray()
    while chunk := await part.read_chunk(_CHUNK):
        raw += chunk
        if len(raw) > FIELD:
            raise Refused("body_too_large", limit=FIELD)
    text = raw.decode("utf-8")
    if BROKEN.search(text):
        raise Refused("broken_text", field=part.name or "")
    return text


def send_file(files: Files, told: Attachment | None) -> web.StreamResponse:
    """A file as an answer: to be saved, never to be opened as a page of ours.

    Raises:
        Refused: ``not_found`` when there is no such file (any more).
    """
    path = files.path(told.id) if told else None
    if told is None or path is None:
        raise Refused("not_found")
    response = web.FileResponse(path)
    response.content_type = told.type
    if told.type.startswith("text/"):
        response.charset = "utf-8"
    response.headers[hdrs.CONTENT_DISPOSITION] = _disposition(told.name)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _disposition(name: str) -> str:
    plain = "".join(letter if letter.isascii() and letter not in '"\\%' else "_" for letter in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
