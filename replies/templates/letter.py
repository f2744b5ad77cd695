"""A reply as a letter: a greeting, the words, a signature with name and library; nothing that is there already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

_TAIL: Final = 6
"""Last lines among which a signature stands."""


@dataclass(frozen=True, slots=True)
class LetterWords:
    """What frames a letter in one language.

    Attributes:
        hello: The greeting, with its comma or mark.
        greets: How a text begins that greets by itself, lower case.
        regards: The formula before the name.
        signs: How a line begins that says goodbye by itself, lower case.
        go_on: That one simply answers.
        privacy: Who reads it, and for how long.
        feedback: What stands before the link to say how it was.
        subject: When the patron's mail had none.
    """

    hello: str
    greets: Sequence[str]
    regards: str
    signs: Sequence[str]
    go_on: str
    privacy: str
    feedback: str
    subject: str

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Self:
        """From a language's file."""
        return cls(**said)


def letter(words: LetterWords, text: str, *, library: str, librarian: str = "", feedback: str = "") -> str:
    """The whole letter as plain text.

    Args:
        words: Of the patron's language.
        text: What was written.
        library: Its name.
        librarian: Who wrote it; "" for a line of the desk's own.
        feedback: A link by which the patron says how it was, or "".
    """
    body = text.strip()
    parts = [] if _greets(words, body) else [words.hello]
    parts.append(body)
    if signature := _signature(words, body, [name for name in (librarian, library) if name]):
        parts.append("\n".join(signature))
    below = [words.go_on]
    if not librarian:
        below.append(words.privacy)
    if feedback:
        below.append(f"{words.feedback} {feedback}")
    return "\n\n".join(parts) + "\n\n-- \n" + "\n".join(below) + "\n"


def _greets(words: LetterWords, text: str) -> bool:
    first = text.casefold().lstrip("¡¿ \t\n")
    return any(first.startswith(greeting) and not first[len(greeting) :][:1].isalpha() for greeting in words.greets)


def _signature(words: LetterWords, text: str, names: Sequence[str]) -> list[str]:
    """What of a signature the text lacks."""
    tail = [line.strip().casefold() for line in text.splitlines()[-_TAIL:]]
    signed = any(line.startswith(formula) for line in tail for formula in words.signs)
    missing = [name for name in names if not any(name.casefold() in line for line in tail[1:] or tail)]
    if signed:
        return missing
    return [words.regards, *missing] if missing else []


def reply_subject(subject: str) -> str:
    """The subject of an answer."""
    plain = subject.strip()
    return plain if plain.casefold().startswith(_ANSWERS) else f"Re: {plain}"


_ANSWERS: Final = ("re:", "sv:", "vs:", "r:", "rif:", "aw:")
