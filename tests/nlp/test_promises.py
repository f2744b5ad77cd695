"""What the library promises is heard in five languages, with its day; what only looks like a promise is not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.draft import LANGUAGES
from nlp.engines.lexicon import load_own
from nlp.promises import Promise, find_promises

NOW = datetime(2026, 3, 11, 10, 15, tzinfo=UTC)
"""A Wednesday in the morning."""

PROMISES = [
    ("en", "I'll ask the archive and write to you by Friday noon.", "2026-03-13T12:00"),
    ("en", "We'll call you within two days.", "2026-03-13"),
    ("en", "The atlas is in the store, but I'll fetch it for you tomorrow at three.", "2026-03-12T15:00"),
    ("en", "Our driver will bring the box to you on 3 April.", "2026-04-03"),
    ("en", "You'll have the scans in your inbox by the end of next week.", "2026-03-22"),
    ("en", "I'm going to look for it in the cellar this afternoon.", "2026-03-11"),
    ("en", "We will let you know as soon as it is back.", ""),
    ("en", "I'll send it within half an hour.", "2026-03-11T10:45"),
    ("en", "My colleague Ann is going to show you how tomorrow at half past ten.", "2026-03-12T10:30"),
    ("en", "You can count on a call from me before noon.", "2026-03-11T12:00"),
    ("en", "I'll be back in touch once the binder has replied.", ""),
    ("it", "Ci risentiamo venerdì con la risposta.", "2026-03-13"),
    ("fi", "Ilmoitan sinulle heti, kun kirja palaa.", ""),
    ("it", "Della penale mi occupo io.", ""),
    ("it", "Le scrivo entro venerdì a mezzogiorno.", "2026-03-13T12:00"),
    ("it", "Chiederemo alla collega e La richiameremo tra due giorni.", "2026-03-13"),
    ("it", "Il volume è in deposito, ma domani alle 15 glielo porto in sala.", "2026-03-12T15:00"),
    ("it", "Le farò sapere il 3 aprile.", "2026-04-03"),
    ("it", "Ti prepariamo le fotocopie per la settimana prossima.", "2026-03-22"),
    ("it", "Appena torna il libro la avvisiamo.", ""),
    ("it", "Controllo io in magazzino oggi pomeriggio.", "2026-03-11"),
    ("ro", "Vă scriu până vineri la prânz.", "2026-03-13T12:00"),
    ("ro", "O să întrebăm la arhivă și vă sunăm în două zile.", "2026-03-13"),
    ("ro", "Vom căuta volumul în depozit mâine la ora 15.", "2026-03-12T15:00"),
    ("ro", "Va trimitem lista pana pe 3 aprilie.", "2026-04-03"),
    ("ro", "Săptămâna viitoare îți pregătesc copiile.", "2026-03-22"),
    ("ro", "Mă ocup eu de cerere.", ""),
    ("ro", "Revin cu un răspuns cel târziu luni.", "2026-03-16"),
    ("ro", "Scot eu penalizarea de pe permis.", ""),
    ("sv", "Förseningsavgiften tar jag bort.", ""),
    ("sv", "Räkna med ett besked från mig på måndag.", "2026-03-16"),
    ("sv", "Jag frågar arkivet och skriver till dig senast på fredag klockan 12.", "2026-03-13T12:00"),
    ("sv", "Vi ringer dig inom två dagar.", "2026-03-13"),
    ("sv", "Boken står i magasinet, men jag hämtar den åt dig i morgon kl. 15.", "2026-03-12T15:00"),
    ("sv", "Du får svar från oss den 3 april.", "2026-04-03"),
    ("sv", "Nästa vecka skannar jag sidorna åt dig.", "2026-03-22"),
    ("sv", "Vi hör av oss så snart den är tillbaka.", ""),
    ("sv", "Jag ska leta i källaren i eftermiddag.", "2026-03-11"),
    ("fi", "Kollegani palaa asiaan ensi viikolla.", "2026-03-22"),
    ("fi", "Kysyn arkistosta ja kirjoitan sinulle perjantaina klo 12 mennessä.", "2026-03-13T12:00"),
    ("fi", "Soitamme sinulle kahden päivän sisällä.", "2026-03-13"),
    ("fi", "Kirja on varastossa, mutta haen sen sinulle huomenna kello 15.", "2026-03-12T15:00"),
    ("fi", "Saat meiltä vastauksen 3.4. mennessä.", "2026-04-03"),
    ("fi", "Ensi viikolla skannaan sivut teille.", "2026-03-22"),
    ("fi", "Ilmoitamme heti kun kirja palautuu.", ""),
    ("fi", "Etsin sitä kellarista tänään.", "2026-03-11"),
]

LOOKALIKES = [
    ("en", "If you like, I'll put it aside for you until Saturday."),
    ("en", "Shall I call you tomorrow?"),
    ("en", "The book will arrive on Monday."),
    ("en", "I asked the archive on Tuesday and they said no."),
    ("en", "We'll be closed on Friday."),
    ("en", "The system will send you a reminder on Monday by itself."),
    ("en", "The sign says “We'll call you tomorrow”, and that was in 1998."),
    ("en", "You'll enjoy the last chapter!"),
    ("en", "The new map will show you the way on Friday."),
    ("en", "If you can't open it, I'll send you a copy tomorrow."),
    ("it", "Le chiediamo scusa per ieri."),
    ("it", "Lo facciamo passo passo."),
    ("ro", "Vă cerem scuze."),
    ("ro", "Vă aducem la cunoștință noul program de luni."),
    ("sv", "Ringer du på klockan i morgon kommer jag ut med dina böcker."),
    ("sv", "Tack för er fråga i dag."),
    ("fi", "Lehdet tuodaan saliin tänään."),
    ("fi", "Kaukolaina tarkoittaa, että tilaamme kirjan sinulle muualta."),
    ("it", "Il sito nuovo le mostrerà le copertine."),
    ("ro", "Cititorul dinainte o va aduce vineri."),
    ("sv", "Nya appen visar dig omslagen."),
    ("it", "Se vuole, glielo tengo da parte fino a sabato."),
    ("it", "La richiamo domani?"),
    ("it", "Il libro arriverà lunedì."),
    ("it", "Venerdì saremo chiusi."),
    ("it", "Le avrei telefonato ieri, ma la linea era muta."),
    ("it", "Il libro va reso entro lunedì, però può rinnovarlo."),
    ("ro", "Dacă doriți, vă păstrez volumul până sâmbătă."),
    ("ro", "Vă sun mâine?"),
    ("ro", "Cartea va sosi luni."),
    ("ro", "Vineri este închis."),
    ("ro", "V-aș fi sunat ieri, dar nu aveam numărul."),
    ("sv", "Om du vill lägger jag undan den till lördag."),
    ("sv", "Ska jag ringa dig i morgon?"),
    ("sv", "Boken kommer på måndag."),
    ("sv", "På fredag har vi stängt."),
    ("sv", "Jag skulle ha ringt i går, men numret var fel."),
    ("sv", "Systemet skickar en påminnelse till dig på måndag."),
    ("fi", "Jos haluat, laitan sen sinulle syrjään lauantaihin asti."),
    ("fi", "Soitanko sinulle huomenna?"),
    ("fi", "Kirja saapuu maanantaina."),
    ("fi", "Perjantaina kirjasto on kiinni."),
    ("fi", "Olisin soittanut eilen, mutta numero oli väärä."),
]


def promises_in(text: str, lang: str) -> tuple[Promise, ...]:
    """What is promised at ``NOW``, by the language's own word list."""
    return find_promises(text, lang, load_own(lang), NOW)


def written(promise: Promise) -> str:
    """The due time as a person would note it: a day, or a day and an hour; empty without one."""
    if promise.due is None:
        return ""
    return promise.due.strftime("%Y-%m-%d" if promise.due_precision == "day" else "%Y-%m-%dT%H:%M")


@pytest.mark.parametrize(("lang", "text", "due"), PROMISES)
def test_a_promise_is_heard_with_its_day(lang: str, text: str, due: str) -> None:
    """One promise, due when it says."""
    assert [written(promise) for promise in promises_in(text, lang)] == [due]


@pytest.mark.parametrize(("lang", "text"), LOOKALIKES)
def test_what_only_looks_like_a_promise_stays_quiet(lang: str, text: str) -> None:
    """Offers, questions, facts, the past, machines and other people's words bind nobody."""
    assert promises_in(text, lang) == ()


def test_the_quote_leaves_out_what_leads_up_to_it() -> None:
    """The clause that promises is quoted exactly as it stands in the reply."""
    text = "Hello! It isn't here, but we'll call you on Friday. Bye for now."
    (promise,) = promises_in(text, "en")
    assert promise.quote == text[promise.start : promise.end] == "we'll call you on Friday."


def test_a_day_without_an_hour_ends_with_its_last_minute() -> None:
    """Nobody is late on the morning of the day they named."""
    (promise,) = promises_in("I'll write to you on Friday.", "en")
    assert promise.due == datetime(2026, 3, 13, 23, 59, tzinfo=UTC)


def test_two_sentences_may_promise_two_things() -> None:
    """Each sentence has its own day."""
    found = promises_in("I'll look today. We'll call you tomorrow at nine.", "en")
    assert [written(promise) for promise in found] == ["2026-03-11", "2026-03-12T09:00"]


PIECES = st.sampled_from(
    ["we'll ", "31.11. ", "29 February ", "om 999 dagar ", "până la 25 ", "\n", "“", "?", "klo 99 ", "by "]
)


@settings(deadline=None)
@given(st.sampled_from(LANGUAGES), st.lists(PIECES | st.text(max_size=12), max_size=8).map("".join))
def test_nothing_typed_raises_and_quotes_are_exact(lang: str, text: str) -> None:
    """Any text has its promises, each quoted as it stands."""
    for promise in promises_in(text, lang):
        assert promise.quote == text[promise.start : promise.end]
        assert promise.due is None or promise.due.tzinfo is UTC
