"""How a group becomes the staff's, and how a telephone becomes a librarian's."""

from datetime import timedelta

import pytest

from bot.channels.telegram.accounts import CODE_LASTS, Accounts
from bot.practice.telegram import people
from bot.staff_group.sentences import BACKLOG, G
from bot.words import PAGE_LANGUAGES, words
from tests.bot.telegram.conftest import Phone
from tests.waiting import until


@pytest.fixture
async def free(open_room):
    """A desk with no group yet."""
    async with open_room(settled=False) as opened:
        yield opened


@pytest.fixture
async def admin(free):
    """Somebody who may begin one."""
    return await free.colleague("Maja", role="admin")


def write(room, who, text):
    """Write in the group, outside of topics."""
    return people.write(room.world, who.person, text, chat=room.group)


async def test_desk_begins_a_group_and_open_questions_come(free, admin, ioana):
    """Those that were there before, too; the audit has who and when."""
    ioana.write("Aveți «Ion»?")
    await ioana.hears("Vă mulțumim")
    write(free, admin, "/desk@practice_library_bot")
    await free.shows("From now on questions come here")
    await free.shows("Aveți «Ion»?")
    done = [line.action for line in await free.store.audited()]
    assert "telegram.group" in done


async def test_desk_off_ends_it(free, admin, ioana):
    """Questions go on in the console."""
    write(free, admin, "/desk")
    await free.shows("From now on")
    write(free, admin, "/desk off")
    await free.shows("No more questions come here")
    ioana.write("Aveți «Ion»?")
    await ioana.hears("Vă mulțumim")
    await free.settled()
    assert free.group.topics == {}


async def test_only_an_admin_begins_a_group(free, ioana):
    """A librarian is told so, a stranger how to be known."""
    anna = await free.colleague("Anna")
    write(free, anna, "/desk")
    await free.shows("Only an admin")
    write(free, Phone(free.world, ioana.person), "/desk")
    await free.shows("I don't know you yet")
    assert await free.store.recall("telegram:1000000:group") is None


@pytest.mark.parametrize("right", ["can_manage_topics", "can_delete_messages"])
async def test_a_group_that_lacks_a_right_is_told_what_to_do(free, admin, right):
    """And is none yet."""
    free.group.rights.discard(right)
    write(free, admin, "/desk")
    await free.shows("make me an admin of this group")
    assert await free.store.recall("telegram:1000000:group") is None


async def test_a_group_without_topics_is_told_to_switch_them_on(free, admin):
    """Plain groups can't do it."""
    free.group.is_forum = False
    write(free, admin, "/desk")
    await free.shows("switch topics on")


async def test_a_code_connects_once(free):
    """The link of the console; used twice it is too old."""
    anna = await free.colleague("Anna", connected=False)
    code, _ = await Accounts(free.store, free.clock).new_code(anna.known.id)
    anna.write(f"/start {code}")
    await anna.hears("Connected: here you are Anna.")
    accounts = Accounts(free.store, free.clock)
    assert (await accounts.person(anna.id)).id == anna.known.id
    other = Phone(free.world, free.world.meet("Other", "en"))
    other.write(f"/start {code}")
    await other.hears("used or is too old")
    assert await accounts.person(other.id) is None


async def test_a_code_that_is_too_old_connects_nobody(free):
    """A quarter of an hour."""
    anna = await free.colleague("Anna", connected=False)
    code, _ = await Accounts(free.store, free.clock).new_code(anna.known.id)
    free.clock.at += CODE_LASTS + timedelta(seconds=1)
    anna.write(f"/start {code}")
    await anna.hears("used or is too old")


async def test_a_new_telephone_takes_the_old_ones_place(free):
    """One account at a time."""
    anna = await free.colleague("Anna")
    newer = Phone(free.world, free.world.meet("Anna", "en"))
    accounts = Accounts(free.store, free.clock)
    code, _ = await accounts.new_code(anna.known.id)
    newer.write(f"/start {code}")
    await newer.hears("Connected")
    assert await accounts.person(anna.id) is None
    assert (await accounts.person(newer.id)).id == anna.known.id


async def test_another_group_is_asked_to_write_in_private(free, admin, ioana):
    """As before: only one group is the staff's."""
    write(free, admin, "/desk")
    await free.shows("From now on")
    other = free.world.open_group("Friends")
    people.write(free.world, ioana.person, "/start", chat=other)
    await until(lambda: len(people.screen(free.world, other)["messages"]) == 2)
    assert "conversație privată" in people.screen(free.world, other)["messages"][-1]["text"]


@pytest.mark.parametrize("lang", [lang for lang in PAGE_LANGUAGES if lang != "en"])
def test_every_sentence_of_the_group_is_translated(lang):
    """None is left in English, and every one keeps its places."""
    said = words(lang)
    assert [what for what in G if what.value not in said.singles] == []
    assert BACKLOG[0] in said.plurals
    for what in G:
        assert what.value.count("%(") == said.gettext(what.value).count("%("), what
