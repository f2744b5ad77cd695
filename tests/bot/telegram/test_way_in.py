"""Before the first question, and after the last: quick answers, ways in by link, "did you find it?"."""

from datetime import time, timedelta

import pytest

from bot.channels.telegram.quick import QuickAnswers
from bot.practice.telegram import people
from replies import events as e
from replies.hours import ALWAYS, Hours
from replies.house import DeskPlace, Patience
from replies.message import EntryKind
from replies.templates import load_desk
from tests.bot.telegram.conftest import LANGUAGES
from tests.house import NOON, FakeClock, house
from tests.waiting import until

WEEK = Hours(weekly={day: ((time(9), time(19)),) for day in range(5)})


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("hours", "Ne puteți scrie oricând"),
        ("renew", "Puteți prelungi împrumuturile"),
        ("talk", "Tot ce scrieți aici citește un bibliotecar"),
    ],
)
async def test_a_quick_button_is_answered_at_once(store, ioana, all_handled, key, says):
    """From the desk's own words; no conversation begins by it."""
    ioana.write("/start")
    await ioana.hears("Scrieți aici")
    ioana.tap(f"quick:{key}")
    assert await ioana.hears(says)
    await all_handled()
    assert await store.by_address("telegram", str(ioana.id)) is None


@pytest.mark.usefixtures("desk")
async def test_who_has_asked_already_hears_that_the_question_is_here(ioana, all_handled):
    """Rather than being asked to write it again."""
    ioana.write("Aveți «Ion»?")
    ioana.write("/start")
    await ioana.hears("Scrieți aici")
    ioana.tap("quick:talk")
    assert await ioana.hears("Întrebarea dumneavoastră a ajuns la noi")
    await all_handled()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_week_is_told_day_by_day(lang):
    """Seven lines from today, closed days as such, whatever the language."""
    answers = QuickAnswers(load_desk(LANGUAGES), lambda: WEEK, FakeClock(NOON))
    said = answers.answer("hours", lang, asked=False).splitlines()
    assert len(said) == 8
    assert sum("–" in line for line in said[1:]) == 5
    assert said[6] == said[6].lower() or lang == "en"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_quick_answer_is_there_in_every_language(lang):
    """Open or closed, asked or not."""
    for hours in (WEEK, ALWAYS, Hours()):
        answers = QuickAnswers(load_desk(LANGUAGES), lambda hours=hours: hours, FakeClock(NOON))
        said = [
            answers.answer(key, lang, asked=asked) for key in ("hours", "renew", "talk") for asked in (True, False)
        ]
        assert all(text and "{" not in text for text in said)


async def test_a_language_chosen_before_the_first_question_survives_a_restart(channel, store, ioana, all_handled):
    """The patron chose on Friday and asks on Monday; then the conversation knows, and the choice is let go."""

    async def let_go():
        return not await store.recall_all("telegram:1000000:tongue:")

    async with channel():
        ioana.write("/start")
        await ioana.hears("Scrieți aici")
        ioana.tap("lang:sv")
        await ioana.hears("Skriv bara din fråga")
    async with channel():
        ioana.write("Kalevala?")
        await all_handled()
        opened = await store.open(await store.by_address("telegram", str(ioana.id)))
        assert opened.conversation.lang == "sv"
        await until(let_go)


async def test_a_choice_nobody_followed_up_is_let_go_after_a_month(channel, store, clock, ioana):
    """It is a person's number, and nobody asked anything."""
    async with channel():
        ioana.write("/start fi")
        await ioana.hears("Kirjoita kysymyksesi")
    assert len(await store.recall_all("telegram:1000000:tongue:")) == 1
    clock.push(days=31)
    async with channel():
        pass
    assert await store.recall_all("telegram:1000000:tongue:") == {}


@pytest.mark.usefixtures("desk")
async def test_forget_forgets_the_choice_too(store, ioana, all_handled):
    """Nothing of them is left."""
    ioana.write("/start fi")
    await ioana.hears("Kirjoita kysymyksesi")
    ioana.write("/forget")
    await ioana.hears("Poistetaanko kaikki")
    ioana.tap("forget:yes")
    await all_handled()
    assert await store.recall_all("telegram:1000000:tongue:") == {}


@pytest.mark.usefixtures("desk")
async def test_a_link_names_language_and_desk(store, ioana, all_handled):
    """As the library's music page has it."""
    store.house = house(desks=(DeskPlace("main", "Main"), DeskPlace("music", "Music")))
    ioana.write("/start sv_music")
    await ioana.hears("Skriv bara din fråga")
    ioana.write("Noter till Finlandia?")
    await all_handled()
    opened = await store.open(await store.by_address("telegram", str(ioana.id)))
    assert (opened.conversation.lang, opened.conversation.desk) == ("sv", "music")


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("told", ["xx", "../../x", "sv_" + "x" * 60, "link-abc", "_", "Ș"])
async def test_a_link_that_says_nothing_we_know_greets_as_any_other(ioana, told):
    """And nothing is remembered of it but an unknown desk, which is routed like none."""
    ioana.write(f"/start {told}")
    assert "/forget" in await ioana.hears("/forget")


@pytest.fixture
async def asked_if_done(desk, store, clock, ioana, all_handled):
    """The patron was answered, fell silent, and was asked gently; gives the conversation's id."""
    store.house = house(patience=Patience(undo=timedelta(0)))
    ioana.write("Aveți «Ion»?")
    await all_handled()
    conversation = await store.by_address("telegram", str(ioana.id))
    await store.apply(
        e.ReplySent(conversation=conversation, who="anna", reply="1" * 32, text="Da.", seen=99, override=True)
    )
    await ioana.hears("Da.")
    clock.push(hours=13)
    for due in await store.due():  # the loop would look by itself within five seconds
        await store.apply(due)
    await ioana.hears("<did_you_find_it")
    return conversation


async def test_yes_closes_and_asks_how_it_was(store, ioana, asked_if_done):
    """With one tap."""
    ioana.tap(f"found:yes:{asked_if_done}")
    await ioana.hears("Cum ne-am descurcat?")
    opened = await store.open(asked_if_done)
    assert opened.conversation.state == "closed"
    assert [e.meta["reason"] for e in opened.entries if e.kind is EntryKind.CLOSED] == ["patron"]


async def test_row_25_not_yet_pressed_twenty_times_is_one_word_and_nothing_closes(
    store, clock, ioana, asked_if_done, all_handled
):
    """It counts as their words, so the two-step close stops."""
    data = f"found:no:{asked_if_done}"
    tap = ioana.tap(data)
    assert "ce mai lipsește" in await ioana.toast(tap)
    message = next(m for m in ioana.world.chats[ioana.id].messages.values() if "<did_you" in m.get("text", ""))
    for _ in range(19):
        ioana.press_again(message, data)
    await all_handled()
    clock.push(minutes=30)
    opened = await store.open(asked_if_done)
    assert opened.conversation.state == "claimed"
    assert [entry.text for entry in opened.entries if entry.by == "patron"].count("Încă nu") == 1


async def test_row_25_found_it_pressed_after_the_end_says_it_is_from_earlier(ioana, asked_if_done, all_handled):
    """Friendly, and nothing happens."""
    message = next(m for m in ioana.world.chats[ioana.id].messages.values() if "<did_you" in m.get("text", ""))
    ioana.tap(f"found:yes:{asked_if_done}")
    await ioana.hears("Cum ne-am descurcat?")
    tap = ioana.press_again(message, f"found:yes:{asked_if_done}")
    assert "mai vechi" in await ioana.toast(tap)


async def test_a_webhook_of_our_own_from_an_earlier_set_up_is_taken_back(channel, world, ioana, store):
    """From webhook to polling without a hand; what waits stays and is taken."""
    world.webhook.url = "https://ask.library.example/telegram/updates"
    ioana.write("Bună")
    async with channel(line={"own_webhook": world.webhook.url}):
        await until(lambda: not world.webhook.url)
    assert len(world.updates) == 1


async def promised_call(store, person):
    """The number, and whether a call is promised."""
    now = (await store.open(await store.by_address("telegram", str(person.id)))).conversation
    return now.phone, [promise.call for promise in now.promises]


async def test_whoever_would_rather_be_called_leaves_a_number_and_hears_by_when(desk, store, ioana, all_handled):
    """As on the web: a promise of the desk's; the number is not in the journal."""
    ioana.write("Aveți «Ion»?")
    ioana.write("/call +40 721 555 010")
    await ioana.hears("<call_back")
    await all_handled()
    assert await promised_call(store, ioana) == ("+40 721 555 010", [True])
    opened = await store.open(await store.by_address("telegram", str(ioana.id)))
    assert not any("555" in entry.text for entry in opened.entries)


async def test_their_own_contact_is_a_number_and_anybody_elses_is_not(desk, store, ioana, world, all_handled):
    """Nobody is called because a friend sent their number."""
    ioana.write("Aveți «Ion»?")
    for whose, number in ((77, "+40 721 555 011"), (ioana.id, "+40721555012")):
        people.say(world, ioana.person, {"contact": {"phone_number": number, "first_name": "I", "user_id": whose}})
    await all_handled()
    assert await promised_call(store, ioana) == ("+40721555012", [True])


@pytest.mark.parametrize(
    ("before", "command", "answer"),
    [("«Ion»?", "/call", "/call urmat de"), ("", "/call 0721 555 010", "întâi"), ("«Ion»?", "/call eu", "telefon")],
)
async def test_a_call_that_cannot_be_made_says_what_is_missing(desk, ioana, before, command, answer):
    """No number, no question yet, no number one could call."""
    if before:
        ioana.write(before)
    ioana.write(command)
    await ioana.hears(answer)
