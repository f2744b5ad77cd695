"""What the desk does by itself as time goes by."""

from __future__ import annotations

from bot.server.rounds import Rounds
from tests.bot.server.desk import OpenDesk


async def test_a_shift_sets_its_people_to_here_and_away(opened: OpenDesk) -> None:
    """It is Monday noon; between two turns of the roster people may say otherwise themselves."""
    admin, maja = await opened.staff("admin"), await opened.staff(name="Maja")
    shift = {"shared": {"people": ["Maja"], "monday": ["12:30-13:00"]}}
    assert (await admin("PUT", "/api/admin/house/shift/noon", shift)).status == 200
    await maja("PATCH", "/api/me", {"available": False})
    rounds = Rounds(opened.desk)

    async def is_here() -> bool:
        person = await opened.desk.store.person(maja.id)
        assert person is not None
        return person.on_shift

    await rounds.turn()
    assert not await is_here()
    opened.clock.push(minutes=30)
    await rounds.turn()
    assert await is_here()
    assert "Maja" in [somebody.name for somebody in opened.desk.house().staff if somebody.on_shift]
    await maja("PATCH", "/api/me", {"available": False})
    opened.clock.push(minutes=10)
    await rounds.turn()
    assert not await is_here()
    await maja("PATCH", "/api/me", {"available": True})
    opened.clock.push(minutes=20)
    await Rounds(opened.desk).turn()  # also one that has begun anew
    assert not await is_here()


async def test_the_night_s_work_is_done_once_a_night(opened: OpenDesk) -> None:
    """From three o'clock on, also when the desk was closed just then."""
    nights = []

    async def nightly() -> None:
        nights.append(opened.clock.now())

    rounds = Rounds(opened.desk, nightly)
    await rounds.turn()
    opened.clock.push(hours=14)
    await rounds.turn()
    assert nights == []
    opened.clock.push(hours=2)
    await rounds.turn()
    await rounds.turn()
    assert len(nights) == 1
