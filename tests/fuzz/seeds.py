"""What the fuzzer begins from: one good example of each kind, made from what the tests already have."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

KEY: Final = b"k" * 32

_EXAMPLE: Final = Path(__file__).parents[2] / "config.example.toml"
_SENDER: Final = {"id": 5, "is_bot": False, "first_name": "Ioana", "language_code": "ro"}
_CHAT: Final = {"id": 5, "type": "private", "first_name": "Ioana"}


def mails() -> Iterator[bytes]:
    """Every mail of the tests."""
    from tests.bot.email.mails import ALL

    yield from (sample.raw for sample in ALL)


def updates() -> Iterator[bytes]:
    """Words, an edit, a picture, a tap, words in a group, somebody leaving."""
    told: dict[str, Any] = {"message_id": 3, "date": 1_790_000_000, "chat": _CHAT, "from": _SENDER}
    group = {"id": -7, "type": "supergroup", "title": "Desk", "is_forum": True}
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 9, "height": 9, "file_size": 99}]
    for update in (
        {"message": {**told, "text": "Aveți Pippi în finlandeză?"}},
        {"message": {**told, "text": "/start ro_music", "entities": [{"type": "bold", "offset": 0, "length": 6}]}},
        {"message": {**told, "caption": "Aceasta", "photo": photo}},
        {"message": {**told, "chat": group, "message_thread_id": 8, "is_topic_message": True, "text": "/claim@desk"}},
        {"edited_message": {**told, "edit_date": 1_790_000_009, "text": "Bună"}},
        {"callback_query": {"id": "1", "from": _SENDER, "chat_instance": "2", "message": told, "data": "nod"}},
        {"my_chat_member": {"chat": _CHAT, "from": _SENDER, "date": 1, "old_chat_member": _member("member"),
                            "new_chat_member": {**_member("kicked"), "until_date": 0}}},
    ):  # fmt: skip
        yield json.dumps({"update_id": 9, **update}, ensure_ascii=False).encode()


def _member(status: str) -> dict[str, Any]:
    return {"user": _SENDER, "status": status}


def house_files() -> Iterator[bytes]:
    """One file of every kind that can be tuned."""
    from tests.bot.tuning.test_files import FILES

    yield from (f"{path}\n{text}".encode() for path, text in FILES.items())


def archives() -> Iterator[bytes]:
    """The same in a ZIP, with a picture and without."""
    from bot.tuning.archive import pack
    from tests.bot.tuning.test_files import FILES, PICTURES

    yield pack(FILES, PICTURES)
    yield pack({"house/lines.toml": FILES["house/lines.toml"]}, {})


def settings() -> Iterator[bytes]:
    """The example, whole and without its comments."""
    example = _EXAMPLE.read_text(encoding="utf-8")
    yield example.encode()
    set_ones = (line.removeprefix("#") for line in example.splitlines() if not line.startswith("# "))
    yield "\n".join(line for line in set_ones if line).encode()
    yield b'[[desks]]\nid = "music"\nname = "Music"\nbranch = "north"\n[[branches]]\nid = "north"\nname = "North"\n'


def exports() -> Iterator[bytes]:
    """The five kinds of export."""
    from tests.bot.test_catalogue import EXPORTS

    yield from (f".{name.rpartition('.')[2]}\n".encode() + content for name, content in EXPORTS.items())


def templates() -> Iterator[bytes]:
    """A text with places, and what became of it."""
    yield "Hej! {titel} finns på {place}, hylla {hylla}.\x1eHej Aino! Romanen finns hos oss på hylla Hce.".encode()
    yield b"{a}{b}{{c}}\x1e{a"


def long_texts() -> Iterator[bytes]:
    """Paragraphs, a flag, a family, an accent of its own."""
    text = "First.\n\nSecond: “yes”. Third!\n\U0001f1eb\U0001f1ee\U0001f468\u200d\U0001f469\u200d\U0001f467 e\u0301a"
    yield b"\x10" + (text * 3).encode()
    yield b"\x00" + b"a" * 60


def attachments() -> Iterator[bytes]:
    """How each kind of file begins."""
    office = b"PK\x03\x04" + bytes(26)
    for name, head in (
        ("a.jpg", b"\xff\xd8\xff\xe0"), ("b.png", b"\x89PNG\r\n\x1a\n"), ("c.gif", b"GIF89a"), ("d.pdf", b"%PDF-1.7"),
        ("e.ogg", b"OggS"), ("f.mp3", b"ID3"), ("g.mp3", b"\xff\xfb\x90"), ("h.webp", b"RIFF\x00\x00\x00\x00WEBP"),
        ("i.heic", b"\x00\x00\x00\x18ftypheic"), ("j.weba", b"\x1aE\xdf\xa3"), ("k.txt", "Söndag\n".encode()),
        ("l.docx", office + b"[Content_Types].xml"),
        ("m.odt", office + b"mimetypeapplication/vnd.oasis.opendocument.text"),
        ("../con.html", b"<html>"), ("\u202egpj.exe", b"MZ"),
    ):  # fmt: skip
        yield name.encode() + b"\n" + head


def tokens() -> Iterator[bytes]:
    """A token, an address and a Message-ID with one."""
    from bot.channels.email.token import message_id, plus_address, sign

    token = sign(KEY, "ab" * 16)
    yield token.encode()
    yield plus_address("desk@example.org", token).encode()
    yield message_id(KEY, "ab" * 16, "cd" * 16, "example.org").encode()


def phrases() -> Iterator[bytes]:
    """Each element of the little language, heard on a draft."""
    drafts = {
        "en": "Please use the digital portal, or ask at the desk on floor 2.",
        "it": "Si rivolga al banco prestiti: ho avvisato la collega.",
        "ro": "Vă rugăm să întrebați la ghișeul de împrumut.",
        "sv": "Använd den digitala portalen eller fråga på plan 2.",
        "fi": "Käytä verkkopalvelua tai kysy tiskiltä kerroksessa 2.",
    }
    for phrase in ("the digital [service] portal", "<use> ... portal", "port* {a|b c} !d", "^ =S* .. (a b|c) $",
                   "<VERB:Mood=Imp> ..!not|never #", "~to ask", "don't|never"):  # fmt: skip
        for lang, draft in drafts.items():
            yield f"{lang}\n{phrase}\ne-books\n{draft}".encode()


def drafts() -> Iterator[bytes]:
    """A line of a batch, a moment, an address, a number."""
    yield b'{"draft": "Hej!", "lang": "sv_SE", "before": [{"from": "patron", "text": "Har ni?"}], "complaint": false}'
    yield b"2026-11-24T10:00:00+02:00"
    yield b"2026-11-24"
    yield b"aino@kirjasto.example.org"
    yield b"+358 (0)9 123-4567"
