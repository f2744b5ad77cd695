"""What is understood of a mail: a hundred shapes, and whatever else arrives."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.email.charsets import decode, header
from bot.channels.email.html import to_text
from bot.channels.email.parse import parse
from bot.channels.email.quoted import new_words
from tests.bot.email.mails import ALL, OURS, SAYS, Sample, box, mail, part


def test_there_are_a_hundred_of_them():
    """And no two of one name."""
    assert len({sample.name for sample in ALL}) == len(ALL) >= 100


@pytest.mark.parametrize("sample", ALL, ids=lambda sample: sample.name)
def test_a_mail_is_understood(sample: Sample):
    """Its words, its sender, its files, and whether a person wrote it."""
    read = parse(sample.raw)
    if "text" not in sample.expects:
        assert read.text == sample.text
    for name, value in sample.expects.items():
        if name != "text":
            assert getattr(read, name) == value, name
    assert tuple((file.name, file.claimed) for file in read.files) == sample.files


def test_the_same_mail_has_the_same_key_whatever_way_it_came():
    """Servers on the way add lines of their own."""
    one = mail("Hello")
    other = b"Received: from a by b\r\nDelivered-To: ask@library.example\r\n" + one
    assert parse(one).key == parse(other).key == "m1@patron.example"


def test_row_62_a_mail_without_an_id_is_known_by_its_content():
    """The same again is the same; other words are another."""
    one, other = mail("Hello", Message_ID=""), mail("Hello!", Message_ID="")
    assert parse(one).key == parse(b"Received: from a by b\r\n" + one).key
    assert parse(one).key != parse(other).key


def nested(depth: int) -> bytes:
    """Parts in parts in parts."""
    inner = part("The deepest words")
    for n in range(depth):
        kind = f'multipart/mixed; boundary="b{n}"'
        inner = part(b"--b%d\r\n" % n + inner + b"\r\n--b%d--\r\n" % n, kind)
    return b"From: maja@patron.example\r\nSubject: deep\r\n" + inner


@pytest.mark.parametrize(
    "raw",
    [
        nested(200),
        nested(5000),
        mail("Hello", "text/plain; charset=" + "x" * 5000),
        b"".join(b"X-%d: y\r\n" % n for n in range(100_000)) + mail("Hello"),
        mail("Hello", subject="=?utf-8?q?" + "=C3" * 20_000 + "?="),
        box("multipart/mixed", *(part(f"part {n}") for n in range(2000))),
        mail("<div>" * 20_000 + "Hello" + "</div>" * 20_000, "text/html"),
        mail("<blockquote type=cite>" * 500 + OURS, "text/html"),
        mail("<" * 300_000, "text/html"),
        mail("<a href=" * 50_000, "text/html"),
        mail("<!--" * 50_000, "text/html"),
        mail("<table>" * 3_000 + "Hello", "text/html"),
        mail("> " * 100_000),
        mail(">\n" * 100_000),
        mail("On " + "a " * 100_000 + "wrote:"),
        mail("From: a\n" * 50_000),
        mail("a\n\n" * 100_000),
        mail(" " * 500_000),
        mail("Hello", From="<" * 50_000),
        mail("Hello", From='"' * 50_000 + "@"),
        mail("Hello", From=",".join(f"a{n}@b.example" for n in range(20_000))),
        mail("Hello", References="<a@b> " * 20_000),
        mail(b"\x00" * 100_000),
        mail(b"\xff" * 100_000),
        mail("Zm9v" * 100_000, Content_Transfer_Encoding="base64"),
        mail(b"=" * 200_000, Content_Transfer_Encoding="quoted-printable"),
        mail("begin 644 x\n" * 1000, Content_Transfer_Encoding="x-uuencode"),
        b"",
        b"\r\n\r\n",
        b"\xff\xfe\x00",
        b":" * 100_000,
        b"Content-Type: multipart/mixed; boundary=\r\n\r\n--\r\n--\r\n",
        b"Content-Type: message/rfc822\r\n\r\n" * 1000,
    ],
    ids=range(33),
)
def test_row_63_what_was_made_to_hurt_is_read_in_bounded_time(raw):
    """Deep, wide, endless, broken: some words, quickly, and never an error."""
    began = time.perf_counter()
    read = parse(raw)
    assert time.perf_counter() - began < 4
    assert len(read.text) <= 400_000


def test_row_63_a_mail_that_is_nested_too_deeply_is_shown_as_best_it_can():
    """The words are there, among what could not be understood."""
    assert "The deepest words" in parse(nested(200)).text


@given(st.binary(max_size=500))
def test_any_bytes_are_some_mail(raw):
    """Whatever is delivered."""
    parse(raw)


@given(st.sampled_from(ALL), st.data())
def test_a_mail_that_was_damaged_on_its_way_is_still_read(sample, data):
    """Cut anywhere, with anything put in."""
    at = data.draw(st.integers(0, len(sample.raw)))
    skip = data.draw(st.integers(0, 50))
    raw = sample.raw[:at] + data.draw(st.binary(max_size=20)) + sample.raw[at + skip :]
    read = parse(raw)
    assert "\x00" not in read.text + read.subject
    (read.text + read.subject).encode()


@given(st.text(max_size=300))
def test_the_new_words_are_words_that_were_there(text):
    """Nothing is made up, and something is left whenever there was something."""
    words, _ = new_words(text)
    assert bool(words.strip()) == bool(text.strip())
    lines = {line.strip() for line in text.split("\n")}
    assert all(line.strip() in lines for line in words.split("\n") if line.strip())


@given(st.text(max_size=200))
def test_any_page_has_words(html):
    """Or none; but no error."""
    to_text(html)


@given(st.binary(max_size=100), st.text(max_size=20))
def test_any_bytes_are_letters(raw, charset):
    """In whatever charset."""
    decode(raw, charset).encode()


@given(st.text(max_size=100))
def test_any_header_is_one_line(text):
    """Nobody writes a header of ours for us."""
    assert "\n" not in header(text)


@pytest.mark.parametrize("says", SAYS.values())
def test_a_short_mail_is_left_as_it_is(says):
    """Nothing in the question looks like a quotation."""
    assert new_words(says) == (says, False)
