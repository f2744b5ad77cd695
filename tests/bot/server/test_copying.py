"""A patron's own copy, and the page that says what is kept: told from what is so."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.bot.server.desk import OpenDesk, Reply


def unpacked(answer: Reply) -> dict[str, bytes]:
    """What is in the file, by path."""
    assert answer.headers["Content-Disposition"] == 'attachment; filename="conversation.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.raw)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


async def test_a_patron_takes_everything_of_theirs_and_nothing_of_others(opened: OpenDesk) -> None:
    """Words, what is known of them; not the notes of colleagues among themselves, nor another patron's."""
    patron, other, maja = await opened.patron(email="mira@example.org"), await opened.patron("Another's"), None
    maja = await opened.staff(name="Maja")
    await maja("POST", f"/api/conversations/{patron.id}/notes", {"text": "Among ourselves"})
    await patron("POST", "/api/patron/messages", {"client_id": "m" * 16, "text": "Or in Swedish?"})
    files = unpacked(await patron("GET", "/api/patron/export"))
    told = json.loads(files["1/conversation.json"])
    assert (told["email"], told["channel"], told["language"]) == ("mira@example.org", "chat", "sv")
    assert [one["text"] for one in told["entries"] if one["by"] == "patron"] == [
        "Har ni Pippi på finska?", "Or in Swedish?"
    ]  # fmt: skip
    assert "Or in Swedish?" in files["1/conversation.txt"].decode()
    assert b"Among ourselves" not in b"".join(files.values())
    assert b"Another's" not in b"".join(files.values())
    assert list(unpacked(await other("GET", "/api/patron/export"))) == ["2/conversation.txt", "2/conversation.json"]


async def test_nobody_takes_a_copy_without_the_token(opened: OpenDesk) -> None:
    """Nor once it is forgotten."""
    patron = await opened.patron()
    assert (await opened.anybody()("GET", "/api/patron/export")).status == 401
    await patron("DELETE", "/api/patron/conversation")
    assert (await patron("GET", "/api/patron/export")).status == 401


async def test_an_admin_saves_a_copy_for_a_patron_who_cannot(opened: OpenDesk) -> None:
    """By an e-mail address, audited; whoever is nobody is not found."""
    await opened.patron(email="mira@example.org")
    admin = await opened.staff("admin")
    files = unpacked(await admin("POST", "/api/erasures/copy", {"email": "mira@example.org"}))
    assert "1/conversation.txt" in files
    assert (await admin("POST", "/api/erasures/copy", {"number": 99})).status == 404
    assert (await opened.desk.store.audited(limit=1, before=2**50))[0].action == "patron.copied"


async def page(opened: OpenDesk, lang: str = "en") -> str:
    """What is kept and why, as one line of text."""
    answer = await opened.anybody()("GET", f"/privacy?lang={lang}")
    assert answer.status == 200
    return " ".join(answer.body.split())


def days_in(told: str) -> set[int]:
    """Numbers in what is said about how long."""
    table = re.search(r"<tbody>(.*)</tbody>", told)
    assert table
    return set(map(int, re.findall(r"\d+", re.sub(r"<[^>]+>|&#39;", " ", table[1]))))


@pytest.mark.parametrize("lang", ["en", "it", "ro", "sv", "fi"])
async def test_what_is_kept_is_told_with_the_days_that_are_set(opened: OpenDesk, lang: str) -> None:
    """A library that changes them changes the page."""
    assert days_in(await page(opened, lang)) == {30, 365}
    house = opened.desk.store.house
    patience = replace(
        house.patience,
        keep={"chat": timedelta(days=21)},
        keep_files={"chat": timedelta(days=3)},
        keep_comments=timedelta(days=77),
    )
    opened.desk.store.house = replace(house, patience=patience)
    told = await page(opened, lang)
    assert days_in(told) == {21, 3, 30, 77}


async def test_the_page_names_channels_and_machines_only_where_there_are_such(opened: OpenDesk) -> None:
    """Telegram, a mailbox, another machine that reads drafts."""
    bare = await page(opened)
    assert "carries the messages" not in bare
    assert "your mail provider" not in bare
    opened.desk.site.settings = {
        "telegram": {"token_file": "x", "group_takes": ["telegram", "chat"]},
        "email": {"address": "ask@library.example"},
        "checks": {"languagetool_servers": ["http://languagetool.intranet:8081"]},
    }
    told = await page(opened)
    assert "carries the messages" in told
    assert "closed group on Telegram" in told
    assert "your mail provider" in told
    assert "http://languagetool.intranet:8081" in told
