"""Wordings stand in the draft as they are: filled, and never with a gap."""

from __future__ import annotations

import pytest

from nlp.check import check
from nlp.draft import LANGUAGES, Draft
from nlp.finding import Finding
from nlp.pack import load_pack
from nlp.ports import Engines
from nlp.wordings.wording import fill_wordings, put


def first(draft: str, code: str, **known: str) -> Finding:
    """The first finding of a code in an English draft."""
    report = check(Draft(draft, lang="en", **known), Engines())  # type: ignore[arg-type]
    return next(finding for finding in report.findings if finding.code == code)


ROOTED = (
    "Leave it with me, I'll have a root around and see what turns up; I'll let you know by noon tomorrow how things "
    "stand."
)


def used(draft: str, code: str, **known: str) -> str:
    """The draft after the librarian took the first wording."""
    finding = first(draft, code, **known)
    return put(draft, finding.taken, finding.suggestions[0])


@pytest.mark.parametrize(
    ("draft", "code", "reads"),
    [
        ("You must return it today.", "command", "Please return it today."),
        ("Fill in the form at the desk.", "command", "Please fill in the form at the desk."),
        ("Users must present their card before they leave.", "impersonal", "Please show your card before you leave."),
        ("I'll ask and get back to you.", "vague-promise", "I'll ask and get back to you by noon tomorrow."),
        (
            "No. On loan.",
            "abrupt",
            "I'm afraid not. It's on loan just now; shall I let you know when it is back?",
        ),
        ("It's very simple, anyone can do it: click the flag.", "belittle", "Here is how: click the flag."),
        ("It is with Peter Malone until Friday.", "personal-data", "It is out on loan until Friday."),
        ("You do know that we close at five?", "belittle", "We close at five."),
        ("As I already said, the room is upstairs.", "blame", "The room is upstairs."),
        ("You may keep it, but do NOT fold the map!", "shout", "You may keep it, but do not fold the map!"),
        (
            "No. Booked.",
            "abrupt",
            "I'm afraid not. Unfortunately it's booked; shall I see what else we can do?",
        ),
        (
            "You must fill in the form at the desk and you must show your card to a librarian.",
            "command",
            "Please fill in the form at the desk and show your card to a librarian.",
        ),
        (
            "I'll pass that on to the buyers and let you know.",
            "vague-promise",
            "I'll pass that on to the buyers and let you know by the end of the week.",
        ),
        (
            "Leave it with me, I'll have a root around some time and see what turns up.",
            "vague-promise",
            ROOTED,
        ),
        (
            "It will be dealt with in due course.",
            "vague-promise",
            "It will be dealt with, and we'll write to you by the end of the week to say how things stand.",
        ),
        ("It's all on our website.", "vague", "It's all on our website; shall I send you the link?"),
        ("BRING IT BACK BY 15.3.!!!", "shout", "Bring it back by 15.3."),
        ("It's out with Mrs Healy until Friday.", "personal-data", "It's out on loan until Friday."),
    ],
)
def test_a_wording_taken_gives_a_whole_reply(draft: str, code: str, reads: str) -> None:
    """What the librarian wrote is kept, and the sentence stands."""
    assert used(draft, code) == reads


def test_a_missing_apology_goes_in_after_the_hello() -> None:
    """The salutation stays first."""
    draft = "Dear Ms Hale,\n\nThe lift is being repaired until Monday."
    report = check(Draft(draft, lang="en", channel="email", complaint=True), Engines())
    assert [f.start for f in report.findings if f.code == "apology"] == [draft.index("The lift")]


def test_an_apology_goes_in_behind_a_hello_of_the_same_sentence() -> None:
    """A hello and a comma stay first, and the next sentence has its capital."""
    draft = "Buongiorno, l'ascensore è in riparazione fino a lunedì."
    report = check(Draft(draft, lang="it", channel="chat", complaint=True), Engines())
    finding = next(f for f in report.findings if f.code == "apology")
    assert put(draft, finding.taken, "Ci scusiamo davvero. ") == (
        "Buongiorno, ci scusiamo davvero. L'ascensore è in riparazione fino a lunedì."
    )


def test_a_missing_last_word_goes_in_before_the_signature() -> None:
    """The name stays last."""
    draft = "Dear Ms Hale,\n\nIt is renewed until the 9th.\n\nYours sincerely,\nTom"
    report = check(Draft(draft, lang="en", channel="email", phase="closing"), Engines())
    assert [f.start for f in report.findings if f.code == "no-closing"] == [draft.index("\n\nYours")]


def test_a_wording_whose_slot_stays_empty_is_not_offered() -> None:
    """Half a sentence helps nobody."""
    assert list(fill_wordings(["Could you {rest}, please?", "Gladly: {quote}."], "It is late.")) == [
        "Gladly: it is late."
    ]


def test_names_and_capitals_keep_their_first_letter() -> None:
    """A weekday, an I or a DVD is written as ever."""
    assert list(fill_wordings(["So: {quote}."], "I forgot it.")) == ["So: I forgot it."]
    assert list(fill_wordings(["So: {quote}."], "Monday is full.", keeps_capital=True)) == ["So: Monday is full."]


def test_an_address_behind_a_wording_keeps_its_small_letter() -> None:
    """A link with a capital looks mistyped."""
    assert put("https://library.example", (0, 0), "Hello! ") == "Hello! https://library.example"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_wording_leaves_a_gap_to_fill(lang: str) -> None:
    """Dots would be sent as they are."""
    said = [say for words in load_pack(lang).rules.values() for say in (words.say, *words.says.values())]
    assert not [wording for say in said for wording in say.suggestions if "..." in wording or "…" in wording]


@pytest.mark.parametrize(
    ("lang", "draft", "code", "reads"),
    [
        (
            "sv",
            "Koden står i mejlet. Det framgår tydligt på kvittot.",
            "blame",
            "Koden står i mejlet. Det framgår på kvittot, men det är lätt att missa.",
        ),
        (
            "sv",
            "Nix. För sent.",
            "abrupt",
            "Nej. Tyvärr är det för sent. Ska jag se om det går att lösa på något annat sätt?",
        ),
        ("sv", "Vi beklagar om du upplevde det så.", "apology", "Jag är ledsen över det som hände."),
        ("sv", "Den är utlånad till Peter Malmgren till fredag.", "personal-data", "Den är utlånad till fredag."),
        ("sv", "Giltig legitimation krävs.", "impersonal", "Du behöver ha med giltig legitimation."),
        ("sv", "Boken är gallrad.", "jargon", "Boken är borttagen ur samlingen."),
        ("sv", "Sista dagen stod i brevet, och det hade räckt att läsa det.", "blame", "Sista dagen stod i brevet."),
        (
            "sv",
            "Tröttnar du på det sockersöta finns riktig litteratur en trappa upp.",
            "belittle",
            "Tröttnar du på den sorten finns något annat en trappa upp.",
        ),
        (
            "sv",
            "Återlämning ska ske den 14, varefter ny reservation kan upprättas.",
            "impersonal",
            "Lämna gärna tillbaka lånet den 14. Sedan går det bra att reservera den igen.",
        ),
        (
            "sv",
            "Frågan ligger hos gruppen, som hör av sig när de kan.",
            "vague-promise",
            "Frågan ligger hos gruppen, som hör av sig inom en vecka.",
        ),
        (
            "sv",
            "Skyltarna får väl bytas ut vid tillfälle.",
            "vague-promise",
            "Skyltarna får väl bytas ut vid tillfälle, och jag hör av mig inom en vecka.",
        ),
        ("sv", "Nej.", "abrupt", "Nej, tyvärr inte. Ska jag se om det går att lösa på något annat sätt?"),
        ("sv", "Stängt. Fredag 10–16.", "abrupt", "Det är tyvärr stängt. Fredag 10–16."),
        (
            "sv",
            "Vi hopar ihop alla förslag och återkommer så småningom.",
            "vague-promise",
            "Vi hopar ihop alla förslag och återkommer inom en vecka.",
        ),
        (
            "sv",
            "Trevligt! Ni ska inställa er i disken, ni ska ha kort med er och han ska skriva under själv.",
            "command",
            "Trevligt! Ni behöver komma till disken, ha kort med er och han behöver skriva under själv.",
        ),
        (
            "sv",
            "Vi har inte den.",
            "abrupt",
            "Vi har tyvärr inte den. Ska jag se om det går att lösa på något annat sätt?",
        ),
        (
            "sv",
            "Jag frågar en kollega och återkommer.",
            "vague-promise",
            "Jag frågar en kollega och återkommer senast i morgon klockan 12.",
        ),
        (
            "sv",
            "Kul! Ni ska städa ordentligt efter er, ni ska ställa tillbaka stolarna och ni ska vara ute senast nio.",
            "command",
            "Kul! Ni behöver städa ordentligt efter er, ställa tillbaka stolarna och vara ute senast nio.",
        ),
        ("sv", "Betalning sker endast med kort.", "impersonal", "Du kan bara betala med kort."),
        ("sv", "Du måste lämna tillbaka den i dag.", "command", "Lämna gärna tillbaka den i dag."),
        (
            "sv",
            "Se https://bibliotek.example/hjalp",
            "bare-link",
            "På den här sidan finns det du frågar om: https://bibliotek.example/hjalp",
        ),
        ("fi", "Kuten sanoin, suljemme klo 19.", "blame", "Suljemme klo 19."),
        (
            "fi",
            "Täytä lomake ja tuo se tiskille.",
            "command",
            "Täytäthän lomakkeen ja tuot sen tiskille.",
        ),
        (
            "fi",
            "Sinun on tultava itse paikalle ja esitettävä kortti.",
            "command",
            "Sinun täytyisi tulla itse paikalle ja näyttää kortti.",
        ),
        (
            "fi",
            "Asiakkaan tulee esittää lomake tiskillä.",
            "impersonal",
            "Näytäthän lomakkeen tiskillä.",
        ),
        (
            "fi",
            "Sinun on toimitettava hakemus ajoissa ja käytävä infossa.",
            "command",
            "Sinun täytyisi toimittaa hakemus ajoissa ja käydä infossa.",
        ),
        (
            "fi",
            "Maksa maksut, palauta kirjat ja poistu.",
            "command",
            "Maksathan maksut, palautat kirjat ja poistut.",
        ),
        (
            "fi",
            "Osoitteenmuutoksista on ilmoitettava viipymättä.",
            "impersonal",
            "Ilmoitathan osoitteenmuutoksista mahdollisimman pian.",
        ),
        (
            "fi",
            "Meillä ei ole sen yhtyeen levyjä.",
            "no-next-step",
            "Meillä ei ole sen yhtyeen levyjä, mutta katson mielelläni, löytyisikö muualta.",
        ),
        (
            "fi",
            "Kartasto on lainassa opettaja Saara Alatalolla, ja eräpäivä on 2.12.",
            "personal-data",
            "Kartasto on lainassa, ja eräpäivä on 2.12.",
        ),
        (
            "fi",
            "Lamppu korjataan jossain välissä.",
            "vague-promise",
            "Lamppu korjataan. Kerron viimeistään huomenna klo 12, missä mennään.",
        ),
        (
            "fi",
            "Kotimaisista toimisi Enni Mustonen, jos joskus tekee mieli lukea oikeaa kirjallisuutta.",
            "belittle",
            "Kotimaisista toimisi Enni Mustonen.",
        ),
        (
            "fi",
            "Muut tapahtumat ovat jossain siellä netissä.",
            "vague",
            "Muut tapahtumat ovat netissä. Lähetän mielelläni myös suoran linkin.",
        ),
        (
            "fi",
            "Filmejä digitoidaan museossa, kannattaa kysyä sieltä.",
            "blind-referral",
            "Filmejä digitoidaan museossa. Etsin mielelläni yhteystiedot valmiiksi.",
        ),
        (
            "fi",
            "Selvitellään, mihin kortti on jäänyt, ja palataan sitten asiaan.",
            "vague-promise",
            "Selvitämme, mihin kortti on jäänyt, ja kerromme viimeistään huomenna klo 12, missä mennään.",
        ),
        (
            "fi",
            "Selvitän päivän ja palaan asiaan joskus, kun olen kuullut jotain.",
            "vague-promise",
            "Selvitän päivän ja palaan asiaan viimeistään huomenna klo 12.",
        ),
        (
            "fi",
            "Peli on Lahtisen Veeralla 9.1. asti, hän pitää siitä kovasti.",
            "personal-data",
            "Peli on lainassa 9.1. asti.",
        ),
        (
            "fi",
            "Haku on ylhäällä, sen löytää kyllä, kunhan viitsii lukea.",
            "belittle",
            "Haku on ylhäällä.",
        ),
        (
            "fi",
            "Vien toiveen työryhmälle, ja palataan asiaan.",
            "vague-promise",
            "Vien toiveen työryhmälle, ja palaan asiaan viimeistään ensi viikon perjantaina.",
        ),
        (
            "fi",
            "Vein asian johtoryhmälle ja palaan asiaan joskus.",
            "vague-promise",
            "Vein asian johtoryhmälle ja palaan asiaan viimeistään ensi viikon perjantaina.",
        ),
        (
            "fi",
            "Etsin levyä, ja sinulle kerrotaan jossain vaiheessa.",
            "vague-promise",
            "Etsin levyä, ja kerron sinulle viimeistään huomenna klo 12.",
        ),
        (
            "fi",
            "Hinnat ovat siellä jossain sivuilla, kun vähän etsit.",
            "vague",
            "Hinnat ovat sivuilla. Lähetän mielelläni myös suoran linkin.",
        ),
        (
            "fi",
            "Sitomossa osataan tämä, joten kysele sieltä.",
            "blind-referral",
            "Sitomossa osataan tämä. Etsin mielelläni yhteystiedot valmiiksi.",
        ),
        ("fi", "Ei ole.", "abrupt", "Ei valitettavasti ole. Katsonko, mitä muita vaihtoehtoja olisi?"),
        (
            "fi",
            "Selvitän päivän ja palaan asiaan jossain vaiheessa.",
            "vague-promise",
            "Selvitän päivän ja palaan asiaan viimeistään huomenna klo 12.",
        ),
    ],
)
def test_a_swedish_or_finnish_wording_taken_gives_a_whole_reply(lang: str, draft: str, code: str, reads: str) -> None:
    """What the librarian wrote is kept, and it fits du and ni, sinä and te alike."""
    finding = next(f for f in check(Draft(draft, lang=lang), Engines()).findings if f.code == code)
    assert put(draft, finding.taken, finding.suggestions[0]) == reads


@pytest.mark.parametrize(
    ("draft", "code", "reads"),
    [
        (
            "Completați formularul și aduceți-l la ghișeu.",
            "command",
            "Vă rog să completați formularul și să îl aduceți la ghișeu.",
        ),
        (
            "Utilizatorii trebuie să prezinte cererea la ghișeu.",
            "impersonal",
            "Vă rugăm să prezentați cererea la ghișeu.",
        ),
        (
            "Voi întreba o colegă și vă anunțăm.",
            "vague-promise",
            "Voi întreba o colegă și vă anunțăm până mâine la prânz.",
        ),
        ("După cum v-am mai spus, sala este la etaj.", "blame", "Sala este la etaj."),
        (
            "Nu. E împrumutată.",
            "abrupt",
            "Din păcate nu. E împrumutată, dar putem căuta împreună altceva.",
        ),
        (
            "Completați fișa, semnați-o și aduceți-o la ghișeul 2!!!",
            "command",
            "Vă rog să completați fișa, să o semnați și să o aduceți la ghișeul 2.",
        ),
        ("O are doamna Elena Ursu până vineri.", "personal-data", "Cartea e împrumutată până vineri."),
        (
            "Colega se uită și vă vom da un semn.",
            "vague-promise",
            "Colega se uită și vă vom da un semn până mâine la prânz.",
        ),
        (
            "Trebuie să aduceți fișa și trebuie să o semnați. Sunteți obligat să lăsați o copie.",
            "command",
            "Vă rog să aduceți fișa și să o semnați. Vă mai rog să lăsați o copie.",
        ),
        (
            "Sugestia va fi discutată în comisie.",
            "vague-promise",
            "Sugestia va fi discutată în comisie; vă scriem până la sfârșitul lunii unde s-a ajuns.",
        ),
        (
            "Se completează declarația și se achită taxa.",
            "impersonal",
            "Vă rugăm să completați declarația și să achitați taxa.",
        ),
        (
            "Solicitarea a fost înregistrată și urmează a fi soluționată de compartimentul de resort.",
            "impersonal",
            "Am înregistrat solicitarea dumneavoastră și de ea se ocupă colegii noștri.",
        ),
        (
            "Când vine atlasul, se va proceda la înștiințarea telefonică a titularului.",
            "impersonal",
            "Când vine atlasul, vă anunțăm noi.",
        ),
        ("Prezentați-vă la poartă până la 9.", "command", "Vă rog să vă prezentați la poartă până la 9."),
        (
            "O vor discuta în perioada următoare și vă vom ține la curent.",
            "vague-promise",
            "O vor discuta în perioada următoare și vă scriem până la sfârșitul lunii unde s-a ajuns.",
        ),
        (
            "Pentru asta mergeți la arhive. Acolo găsiți tot. Mult spor!",
            "blind-referral",
            "Pentru asta mergeți la arhive. Acolo găsiți tot. Dacă doriți, vă caut eu datele de contact. Mult spor!",
        ),
        ("Caut în registre, vă scriu eu.", "vague-promise", "Caut în registre, vă scriu eu până mâine la prânz."),
        ("Vă sunăm noi când avem noutăți.", "vague-promise", "Vă sunăm noi până mâine la prânz."),
        ("Primit.", "abrupt", "Primit, vă mulțumim."),
        ("Nu ținem colete.", "abrupt", "Din păcate nu ținem colete. Dacă doriți, căutăm împreună o altă soluție."),
        ("Îl găsiți în OPAC.", "jargon", "Îl găsiți în catalogul nostru online."),
        ("A fost casată în primăvară.", "jargon", "A fost scoasă din colecție în primăvară."),
        (
            "Nu ținem partituri.",
            "no-next-step",
            "Din păcate nu ținem partituri. Dacă doriți, căutăm împreună o altă soluție.",
        ),
        (
            "Pentru asta mergeți la primărie.",
            "blind-referral",
            "Pentru asta mergeți la primărie. Dacă doriți, vă caut eu datele de contact.",
        ),
        ("Totul scrie pe site.", "vague", "Revin imediat cu linkul exact."),
        (
            "V-am scris deja de trei ori că fișa e galbenă.",
            "blame",
            "Fișa e galbenă.",
        ),
        (
            "Trebuie să aduceți fișa până luni, altfel se anulează rezervarea.",
            "command",
            "Vă rog să aduceți fișa până luni, ca să nu se anuleze rezervarea.",
        ),
        (
            "Vă dăm de veste cumva, când se mai limpezesc lucrurile.",
            "vague-promise",
            "Vă dăm de veste până vineri, chiar dacă nu știm încă totul.",
        ),
        (
            "Când vi se face poftă de literatură adevărată, vă arăt și raftul de alături.",
            "belittle",
            "Când vi se face poftă de altceva, vă arăt și raftul de alături.",
        ),
        ("Vă ținem la curent.", "vague-promise", "Aveți vești de la noi cel târziu mâine la prânz."),
    ],
)
def test_a_romanian_wording_taken_keeps_what_was_said(draft: str, code: str, reads: str) -> None:
    """The order, the notice and the promise stay what they were, said by somebody to somebody."""
    finding = next(f for f in check(Draft(draft, lang="ro"), Engines()).findings if f.code == code)
    assert put(draft, finding.taken, finding.suggestions[0]) == reads


def test_what_stands_last_begins_a_sentence_though_its_hint_goes_on_behind_the_salutation() -> None:
    """Only what takes the place of words behind "Hei," begins as small as they did."""
    draft = "Hei,\n\nkirjaa ei ole meillä. Se on poistettu.\n\nTerveisin\nAino"
    report = check(
        Draft(draft, lang="fi", channel="email", phase="service", question="Onko teillä kirjaa?"), Engines()
    )
    finding = next(found for found in report.findings if found.code == "no-next-step")
    assert (
        put(draft, finding.taken, finding.suggestions[0])
        .splitlines()[2]
        .startswith(f"kirjaa ei ole meillä. Se on poistettu. {finding.suggestions[0][:1].upper()}")
    )
    assert finding.suggestions[0][0].isupper()


def test_the_name_that_signs_a_letter_is_no_part_of_a_telegram() -> None:
    """What makes up for a bare "no" stands behind it, and the signature stays last."""
    draft = "Ei ole.\nT. Piritta"
    report = check(Draft(draft, lang="fi", channel="email", phase="service", question="Onko kirjaa?"), Engines())
    finding = next(found for found in report.findings if found.code == "abrupt")
    assert finding.quote == "Ei ole."
    assert all(put(draft, finding.taken, wording).endswith("?\nT. Piritta") for wording in finding.suggestions)


def test_a_link_is_led_to_behind_a_smile() -> None:
    """What was said before it stays."""
    draft = "Hei! Tässä 😊 https://kirjasto.example.fi/p?id=4471"
    report = check(Draft(draft, lang="fi", channel="chat"), Engines())
    finding = next(found for found in report.findings if found.code == "bare-link")
    assert all("😊" in put(draft, finding.taken, wording) for wording in finding.suggestions)


@pytest.mark.parametrize(
    ("lang", "question", "draft", "step"),
    [
        ("en", "Are you open on Sunday?", "No, we aren't.", "Shall I check when we are next open?"),
        ("it", "Siete aperti la domenica?", "No.", "Se vuole, guardo quando riapriamo."),
        ("ro", "Sunteți deschiși duminica?", "Nu.", "Dacă doriți, verific când deschidem din nou."),
        ("sv", "Har ni öppet på söndag?", "Nej, det har vi inte.", "Ska jag kolla när vi har öppet nästa gång?"),
        ("fi", "Oletteko auki sunnuntaina?", "Emme ole.", "Katsonko, milloin olemme seuraavaksi auki?"),
    ],
)
def test_who_wanted_to_come_is_told_of_the_next_day(lang: str, question: str, draft: str, step: str) -> None:
    """A no to "are you open" has a next step of its own."""
    report = check(Draft(draft, lang=lang, question=question, channel="chat"), Engines())
    [finding] = [f for f in report.findings if f.code == "no-next-step"]
    assert finding.suggestions[0] == step
