"""What files say is taken in as one: records, people and pictures, on every engine."""

from __future__ import annotations

import pytest

from bot.ports import Person
from bot.tuning.files import plan_import, render_files
from bot.tuning.pictures import read_picture
from bot.tuning.plan import Plan
from bot.tuning.record import Change
from replies.refusal import Refused

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
FILES = {
    "desks/music.toml": '[shared]\nname = "Musiken"\n',
    "people/asa_ek.toml": '[shared]\nname = "Åsa Ek"\ndesks = [\n  "music",\n]\n',
    "pictures/floor_2.toml": '[shared]\nfile = "floor_2.png"\n',
}
ANNA = Person("anna", "Anna", "admin", password_hash="argon")


async def test_what_is_taken_in_is_what_stands_there(store):
    """Records, people and the bytes of pictures; a second time nothing is to be done."""
    plan = plan_import(FILES, await store.tuned(), {"pictures/floor_2.png": PNG})
    await store.tune(plan, by="cli")
    known = await store.tuned()
    assert render_files(known) == FILES
    assert await store.picture(read_picture(PNG).digest) == read_picture(PNG)
    assert plan_import(FILES, known).changes == ()
    (asa,) = await store.people()
    assert (asa.name, asa.role, asa.desks, asa.password_hash) == ("Åsa Ek", "librarian", ("music",), "")


async def test_somebody_known_is_changed_and_keeps_their_password(store):
    """And who is taken away may not sign in, but is still remembered by name."""
    await store.put_person(ANNA, by="cli")
    await store.put_person(Person("bo", "Bo", "librarian", password_hash="argon"), by="cli")
    files = {"people/anna.toml": '[shared]\nname = "Anna"\nrole = "admin"\nlanguages = ["fi"]\n'}
    files["people/bo.toml"] = "[shared]\nremoved = true\n"
    await store.tune(plan_import(files, await store.tuned()), by="cli")
    anna, bo = await store.people()
    assert (anna.languages, anna.password_hash) == (("fi",), "argon")
    assert (bo.name, bo.active) == ("Bo", False)


async def test_the_last_admin_stays_and_nothing_else_is_taken_in(store):
    """All of a plan, or none of it."""
    await store.put_person(ANNA, by="cli")
    files = {**FILES, "people/anna.toml": '[shared]\nname = "Anna"\n'}
    plan = plan_import(files, await store.tuned(), {"pictures/floor_2.png": PNG})
    with pytest.raises(Refused, match="last_admin"):
        await store.tune(plan, by="cli")
    assert list(await store.records()) == []
    assert await store.picture(read_picture(PNG).digest) is None


async def test_a_plan_made_on_what_has_changed_since_is_refused(store):
    """Whoever tuned meanwhile is not overwritten."""
    plan = plan_import(FILES, {}, {"pictures/floor_2.png": PNG})
    await store.tune(Plan((Change("desk", "music", "", {"name": "Noterna"}, on=0, publish=True),), ""), by="anna")
    with pytest.raises(Refused, match="record_changed"):
        await store.tune(plan, by="cli")
