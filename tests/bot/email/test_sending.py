"""Replies by e-mail: once, as a letter, in their thread, and honest about what became of them."""

from __future__ import annotations

import contextlib
import socket
from email.message import EmailMessage

import pytest

from bot.channels.email.channel import Email
from bot.channels.email.status import SENTENCES
from bot.channels.email.token import find
from bot.duties.loop import Loop
from bot.ports import Failed
from bot.words import PAGE_LANGUAGES, words
from replies import events as e
from replies.house import Patience
from replies.message import EntryKind
from replies.templates import load_desk
from tests.bot.attachments import samples
from tests.bot.email.conftest import KEY
from tests.bot.email.mails import mail
from tests.bot.email.servers import PASSWORD, Post, PostOffice, account, dovecot, free_port
from tests.contract.acts import ask, fresh
from tests.house import house
from tests.waiting import until

LINES = load_desk(("en", "sv"))

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # on this machine alone


@pytest.fixture
def post():
    """What is handed over."""
    return Post()


@pytest.fixture
def office(post):
    """A real SMTP server."""
    opened = PostOffice(post)
    opened.start()
    yield opened
    opened.stop()


@pytest.fixture
def sending(store, files, clock, office):
    """The channel and the loop, open; ``changes`` to the account."""

    @contextlib.asynccontextmanager
    async def opened(**changes):
        store.house = house(writes_mail=True, lines=LINES, patience=Patience())
        told = account(None, office, **changes)
        channel = Email(
            told, store, files, clock, key=KEY, lines=LINES, languages=("en", "sv"),
            link=lambda conversation: f"https://ask.library.example/feedback#{conversation[:4]}",
        )  # fmt: skip
        async with channel, Loop(store, clock, [channel]):
            yield channel

    return opened


@pytest.fixture
async def asked(store, come):
    """Somebody has asked by e-mail, and the desk's own line is out of the way."""
    opened = await come(mail("Do you have the timetable?", subject="Book bus"))
    (outgoing,) = await store.claim_deliveries("email")
    await store.apply(e.DeliveryKnown(conversation=opened.conversation.id, reply=outgoing.reply.id, state="sent"))
    return opened.conversation.id


@pytest.fixture
def answer(store, clock):
    """Anna answers; the undo seconds pass."""

    async def answered(conversation, text="It is on our page.", **more):
        reply = fresh()
        await store.apply(
            e.ReplySent(conversation=conversation, who="anna", reply=reply, text=text, seen=99, override=True, **more)
        )
        clock.push(seconds=6)
        return reply

    return answered


def plain(sent: EmailMessage) -> str:
    """Its plain words."""
    body = sent.get_body(("plain",))
    assert body
    return body.get_content().replace("\r\n", "\n")


async def states(store, conversation):
    """States of deliveries, in order."""
    opened = await store.open(conversation)
    return [(x.meta["state"], x.meta["reason"]) for x in opened.entries if x.kind is EntryKind.DELIVERY]


async def test_an_answer_is_a_letter_in_its_thread(sending, post, store, asked, answer):
    """Greeted, signed, in words and in HTML, with the headers that keep it together."""
    reply = await answer(asked, "It is on our page: https://library.example/bus?a=1&b=2. <b>Bold</b>")
    async with sending():
        await until(lambda: post.taken)
    (sent,) = post.taken
    assert plain(sent).startswith("Hello,\n\nIt is on our page")
    assert "Kind regards,\nAnna\nTown Library" in plain(sent)
    html = sent.get_body(("html",)).get_content()
    assert '<a href="https://library.example/bus?a=1&amp;b=2">' in html
    assert "&lt;b&gt;Bold&lt;/b&gt;" in html
    assert (sent["From"], sent["To"]) == ("Town Library <ask@library.example>", "maja@patron.example")
    assert sent["Subject"] == "Re: Book bus"
    assert sent["In-Reply-To"] == "<m1@patron.example>"
    assert sent["References"] == "<m1@patron.example>"
    assert sent["Message-ID"].startswith(f"<{reply}.")
    assert find(KEY, [sent["Message-ID"]]) == asked
    assert sent["Auto-Submitted"] is None
    assert sent["List-Id"] is None
    assert (await states(store, asked))[-1] == ("sent", "")


async def test_the_desks_own_words_say_that_they_are(sending, post, come, store):
    """No machine answers them, and nobody's name is under them."""
    store.house = house(writes_mail=True, lines=LINES)
    await come(mail("Har ni Pippi?", subject="Pippi"))
    async with sending():
        await until(lambda: post.taken)
    (sent,) = post.taken
    assert sent["Auto-Submitted"] == "auto-replied"
    assert sent["X-Auto-Response-Suppress"] == "All"
    assert sent["Content-Language"] == "sv"
    assert "du får svar senast tisdag 24 november klockan 12.00" in plain(sent)
    assert "Anna" not in plain(sent)


async def test_answers_to_our_answer_come_back_to_the_same_conversation(sending, post, store, asked, answer, come):
    """Round and round, by what mail programs keep; the next answer goes to the end of the thread."""
    await answer(asked)
    async with sending(plus=True):
        await until(lambda: post.taken)
        ours = post.taken[0]["Message-ID"]
        assert find(KEY, [post.taken[0]["Reply-To"]]) == asked
        opened = await come(mail("Thank you!", Message_ID="<m2@x>", References=f"<m1@patron.example> {ours}"))
        assert opened.conversation.id == asked
        await answer(asked, "You're welcome.")
        await until(lambda: len(post.taken) == 2)
    assert post.taken[1]["In-Reply-To"] == "<m2@x>"
    assert post.taken[1]["References"].split() == ["<m1@patron.example>", ours, "<m2@x>"]


async def test_a_file_goes_along_in_the_letter_itself(sending, post, store, files, asked, answer):
    """One mail, and said to be sent."""
    kept = await files.keep("plan.pdf", samples.PDF)
    await answer(asked, "Here is the plan.", files=(kept,))
    async with sending():
        await until(lambda: _state(store, asked, ("sent", "")))
    (sent,) = post.taken
    (enclosed,) = sent.iter_attachments()
    assert (enclosed.get_filename(), enclosed.get_content()) == ("plan.pdf", samples.PDF)
    assert sent["Content-Language"] == "en"


async def test_a_last_answer_asks_how_it_was(sending, post, asked, answer):
    """By a link; other answers don't."""
    await answer(asked, close=True)
    async with sending():
        await until(lambda: post.taken)
    assert f"https://ask.library.example/feedback#{asked[:4]}" in plain(post.taken[0])


async def test_a_patron_who_left_the_page_gets_the_answer_by_mail(sending, post, store, clock, answer):
    """At the address they left for that; the subject is ours."""
    store.house = house(writes_mail=True, lines=LINES)
    cid = (await ask(store, email="gone@patron.example")).conversation.id
    await store.apply(e.Claimed(conversation=cid, who="anna"))
    clock.push(minutes=30)
    await answer(cid, "Here it is.")
    async with sending():
        await until(lambda: post.taken)
    assert post.taken[0]["To"] == "gone@patron.example"
    assert post.taken[0]["Subject"] == "Your question to the library"


async def test_a_patron_who_moved_hears_so_by_mail(sending, post, store):
    """The first mail says what it is about."""
    store.house = house(writes_mail=True, lines=LINES)
    cid = (await ask(store)).conversation.id
    await store.apply(e.PatronMovedToEmail(conversation=cid, email="moved@patron.example"))
    async with sending():
        await until(lambda: post.taken)
    assert "by e-mail as you wished" in plain(post.taken[0])


@pytest.mark.parametrize(
    ("refusal", "state"),
    [
        (("rcpt", "550 5.1.1 no such user"), ("failed", "address")),
        (("data", "554 5.6.0 we don't like it"), ("failed", "rejected")),
        (("rcpt", "450 4.2.0 try later"), ("waiting", "unreachable")),
        (("data", "451 4.3.0 try later"), ("waiting", "unreachable")),
    ],
)
async def test_a_refusal_is_told_from_a_not_now(sending, post, store, asked, answer, clock, refusal, state):
    """What is refused is said; what is put off goes out later by itself, once."""
    post.refuse.append(refusal)
    await answer(asked)
    async with sending():
        await until(lambda: _state(store, asked, state))
        if state[0] == "waiting":
            clock.push(minutes=6)
            await until(lambda: _state(store, asked, ("sent", "")))
    assert len(post.taken) == (state[0] == "waiting")


async def test_row_65_accepted_and_the_answer_lost_is_uncertain(sending, post, store, asked, answer, clock):
    """Not sent again but by a person's word; then under the same Message-ID."""
    post.lose = 1
    reply = await answer(asked)
    async with sending():
        await until(lambda: _state(store, asked, ("uncertain", "timeout")))
        clock.push(hours=2)
        await until(lambda: _calm(store))
        assert len(post.taken) == 1
        await store.apply(e.SentAgain(conversation=asked, who="anna", reply=reply))
        await until(lambda: len(post.taken) == 2)
    assert post.taken[0]["Message-ID"] == post.taken[1]["Message-ID"]


async def test_a_server_that_is_away_is_tried_again_in_order(store, files, clock, post, asked, answer):
    """Nobody has to do anything; the answers come in the order they were written."""
    port = free_port()
    office = PostOffice(post, port=port)
    store.house = house(writes_mail=True, lines=LINES)
    await answer(asked, "First.")
    await answer(asked, "Second.")
    channel = Email(account(None, office), store, files, clock, key=KEY, lines=LINES, languages=("en",))
    async with channel, Loop(store, clock, [channel]):
        await until(lambda: channel.status.now["out"] == "unreachable")
        office.start()
        clock.push(minutes=10)
        await until(lambda: len(post.taken) == 2, 20)
        office.stop()
    assert ["First." in plain(post.taken[0]), "Second." in plain(post.taken[1])] == [True, True]


@pytest.mark.parametrize(("changes", "state"), [({"password": "wrong"}, "bad_password")])
async def test_a_wrong_password_is_an_alarm_and_loses_nothing(sending, post, asked, answer, clock, changes, state):
    """Named for the admin; the reply waits."""
    await answer(asked)
    async with sending(**changes) as channel:
        await until(lambda: channel.status.now["out"] == state)
        assert "password" in channel.status.sentence
    assert PASSWORD not in channel.status.sentence
    async with sending():
        clock.push(minutes=5)
        await until(lambda: post.taken)


async def test_a_server_that_says_nothing_holds_nobody_for_ever(store, asked, answer, monkeypatch):
    """It accepts the line and is silent: not sent, tried later."""
    from bot.channels.email.smtp import PostBox
    from bot.channels.email.status import Status
    from bot.ports import Retry

    with socket.create_server(("127.0.0.1", 0)) as silent:
        told = account(
            None, None, smtp=account(None, None).smtp.__class__("127.0.0.1", silent.getsockname()[1], "none")
        )
        wire = await PostBox(told, Status(), patience=0.2).hand_over("a@b.example", b"x", "ref")
    assert wire == Retry("unreachable")


@pytest.mark.parametrize("address", ["maja@patrön.example", "a b@c.example", "a@b\nBcc: evil@x.example"])
async def test_an_address_no_mail_can_carry_is_said(sending, post, store, answer, address):
    """And nobody else is written to."""
    asked = await ask(store, channel="email", address=address)
    async with sending():
        await until(lambda: _state(store, asked.conversation.id, ("failed", "address")))
    assert post.taken == []


async def test_row_66_what_is_forgotten_is_not_sent(sending, post, store, files, asked, answer, come):
    """Neither the letter that waits nor the draft; and nothing is left of the mail that came."""
    await answer(asked, "It is on our page.")
    draft = await store.draft(asked, "anna")
    await store.keep_draft(asked, "anna", "By the way,", version=draft.version)
    await store.apply(e.PatronForgot(conversation=asked))
    async with sending():
        await until(lambda: _calm(store))
        opened = await come(mail("Another question", Message_ID="<m7@x>"))
        await until(lambda: len(post.taken) == 1)
    assert find(KEY, [post.taken[0]["Message-ID"]]) == opened.conversation.id
    kept = await store.open(asked)
    assert {entry.text for entry in kept.entries} == {""}
    assert (await store.draft(asked, "anna")).text == ""
    assert await store.address(asked) is None
    assert await store.refs(asked) == []


@pytest.mark.dovecot
async def test_a_whole_exchange_over_real_servers(store, files, clock, office, post):
    """A patron writes, is acknowledged, answered, answers back."""
    store.house = house(writes_mail=True, lines=LINES)
    with dovecot() as box:
        told = account(box, office)
        channel = Email(told, store, files, clock, key=KEY, lines=LINES, languages=("en", "sv"))
        async with channel, Loop(store, clock, [channel]):
            box.deliver(mail("Do you have the timetable?", subject="Book bus"))
            await until(lambda: len(post.taken) == 1)
            cid = find(KEY, [post.taken[0]["Message-ID"]])
            await store.apply(
                e.ReplySent(conversation=cid, who="anna", reply=fresh(), text="Yes.", seen=99, override=True)
            )
            clock.push(seconds=6)
            await until(lambda: len(post.taken) == 2)
            box.deliver(mail("Thanks!", Message_ID="<m2@x>", In_Reply_To=post.taken[1]["Message-ID"]))
            await until(lambda: _last(store, cid, "Thanks!"))
    assert (await store.counts())["all"] == 1


@pytest.mark.parametrize("lang", [lang for lang in PAGE_LANGUAGES if lang != "en"])
def test_what_an_admin_reads_is_said_in_every_language(lang):
    """None is left in English."""
    assert [sentence for sentence in SENTENCES.values() if sentence not in words(lang).singles] == []


async def _state(store, conversation, state):
    found = await states(store, conversation)
    return bool(found) and found[-1] == state


async def _calm(store):
    return not await store.claim_deliveries("email")


async def _last(store, conversation, text):
    opened = await store.open(conversation)
    return opened.entries[-1].text == text


async def test_a_text_is_tried_out_as_a_letter_to_a_colleague(sending, post):
    """As a patron would get it, signed by whoever tries; an address no mail can carry is no fault of the desk."""
    async with sending() as channel:
        wire = await channel.try_out("maja@library.example", "I have renewed it.", "en", "Maja")
        assert await channel.try_out("maja@bibliotek\u00e9.example", "Hej", "sv", "Maja") == Failed("address")
    (sent,) = post.taken
    assert (sent["To"], wire.ref) == ("maja@library.example", sent["Message-ID"].strip("<>"))
    assert plain(sent).startswith("Hello,\n\nI have renewed it.\n\nKind regards,\nMaja\n")
