"""What a file is: its bytes decide, not what it calls itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.attachments.files import Rules
from bot.attachments.kinds import OTHER, SHOWN, TYPES, media_type
from bot.attachments.names import LONGEST, clean_name
from tests.bot.attachments import samples


@pytest.mark.parametrize(
    ("head", "name", "media"),
    [
        (samples.PNG, "x.png", "image/png"),
        (samples.JPEG, "page.html", "image/jpeg"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "", "image/webp"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "", "audio/wav"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "", "image/heic"),
        (b"\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00", "", "audio/mp4"),
        (b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00", "", "video/mp4"),
        (samples.PDF, "", "application/pdf"),
        (samples.OGG, "voice", "audio/ogg"),
        (b"ID3\x04\x00\x00", "", "audio/mpeg"),
        (b"\xff\xfb\x90\x64\x00", "", "audio/mpeg"),
        (samples.ODT, "x", "application/vnd.oasis.opendocument.text"),
        (samples.EPUB, "x", "application/epub+zip"),
        (samples.DOCX, "x.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("Kärt barn".encode(), "x.html", "text/plain"),
        ("Kärt barn".encode("latin-1"), "", "text/plain"),
        ("Pippi å".encode()[:-1], "", "text/plain"),
    ],
)
def test_a_file_is_what_its_first_bytes_say(head, name, media):
    """A picture called page.html is a picture."""
    assert media_type(head, name) == media


@pytest.mark.parametrize(
    "head", [samples.PAGE, samples.DRAWING, samples.PROGRAM, samples.ZIP, samples.DOCX, b"", b"\0"]
)
def test_what_could_do_something_by_itself_is_none_of_ours(head):
    """Pages, drawings with scripts, programs, archives, and office files under another name."""
    assert media_type(head, "picture.png") == OTHER


def test_nothing_that_is_shown_as_a_picture_can_hold_a_script():
    """The list that pages show is a part of the pictures."""
    assert {TYPES[media][0] for media in SHOWN} == {"pictures"}
    assert "image/svg+xml" not in TYPES


def test_a_library_chooses_what_it_takes():
    """No kinds, no files."""
    assert Rules(kinds=()).types == ()
    assert set(Rules(kinds=("sound",)).types) >= {"audio/ogg", "audio/mpeg"}


@given(st.binary(max_size=200), st.text(max_size=20))
def test_any_bytes_are_something(head, name):
    """Never an error, always a known type or none."""
    assert media_type(head, name) in {*TYPES, OTHER}


@pytest.mark.parametrize(
    ("name", "media", "clean"),
    [
        ("../../etc/passwd", "text/plain", "passwd.txt"),
        ("C:\\temp\\photo.JPEG", "image/jpeg", "photo.jpg"),
        ("con", "image/png", "file con.png"),
        ("NUL.png", "image/png", "file NUL.png"),
        ("invoice\u202egnp.exe", "image/png", "invoicegnp.exe.png"),
        ("a\x00b\r\nc.pdf", "application/pdf", "abc.pdf"),
        ("", "image/jpeg", "file.jpg"),
        ("....", "image/jpeg", "file.jpg"),
        ("Äitini kuva.png", "image/png", "Äitini kuva.png"),
        ('what"is<this>.pdf', "application/pdf", "what_is_this_.pdf"),
        ("x" * 500 + ".pdf", "application/pdf", "x" * (LONGEST - 4) + ".pdf"),
        ("page.html", "", "page.html.bin"),
    ],
)
def test_a_name_is_safe_to_show_and_to_save(name, media, clean):
    """No folder, no device, no turned writing, nothing endless, and the ending of what it is."""
    assert clean_name(name, media) == clean


@given(st.text(), st.sampled_from([*TYPES, OTHER]))
def test_any_name_becomes_a_good_one(name, media):
    """Whatever was typed."""
    clean = clean_name(name, media)
    assert clean
    assert len(clean) <= LONGEST
    assert "/" not in clean
    assert "\\" not in clean
    assert clean.isprintable()
