"""The make-believe mailbox: letters reach the desk and come back from it as real ones do, without a server."""

from __future__ import annotations

import pytest

from bot.attachments.files import Files
from bot.channels.email.channel import Email
from bot.duties.email_line import practice_account
from bot.duties.loop import Loop
from bot.practice.mailbox import BOXES, KEPT, PracticePost
from bot.store.sqlite import open_store
from replies import events as e
from replies.templates import load_desk
from tests.house import FakeClock, house
from tests.waiting import until

ELIN = "elin@mail.example"


@pytest.fixture
async def post(tmp_path):
    """The mail service, with a desk at its end."""
    clock, lines = FakeClock(), load_desk(("en", "sv"))
    async with open_store(tmp_path / "desk.sqlite3", clock, house(lines=lines)) as store:
        practice = PracticePost(practice_account("City Library"), store, clock)
        files = Files(tmp_path / "files")
        email = Email(
            practice.account,
            store,
            files,
            clock,
            key=b"k" * 32,
            lines=lines,
            languages=("en", "sv"),
            far_end=practice,
        )
        async with email, Loop(store, clock, [email]):
            practice.store, practice.clock = store, clock
            yield practice


async def asked(post):
    """Elin has asked, and the desk has said that it is there; gives the conversation."""
    await post.write(ELIN, "An old map", "Do you have the map of 1910?")
    await until(lambda: any(not letter.own for letter in post.box(ELIN)), 10)
    return await post.store.by_address("email", ELIN)


async def answer(post, conversation, text):
    """A librarian answers; gives the letter as it arrives."""
    reply = e.ReplySent(conversation=conversation, who="anna", reply="a" * 32, text=text, seen=99)
    before = len(post.box(ELIN))
    await post.store.apply(reply)
    post.clock.push(minutes=1)
    for event in await post.store.due():
        await post.store.apply(event)
    await until(lambda: len(post.box(ELIN)) > before, 10)
    return post.box(ELIN)[-1]


async def test_a_letter_is_a_question_and_its_answer_a_letter(post):
    """With the subject, to whoever wrote it."""
    conversation = await asked(post)
    opened = await post.store.open(conversation)
    assert opened.entries[0].text == "Do you have the map of 1910?"
    letter = await answer(post, conversation, "Yes, it is in the reading room.")
    assert "Yes, it is in the reading room." in letter.text
    assert (letter.mail["To"], letter.mail["Subject"]) == (ELIN, "Re: An old map")


async def test_an_answer_to_a_letter_goes_on_in_its_conversation_without_what_it_quotes(post):
    """Found by its token and its thread, as with any mail program."""
    conversation = await asked(post)
    await answer(post, conversation, "Yes, it is in the reading room.")
    await post.write(ELIN, "", "Thank you! When are you open?")
    assert "> Yes, it is in the reading room." in post.box(ELIN)[-1].text

    async def words():
        opened = await post.store.open(conversation)
        return [entry.text for entry in opened.entries if entry.by == "patron" and entry.text]

    async def there():
        return len(await words()) == 2

    await until(there, 10)
    assert await words() == ["Do you have the map of 1910?", "Thank you! When are you open?"]


async def test_neither_mailboxes_nor_letters_grow_without_end(post):
    """The oldest make room."""
    for number in range(BOXES + 5):
        await post.hand_over(f"r{number}@mail.example", b"Subject: x\r\n\r\nx", "ref")
    for _ in range(KEPT + 5):
        await post.hand_over(ELIN, b"Subject: x\r\n\r\nx", "ref")
    assert post.box("r0@mail.example") == ()
    assert len(post.box(ELIN)) == KEPT
