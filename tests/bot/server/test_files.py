"""What was tuned as files, on the page: fetched, looked at, taken in."""

from __future__ import annotations

import io
import zipfile

import pytest

from bot.tuning.archive import MOST, pack, unpack
from bot.tuning.bad_files import BadFileError
from tests.bot.server.desk import Caller, OpenDesk, Reply

HERE = "/api/admin/files"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(200))
FILES = {
    "house/library.toml": '[shared]\nname = "Lindhaga bibliotek"\n',
    "notices/lift.toml": '[sv]\ntext = "Hissen lagas."\n',
    "pictures/plan.toml": '[shared]\nfile = "plan.png"\n',
}
PICTURES = {"pictures/plan.png": PNG}


async def _post(admin: Caller, path: str, content: bytes) -> Reply:
    return await admin("POST", path, data=content, headers={"Content-Type": "application/zip"})


async def test_files_are_looked_at_taken_in_and_fetched_again_at_an_open_desk(opened: OpenDesk) -> None:
    """Looking changes nothing; taken in, they count at once and come out as they were."""
    admin = await opened.staff("admin", "Vera")
    looked = await _post(admin, f"{HERE}/look", pack(FILES, PICTURES))
    assert looked.body["changes"] == 3
    assert '+name = "Lindhaga bibliotek"' in looked.body["diff"].splitlines()
    assert list(await opened.desk.store.records()) == []
    assert (await _post(admin, HERE, pack(FILES, PICTURES))).body == looked.body
    patron = (await opened.anybody()("GET", "/api/desk?lang=sv")).body
    assert (patron["library"], "Hissen lagas." in patron["greeting"]) == ("Lindhaga bibliotek", True)
    fetched = await admin("GET", HERE)
    assert fetched.headers["Content-Type"] == "application/zip"
    files, pictures = unpack(fetched.raw)
    assert ({path: files[path] for path in FILES}, pictures) == (FILES, PICTURES)
    assert files["people/vera.toml"] == '[shared]\nname = "Vera"\nrole = "admin"\n'
    assert (await _post(admin, f"{HERE}/look", fetched.raw)).body == {"changes": 0, "diff": ""}


async def test_a_slip_is_told_by_file_table_and_key_and_nothing_is_taken_in(opened: OpenDesk) -> None:
    """Nor does the last admin let themselves out."""
    admin = await opened.staff("admin", "Vera")
    bad = await _post(admin, HERE, pack({**FILES, "house/hours.toml": '[shared]\nmonday = ["9"]\n'}, PICTURES))
    assert (bad.status, bad.body["error"]) == (422, "bad_file")
    assert "house/hours.toml: [shared] monday.0" in bad.body["problem"]
    out = await _post(admin, HERE, pack({"people/vera.toml": "[shared]\nremoved = true\n"}, {}))
    assert (out.status, out.body["error"]) == (409, "last_admin")
    await admin("PATCH", "/api/me", {"lang": "fi"})
    refused = await _post(admin, HERE, b"no zip")
    assert (refused.status, refused.body["problem"][:22]) == (422, "Tätä ZIP-tiedostoa ei ")
    assert list(await opened.desk.store.records()) == []


def test_a_folder_that_was_packed_whole_is_read_the_same() -> None:
    """With what stands around our files passed over."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("desk-files/house/library.toml", FILES["house/library.toml"])
        archive.writestr("desk-files/README.md", "Ours.")
        archive.writestr("desk-files/.git/HEAD", "ref")
    assert unpack(out.getvalue()) == ({"house/library.toml": FILES["house/library.toml"]}, {})


ZIP = pack({"house/library.toml": "x" * 50}, {})
PLACE = int.from_bytes(ZIP[-6:-2], "little")
"""Where the list of files begins."""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 cut",
        ZIP[:-30],
        ZIP[:-6] + (PLACE + 28).to_bytes(4, "little") + ZIP[-2:],  # a file that would begin before the beginning
        ZIP[: PLACE - 5] + b"\xff" * 5 + ZIP[PLACE:],
        ZIP.replace(b"\x08\x00", b"\x0c\x00"),  # says it is packed by another method
    ],
    ids=["nothing", "cut", "without its end", "a place that isn't there", "other words", "another method"],
)
def test_what_is_no_whole_zip_is_refused(content: bytes) -> None:
    """By a sentence, never by a fault."""
    with pytest.raises(BadFileError, match="no ZIP"):
        unpack(content)


def test_a_zip_that_would_grow_without_end_is_not_unpacked() -> None:
    """It is small on the wire."""
    bomb = pack({"house/library.toml": " " * (MOST + 1)}, {})
    assert len(bomb) < 100_000
    with pytest.raises(BadFileError, match="holds more"):
        unpack(bomb)
