"""The parsers that read what strangers send or admins bring, each as a function of bytes, with seeds to begin from.

A function raises only when something is wrong: what a parser refuses by its own error is no finding. It is imported
behind ``open``, so that its modules can be instrumented first.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.fuzz import seeds

Parse = Callable[[bytes], None]


@dataclass(frozen=True, slots=True)
class Target:
    """One parser.

    Attributes:
        name: What it is called on the command line.
        modules: What is instrumented.
        open: Makes the function.
        seeds: What it begins from.
        words: Words of its language, for the fuzzer to put in.
    """

    name: str
    modules: Sequence[str]
    open: Callable[[], Parse]
    seeds: Callable[[], Iterable[bytes]]
    words: Sequence[str] = ()


def mail() -> Parse:
    """A mail as the mailbox has it."""
    from bot.channels.email.parse import parse

    def one(raw: bytes) -> None:
        read = parse(raw)
        (read.text + read.subject + read.sender + "".join(part.name for part in read.files)).encode()
        assert "\x00" not in read.text

    return one


def telegram() -> Parse:
    """An update: both ways of reading it say the same, and it can be kept."""
    from bot.channels.telegram.read import Skipped, by_library, plain_words, read
    from bot.channels.telegram.receive import chat_in, parse_update, update_number

    def one(raw: bytes) -> None:
        update = parse_update(raw)
        if update_number(update) is not None:
            json.dumps(update, ensure_ascii=False).encode("utf-8", "surrogatepass")
        chat_in(update)
        read(update)
        if (words := plain_words(update)) is not None:
            assert by_library(update) in (words, Skipped("unreadable"))  # ours asks for less

    return one


def house() -> Parse:
    """A file of what was tuned: its path on the first line, then TOML. What is taken in comes out the same."""
    from bot.tuning.bad_files import BadFileError
    from bot.tuning.files import plan_import, render_files
    from bot.tuning.record import Record, heads
    from nlp.draft import LANGUAGES
    from nlp.pack import load_pack
    from tests.house import NOON

    for lang in LANGUAGES:
        load_pack(lang)  # so that it is nobody's fault

    def one(raw: bytes) -> None:
        path, _, text = raw.decode("utf-8", "replace").partition("\n")
        try:
            taken = plan_import({path: text}, {}).changes
        except BadFileError:
            return
        made = (Record(c.kind, c.key, c.lang, 1, c.body, NOON, "anna", NOON, "anna") for c in taken)
        known = heads(made)
        assert plan_import(render_files(known), known).changes == ()

    return one


def archive() -> Parse:
    """The same files as a ZIP."""
    from bot.tuning.archive import unpack
    from bot.tuning.bad_files import BadFileError

    def one(raw: bytes) -> None:
        with suppress(BadFileError):
            unpack(raw)

    return one


def settings() -> Parse:
    """The settings file."""
    from bot.config.reading import SettingsError, parse_settings

    def one(raw: bytes) -> None:
        with suppress(SettingsError):
            parse_settings(raw.decode("utf-8", "replace"), Path("/settings/config.toml"))

    return one


def catalogue() -> Parse:
    """An export of the catalogue: its ending on the first line, then the file."""
    from bot.catalogue import BadExportError, read_names

    folder = tempfile.mkdtemp(prefix="smiledesk-fuzz-")
    endings = {b".csv", b".tsv", b".mrc", b".xml", b".txt"}

    def one(raw: bytes) -> None:
        ending, _, content = raw.partition(b"\n")
        path = Path(folder) / f"export{ending.decode() if ending in endings else '.mrc'}"
        path.write_bytes(content)
        with suppress(BadExportError):
            for name in read_names(path):
                assert name

    return one


def templates() -> Parse:
    """A text with places, and what became of it: nothing is lost by filling or by comparing."""
    from replies.templates.compare import changed_share, compare
    from replies.templates.filling import fill, places

    def one(raw: bytes) -> None:
        old, _, new = raw.decode("utf-8", "replace").partition("\x1e")
        assert fill(old, {}) == old
        assert not set(places(fill(old, dict.fromkeys(places(old), "-")))) & set(places(old))
        parts = compare(old[:600], new[:600])
        assert "".join(part.text for part in parts if part.kind != "new") == old[:600]
        assert "".join(part.text for part in parts if part.kind != "gone") == new[:600]
        changed_share(old[:600], new[:600])

    return one


def split() -> Parse:
    """A long text in Telegram's parts: all of it but white space, each part short enough."""
    from bot.channels.telegram.split import split, utf16_units

    def one(raw: bytes) -> None:
        limit = 16 + raw[0] if raw else 16
        text = raw[1:].decode("utf-8", "replace")
        parts = split(text, limit)
        assert all(0 < utf16_units(part) <= limit and part.strip() for part in parts)
        assert "".join("".join(parts).split()) == "".join(text.split())

    return one


def files() -> Parse:
    """An attachment: its name on the first line, then what it begins with."""
    from bot.attachments.kinds import HEAD, OTHER, SHOWN, TYPES, media_type
    from bot.attachments.names import LONGEST, clean_name

    def one(raw: bytes) -> None:
        name, _, head = raw.partition(b"\n")
        named = name.decode("utf-8", "replace")
        media = media_type(head[:HEAD], named)
        assert media in TYPES or media == OTHER
        clean = clean_name(named, media)
        assert 0 < len(clean) <= LONGEST
        assert not set(clean) & set('/\\<>:"|?*\x00\r\n')
        assert clean_name(clean, media) == clean
        assert media not in SHOWN or not head.lstrip().startswith((b"<", b"%!"))

    return one


def tokens() -> Parse:
    """Signed tokens, as found in addresses and Message-IDs: nothing opens but what was signed, for what it was."""
    from bot.channels.email.token import find, plus_address, read, reply_of, sign
    from tests.fuzz.seeds import KEY

    def one(raw: bytes) -> None:
        told = raw.decode("utf-8", "replace")
        for purpose in ("reply", "feedback", "copy"):
            conversation = read(KEY, told, purpose)
            assert conversation is None or sign(KEY, conversation, purpose) == told
        found = find(KEY, [told, plus_address("desk@example.org", told)])
        assert found is None or sign(KEY, found) in told.lower()
        reply_of(told)

    return one


def phrases() -> Parse:
    """A rule of the house: its language, its phrases, and a draft it is heard on, parted by lines."""
    from nlp.draft import LANGUAGES
    from nlp.house_rules import HouseRule, RuleRefused, compile_rule
    from nlp.pack import load_pack
    from nlp.splitting import read_text

    packs = {lang: load_pack(lang) for lang in LANGUAGES}

    def one(raw: bytes) -> None:
        lang, phrase, excuse, *draft = [*raw.decode("utf-8", "replace").split("\n"), "", "", ""][:4]
        lang = lang if lang in packs else "en"
        try:
            rule = compile_rule(HouseRule("house_x", "vague", "x", (), (phrase,), (excuse,)), packs[lang])
        except RuleRefused:
            return
        text = read_text(draft[0][:2000], lang)
        for listed in rule.phrases.values():
            for span in listed.find(text):
                assert 0 <= span.start <= span.end <= len(text.raw)

    return one


def drafts() -> Parse:
    """A line of the batch interface, and the moments and addresses that people type."""
    from zoneinfo import ZoneInfo

    from bot.console.promises import read_due
    from bot.draft_fields import NoDraftError, parse_draft
    from bot.server.addresses import read_email, read_phone
    from replies.refusal import Refused

    zone = ZoneInfo("Europe/Stockholm")

    def one(raw: bytes) -> None:
        told = raw.decode("utf-8", "replace")
        with suppress(NoDraftError, ValueError, RecursionError):
            fields = json.loads(raw)
            if isinstance(fields, dict):
                parse_draft(fields)
        for read in (read_email, read_phone):
            with suppress(Refused):
                read(told)
        with suppress(Refused):
            moment, _ = read_due(told, zone)
            moment.isoformat()

    return one


TARGETS: Final = {
    target.name: target
    for target in (
        Target("mail", ("bot.channels.email", "email"), mail, seeds.mails),
        Target("telegram", ("bot.channels.telegram.read", "bot.channels.telegram.receive"), telegram, seeds.updates),
        Target("house", ("bot.tuning", "tomllib"), house, seeds.house_files, ("[shared]", "[sv]", "removed = true")),
        Target("archive", ("bot.tuning.archive", "zipfile"), archive, seeds.archives),
        Target("settings", ("bot.config", "tomllib"), settings, seeds.settings),
        Target("catalogue", ("bot.catalogue", "csv"), catalogue, seeds.exports),
        Target("templates", ("replies.templates",), templates, seeds.templates),
        Target("split", ("bot.channels.telegram.split",), split, seeds.long_texts),
        Target("files", ("bot.attachments",), files, seeds.attachments),
        Target("tokens", ("bot.channels.email.token",), tokens, seeds.tokens),
        Target("phrases", ("nlp.phrase", "nlp.phrase_compiler", "nlp.phrase_elements", "nlp.house_rules"), phrases,
               seeds.phrases, ("..", "!(", "~", "[", "]", "|", "<VERB:Mood=Imp>", "@", "{", "}", "^", "$", "#")),
        Target("drafts", ("bot.draft_fields", "bot.server.addresses", "bot.console.promises"), drafts, seeds.drafts),
    )
}  # fmt: skip
"""By name."""
