"""Which unknown words are slips: capitals, compounds, speech and quotations don't hide a plain one."""

from __future__ import annotations

import pytest

from bot.parts import parts_dir
from nlp.check import check
from nlp.draft import Draft
from nlp.engines import open_engines
from nlp.typos.slips import slips, undone

pytestmark = pytest.mark.languagetool
ENGINES = open_engines(parts_dir())


def typos(draft: str, lang: str) -> list[tuple[str, str]]:
    """Each word flagged with its first correction."""
    findings = check(Draft(draft, lang=lang, channel="chat"), ENGINES).findings
    return [
        (finding.quote, finding.suggestions[0] if finding.suggestions else "")
        for finding in findings
        if finding.code in {"spelling", "diacritics", "grammar"}
    ]


@pytest.mark.parametrize(
    ("lang", "draft", "found"),
    [
        ("sv", "Boken finns inte i Svarige just nu.", ("Svarige", "Sverige")),
        ("sv", "Skärmen på min Samsumg är trasig.", ("Samsumg", "Samsung")),
        ("it", "Ci vediamo a Barcelllona.", ("Barcelllona", "Barcellona")),
        ("en", "Teh Maeve Binchy is here.", ("Teh", "The")),
        ("it", "Perchè non passa domani?", ("Perchè", "Perché")),
        ("ro", "Biblioteca Judeteană este deschisă și vă așteptăm la etaj, doamnă.", ("Judeteană", "Județeană")),
        ("ro", "Cartea despre politia din Cluj a sosit și vă așteaptă.", ("politia", "poliția")),
        ("fi", "Kirja on suurinpiirtein puolessa välissä.", ("suurinpiirtein", "suurin piirtein")),
        ("fi", "Kirja on ihan ehdointahdoin täällä.", ("ehdointahdoin", "ehdoin tahdoin")),
        ("fi", "Osa vaikuttaa järjestelmään konaisuutena.", ("konaisuutena", "koneisuutena")),
        ("fi", "TÄmä kirja on täällä.", ("TÄmä", "Tämä")),
        ("en", "She wrote “we recieved all of the books you sent us” to me.", ("recieved", "received")),
        ("sv", "Vi ses däre$ter på biblioteket.", ("däre$ter", "därefter")),
        ("fi", "Linja auto pysähtyy ovella.", ("Linja auto", "Linja-auto")),
        ("sv", "Vi har en arbets plats till dig.", ("arbets plats", "arbetsplats")),
        ("sv", "Det finns utbildnings möjligheter här.", ("utbildnings möjligheter", "utbildningsmöjligheter")),
        ("sv", "Du kan lämna den i bok inkastet.", ("bok inkastet", "bokinkastet")),
        ("sv", "Den ligger i information disken.", ("information disken", "informationsdisken")),
        ("sv", "Rummet blir fylled av musik på lördag.", ("fylled", "fylld")),
        ("sv", "Vi har formuleringsoverktyg i rummet.", ("formuleringsoverktyg", "formuleringsverktyg")),
        ("sv", "Det står i cystemraden längst ner.", ("cystemraden", "systemraden")),
        ("sv", "Hon sade ”den goda smakän” i sagan.", ("smakän", "smaken")),
        ("en", "She saidthat it was fine.", ("saidthat", "said that")),
        ("sv", "Vår bok-buss kommer på torsdag.", ("bok-buss", "bokbuss")),
        ("sv", "Den finns i tid skriften Genesis.", ("tid skriften", "tidskriften")),
        ("sv", "Boken är en novell samling.", ("novell samling", "novellsamling")),
        ("fi", "Ne alkavat heti pää ovesta oikealle.", ("pää ovesta", "pääovesta")),
        ("sv", "Det är en jätte bra film.", ("jätte bra", "jättebra")),
        ("en", "Howver I can renew it.", ("Howver", "However")),
        ("en", "Daer Anna, your book is here.", ("Daer", "Dear")),
        ("en", "Pleese Anna, come in.", ("Pleese", "Please")),
        ("en", "They call it “an excelente libary”.", ("excelente", "excellent")),
        ("en", "The reading room was excelnt.", ("excelnt", "excellent")),
        ("en", "Fortunatly Anna has found it.", ("Fortunatly", "Fortunately")),
        ("en", "It is in the Local Histroy room.", ("Histroy", "History")),
        ("en", "They wrote “a copy of the certifcate” on the form.", ("certifcate", "certificate")),
        ("sv", "Huvodnyckeln ligger i disken.", ("Huvodnyckeln", "Huvudnyckeln")),
        ("sv", "Frågan gäller papprsboken på hyllan.", ("papprsboken", "pappersboken")),
        ("sv", "Hon har lång erfarente av arkiv.", ("erfarente", "erfarenhet")),
        ("sv", "Vänlgia hälsningar från oss alla här.", ("Vänlgia", "Vänliga")),
        ("sv", "Ta med lanekortet när du kommer.", ("lanekortet", "lånekortet")),
        ("fi", "Verrkkosivuila on lisää tietoa.", ("Verrkkosivuila", "Verkkosivuilla")),
        ("ro", "Avem și romane pentru copii in sala mică.", ("in", "în")),
        ("ro", "Cărțile se tin la depozit până marți.", ("tin", "țin")),
        ("it", "Vorrei saperne di piu' domani.", ("piu'", "più")),
        ("it", "Chieda alla segreteria del Dipartimeno di lettere.", ("Dipartimeno", "Dipartimento")),
        ("it", "Il libro è alla Bibiloteca Civica.", ("Bibiloteca", "Biblioteca")),
        ("ro", "Ne vedem pe 3 decemvrie la raft.", ("decemvrie", "decembrie")),
        ("ro", "Cereți la Ministerul Educatiei un formular.", ("Educatiei", "Educației")),
        ("ro", "Se află la Biblioteca Judeteană, în sală.", ("Judeteană", "Județeană")),
        ("en", "Wich Book do you mean?", ("Wich", "Which")),
        ("en", "The anglo-irish poets are upstairs.", ("anglo-irish", "Anglo-Irish")),
        ("it", "Adesso lavora in una Fabrica di Biella.", ("Fabrica", "Fabbrica")),
        ("en", "PLEASE RETRUN THE BOOKS BY FRIDAY", ("RETRUN", "RETURN")),
        ("fi", "Kiitos kovasi avusta.", ("kovasi", "kovasti")),
        ("fi", "Mehut ovat jääkapin ylähyllyllä.", ("jääkapin", "jääkaapin")),
        ("fi", "Olimme talven Thaimassa.", ("Thaimassa", "Thaimaassa")),
        ("fi", "Lähdimme junalla Lappeerantaan.", ("Lappeerantaan", "Lappeenrantaan")),
        ("fi", "Kirja on tähön hyllyyn palautettu.", ("tähön", "tähän")),
        ("fi", "Nouda se ennen itsenäisyys päivää.", ("itsenäisyys päivää", "itsenäisyyspäivää")),
        ("fi", "Valitse se työlaluriveistä.", ("työlaluriveistä", "työkaluriveistä")),
        ("fi", "Kissajuokse pois hyllystä.", ("Kissajuokse", "Kissa juokse")),
        ("fi", "Siirtyaksesi lukusaliin kulje aulan läpi.", ("Siirtyaksesi", "Siirtyäksesi")),
        ("ro", "Foaia începe să se invarteasca în mașină.", ("invarteasca", "învârtească")),
    ],
)
def test_a_plain_slip_is_found_wherever_it_stands(lang, draft, found):
    """A capital, a name after it, a quotation or a lost sign doesn't hide a slip of a common word."""
    assert typos(draft, lang) == [found]


@pytest.mark.parametrize(
    ("lang", "draft"),
    [
        ("en", "Ask for Binchy, Lindqvist or Shen at the desk."),
        ("en", "Bring your e-ink reader."),
        ("en", "Rangi looks after that session, and Orla does the rest."),
        ("it", "Lo tiene Ghezzi, in via Capovilla; di Prazzo sa tutto Emre."),
        ("ro", "Întrebați-l pe Emre sau pe Ghiță Popa, la Casa Vernescu."),
        ("en", "Szymborska has two books here, and Bjarne Mastenbroek will read from “Gösta Berlings saga”."),
        ("it", "Il signor Prazzo porta il libro di Tesio a Belbo."),
        ("sv", "Min avdelnings personal hjälper dig gärna."),
        ("sv", "Vi har svart-vita foton och ett export-alternativ i menyn."),
        ("sv", "Fråga Christner eller Oksana vid disken."),
        ("fi", "Ohjeet ovat Digitalon kuvapajassa, jouluvalot kahvihuoneessa."),
        ("sv", "Fråga Halda, Ufe eller Doina. Eeva, vi har Pocketbook hemma hos Stolls."),
        ("sv", "Vi har en gammakamera och skelleftemålet på samma hylla."),
        ("fi", "Mä oon kasvanu täällä, ja noita valkosia kirjoja on tääl paljon. Vois tulla!"),
        ("fi", "Jes, kirja tuli! Ylösnousua odotetaan."),
        ("fi", "Sarja kuvaa lasten elämää."),
        ("fi", "Gamma-funktion taulukko on hyllyssä, ja Wrightilla on veli."),
        ("fi", "Odotas, tuo on nopeesti tehty! Ison dinotutkijan kortti on valmis, ja postprintin saa tiskiltä."),
        ("fi", "Tiedot on syötetty huolimattomasti, ja sali on sinun koko illan. Aakkostus auktoriteetin mukaan."),
        ("fi", "Muskarin qr-koodi on instassa. Semmonen millanen pitäs ollakin! Haluutko spostia?"),
        ("fi", "Paina compose ja avaa pivot-taulukossa olevat marginaaleihin-kuvakkeella."),
        ("it", "L'e-book è qui, e la collega del part-time lo sa: mar-ven 9-13. Vero vero!"),
        ("ro", "Uraaa! Ce vă place să citiți? A doua zi cartea este la dumneavoastră. Bravoooo!"),
        ("sv", "Ssssjälvklart har vi boken."),
        ("sv", "Vi har kontrollfilen, en pivottabell och makroinspelning i kursen."),
        ("sv", "Boken kommer med turlånen, och vår syverkstad tar emot omlånade mönster. Boken blir din i kväll."),
        ("it", "Buongiorno a lei e anche a lui! Il libro è qui. Grazie di averci scritto, Anna Rossi"),
        (
            "en",
            "Log in to the OPAC. That is your right, and you're still fourth of two item records. The wi-fi is free.",
        ),
        ("ro", "Dle Osman, studiul profilelor este la raft și vă așteaptă."),
        ("en", "THE NEW SZCZEPANSKI READING ROOM IS OPEN"),
        ("en", "The title is “Recieved wisdm of Yas”."),
        ("it", "Càpita che il wi-fi cada: il ranking degli screenshot è a pagina due."),
        ("it", "Il proiettorino è ritirabile e noleggiabile, ne parliamo a quattr'occhi."),
        ("it", "Cerchi «pediatr* AND fratur*» e sommo poi i risultati. Azzero io il conto."),
        ("it", "La aspettiamo in via Capolungo 9.\n\nGennaro Improta"),
        ("it", "Le mando un sms con il nome del catering, e un libro sugli amori degli dèi."),
        ("en", "The sign-ins for the tie-ins are by the door."),
        ("en", "The reading circle's been on Fridays, and Grown Ups has a kettle."),
    ],
)
def test_names_speech_and_new_compounds_are_left_alone(lang, draft):
    """Names near to words, spoken forms, compounds nobody listed and short titles are no slips."""
    assert typos(draft, lang) == []


@pytest.mark.parametrize(
    ("channel", "found"), [("chat", []), ("email", [("sooooo", "so")]), (None, [("sooooo", "so")])]
)
def test_a_drawn_out_word_is_written_in_chat_alone(channel, found):
    """Who calls out in chat means it; in a letter the word is offered as it is written."""
    findings = check(Draft("We are sooooo sorry about the wait.", lang="en", channel=channel), ENGINES).findings
    assert [(f.quote, f.suggestions[0]) for f in findings if f.code == "spelling"] == found


@pytest.mark.parametrize(
    ("last", "found"),
    [("Il servizio di consulenza", []), ("La sala apre domani", [""])],
)
def test_a_line_that_says_who_writes_needs_no_full_stop(last, found):
    """A house or a desk below the last sentence signs; a sentence there ends as one."""
    findings = check(Draft(f"Gentile lettrice, il volume la aspetta.\n{last}", lang="it"), ENGINES).findings
    assert [f.quote for f in findings if f.code == "punctuation"] == found


def test_undone_slips_cost_little():
    """What is tried first is near: every form is one slip away, and the meant one is among them."""
    assert "the" in set(undone("teh"))
    assert all(slips("teh", form) <= 1.5 for form in undone("teh"))


def test_a_reply_without_marks_is_told_so_once() -> None:
    """What lacks its marks alone is not told a second time, word by word; another slip is."""
    found = typos("Buna ziua, as dori sa stiu daca nui cartea asta.", "ro")
    assert [quote for quote, _ in found] == ["Buna ziua, as dori sa stiu daca nui cartea asta.", "nui"]
    whole = "Din literatura universala, fireste prefer proza lui Edgar Poe si Samuel Coleridge."
    assert [quote for quote, _ in typos(whole, "ro")] == [whole]
