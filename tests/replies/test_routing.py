"""Which desk, and whom to think of first."""

from __future__ import annotations

from datetime import time

from replies.hours import Hours
from replies.house import DeskPlace, Librarian
from replies.routing import choose_desk, who_first
from tests.house import NOON, house
from tests.replies.play import Play

MUSIC = DeskPlace("music", "Music", topics={"sv": ("noter", "skiva"), "": ("cd",)})
FINNISH = DeskPlace("fi", "Suomeksi", languages=frozenset({"fi"}))
NIGHT = DeskPlace("night", "Night", hours=Hours(weekly={0: ((time(20), time(23)),)}))
MAIN = DeskPlace("main", "Main")


def _desk(*desks, asked=None, lang="sv", text="Har ni öppet?"):
    return choose_desk(house(desks=desks), asked=asked, lang=lang, text=text, now=NOON)


def test_the_desk_asked_for_gets_it_if_it_exists():
    """And a desk that is gone loses nobody's question."""
    assert _desk(MAIN, MUSIC, asked="music") == "music"
    assert _desk(MAIN, MUSIC, asked="gone") == "main"


def test_topic_words_bring_it_to_the_desk_that_knows():
    """In the patron's language or in all; whole words only."""
    assert _desk(MAIN, MUSIC, text="Finns det NOTER till Sibelius?") == "music"
    assert _desk(MAIN, MUSIC, lang="ro", text="Aveți un CD?") == "music"
    assert _desk(MAIN, MUSIC, text="Noterat!") == "main"


def test_a_desk_that_does_not_answer_in_the_language_is_passed_by():
    """Unless nobody does: then somebody still gets it."""
    assert _desk(FINNISH, MAIN) == "main"
    assert _desk(FINNISH) == "fi"


def test_of_equals_an_open_desk_comes_first():
    """Then the order of the house."""
    assert _desk(NIGHT, MAIN) == "main"
    assert _desk(MAIN, NIGHT) == "main"


def test_whom_to_think_of_first_is_on_shift_speaks_the_language_and_has_the_least_to_do():
    """Of those who serve the desk."""
    staff = (
        Librarian("a", "A", frozenset({"en"})),
        Librarian("b", "B", frozenset({"sv"})),
        Librarian("c", "C"),
        Librarian("d", "D", on_shift=False),
        Librarian("e", "E", desks=frozenset({"music"})),
    )
    told = house(staff=staff)
    conversation = Play(told).ask(lang="sv").conversation
    assert [p.id for p in who_first(told, conversation, {"b": 4})] == ["c", "b", "a"]
