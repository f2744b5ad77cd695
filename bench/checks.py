"""G5 to G8: reading drafts, against LanguageTool alone in the same interleaved run.

Both sides ask one LanguageTool server (nodelay, its own caches on); a text that one side sent is never sent by the
other, so nobody profits from the other's cache. Every draft is about 85 words of its own: sentences with numbers
that no other draft has.

- ``G5``: a draft that is all new: our whole check, and LanguageTool over a kept connection.
- ``G5b``: a draft with five mistakes, suggestions and all.
- ``G6``: a draft after an edit in one sentence: against our full check, and LanguageTool on that sentence alone.
- ``G7``: a draft that did not change: how often LanguageTool is asked.
- ``G8``: eight librarians editing a sentence at a time, through us and through language-tool-python.
"""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlencode

from language_tool_python import LanguageTool as Library

from bot import interpreter
from bot.engines.languagetool import languagetool_here
from bot.parts import parts_dir
from nlp.check import check
from nlp.draft import Draft
from nlp.engines import open_engines
from nlp.engines.flight import Ready
from nlp.engines.languagetool import LanguageTool
from nlp.engines.languagetool_client import CODES, Eager, connect_client, load_language
from nlp.ports import Engines

ROUNDS = 5
DRAFTS = 12
LIBRARIANS = 8
EDITS = 6
BUDGET = 10.0

SENTENCES = {
    "en": (
        "Good morning, and thank you for your message of {n} o'clock.",
        "We have {n} copies of that novel, and one of them is on the shelf in the reading room on the ground floor.",
        "I have put it aside for you under number {n}, so there is no need to hurry.",
        "You can collect it until Saturday at five, or I can send it to the branch with {n} seats near your school.",
        "If you would rather listen to it, the audiobook of {n} minutes can be borrowed at home with your card.",
        "Would one of these help you, or shall I look for the edition of {n} pages with larger letters?",
    ),
    "it": (
        "Buongiorno, e grazie per il suo messaggio delle {n}.",
        "Abbiamo {n} copie di quel romanzo, e una si trova sullo scaffale della sala di lettura al piano terra.",
        "L'ho messa da parte per lei con il numero {n}, quindi può venire con calma.",
        "Può ritirarla fino a sabato alle cinque, oppure la mando alla sede con {n} posti vicino alla sua scuola.",
        "Se preferisce ascoltarlo, l'audiolibro di {n} minuti si prende in prestito da casa con la tessera.",
        "Le andrebbe bene così, o vuole che cerchi l'edizione di {n} pagine con i caratteri più grandi?",
    ),
    "ro": (
        "Bună ziua și vă mulțumim pentru mesajul de la ora {n}.",
        "Avem {n} exemplare din acest roman, iar unul este pe raftul din sala de lectură de la parter.",
        "L-am păstrat pentru dumneavoastră cu numărul {n}, așa că nu este nicio grabă.",
        "Îl puteți ridica până sâmbătă la ora cinci sau îl pot trimite la filiala cu {n} locuri de lângă școală.",
        "Dacă preferați să îl ascultați, varianta audio de {n} minute se împrumută de acasă cu permisul.",
        "V-ar ajuta una dintre variante sau doriți să caut ediția de {n} pagini cu litere mai mari?",
    ),
    "sv": (
        "God morgon och tack för ditt meddelande klockan {n}.",
        "Vi har {n} exemplar av romanen, och ett av dem står på hyllan i läsesalen på bottenvåningen.",
        "Jag har lagt undan det åt dig med nummer {n}, så det är ingen brådska.",
        "Du kan hämta det till och med lördag klockan fem, eller så skickar jag det till filialen med {n} platser.",
        "Om du hellre vill lyssna kan ljudboken på {n} minuter lånas hemifrån med ditt kort.",
        "Skulle något av det passa, eller vill du att jag letar efter utgåvan på {n} sidor med större text?",
    ),
    "fi": (
        "Hyvää päivää, ja kiitos kello {n} tulleesta viestistäsi.",
        "Meillä on siitä romaanista {n} kappaletta, ja yksi niistä on alakerran lukusalin hyllyssä.",
        "Laitoin sen sinulle sivuun numerolla {n}, joten kiirettä ei ole.",
        "Voit noutaa sen lauantaihin kello viiteen asti, tai lähetän sen {n} paikan lähikirjastoon koulusi viereen.",
        "Jos kuuntelet mieluummin, {n} minuutin äänikirjan voi lainata kotoa kirjastokortilla.",
        "Sopisiko jokin näistä, vai etsinkö {n} sivun painoksen, jossa on suuremmat kirjaimet?",
    ),
}
MISTAKES = {
    "en": "I have recieved your mesage and wil look for teh book tommorow.",
    "it": "Ho ricevutto il suo mesaggio e cerchero il libbro domattina presto in magazino.",
    "ro": "Am primitt mesajjul și voi cauta cărtea mîine dimineață.",
    "sv": "Jag har fåt ditt medelande och ska leta efter bokenn imorrgon på biblotekets lager.",
}
_NUMBERS = count(10_000)


def new_draft(lang: str) -> list[str]:
    """The sentences of a draft that nobody has seen."""
    return [sentence.format(n=next(_NUMBERS)) for sentence in SENTENCES[lang]]


@dataclass
class Sides:
    """Both sides of a comparison, and the server they share."""

    address: str
    engines: Engines
    asked: list[str]

    def ours(self, lang: str, text: str) -> float:
        """Seconds of our whole check."""
        begun = time.perf_counter()
        report = check(Draft(text, lang=lang, channel="chat", phase="service"), self.engines)
        if report.languagetool != "ok":
            raise SystemExit(f"LanguageTool was {report.languagetool} in mid-bench")
        return time.perf_counter() - begun

    def theirs(self, lang: str, text: str, connection: http.client.HTTPConnection) -> float:
        """Seconds of LanguageTool over a kept connection."""
        begun = time.perf_counter()
        body = urlencode({"language": CODES[lang], "text": text})
        connection.request("POST", "/v2/check", body, {"Content-Type": "application/x-www-form-urlencoded"})
        connection.getresponse().read()
        return time.perf_counter() - begun

    def connection(self) -> http.client.HTTPConnection:
        """A connection to keep."""
        return http.client.HTTPConnection(self.address.removeprefix("http://"), timeout=60)


class Counting:
    """A client that remembers what it was asked."""

    def __init__(self, client: Any, asked: list[str]) -> None:
        self._client = client
        self._asked = asked

    def send(self, text: str) -> Ready | None:
        """Send ahead as the client does."""
        return self._client.send(text) if isinstance(self._client, Eager) else None

    def check(self, text: str) -> Sequence[Any]:
        """What the client says."""
        self._asked.append(text)
        found: Sequence[Any] = self._client.check(text)
        return found


def milliseconds(values: Sequence[float]) -> str:
    """Median and 99th percentile."""
    return f"{1000 * median(values):.1f} / {1000 * p99(values):.1f} ms"


def p99(values: Sequence[float]) -> float:
    """The 99th percentile."""
    return quantiles(values, n=100, method="inclusive")[98]


def g5(sides: Sides, lang: str) -> None:
    """All new, interleaved."""
    connection, ours, theirs = sides.connection(), [], []
    for _ in range(ROUNDS * DRAFTS):
        ours.append(sides.ours(lang, " ".join(new_draft(lang))))
        theirs.append(sides.theirs(lang, " ".join(new_draft(lang)), connection))
    ratio, tail = median(ours) / median(theirs), p99(ours) / p99(theirs)
    more = 1000 * (median(ours) - median(theirs))
    good = ratio <= 1.15 or more <= 8
    print(
        f"G5  {lang}  ours {milliseconds(ours)}  LanguageTool {milliseconds(theirs)}"
        f"  ratio {ratio:.2f} / {tail:.2f}  {more:+.1f} ms  {verdict(good)}"
    )


def g5b(sides: Sides, lang: str) -> None:
    """Five mistakes with suggestions; the words are new to our cache in the first round only, so that one counts."""
    took = sides.ours(lang, f"{MISTAKES[lang]} {new_draft(lang)[0]}")
    print(f"G5b {lang}  five mistakes, suggestions and all: {1000 * took:.0f} ms  {verdict(took <= 0.4)}")


def g6_g7(sides: Sides, lang: str) -> None:
    """One sentence edited, then nothing at all."""
    connection = sides.connection()
    whole, again, alone, same = [], [], [], []
    asked = 0
    for _ in range(ROUNDS * DRAFTS):
        draft = new_draft(lang)
        whole.append(sides.ours(lang, " ".join(draft)))
        draft[2] = new_draft(lang)[2]
        again.append(sides.ours(lang, " ".join(draft)))
        alone.append(sides.theirs(lang, new_draft(lang)[2], connection))
        before = len(sides.asked)
        same.append(sides.ours(lang, " ".join(draft)))
        asked += len(sides.asked) - before
    of_whole, of_alone = median(again) / median(whole), median(again) / median(alone)
    good = of_whole <= 0.4 and of_alone <= 1.3
    print(
        f"G6  {lang}  edited {milliseconds(again)}  whole {milliseconds(whole)}  LanguageTool on it"
        f" {milliseconds(alone)}  ratio {of_whole:.2f} and {of_alone:.2f}  {verdict(good)}"
    )
    print(f"G7  {lang}  unchanged {milliseconds(same)}  LanguageTool asked {asked} times  {verdict(asked == 0)}")


def g8(sides: Sides, lang: str) -> None:
    """Eight librarians at once: both ways read the same kind of edits."""
    client = Library(CODES[lang], remote_server=sides.address)

    def edit(read: Callable[[str], object]) -> None:
        draft = new_draft(lang)
        for turn in range(EDITS):
            draft[turn % len(draft)] = new_draft(lang)[turn % len(draft)]
            read(" ".join(draft))

    def rate(read: Callable[[str], object]) -> float:
        begun = time.perf_counter()
        with ThreadPoolExecutor(LIBRARIANS) as librarians:
            list(librarians.map(lambda _: edit(read), range(LIBRARIANS)))
        return LIBRARIANS * EDITS / (time.perf_counter() - begun)

    pairs = [(rate(lambda text: sides.ours(lang, text)), rate(client.check)) for _ in range(ROUNDS)]
    ratio = median(ours / theirs for ours, theirs in pairs)
    ours, theirs = (median(side) for side in zip(*pairs, strict=True))
    rates = f"ours {ours:.0f}/s  language-tool-python {theirs:.0f}/s"
    print(f"G8  {lang}  {rates}  ratio {ratio:.2f}  {verdict(ratio >= 1.5)}")


def verdict(good: bool) -> str:  # noqa: FBT001 - a verdict is its only argument
    """One word."""
    return "good" if good else "NOT MET"


def run() -> None:
    """All languages that LanguageTool reads."""
    interpreter.tune()
    server = languagetool_here(parts_dir())
    if server is None:
        print("LanguageTool is not installed: smiledesk get")
        return
    server.start()
    try:
        if not server.wait_until_up(60):
            print(f"LanguageTool did not start: {server.reason}")
            return
        address = server.address() or ""
        asked: list[str] = []
        grammar = LanguageTool(
            server.address,
            connect=lambda where, code: Counting(connect_client(where, code, timeout=60), asked),
            patience=BUDGET,
        )
        sides = Sides(address, open_engines(parts_dir(), grammar=grammar, budget=BUDGET), asked)
        for lang, code in CODES.items():
            load_language(address, code)
            connection = sides.connection()
            for _ in range(30):  # Java compiles what it runs often
                sides.ours(lang, " ".join(new_draft(lang)))
                sides.theirs(lang, " ".join(new_draft(lang)), connection)
            g5b(sides, lang)
            g5(sides, lang)
            g6_g7(sides, lang)
            g8(sides, lang)
        grammar.close()
    finally:
        server.stop()
