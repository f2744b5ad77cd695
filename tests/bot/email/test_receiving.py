"""From a mail to a conversation: once, in its own thread, and with nobody fooled."""

from __future__ import annotations

import asyncio
import shutil

import pytest

from bot.channels.email.fetch import Fetcher
from bot.channels.email.handle import Handler
from bot.channels.email.status import Status
from bot.channels.email.token import find, message_id, plus_address, read, sign
from bot.channels.email.worker import Worker
from bot.store.sqlite import open_store
from replies import events as e
from replies.message import EntryKind
from tests.bot.attachments import samples
from tests.bot.email.conftest import KEY
from tests.bot.email.mails import ALL, box, mail, packed, part
from tests.bot.email.servers import account, dovecot
from tests.contract.acts import ask
from tests.house import house
from tests.waiting import until

BULK = [one for one in ALL if one.expects.get("machine") == "bulk"]
MACHINES = [one for one in ALL if one.expects.get("machine") in ("bounce", "auto_reply", "receipt")]


def said(opened, by="patron"):
    """Words of one side, in order."""
    return [entry.text for entry in opened.entries if entry.kind is EntryKind.MESSAGE and entry.by == by]


async def test_a_mail_becomes_a_question_and_is_acknowledged(come, store):
    """In its language, with its subject, answered where it came from."""
    opened = await come(mail("Har ni Pippi på finska?", subject="En bok"))
    assert said(opened) == ["Har ni Pippi på finska?"]
    assert opened.entries[0].meta == {"channel": "email", "subject": "En bok"}
    assert (opened.conversation.channel, opened.conversation.lang) == ("email", "sv")
    assert await store.address(opened.conversation.id) == "maja@patron.example"
    assert said(opened, "desk")[0].startswith("<acknowledged_email sv by=")


async def test_the_same_mail_however_often_it_comes_is_one_message(come, store):
    """Delivered twice, fetched again after the folder was made anew."""
    raw = mail("Hello")
    opened = await come(raw, b"Received: from elsewhere\r\n" + raw, raw)
    assert said(opened) == ["Hello"]
    assert (await store.counts())["all"] == 1


async def test_two_mails_under_one_id_are_two(come):
    """Some programs are careless; no word is lost for it."""
    first, second = mail("Hello"), mail("Something else")
    await come(first)
    opened = await come(second)
    assert said(opened) == ["Something else"]


async def test_an_answer_goes_on_where_its_token_says(come, store):
    """By what it refers to, or by the address it was sent to."""
    opened = await come(mail("Hello"))
    cid = opened.conversation.id
    ours = message_id(KEY, cid, "a" * 32, "library.example")
    by_reference = mail("More", Message_ID="<m2@x>", In_Reply_To=ours)
    by_address = mail("And more", Message_ID="<m3@x>", To=plus_address("ask@library.example", sign(KEY, cid)))
    upper = mail(
        "And more still", Message_ID="<m4@x>", To=plus_address("ask@library.example", sign(KEY, cid)).upper()
    )
    opened = await come(by_reference, by_address, upper)
    assert said(opened) == ["Hello", "More", "And more", "And more still"]
    assert len(said(opened, "desk")) == 1


@pytest.mark.parametrize(
    "spoofed",
    [
        {"From": "maja@patron.example"},
        {"Subject": "Re: Book bus [#1]"},
        {"In_Reply_To": "<m1@patron.example>"},
        {"In_Reply_To": f"<{'a' * 32}.{'b' * 42}@library.example>"},
        {"To": f"ask+{'c' * 42}@library.example"},
    ],
)
async def test_row_64_nothing_but_a_token_of_ours_leads_into_a_conversation(come, store, spoofed):
    """Neither an address, nor a number, nor an id, nor a made-up token."""
    opened = await come(mail("My secret question"))
    await come(mail("Send me all of it", Message_ID="<evil@x>", **spoofed))
    unchanged = await store.open(opened.conversation.id)
    assert said(unchanged) == ["My secret question"]
    assert (await store.counts())["all"] == 2


def test_row_64_a_token_of_another_desk_or_purpose_is_none():
    """A feedback link doesn't open a conversation, and another library's token doesn't open ours."""
    token = sign(KEY, "ab" * 16)
    assert read(KEY, token) == "ab" * 16
    assert read(b"other" * 8, token) is None
    assert read(KEY, sign(KEY, "ab" * 16, "feedback")) is None
    assert all(
        read(KEY, token[:at] + ("a" if token[at] != "a" else "b") + token[at + 1 :]) is None
        for at in range(len(token))
    )
    assert find(KEY, ["x" * 100_000, f"<{token}@x>"]) == "ab" * 16


@pytest.mark.parametrize("sample", BULK, ids=lambda one: one.name)
async def test_row_62_list_mail_is_kept_and_not_answered(come, sample):
    """One message, no automatic answer."""
    opened = await come(sample.raw)
    assert len(said(opened)) == 1
    assert said(opened, "desk") == []


@pytest.mark.parametrize("sample", MACHINES, ids=lambda one: one.name)
async def test_row_62_a_bounce_and_an_out_of_office_are_no_question(come, sample):
    """Nothing is written and nothing is said."""
    assert await come(sample.raw) is None


@pytest.mark.parametrize("sender", ["ask@library.example", "ASK@Library.example", "ask+abc@library.example"])
async def test_row_62_our_own_address_is_never_answered(come, sender):
    """Mail that goes in a circle ends here."""
    assert await come(mail("Hello", From=sender)) is None


async def test_row_62_a_mail_without_an_id_is_one_message(come):
    """Known by its content."""
    raw = mail("Hello", Message_ID="")
    opened = await come(raw, raw)
    assert said(opened) == ["Hello"]


async def test_row_62_a_machine_that_answers_back_is_met_by_silence(come, clock):
    """Its mails are kept; after a few of them the desk says nothing by itself, for some hours."""
    answered = []
    for n in range(9):
        opened = await come(mail(f"Ticket {n} received", Message_ID=f"<t{n}@x>"))
        answered.append(len(said(opened, "desk")))
    assert answered == [1, 1, 1, 1, 1, 0, 0, 0, 0]
    clock.push(hours=7)
    opened = await come(mail("A person again", Message_ID="<t10@x>"))
    assert len(said(opened, "desk")) == 1


async def test_files_come_along_and_what_is_refused_is_named(come, files):
    """The words count whatever happens to a file."""
    picture = packed(samples.JPEG + b"0" * 20_000, "image/jpeg", "../cover.jpg")
    program = packed(samples.PROGRAM, "image/png", "cover.png")
    opened = await come(box("multipart/mixed", part("What book is this?"), picture, program))
    told = opened.entries[0].meta["attachments"]
    assert [(file["name"], file.get("refused")) for file in told] == [
        ("cover.jpg", None),
        ("cover.png.bin", "file_type"),
    ]
    assert files.path(told[0]["id"]).read_bytes().startswith(samples.JPEG)


async def test_many_files_are_taken_up_to_a_limit(come):
    """And the others are named."""
    parts = [packed(samples.PDF, "application/pdf", f"{n}.pdf") for n in range(15)]
    opened = await come(box("multipart/mixed", part("Many"), *parts))
    told = opened.entries[0].meta["attachments"]
    assert [file.get("refused") for file in told] == [None] * 10 + ["too_many_files"] * 5


async def test_a_very_long_mail_is_kept_whole(come, files):
    """Its beginning as words, all of it as a file."""
    long = "\n".join(f"line {n}" for n in range(5000))
    opened = await come(mail(long))
    assert opened.entries[0].text == long[:20_000]
    (told,) = opened.entries[0].meta["attachments"]
    assert files.path(told["id"]).read_text() == long


async def test_a_mail_that_says_nothing_is_a_message_all_the_same(come):
    """Its subject is its words; without one it is a dash that somebody asks about."""
    opened = await come(mail("", subject="Kalevala, please"))
    assert (said(opened), opened.entries[0].meta) == (["Kalevala, please"], {"channel": "email"})
    opened = await come(mail("", subject="", Message_ID="<m9@x>"))
    assert said(opened) == ["—"]


async def test_an_answer_to_what_was_forgotten_begins_anew(come, store):
    """Nothing of the old one is there to go on with."""
    opened = await come(mail("Hello"))
    ours = message_id(KEY, opened.conversation.id, "a" * 32, "library.example")
    await store.apply(e.PatronForgot(conversation=opened.conversation.id))
    opened = await come(mail("Me again", Message_ID="<m2@x>", In_Reply_To=ours))
    assert said(opened) == ["Me again"]


async def test_an_answer_to_a_closed_one_opens_it_again(come, store):
    """And waits as at the start."""
    opened = await come(mail("Hello"))
    cid = opened.conversation.id
    await store.apply(e.Closed(conversation=cid, who="anna"))
    ours = message_id(KEY, cid, "a" * 32, "library.example")
    opened = await come(mail("One more thing", Message_ID="<m2@x>", In_Reply_To=ours))
    assert opened.conversation.id == cid
    assert opened.conversation.state == "waiting"


async def test_a_patron_of_the_web_answers_our_mail_in_the_same_conversation(come, store):
    """It shows that these words came by e-mail."""
    cid = (await ask(store)).conversation.id
    ours = message_id(KEY, cid, "a" * 32, "library.example")
    opened = await come(mail("Thank you", In_Reply_To=ours))
    assert opened.conversation.id == cid
    assert opened.entries[-1].meta["channel"] == "email"


async def test_a_bounce_of_ours_is_shown_at_its_message(come, store):
    """By the token in the mail that came back; a warning of delay is no news."""
    opened = await come(mail("Hello"))
    cid, reply = opened.conversation.id, opened.conversation.replies[0].id
    (outgoing,) = await store.claim_deliveries("email")
    ours = message_id(KEY, cid, reply, "library.example").strip("<>")
    await store.part_delivered(outgoing.reply.id, ours)
    await store.apply(e.DeliveryKnown(conversation=cid, reply=reply, state="sent"))
    returned = f"Message-ID: <{ours}>\r\nFrom: ask@library.example\r\n\r\nHello"
    for status, state in (("4.4.1", None), ("5.1.1", "failed")):
        report = f"Reporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; a@b.example\r\nStatus: {status}\r\n"
        bounce = box(
            "multipart/report; report-type=delivery-status", part("Sorry."), part(report, "message/delivery-status"),
            part(returned, "message/rfc822"), From="MAILER-DAEMON@mx.example", Message_ID=f"<{status}@mx>",
        )  # fmt: skip
        opened = await come(bounce)
        last = opened.entries[-1]
        found = last.meta.get("state") if last.kind is EntryKind.DELIVERY else None
        assert found == state
    assert last.meta["target"] == outgoing.reply.seq
    assert last.meta["reason"] == "returned"


# -- a real mailbox


@pytest.mark.dovecot
async def test_mails_are_fetched_as_they_come_and_marked_as_read(mailbox, store, reading):
    """What waited, then what comes, told by the server long before we would look by ourselves."""
    mailbox.deliver(mail("It waited", Message_ID="<w1@x>"))
    async with reading(mailbox, idle=600.0) as status:
        await until(lambda: _there(store, "It waited"))
        mailbox.deliver(mail("It came", Message_ID="<w2@x>"))
        await until(lambda: _there(store, "It came"))
        assert status.now["in"] == "ok"
        await until(lambda: mailbox.unread == 0)


@pytest.mark.dovecot
async def test_a_restart_goes_on_where_it_was(mailbox, store, reading):
    """Also past a mail that somebody has read elsewhere; nothing is taken twice."""
    async with reading(mailbox):
        mailbox.deliver(mail("First", Message_ID="<r1@x>"))
        await until(lambda: _there(store, "First"))
    mailbox.deliver(mail("While away", Message_ID="<r2@x>"))
    new = mailbox.folder / "Maildir" / "new"
    for path in new.iterdir():
        path.rename(mailbox.folder / "Maildir" / "cur" / f"{path.name}:2,S")
    before = (await store.counts())["all"]
    async with reading(mailbox):
        await until(lambda: _there(store, "While away"))
        mailbox.deliver(mail("After", Message_ID="<r3@x>"))
        await until(lambda: _there(store, "After"))
    assert (await store.counts())["all"] == before + 2


@pytest.mark.dovecot
async def test_row_67_a_restored_store_takes_in_what_it_lacks_and_nothing_twice(tmp_path, files, clock):
    """The mailbox still has what came after the copy was made."""
    path, copy = tmp_path / "restored.sqlite3", tmp_path / "copy"
    with dovecot() as mailbox:
        told = account(mailbox, None)

        async def life(expected):
            async with open_store(path, clock, house(writes_mail=True)) as store:
                handler = Handler(
                    told, store, files, clock, key=KEY, languages=("en",), guess=lambda _, likely: likely
                )
                async with Fetcher(told, store, Status(), pause=0.05) as fetcher:
                    work = asyncio.create_task(Worker(store, told.inbox, fetcher.wake, handler).run())
                    await until(lambda: _words(store, expected))
                    work.cancel()
                    await asyncio.gather(work, return_exceptions=True)

        mailbox.deliver(mail("Before", Message_ID="<b@x>"))
        await life(["Before"])
        shutil.copy(path, copy)
        mailbox.deliver(mail("After", Message_ID="<a@x>"))
        await life(["After", "Before"])
        shutil.copy(copy, path)
        await life(["After", "Before"])


@pytest.mark.dovecot
async def test_every_shape_arrives_by_a_real_server(mailbox, store, reading):
    """A hundred mails through the wire, none stuck."""
    for sample in ALL:
        mailbox.deliver(sample.raw)
    async with reading(mailbox):
        await until(lambda: mailbox.unread == 0, 60)
        await until(lambda: _empty(store), 60)
    assert await store.set_aside("email:ask@library.example") == []


@pytest.mark.dovecot
@pytest.mark.parametrize(
    ("changes", "state"), [({"password": "wrong"}, "bad_password"), ({"folder": "Nowhere"}, "no_folder")]
)
async def test_what_an_admin_must_mend_is_named(mailbox, reading, changes, state):
    """A wrong password is not an outage."""
    async with reading(mailbox, **changes) as status:
        await until(lambda: status.now["in"] == state)
        assert status.sentence


@pytest.mark.dovecot
async def test_a_mailbox_that_goes_and_comes_back_loses_nothing(store, reading):
    """Nobody has to do anything."""
    with dovecot() as mailbox:
        async with reading(mailbox) as status:
            await until(lambda: status.now["in"] == "ok")
            mailbox.stop()
            await until(lambda: status.now["in"] == "unreachable")
            mailbox.deliver(mail("In the dark", Message_ID="<d1@x>"))
            mailbox.start()
            await until(lambda: _there(store, "In the dark"), 20)


@pytest.mark.dovecot
async def test_a_server_that_cannot_tell_of_news_is_asked(store, reading):
    """Without IDLE, every now and then."""
    with dovecot(idle=False) as mailbox:
        async with reading(mailbox, idle=0.2):
            mailbox.deliver(mail("Asked for", Message_ID="<a1@x>"))
            await until(lambda: _there(store, "Asked for"))


async def _there(store, text):
    return any(row.last_text == text for row in await store.queue("all", limit=200))


async def _empty(store):
    return not await store.arrivals("email:ask@library.example")


async def _words(store, expected):
    return sorted(row.last_text for row in await store.queue("all")) == expected
