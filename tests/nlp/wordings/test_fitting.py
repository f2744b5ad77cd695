"""Wordings fit their reply: nothing is said twice or taken away, and what is offered mends what was told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nlp.check import check
from nlp.draft import Draft
from nlp.engines.lexicon import load_own
from nlp.finding import Finding
from nlp.ports import Engines
from nlp.wordings.wording import put
from tests.nlp.spellers import KnowsAllBut

ENGINES = Engines(lexicons={lang: load_own(lang) for lang in ("en", "fi", "ro", "sv")})


def told(draft: str, code: str, lang: str = "en", **known: object) -> Finding:
    """The first finding of a code."""
    report = check(Draft(draft, lang=lang, **known), ENGINES)  # type: ignore[arg-type]
    return next(finding for finding in report.findings if finding.code == code)


def test_nobody_is_thanked_twice() -> None:
    """Where the reply thanks already, its last word is another one."""
    once = told("It is all settled.", "no-closing", phase="closing")
    twice = told("Thank you for bringing it back. It is all settled.", "no-closing", phase="closing")
    assert any("hank" in wording for wording in once.suggestions)
    assert twice.suggestions
    assert not any("hank" in wording for wording in twice.suggestions)


def test_nobody_is_asked_right_after_a_question() -> None:
    """An offer that asks stays away from a reply whose last word is a question."""
    draft = "See the town hall about that, it isn't ours. Which day would suit you?"
    assert not any(wording.endswith("?") for wording in told(draft, "blind-referral").suggestions)


def test_what_a_sentence_does_for_the_patron_is_not_taken_away() -> None:
    """A blaming half-sentence goes only where its wording leaves the offer beside it standing."""
    draft = "You should have read the e-mail, but I'll gladly renew it for you until Friday."
    assert all("until Friday" in wording for wording in told(draft, "blame").suggestions)


def test_a_complaint_is_met_without_exclamation_marks() -> None:
    """Cheerfulness would sound like not having listened."""
    draft = "The machine will be mended on Monday."
    known = {"phase": "opening", "channel": "chat", "question": "Your machine swallowed my money, I am furious."}
    assert not any("!" in wording for wording in told(draft, "greeting", complaint=True, **known).suggestions)
    assert any("!" in wording for wording in told(draft, "greeting", **known).suggestions)


@pytest.mark.parametrize(
    ("draft", "offered"), [("The circulating copies are upstairs.", False), ("It is not circulating.", True)]
)
def test_a_bracket_parts_no_term_from_its_word(draft: str, offered: bool) -> None:  # noqa: FBT001
    """The term alone reads better than "circulating (for borrowing) copies"."""
    assert bool(told(draft, "jargon").suggestions) is offered


def test_who_says_tu_is_answered_so_where_the_draft_says_neither() -> None:
    """The patron's own form decides between two hellos."""
    known = {"phase": "opening", "channel": "chat"}
    draft = "Cartea a venit azi."
    familiar = told(draft, "greeting", "ro", question="Îmi poți spune dacă a venit cartea?", **known)
    formal = told(draft, "greeting", "ro", question="Îmi puteți spune dacă a venit cartea?", **known)
    assert (familiar.suggestions[0][:5], formal.suggestions[0][:10]) == ("Salut", "Bună ziua ")


def test_a_wording_that_the_rule_would_speak_of_again_is_not_offered() -> None:
    """Half of a double promise would still leave the patron waiting."""
    draft = "Somebody will scan them at some stage and get back to you."
    assert not any("at some stage" in wording for wording in told(draft, "vague-promise").suggestions)


def test_an_offer_waits_for_the_sentences_that_take_up_what_it_is_for() -> None:
    """What says that they know more would hang in the air behind an offer."""
    draft = "Det är sådant som hembygdsföreningen sysslar med. De kan mer än vi. Vi har öppet till sju."
    finding = told(draft, "blind-referral", "sv")
    used = put(draft, finding.taken, finding.suggestions[0])
    assert used.startswith("Det är sådant som hembygdsföreningen sysslar med. De kan mer än vi. Säg till")


@pytest.mark.parametrize(
    ("draft", "reads"),
    [
        ("Den finns i vår OPAC.", "Den finns i vår sökkatalog på nätet."),
        ("Vi kan fjärrlåna den åt dig.", "Vi kan låna in den från ett annat bibliotek åt dig."),
        ("Den finns i Libris.", "Den finns i Libris (den gemensamma katalogen för svenska bibliotek)."),
        ("Du hittar den i Libris FL.", ""),
    ],
)
def test_a_term_gives_way_to_plain_words_where_they_fit(draft: str, reads: str) -> None:
    """Else they stand in brackets; and nowhere between two words of one name."""
    finding = told(draft, "jargon", "sv")
    assert [put(draft, finding.taken, wording) for wording in finding.suggestions] == ([reads] if reads else [])


@pytest.mark.parametrize(
    ("question", "opens"),
    [
        ("Bara så ni vet: årtalet på skylten är fel.", "Tack för att du säger till"),
        ("Jag hittade en plånbok i soffan och gav den till er vaktmästare.", "Stort tack"),
    ],
)
def test_thanks_know_a_mistake_told_from_a_gift(question: str, opens: str) -> None:
    """Who tells of a mistake has said something, not given it."""
    finding = told("Den är lagd i skåpet.", "thanks", "sv", question=question)
    assert finding.suggestions[0].startswith(opens)


def test_a_gloss_stands_behind_what_describes_its_term() -> None:
    """Between a noun and its participle a bracket would part them; where a name goes with the term, it stays away."""
    draft = "They are in a dark archive written off by us."
    finding = told(draft, "jargon")
    said = put(draft, finding.taken, finding.suggestions[0])
    assert said.startswith("They are in a dark archive written off by us (")
    assert not told("Intrați prin proxy EZ.", "jargon", "ro").suggestions


def test_a_gloss_that_fits_no_bracket_is_told() -> None:
    """The librarian reads the plain words either way, and finds their place where we can't."""
    gloss = "the list that shows what is in each box"
    assert gloss in told("You'll find it with the finding aid.", "jargon").suggestions[0]
    for draft in ("The finding aid stands by the window.", "The list is on paper: ask for the finding aid."):
        finding = told(draft, "jargon")  # a bracket would part the first, and say "list" twice in the second
        assert not finding.suggestions
        assert gloss in finding.message


def test_nobody_is_left_behind_as_a_mere_she() -> None:
    """With the name gone, "she" would still tell of that reader, and nobody knew whom."""
    assert told("It's with Mrs Joan Aldous until Friday.", "personal-data").suggestions
    assert not told("It's with Mrs Joan Aldous until Friday. She reads fast.", "personal-data").suggestions


def test_words_that_a_pack_calls_unfit_leave_a_hint_without_a_wording() -> None:
    """Who gets a yes, though a grudging one, needs no other solution."""
    known = {"channel": "chat", "question": "Se poate intra și fără permis?"}
    assert told("Fără permis, nu, doar la sală.", "no-next-step", "ro", **known).suggestions
    assert not told("Cu viza, da, fără, doar la sală.", "no-next-step", "ro", **known).suggestions


def test_a_complaint_and_a_question_unanswered_have_a_next_step_of_their_own() -> None:
    """Another solution would answer neither."""
    asks = {"channel": "chat", "question": "Grădina de lectură este deschisă iarna?"}
    tale = "Grădina a fost amenajată în 1978. Suntem foarte mândri de ea."
    assert "întrebarea" in told(tale, "no-next-step", "ro", **asks).suggestions[0]
    complains = {"channel": "chat", "question": "Alarma a sunat degeaba și am fost oprit!", "complaint": True}
    letter = {**complains, "channel": "email"}
    assert not told("Bună ziua,\n\nAlarma sună din senin uneori.", "impersonal", "ro", **letter).suggestions
    assert "văd imediat" in told("Alarma nu sună din senin.", "no-next-step", "ro", **complains).suggestions[0]


@pytest.mark.parametrize(
    ("draft", "says"),
    [
        ("Huset invigdes 1968. Vi är mycket stolta över det.", "tar jag reda på"),
        ("Nej, den har inte kommit hit. Bussbolaget kanske vet.", "rätt kontakt"),
        ("Skivan gick sönder, och vi har ingen annan.", "något annat sätt"),
    ],
)
def test_a_next_step_fits_who_was_refused_sent_elsewhere_or_never_answered(draft: str, says: str) -> None:
    """What is said "instead" needs a no before it, and history is none."""
    finding = told(draft, "no-next-step", "sv", question="Kan du låna ut den?", phase="service", channel="chat")
    assert says in finding.suggestions[0]


def test_no_full_stop_stands_behind_a_smile() -> None:
    """A wording beside a sentence that ends with one goes on after a space."""
    draft = "Fråga dem, så ordnar det sig 🙂"
    assert told(draft, "blind-referral", "sv").suggestions[0].startswith(f"{draft} Säg till")


def test_a_finnish_reply_gets_a_next_step_of_its_kind() -> None:
    """A complaint is looked into, a missing book may be elsewhere, and a promise with its time needs no other."""
    fault = told("Ei, säännöt ovat kaikille samat.", "no-next-step", "fi", complaint=True, question="Se on väärin!")
    assert "Selvitän" in fault.suggestions[0]
    gone = told("Sen ainoa kappale on kadonnut.", "no-next-step", "fi", question="Onko teillä Kanteletarta?")
    assert gone.suggestions[0] == "Katsonko, löytyisikö muualta?"


def test_an_offer_is_no_aside_in_a_finnish_reply() -> None:
    """Behind a bare no it is the last word, or it isn't offered."""
    asked = {"question": "Onko jonoa jäljellä?"}
    last = told("Ei ole.", "abrupt", "fi", **asked)
    assert last.suggestions[0].endswith("Katsonko, mitä muita vaihtoehtoja olisi?")
    amid = told("Ei ole. Niitä joutuu odottamaan.", "abrupt", "fi", **asked)
    assert not any("Katsonko" in wording for wording in amid.suggestions)


@pytest.mark.parametrize(
    ("lang", "question", "draft", "offers"),
    [
        ("en", "Did I leave my umbrella with you?", "Nothing like that was handed in.", "as soon as it turns up"),
        ("it", "Ho lasciato il mio ombrello da voi?", "No, non abbiamo trovato nulla.", "la avviso subito"),
        ("ro", "Am uitat umbrela la voi?", "Nu am găsit nimic.", "vă scriu imediat"),
        ("sv", "Glömde jag mitt paraply hos er?", "Nej, inget sådant är inlämnat.", "så fort något dyker upp"),
        ("fi", "Jäikö minulta sateenvarjo teille?", "Ei ole löytynyt.", "heti, jos se löytyy"),
    ],
)
def test_who_lost_something_hears_that_we_look_out_for_it(lang: str, question: str, draft: str, offers: str) -> None:
    """No other solution would bring an umbrella back."""
    assert offers in told(draft, "no-next-step", lang, channel="chat", question=question).suggestions[0]


@pytest.mark.parametrize(
    ("lang", "draft", "time"),
    [
        ("en", "The manager is on leave. I'll get back to you.", "by the end of next week"),
        ("en", "I'll get back to you.", "by noon tomorrow"),
        ("it", "La collega è in ferie. Le faccio sapere.", "entro la fine della prossima settimana"),
        ("ro", "Colega e în concediu. Verific și revin.", "până la sfârșitul săptămânii viitoare"),
        ("sv", "Chefen är på semester. Jag återkommer.", "senast fredag nästa vecka"),
        ("fi", "Vastaava on lomalla. Palataan asiaan jossain vaiheessa!", "viimeistään ensi viikon perjantaina"),
    ],
)
def test_a_promise_that_waits_for_others_gets_more_time(lang: str, draft: str, time: str) -> None:
    """Nobody answers by tomorrow for who is away; wherever in the draft that stands."""
    assert time in told(draft, "vague-promise", lang, channel="chat").suggestions[0]


@pytest.mark.parametrize(
    ("lang", "draft", "offers"),
    [
        ("en", "The lift is mended now.", "Thank you for your patience."),
        ("it", "L'ascensore adesso funziona.", "Grazie per la pazienza."),
        ("ro", "Liftul funcționează din nou.", "Vă mulțumim pentru răbdare."),
        ("sv", "Hissen går igen.", "Tack för tålamodet."),
        ("fi", "Hissi toimii taas.", "Kiitos kärsivällisyydestä."),
    ],
)
def test_last_words_to_a_complaint_thank_for_patience(lang: str, draft: str, offers: str) -> None:
    """Whoever had to write four times is not asked to write again."""
    finding = told(draft, "no-closing", lang, channel="chat", phase="closing", complaint=True)
    assert finding.suggestions[0].strip() == offers


def test_who_complains_hears_a_sorry_in_place_of_a_reproach() -> None:
    """It was our fault; who asks in peace gets no words in its place, as the sentence may hold what they need."""
    draft = "Both books are off your card now. You should have checked the receipt before you left."
    assert not told(draft, "blame").suggestions
    assert told(draft, "blame", complaint=True).suggestions[0].startswith("I'm sorry for the trouble")


def test_a_small_word_in_capitals_is_calmed_beside_what_is_loud() -> None:
    """Alone "ALL" and "PIN" say nothing; where somebody shouts, the word that is no abbreviation shouts, too."""
    draft = "ALL readers were told by e-mail!! The PIN is on the card."
    finding = told(draft, "shout")
    assert put(draft, finding.taken, finding.suggestions[0]).startswith("All readers were told by e-mail. The PIN is")


@pytest.mark.parametrize(
    ("lang", "draft", "reads"),
    [
        ("it", "Gentile signora, La ringrazio: puoi ritirarlo quando vuoi.", "può ritirarlo quando vuole"),
        ("ro", "Vă mulțumim și vă așteptăm. Poți lua opt cărți.", "Puteți"),
        ("sv", "Du kan hämta din bok i dag. Vi ber er visa kortet.", "ber dig"),
        ("sv", "Det går bra att Ni behåller den till fredag. Har Ni frågor, så vet du var vi finns.", "Ni"),
        ("sv", "Du får din bok i dag, och du kan ta med den hem. Vi ser att Ni väntar.", "du"),
        ("fi", "Kirjasi on saapunut ja voit hakea sen. Muistattehan, että voitte uusia.", "Muistathan, että voit"),
        ("fi", "MUISTAKAA ILMOITTAUTUA. Voit vastata tähän, kerro lasten määrä.", "MUISTA"),
        ("fi", "Opas odottaa teitä, ja voitte tulla heti. Ota tablettisi mukaan.", "Ottakaa tablettinne"),
    ],
)
def test_one_way_of_saying_you_is_kept_to(lang: str, draft: str, reads: str) -> None:
    """All words of the rarer form are turned at once, verbs and their possessives alike."""
    assert told(draft, "register", lang).suggestions == (reads,)


@pytest.mark.parametrize(
    ("lang", "draft"),
    [
        ("ro", "Puteți veni oricând, vă așteptăm, iar cu contul tău ți se trimite codul."),  # "ți" has no partner
        ("ro", "Poți veni oricând, te aștept, dacă vrei. Vă caut și romanul."),  # "vă" may be "te" or "îți"
        ("sv", "Du får din bok i dag. Er bok ligger i disken."),
    ],
)
def test_half_a_turn_is_not_offered(lang: str, draft: str) -> None:
    """Where one word cannot be turned the reply would be mixed still."""
    assert not told(draft, "register", lang).suggestions


def test_of_a_number_its_last_two_digits_stay() -> None:
    """As the message says; but a sentence that is there to tell the number would say nothing without it."""
    draft = "I've put it on your card 21408003771562."
    finding = told(draft, "personal-data")
    assert put(draft, finding.taken, finding.suggestions[0]) == "I've put it on your card ending in 62."
    assert not told("Your card number: 21408003771562.", "personal-data").suggestions


def test_a_no_is_not_made_kind_beside_words_as_curt() -> None:
    """A regret beside another telegram is as curt as before; a time beside it says what one needs."""
    assert told("No. On loan.", "abrupt").suggestions
    assert not told("No. Reserved, Jo.", "abrupt").suggestions
    assert not told("No. On loan. See desk.", "abrupt").suggestions


@pytest.mark.parametrize(
    ("question", "opens"),
    [
        ("Do you keep the Gazette? Many thanks, Prof. Anita Rao", "Dear Professor Rao,"),
        ("Could we start a reading circle? Yours, Brenda Halliwell", "Dear Brenda Halliwell,"),
        ("Do you keep the Gazette? Many Thanks", "Hello, and thank you for writing."),
        ("Is it open? I live in York.", "Hello, and thank you for writing."),
    ],
)
def test_who_signed_a_letter_is_greeted_by_name(question: str, opens: str) -> None:
    """Where it is sure that it is a name, and nobody has to guess whose."""
    engines = replace(ENGINES, spellers={"en": KnowsAllBut("Rao", "Anita", "Brenda", "Halliwell")})
    draft = Draft("We keep it from 1874 on.", lang="en", channel="email", phase="opening", question=question)
    finding = next(f for f in check(draft, engines).findings if f.code == "greeting")
    assert finding.suggestions[0].startswith(opens)


@pytest.mark.parametrize("called", ["Mr and Mrs Hill,", "Leena Salmela,", "Dear Leena and Matti Salmela,"])
def test_thanks_stand_behind_the_names_that_a_letter_begins_with(called: str) -> None:
    """A line of names alone is its hello: nothing is put above it, and no other hello is missed."""
    draft = f"{called}\n\nthe photos are in the archive.\n\nBest wishes\nAnna"
    known = {"channel": "email", "phase": "opening", "question": "I brought you the photos of my grandfather."}
    codes = {f.code for f in check(Draft(draft, lang="en", **known), ENGINES).findings}  # type: ignore[arg-type]
    thanks = told(draft, "thanks", **known)
    assert "greeting" not in codes
    assert put(draft, thanks.taken, thanks.suggestions[0]).startswith(f"{called}\n\nthank you")


@pytest.mark.parametrize(
    ("lang", "question", "draft", "reads"),
    [
        ("en", "Perfect, thank you so much!", "ok", "You're welcome, I'm glad it helped!"),
        ("it", "Grazie mille, l'ho trovato.", "Ok.", "Si figuri, è stato un piacere. A presto!"),
        ("ro", "Mulțumesc mult, am găsit!", "Bine.", "Cu mare drag, mă bucur că v-am putut fi de folos!"),
        ("sv", "Tack så mycket, då vet jag.", "Ok.", "Varsågod, roligt att det hjälpte!"),
        ("fi", "Kiitos, löysin sen artikkelin!", "Ok.", "Eipä kestä! Mukava, että siitä oli apua."),
    ],
)
def test_thanks_get_a_word_in_return(lang: str, question: str, draft: str, reads: str) -> None:
    """A bare nod to somebody's thanks, in which nothing more was asked; else it answers a question."""
    assert told(draft, "abrupt", lang, question=question).suggestions[0] == reads
    assert reads not in told(draft, "abrupt", lang, question=f"{question} 14:30?").suggestions


def test_a_casual_greeting_says_which_form_is_meant() -> None:
    """The formal words are turned, though there are more of them."""
    draft = (
        "Moikka Joni! Sen jälkeen voitte varata tilan. Ilmoittakaa, kumpi teille sopii, niin laitan nimesi listalle."
    )
    finding = told(draft, "register", "fi")
    assert put(draft, finding.taken, finding.suggestions[0]) == (
        "Moikka Joni! Sen jälkeen voit varata tilan. Ilmoita, kumpi sinulle sopii, niin laitan nimesi listalle."
    )


@pytest.mark.parametrize(
    ("lang", "question", "draft", "says"),
    [
        ("en", "I drove 12 miles and you were closed!", "We shut at noon.", "wasted trip"),
        ("en", "I've been waiting for six weeks!", "Two readers are ahead of you.", "long wait"),
        ("en", "You fined me for a book I gave back!", "It was on the shelf. I've cleared it.", "mistaken charge"),
        ("it", "Ho fatto venti chilometri ed era chiuso!", "Il lunedì si apre alle 14.", "viaggio"),
        ("it", "Aspetto da tre settimane!", "Il libro è dal rilegatore.", "attesa"),
        ("ro", "Am venit 20 de km și era închis!", "Lunea deschidem la 14.", "drumul"),
        ("ro", "Gălăgia din sală e de nesuportat!", "Azi au fost două clase.", "gălăgie"),
        ("sv", "Jag åkte tre mil och det var stängt!", "På måndagar öppnar vi klockan 14.", "resa i onödan"),
        ("sv", "Ni skickade en räkning fast boken är lämnad!", "Den är här, så räkningen är struken.", "avgiften"),
        ("fi", "Ajoin 20 km ja ovi oli lukossa!", "Maanantaisin avaamme kello 14.", "turhasta käynnistä"),
        ("fi", "Sain teiltä laskun, vaikka palautin kirjan!", "Kirja löytyi, ja poistin laskun.", "laskusta"),
        ("fi", "Sain teiltä laskun, vaikka palautin kirjan!", "Kirjaa ei ole palautettu.", "harmia"),
    ],
)
def test_regret_is_for_what_went_wrong(lang: str, question: str, draft: str, says: str) -> None:
    """Who came, waited or paid for nothing hears a word of that; a bill is wrong only where it is taken back."""
    assert says in told(draft, "apology", lang, question=question, complaint=True).suggestions[0]


@pytest.mark.parametrize(
    ("lang", "question", "draft", "says"),
    [
        ("en", "Is there room in the workshop?", "It's fully booked.", "next one"),
        ("en", "Do you have the Catan game?", "Both copies are on loan.", "hold"),
        ("it", "Possiamo mangiare un panino in sala?", "No, non è possibile.", "dove"),
        ("ro", "Mai sunt locuri la atelierul de lut?", "Nu mai sunt locuri.", "când se mai ține"),
        ("sv", "Kan jag boka ett grupprum i morgon?", "Alla rum är redan bokade.", "ledigt"),
        ("fi", "Saako salissa syödä eväitä?", "Ei saa.", "missä se onnistuisi"),
        ("fi", "Mahtuuko sarjakuvapajaan vielä?", "Paja on täynnä.", "seuraavan kerran"),
        ("fi", "Onko teillä Catania lainattavana?", "Se on lainassa.", "varauksen"),
    ],
)
def test_the_next_step_fits_what_was_asked_for(lang: str, question: str, draft: str, says: str) -> None:
    """A full event comes again, a room gets free, a loan can be reserved, and lunch eaten elsewhere."""
    assert says in told(draft, "no-next-step", lang, question=question, channel="chat").suggestions[0]


def test_a_bare_no_leads_to_the_same_next_step() -> None:
    """What an abrupt "no" is turned into ends with the step that fits (``{step}``)."""
    turned = told("Ei saa.", "abrupt", "fi", question="Saako salissa syödä eväitä?", channel="chat")
    assert turned.suggestions[0] == "Ei valitettavasti saa. Katsonko, missä se onnistuisi?"


@pytest.mark.parametrize(("channel", "says"), [("chat", "Pieni hetki"), ("email", "huomenna")])
def test_who_complains_in_the_chat_waits_for_now(channel: str, says: str) -> None:
    """A letter may be answered tomorrow; who sits at the lift may not."""
    asked = {"question": "Hissi on rikki, miten pääsen ylös?!", "complaint": True, "channel": channel}
    assert says in told("Muuta reittiä ei valitettavasti ole.", "no-next-step", "fi", **asked).suggestions[0]


def test_thanks_name_what_was_given() -> None:
    """A bare thank-you in answer to a request leaves them guessing what for."""
    asked = "Kokosin oheen listan kirjoista, jotka äiti on lukenut. Voisitteko valita muutaman?"
    assert (
        told("Valitsin viisi romaania.", "thanks", "fi", question=asked).suggestions[0] == "Kiitos paljon listasta! "
    )


def test_a_sentence_that_shouts_is_calmed_as_a_whole() -> None:
    """A word of the patron's is an abbreviation only where they wrote it in capitals."""
    draft = "Avain palautetaan AINA HETI tiskille, EI hyllyyn!!!"
    finding = told(draft, "shout", "fi", question="Ovi oli aina auki, miksi ei nyt?")
    assert put(draft, finding.taken, finding.suggestions[0]) == "Avain palautetaan aina heti tiskille, ei hyllyyn."
