"""Twenty-four strings that nobody else says, each put where a patron's words or names may come to lie."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.attachments.files import Files
from bot.ports import Store
from replies import events as e
from replies.promise import Promised
from tests.contract.acts import claim, fresh, pass_time, send, write
from tests.house import FakeClock

CHAT = "7310045511"
"""Their chat on Telegram."""

MAIL = "mira.canary@example.org"
"""Where they are written to."""

WORDS = {
    name: f"zq{name}kanarie"
    for name in (
        "question", "more", "edit", "chatquestion", "mailquestion", "subject", "filename", "filebytes", "note",
        "reason", "draft", "otherdraft", "held", "sent", "failed", "unread", "aside", "elsewhere", "promise", "letgo",
        "letter",
    )
}  # fmt: skip

PHONE = "+358407310046"
"""Where they want to be called."""

CANARIES = (CHAT, MAIL, PHONE, *WORDS.values())
assert len(CANARIES) == 24


def raw_mail(word: str) -> bytes:
    """A mail of theirs as it comes."""
    return f"From: Mira <{MAIL}>\r\nTo: ask@library.example\r\nSubject: {word}\r\n\r\n{word}\r\n".encode()


async def plant(store: Store, files: Files, clock: FakeClock) -> str:
    """Let one person leave something in every place, by three channels; returns one of the conversations."""
    w = WORDS
    picture = replace(await files.keep(f"{w['filename']}.txt", w["filebytes"].encode()), name=f"{w['filename']}.txt")
    asked = e.PatronAsked(
        conversation=fresh(), channel="chat", lang="sv", text=w["question"], email=MAIL, attachments=(picture,)
    )
    web = (await store.apply(asked)).conversation.id
    await write(store, web, w["more"])
    await store.apply(e.PatronEdited(conversation=web, text=w["edit"], target=1))
    await claim(store, web)
    await store.apply(e.NoteAdded(conversation=web, who="anna", text=w["note"]))
    await store.keep_draft(web, "anna", w["draft"], version=0)
    await store.keep_draft(web, "bo", w["otherdraft"], version=0)

    for said in ("promise", "letgo"):
        made = Promised(said.ljust(32, "0"), w[said], clock.at + timedelta(days=1))
        await store.apply(e.PromiseMade(conversation=web, who="anna", promise=made))
    await store.apply(e.PromiseLetGo(conversation=web, who="anna", promise=made.id, text=w["letgo"]))
    await store.apply(e.PatronWantsCall(conversation=web, phone=PHONE, promise=fresh()))
    await store.apply(e.TranscriptWanted(conversation=web, source="web:t", email=MAIL, letter=w["letter"]))

    chat = fresh()
    await store.remember(f"telegram:1:tongue:{CHAT}", {"lang": w["elsewhere"], "desk": ""})
    await store.apply(
        e.PatronAsked(
            conversation=chat, channel="telegram", lang="sv", text=w["chatquestion"], address=CHAT, email=MAIL
        )
    )
    await claim(store, chat)
    await send(store, chat, w["sent"])
    clock.push(seconds=6)
    await pass_time(store)
    while going := await store.claim_deliveries("telegram"):
        for one in going:
            await store.part_delivered(one.reply.id, f"47{one.reply.seq}")
            await store.apply(e.DeliveryKnown(conversation=chat, reply=one.reply.id, state="sent"))
    await store.apply(
        e.BlockAsked(conversation=chat, who="anna", text=w["reason"], until=clock.at + timedelta(hours=1))
    )
    await send(store, chat, w["failed"])
    clock.push(seconds=6)
    await pass_time(store)
    await send(store, chat, w["held"])

    await store.apply(
        e.PatronAsked(
            conversation=fresh(),
            channel="email",
            lang="sv",
            text=w["mailquestion"],
            address=MAIL,
            subject=w["subject"],
        )
    )
    await store.take_in("email:ask@library.example", [("1:1", raw_mail(w["unread"])), ("1:2", raw_mail(w["aside"]))])
    _, poisoned = await store.arrivals("email:ask@library.example")
    await store.mishandled(poisoned, "ValueError", give_up_after=1)
    return web


def found_in(folder: Path) -> set[str]:
    """Canaries in any file below a folder, byte by byte."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    names = " ".join(path.name for path in files)
    every = [path.read_bytes() for path in files]
    return {one for one in CANARIES if one in names or any(one.encode() in content for content in every)}
