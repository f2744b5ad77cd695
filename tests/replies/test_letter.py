"""A reply as a letter: greeted and signed once, whoever did it."""

from __future__ import annotations

import pytest

from replies.templates import load_desk
from replies.templates.letter import letter, reply_subject

LINES = load_desk(("en",))
LANGUAGES = ("en", "it", "ro", "sv", "fi")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_bare_answer_is_greeted_and_signed(lang):
    """With the librarian's name and the library's."""
    words = LINES.letter(lang)
    said = letter(words, "42", library="Town Library", librarian="Anna")
    assert said.startswith(f"{words.hello}\n\n42\n\n{words.regards}\nAnna\nTown Library\n\n-- \n{words.go_on}\n")
    assert words.privacy not in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_whole_letter_is_left_as_it_is(lang):
    """Neither greeting nor signature is doubled."""
    words = LINES.letter(lang)
    text = f"{words.hello}\n\nIt is on the second floor.\n\n{words.regards}\nAnna\nTown Library"
    assert letter(words, text, library="Town Library", librarian="Anna") == f"{text}\n\n-- \n{words.go_on}\n"


@pytest.mark.parametrize(
    ("lang", "text", "greeted", "signed"),
    [
        ("en", "Dear Maja,\nit is here.", True, False),
        ("en", "Hidden on the second floor.", False, False),
        ("en", "HELLO! It is here.\nBest wishes\nAnna", True, True),
        ("it", "Gentile signora, è qui.\nUn caro saluto, Anna", True, True),
        ("it", "Caroline l'ha preso in prestito.", False, False),
        ("ro", "Bună ziua! Este aici.\nCu drag,\nAnna", True, True),
        ("sv", "Hej Maja!\nDen finns här.\nMvh\nAnna", True, True),
        ("sv", "Hejarklacken sjunger på sidan 12.", False, False),
        ("fi", "Moi! Se on täällä.\nTerveisin Anna", True, True),
        ("fi", "Heinäkuussa olemme kiinni.", False, False),
    ],
)
def test_what_is_there_is_seen(lang, text, greeted, signed):
    """A word that only begins like a greeting is none."""
    words = LINES.letter(lang)
    said = letter(words, text, library="Town Library", librarian="Anna")
    assert said.startswith(words.hello) != greeted
    assert (words.regards in said.replace(text, "")) != signed
    assert said.count("Anna") == 1
    assert "Town Library" in said


def test_a_line_of_the_desk_is_signed_by_the_library_and_says_who_reads():
    """Nobody's name is under what nobody wrote."""
    words = LINES.letter("en")
    said = letter(words, "Thank you for writing.", library="Town Library")
    assert "Kind regards,\nTown Library\n" in said
    assert words.privacy in said


def test_the_last_letter_asks_how_it_was():
    """By a link, below the signature."""
    said = letter(LINES.letter("sv"), "Hej då!", library="B", librarian="Anna", feedback="https://x.example/f")
    assert said.rstrip().endswith("Berätta med ett tryck: https://x.example/f")


@pytest.mark.parametrize(
    ("subject", "answer"), [("Book bus", "Re: Book bus"), ("RE: x", "RE: x"), ("Sv: x", "Sv: x")]
)
def test_an_answer_keeps_its_subject(subject, answer):
    """Without a row of Re: Re: Re:."""
    assert reply_subject(subject) == answer
