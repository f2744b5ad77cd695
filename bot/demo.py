"""A desk to try: a few made-up patrons are waiting, in the library's languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.config import Settings
from bot.ports import Store
from bot.server.tokens import digest, new_id, new_token
from replies.events import PatronAsked, PatronWrote


@dataclass(frozen=True, slots=True)
class Waiting:
    """A made-up patron."""

    lang: str
    text: str
    then: str = ""
    email: str | None = None


PATRONS: Final = (
    Waiting(
        "sv",
        "Hej! Min dotter är sju år och läser helst på finska. Har ni Pippi på finska, gärna en med bilder?",
        "Vi kan hämta på vilket bibliotek som helst i stan.",
    ),
    Waiting(
        "it",
        "Buonasera, sto cercando fotografie del vecchio mercato coperto, quello che hanno demolito negli anni "
        "sessanta. Esiste un archivio che si possa consultare?",
    ),
    Waiting(
        "ro",
        "Bună ziua. Am primit o înștiințare de întârziere pentru o carte pe care am adus-o acum două săptămâni. "
        "Ce trebuie să fac?",
        email="ioana@example.org",
    ),
    Waiting(
        "fi",
        "Moi, en ole oikein tietokoneihmisiä. Miten saan kirjaston e-kirjat luettua tabletilla?",
    ),
    Waiting(
        "en",
        "I'm writing a school essay about lighthouses and everything I find online says the same three things. "
        "Where would you look?",
        "It's due on Friday, so nothing too long please :)",
    ),
)
"""Who waits when a demonstration is opened for the first time."""


NAME: Final = "Bibliotheca Tilia"
"""The made-up library; a name that is read alike in every language."""


def named(settings: Settings) -> Settings:
    """The settings of a demonstration, whose library has a name if none was given."""
    if "name" in settings.library.model_fields_set:
        return settings
    return settings.model_copy(update={"library": settings.library.model_copy(update={"name": NAME})})


async def seat_patrons(store: Store, languages: tuple[str, ...]) -> int:
    """Let the made-up patrons ask, once for a data folder; returns how many came in now."""
    come = 0
    for patron in (patron for patron in PATRONS if patron.lang in languages):
        outcome = await store.apply(
            PatronAsked(
                conversation=new_id(),
                source=f"demo:{patron.lang}",
                channel="chat",
                lang=patron.lang,
                text=patron.text,
                email=patron.email,
                token_hash=digest(new_token()),
            )
        )
        if outcome.duplicate:
            continue
        come += 1
        if patron.then:
            await store.apply(PatronWrote(conversation=outcome.conversation.id, text=patron.then))
    return come
