"""Files over HTTP: sent in a form, told by their bytes, given back as a download to whom they belong."""

from __future__ import annotations

import io
from typing import Any

import pytest
from aiohttp import FormData

from tests.bot.attachments import samples
from tests.bot.server.desk import Caller, OpenDesk, Reply

ID = "attach-0000000000000000"


def form(content: bytes, name: str = "cover.png", **fields: str) -> FormData:
    """A form as a browser sends it."""
    data = FormData(quote_fields=False)
    name = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
    for field, value in fields.items():
        data.add_field(field, value)
    data.add_field("file", io.BytesIO(content), filename=name, content_type="image/png")
    return data


async def attach(caller: Caller, content: bytes = samples.PNG, name: str = "cover.png", **fields: str) -> Reply:
    """Send a file."""
    fields = {"client_id": ID, **fields}
    return await caller("POST", "/api/patron/attachments", None, data=form(content, name, **fields))


async def entries(caller: Caller) -> list[dict[str, Any]]:
    """The patron's messages with files."""
    seen = (await caller("GET", "/api/patron/conversation")).body["entries"]
    return [entry for entry in seen if "attachments" in entry.get("meta", {})]


async def test_a_file_goes_in_and_the_librarian_saves_it(opened: OpenDesk) -> None:
    """As a download with its own name, never as a page."""
    patron, maja = await opened.patron(), await opened.staff()
    sent = await attach(patron, text="Is it this one?", name="../häst\u202e.png")
    assert sent.status == 201
    seen = await maja("GET", f"/api/conversations/{patron.id}")
    told = seen.body["entries"][-1]["meta"]["attachments"][0]
    assert (told["name"], told["type"]) == ("häst.png", "image/png")
    got = await maja("GET", f"/api/conversations/{patron.id}/attachments/{told['id']}")
    assert (got.status, got.raw) == (200, samples.PNG)
    assert got.headers["Content-Type"] == "image/png"
    assert got.headers["Content-Disposition"] == "attachment; filename=\"h_st.png\"; filename*=UTF-8''h%C3%A4st.png"
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in got.headers["Content-Security-Policy"]
    own = await patron("GET", f"/api/patron/attachments/{told['id']}")
    assert own.raw == samples.PNG


async def test_a_file_sent_twice_is_one_message(opened: OpenDesk) -> None:
    """The answer was lost, so the browser sends it again."""
    patron = await opened.patron()
    first, again = await attach(patron), await attach(patron)
    assert (first.status, again.status) == (201, 200)
    assert first.body == again.body
    assert len(await entries(patron)) == 1


@pytest.mark.parametrize(
    ("content", "name", "status", "code"),
    [
        (samples.PAGE, "cover.png", 415, "file_type"),
        (samples.DRAWING, "cover.svg", 415, "file_type"),
        (samples.PROGRAM, "cover.png", 415, "file_type"),
        (b"", "cover.png", 400, "empty_file"),
        (samples.PNG + b"0" * 10_000_000, "cover.png", 413, "file_too_large"),
    ],
)
async def test_row_22_what_is_not_taken_is_refused_by_a_sentence(
    opened: OpenDesk, content: bytes, name: str, status: int, code: str
) -> None:
    """And nothing of it is kept."""
    patron = await opened.patron()
    refused = await attach(patron, content, name)
    assert (refused.status, refused.body["error"]) == (status, code)
    assert await entries(patron) == []
    assert list(opened.desk.files._folder.iterdir()) == []


@pytest.mark.parametrize("name", ["../../x", "con", "abc\u202egnp.exe", "x" * 500, "a\r\nSet-Cookie: b=1", '"; x="'])
async def test_row_23_a_bad_name_is_shown_safely(opened: OpenDesk, name: str) -> None:
    """One header, one short name, no folder."""
    patron = await opened.patron()
    assert (await attach(patron, name=name)).status == 201
    (entry,) = await entries(patron)
    told = entry["meta"]["attachments"][0]
    assert len(told["name"]) <= 100
    assert told["name"].endswith(".png")
    got = await patron("GET", f"/api/patron/attachments/{told['id']}")
    assert got.headers["Content-Disposition"].startswith("attachment; filename=")
    assert "Set-Cookie" not in got.headers


async def test_row_34_a_file_of_somebody_elses_is_not_there(opened: OpenDesk) -> None:
    """For another patron, and for staff under another conversation, just like one that never was."""
    mine, other, maja = await opened.patron(), await opened.patron(), await opened.staff()
    await attach(mine)
    file = (await entries(mine))[0]["meta"]["attachments"][0]["id"]
    answers = [
        await other("GET", f"/api/patron/attachments/{file}"),
        await other("GET", f"/api/patron/attachments/{'0' * 32}"),
        await maja("GET", f"/api/conversations/{other.id}/attachments/{file}"),
    ]
    assert {answer.status for answer in answers} == {404}
    assert len({answer.raw for answer in answers}) == 1


@pytest.mark.parametrize(
    "fields", [{"client_id": ""}, {"client_id": "short"}, {"text": "x" * 8_001}, {"text": "a\0b"}]
)
async def test_a_form_with_something_wrong_is_refused_and_keeps_no_file(
    opened: OpenDesk, fields: dict[str, str]
) -> None:
    """By the name of the field."""
    patron = await opened.patron()
    assert (await attach(patron, **fields)).status in {400, 413}
    assert list(opened.desk.files._folder.iterdir()) == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "multipart/form-data"),
        (b"--x\r\n\r\n", "multipart/form-data; boundary=x"),
        (
            b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc',
            "multipart/form-data; boundary=x",
        ),
        (b"nonsense", "multipart/form-data; boundary=x"),
        (b"--x\r\n" * 50, "multipart/form-data; boundary=x"),
        (b"{}", "application/json"),
    ],
)
async def test_a_form_that_is_none_is_refused(opened: OpenDesk, body: bytes, kind: str) -> None:
    """Cut short, without a boundary, or something else altogether."""
    patron = await opened.patron()
    refused = await patron("POST", "/api/patron/attachments", None, data=body, headers={"Content-Type": kind})
    assert refused.status == 400, refused.body
    assert list(opened.desk.files._folder.iterdir()) == []


async def test_without_javascript_a_file_goes_with_the_question(opened: OpenDesk) -> None:
    """What fits is said before it is chosen; the page then leads to it."""
    patron = opened.anybody()
    patron.headers["Accept-Language"] = "fi"
    page = (await patron("GET", "/ask")).body
    assert "enintään 10 Mt" in page
    fields = {"client_id": "form-00000000000000", "lang": "fi", "text": "Mikä kirja tämä on?", "email": ""}
    asked = await patron("POST", "/ask", None, data=form(samples.PNG, **fields))
    assert asked.status == 303
    seen = (await patron("GET", "/ask/conversation")).body
    assert "cover.png" in seen
    link = seen.split('href="/ask/attachments/')[1].split('"')[0]
    assert (await patron("GET", f"/ask/attachments/{link}")).raw == samples.PNG
    more = await patron("POST", "/ask/messages", None, data=form(samples.PDF, "b.pdf", client_id="form-1", text=""))
    assert more.status == 303
    assert "b.pdf" in (await patron("GET", "/ask/conversation")).body


async def test_without_javascript_a_refused_file_leaves_every_word(opened: OpenDesk) -> None:
    """The form comes back with what was typed and says why."""
    patron = opened.anybody()
    patron.headers["Accept-Language"] = "it"
    fields = {"client_id": "form-00000000000000", "lang": "it", "text": "Che libro è?", "email": "a@example.org"}
    refused = await patron("POST", "/ask", None, data=form(samples.PAGE, **fields))
    assert refused.status == 415
    assert "File di questo tipo" in refused.body
    assert "Che libro è?" in refused.body
    assert "a@example.org" in refused.body


async def test_a_form_whose_file_was_left_out_is_a_plain_question(opened: OpenDesk) -> None:
    """A browser sends an empty part for it."""
    patron = opened.anybody()
    fields = {"client_id": "form-00000000000000", "lang": "sv", "text": "Hej", "email": ""}
    asked = await patron("POST", "/ask", None, data=form(b"", "", **fields))
    assert asked.status == 303


async def test_what_is_taken_is_said_beforehand(opened: OpenDesk) -> None:
    """In the patron's language, and in a way a program can read."""
    about = (await opened.anybody()("GET", "/api/desk?lang=sv")).body["limits"]
    assert about["file"] == 10_000_000
    assert "image/jpeg" in about["file_types"]
    assert about["file_line"].startswith("Du kan bifoga en fil på högst 10 MB: bilder")
