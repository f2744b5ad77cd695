"""A patron on Telegram: asks, mends, presses buttons, is forgotten."""

import pytest

from bot.attachments.files import Files
from bot.practice.telegram import people
from replies import events as e
from replies.message import EntryKind
from tests.bot.attachments import samples
from tests.waiting import until


async def journal(store, phone):
    """The entries of their latest conversation."""
    conversation = await store.by_address("telegram", str(phone.id))
    opened = await store.open(conversation)
    return opened.entries


def patron_words(entries):
    """Messages and edits of the patron."""
    return [(entry.kind, entry.text) for entry in entries if entry.by == "patron"]


@pytest.mark.usefixtures("desk")
async def test_a_question_becomes_a_conversation_in_their_language(store, ioana, all_handled):
    """By their Telegram's language, until something better is known."""
    ioana.write("Bună ziua, aveți «Enigma Otiliei»?")
    await all_handled()
    conversation = await store.by_address("telegram", str(ioana.id))
    opened = await store.open(conversation)
    assert opened.conversation.channel == "telegram"
    assert opened.conversation.lang == "ro"
    assert opened.entries[0].text == "Bună ziua, aveți «Enigma Otiliei»?"


@pytest.mark.usefixtures("desk")
async def test_more_words_go_to_the_same_conversation(store, ioana, all_handled):
    """In the order written."""
    for text in ("Bună", "Caut o carte", "de Călinescu"):
        ioana.write(text)
    await all_handled()
    assert [text for _, text in patron_words(await journal(store, ioana))] == ["Bună", "Caut o carte", "de Călinescu"]


@pytest.mark.usefixtures("desk")
async def test_row_20_an_edit_is_a_new_version(store, ioana, all_handled):
    """The first one stays; the edit points at it."""
    message = ioana.write("Aveti carti?")
    await all_handled()
    people.edit(ioana.world, ioana.person, message["message_id"], "Aveți cărți?")
    await all_handled()
    entries = await journal(store, ioana)
    edit = next(entry for entry in entries if entry.kind is EntryKind.EDIT)
    assert (edit.text, edit.meta["target"]) == ("Aveți cărți?", 1)
    assert entries[0].text == "Aveti carti?"


@pytest.mark.usefixtures("desk")
async def test_row_20_an_edit_of_an_unknown_message_is_taken_as_words(store, ioana, all_handled):
    """Nothing a patron writes is thrown away."""
    message = people.write(ioana.world, ioana.person, "din vremea de dinainte")
    ioana.world.updates.clear()
    people.edit(ioana.world, ioana.person, message["message_id"], "Mai e deschis?")
    await all_handled()
    assert patron_words(await journal(store, ioana)) == [(EntryKind.MESSAGE, "Mai e deschis?")]


@pytest.mark.usefixtures("desk")
async def test_row_21_an_edited_caption_is_a_new_version(store, ioana, all_handled):
    """Of the words that came with the picture."""
    message = people.send_file(ioana.world, ioana.person, "photo", "p.jpg", b"jpg", caption="Ce carte e?")
    await all_handled()
    people.edit(ioana.world, ioana.person, message["message_id"], "Ce carte este aceasta?")
    await all_handled()
    words = patron_words(await journal(store, ioana))
    assert words == [(EntryKind.MESSAGE, "Ce carte e?"), (EntryKind.EDIT, "Ce carte este aceasta?")]


@pytest.mark.usefixtures("desk")
async def test_start_greets_in_their_language_and_offers_the_others(ioana):
    """Hello, just write, what happens to the words, and a button for each language."""
    ioana.write("/start")
    hello = await ioana.hears("Scrieți aici întrebarea")
    assert "/forget" in hello
    buttons = [b["text"] for m in ioana.screen() for row in m["buttons"] for b in row]
    assert buttons[:5] == ["English", "Italiano", "Română", "Svenska", "Suomi"]
    assert buttons[5:] == ["Program", "Prelungirea unui împrumut", "Vorbiți cu un bibliotecar"]


@pytest.mark.usefixtures("desk")
async def test_a_language_button_turns_the_greeting_and_what_follows(store, ioana, all_handled):
    """The same message, in the language chosen; the question then has that language."""
    ioana.write("/start")
    await ioana.hears("Scrieți aici")
    tap = ioana.tap("lang:sv")
    assert await ioana.toast(tap) == "Från och med nu på svenska."
    ioana.write("Har ni böcker på svenska?")
    await all_handled()
    opened = await store.open(await store.by_address("telegram", str(ioana.id)))
    assert opened.conversation.lang == "sv"
    await ioana.hears("Skriv bara din fråga")
    assert not any("Scrieți" in text for text in ioana.seen())


@pytest.mark.usefixtures("desk")
async def test_a_language_button_turns_a_conversation_that_is_going_on(store, ioana, all_handled):
    """And is remembered with it."""
    ioana.write("Bună")
    ioana.write("/language")
    await ioana.hears("Scrieți aici")
    ioana.tap("lang:fi")
    await all_handled()
    opened = await store.open(await store.by_address("telegram", str(ioana.id)))
    assert opened.conversation.lang == "fi"


@pytest.mark.usefixtures("desk")
async def test_row_25_a_button_pressed_twenty_times_has_one_effect(store, ioana, all_handled):
    """One feedback, and thanks."""
    ioana.write("Bună")
    await all_handled()
    conversation = await store.by_address("telegram", str(ioana.id))
    await store.apply(e.Claimed(conversation=conversation, who="anna"))
    await store.apply(e.Closed(conversation=conversation, who="anna"))
    await ioana.hears("Cum ne-am descurcat?")
    message = next(m for m in ioana.world.chats[ioana.id].messages.values() if m.get("reply_markup"))
    for _ in range(20):
        people.tap_anyway(ioana.world, ioana.person, message, f"mark:5:{conversation}")
    await all_handled()
    kinds = [entry.kind for entry in await journal(store, ioana)]
    assert kinds.count(EntryKind.FEEDBACK) == 1


async def test_after_a_mark_a_word_can_be_added_by_a_link(channel, store, ioana, all_handled):
    """Where the desk has an address; the chat stays free for questions."""
    async with channel(more=lambda conversation: f"https://desk.example/feedback#{conversation}"):
        ioana.write("Aveți atlasul?")
        await all_handled()
        conversation = await store.by_address("telegram", str(ioana.id))
        await store.apply(e.Closed(conversation=conversation, who="anna"))
        await ioana.hears("Cum ne-am descurcat?")
        ioana.tap(f"mark:5:{conversation}")
        await ioana.hears(f"https://desk.example/feedback#{conversation}")


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    "data", ["mark:5:feedfacefeedfacefeedfacefeedface", "forget:yes:and:more", "x", "lang:xx", ""]
)
async def test_row_25_a_stale_or_forged_button_says_so(ioana, data):
    """Kindly, and nothing happens."""
    message = ioana.write("Bună")
    tap = people.tap_anyway(ioana.world, ioana.person, message, data)
    assert "Butonul acesta este mai vechi" in await ioana.toast(tap)


@pytest.mark.usefixtures("desk")
async def test_forget_asks_once_and_then_erases(store, ioana, all_handled):
    """Nothing is deleted before the yes; after it the store knows nobody."""
    ioana.write("Mă cheamă Ioana Pop")
    ioana.write("/forget")
    await ioana.hears("Ștergem tot")
    assert await store.by_address("telegram", str(ioana.id)) is not None
    ioana.tap("forget:yes")
    await all_handled()
    assert await store.by_address("telegram", str(ioana.id)) is None
    await ioana.hears("Gata: mesajele")


@pytest.mark.usefixtures("desk")
async def test_forget_can_be_declined(store, ioana, all_handled):
    """And nothing is lost."""
    ioana.write("Bună")
    ioana.write("/forget")
    await ioana.hears("Ștergem tot")
    ioana.tap("forget:no")
    await all_handled()
    assert await store.by_address("telegram", str(ioana.id)) is not None


async def test_an_old_question_whether_to_forget_is_asked_anew(desk, clock, store, ioana, all_handled):
    """A yes of last week is no yes of today."""
    ioana.write("Bună")
    ioana.write("/forget")
    await ioana.hears("Ștergem tot")
    clock.push(hours=25)
    tap = ioana.tap("forget:yes")
    assert "mai vechi" in await ioana.toast(tap)
    await all_handled()
    assert await store.by_address("telegram", str(ioana.id)) is not None


@pytest.mark.usefixtures("desk")
async def test_close_closes_and_asks_how_it_was(store, ioana, all_handled):
    """Two messages: thanks, and five buttons."""
    ioana.write("Bună")
    ioana.write("/close")
    await all_handled()
    await ioana.hears("Vă mulțumim că ne-ați scris")
    await ioana.hears("Cum ne-am descurcat?")
    opened = await store.open(await store.by_address("telegram", str(ioana.id)))
    assert opened.conversation.state == "closed"


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("content", "says"),
    [
        ({"sticker": {"file_id": "s", "file_unique_id": "s", "width": 1, "height": 1, "is_animated": False,
                      "is_video": False, "type": "regular"}}, "Aici putem citi doar cuvinte"),
        ({"location": {"latitude": 44.4, "longitude": 26.1}}, "Aici putem citi doar cuvinte"),
    ],
)  # fmt: skip
async def test_what_has_no_words_is_answered_kindly(ioana, content, says):
    """They hear what to do instead."""
    people.say(ioana.world, ioana.person, content)
    assert await ioana.hears(says)


@pytest.mark.usefixtures("desk")
async def test_a_hundred_stickers_are_answered_once(ioana, all_handled):
    """One kind word is enough."""
    for _ in range(100):
        people.say(ioana.world, ioana.person, {"dice": {"emoji": "🎲", "value": 1}})
    await all_handled()
    await ioana.hears("Aici putem citi doar cuvinte")
    assert len(ioana.seen()) == 1


@pytest.mark.usefixtures("desk")
async def test_in_a_group_only_who_speaks_to_the_bot_is_answered(world, store, ioana, all_handled):
    """And is asked to write in private; what the group says is not kept."""
    group = world.open_group("Prieteni")
    ioana.write("Salut la toți", chat=group)
    ioana.write("/start", chat=group)
    await all_handled()
    assert await store.by_address("telegram", str(group.id)) is None
    await until(lambda: len(people.screen(world, group)["messages"]) == 3)
    assert "conversație privată" in people.screen(world, group)["messages"][-1]["text"]


@pytest.mark.usefixtures("desk")
async def test_an_unknown_command_is_read_as_words(store, ioana, all_handled):
    """Somebody who writes /carte wants a book."""
    ioana.write("/carte Enigma Otiliei")
    await all_handled()
    assert patron_words(await journal(store, ioana)) == [(EntryKind.MESSAGE, "/carte Enigma Otiliei")]


async def test_a_photo_without_words_is_a_message_with_a_file(channel, store, ioana, all_handled, tmp_path):
    """Fetched from Telegram, told by its bytes, kept with the conversation."""
    files = Files(tmp_path / "attachments")
    async with channel(files=files):
        people.send_file(ioana.world, ioana.person, "photo", "p.jpg", samples.JPEG)
        await all_handled()
    (entry,) = [entry for entry in await journal(store, ioana) if entry.by == "patron"]
    (told,) = entry.meta["attachments"]
    assert (told["type"], told["size"]) == ("image/jpeg", len(samples.JPEG))
    assert files.path(told["id"]).read_bytes() == samples.JPEG


@pytest.mark.parametrize(
    ("body", "more", "code", "says"),
    [
        (samples.JPEG, {"size": 21_000_000}, "file_too_large", "Fișierul depășește 10 MB"),
        (samples.PROGRAM, {}, "file_type", "Nu putem primi fișiere de acest tip"),
    ],
)
async def test_row_22_a_file_that_is_not_taken_is_said_and_its_words_are_kept(
    channel, store, ioana, all_handled, tmp_path, body, more, code, says
):
    """Too large for Telegram, or of a kind nobody opens."""
    async with channel(files=Files(tmp_path / "attachments")):
        people.send_file(ioana.world, ioana.person, "document", "eseu.exe", body, caption="Eseul meu", **more)
        await all_handled()
        assert await ioana.hears(says)
    (entry,) = [entry for entry in await journal(store, ioana) if entry.by == "patron"]
    assert entry.text == "Eseul meu"
    assert entry.meta["attachments"][0]["refused"] == code


async def test_row_22_a_file_telegram_no_longer_has_leaves_its_words(channel, store, ioana, all_handled, tmp_path):
    """An expired file_id."""
    async with channel(files=Files(tmp_path / "attachments")):
        ioana.world.files.clear()
        content = {"caption": "Vedeți poza", "voice": {"file_id": "gone", "file_unique_id": "g", "duration": 3}}
        people.say(ioana.world, ioana.person, content)
        await all_handled()
    (entry,) = [entry for entry in await journal(store, ioana) if entry.by == "patron"]
    assert (entry.text, entry.meta["attachments"][0]["refused"]) == ("Vedeți poza", "file_gone")


async def test_a_patron_gets_everything_of_theirs_as_a_file(channel, store, ioana, all_handled):
    """In their own chat; who has written nothing is told so."""

    async def copy(chat):
        patron = await store.patron(chat=chat)
        return f"{len(patron.conversations)} of {chat}".encode() if patron else None

    async with channel(copy=copy):
        ioana.write("/export")
        await ioana.hears("Nu păstrăm aici nimic")
        ioana.write("Aveți cărți?")
        await all_handled()
        ioana.write("/export")
        await ioana.hears("tot ce păstrăm")
