"""A city's patrons at one desk: the real server, a practice Telegram, a mailbox, and librarians who type.

``--times 1`` is the busiest hour of a city that asks 10,000 questions a day; 100 times are the paper plan's million.
Arrivals follow a day's hours, pressed into the seconds of the run: the rate at each is the real one. Patrons write by
the web (two of three), by Telegram or by e-mail, in five languages and several moods; each waits for an answer, most
write again, some twice. Librarians type their answers (a check at each third), send, and go on. Everybody's words, on
both sides, are counted at the end: what was accepted is there once, what was sent was read once.

What is printed are this machine's figures, the people themselves on it: no ratio, and only losses and doubles are
goals.
"""

from __future__ import annotations

import asyncio
import os
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, Final

import aiohttp

from bench import _goals as goals
from bench._desk import HURRIED, IDS, Librarian, librarian, running_desk
from bench._patrons import ANSWER, EmailPatron, Mailbox, Patron, TelegramPatron, WebPatron, mailbox, practice_telegram
from tests.faults.crowd import room
from tests.waiting import until

SECONDS: Final = 30.0
PEAK: Final = 0.6  # conversations a second at the busiest hour, once
HOURS: Final = (2, 1, 1, 0, 0, 1, 2, 4, 7, 11, 14, 15, 13, 14, 16, 18, 17, 14, 10, 7, 5, 4, 3, 3)
ON_TELEGRAM: Final = 0.2
BY_EMAIL: Final = 0.13
CORRESPONDENTS: Final = 8  # librarians at once, and as many more as there are times
PATIENCE: Final = 60.0
TYPING: Final = 0.25  # seconds for a third of an answer

QUESTIONS: Final = {
    "en": ("Do you have a quiet room for four on Friday?", "Thank you! And until when?", "I HAVE ASKED TWICE."),
    "it": ("Avete il nuovo romanzo in prestito?", "Grazie mille! Posso prenotarlo?", "Insomma, c'è o non c'è?"),
    "ro": ("Pot prelungi cărțile de acasă?", "Mulțumesc! Și pe cele de la copii?", "Nu merge, deja am încercat."),
    "sv": ("Hej! Har ni kartor över skärgården?", "Tack! Får man låna hem dem?", "Ingen svarar ju i telefonen."),
    "fi": ("Hei! Onko teillä lukupiiriä nuorille?", "Kiitos! Pitääkö ilmoittautua?", "Sivu ei toimi taaskaan."),
}  # fmt: skip
"""How somebody begins, goes on, and sounds when it takes too long."""

ANSWERS: Final = {
    "en": "Good morning, and thank you for asking. I have looked it up for you and kept it at the desk until Friday.",
    "it": "Buongiorno e grazie della domanda. Ho controllato e gliel'ho messo da parte al banco fino a venerdì.",
    "ro": "Bună ziua și mulțumim de întrebare. Am verificat și v-am păstrat-o la ghișeu până vineri.",
    "sv": "Hej och tack för frågan! Jag har tittat efter och lagt undan det åt dig i disken till på fredag.",
    "fi": "Hei ja kiitos kysymyksestä! Tarkistin asian ja jätin sen sinulle tiskille perjantaihin asti.",
}


@dataclass
class Day:
    """What happened.

    Attributes:
        accepted: Every text the desk said it has.
        sent: Every answer a librarian was told is on its way.
        read: Every answer a patron has read.
        accepting: Seconds until the desk had a message from its own page.
        waiting: Seconds from then to the answer on the patron's screen.
        checking: Seconds of each check.
        given_up: Patrons who were not answered in time.
    """

    accepted: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    accepting: list[float] = field(default_factory=list)
    waiting: list[float] = field(default_factory=list)
    checking: list[float] = field(default_factory=list)
    given_up: int = 0


async def _visit(who: Patron, day: Day, dice: random.Random) -> None:
    """One patron's conversation, from the question to the end."""
    lang = dice.choice(tuple(QUESTIONS))
    begins, goes_on, cross = QUESTIONS[lang]
    texts = [begins, *([goes_on] if dice.random() < 0.6 else []), *([cross] if dice.random() < 0.2 else [])]
    try:
        for turn, words in enumerate(texts, 1):
            text = f"{words} ({next(IDS)})"
            begun = time.perf_counter()
            await who.write(text, lang)
            day.accepted.append(text)
            if isinstance(who, WebPatron):
                day.accepting.append(time.perf_counter() - begun)
            begun = time.perf_counter()

            async def answered(turns: int = turn) -> bool:
                return len(await who.read()) >= turns

            await until(answered, PATIENCE)
            day.waiting.append(time.perf_counter() - begun)
        await asyncio.sleep(1)
        day.read += await who.read()
        await who.leave()
    except TimeoutError:
        day.read += await who.read()
        day.given_up += 1


class Desk:
    """The librarians: one line to the console, and many hands."""

    def __init__(self, anna: Librarian, day: Day) -> None:
        self._anna, self._day = anna, day
        self._waiting: asyncio.Queue[str] = asyncio.Queue()
        self._known: set[str] = set()
        self._waits: dict[str, bool] = {}
        self._headers = {"Cookie": anna.cookie, "X-CSRF-Token": anna.csrf}
        self.conversations: set[str] = set()

    async def listen(self) -> None:
        """Put whoever waits into the queue of hands, once at a time."""
        async with self._anna.listening() as ws:
            async for message in ws:
                frame = message.json()
                if frame["type"] == "queue":
                    conversation = frame["conversation"]["id"]
                    self._waits[conversation] = frame["conversation"]["waiting_since"] is not None
                    if self._waits[conversation]:
                        self._wanted(conversation)

    def _wanted(self, conversation: str) -> None:
        self.conversations.add(conversation)
        if conversation not in self._known:
            self._known.add(conversation)
            self._waiting.put_nowait(conversation)

    async def work(self) -> None:
        """Answer one after another."""
        while True:
            conversation = await self._waiting.get()
            again = await self._answer(conversation)
            self._known.discard(conversation)
            if again or self._waits[conversation]:  # they may have written on before we were back
                self._wanted(conversation)

    async def _answer(self, conversation: str) -> bool:
        """Claim, read, type, send; whether somebody wrote meanwhile."""
        await self.ask("POST", conversation, "/claim")
        _, opened = await self.ask("GET", conversation)
        if opened["conversation"]["waiting_since"] is None:
            return False
        text = f"{ANSWERS[opened['conversation']['lang']]} {ANSWER}{next(IDS)}"
        for third in (1, 2, 3):
            await asyncio.sleep(TYPING)
            begun = time.perf_counter()
            await self.ask("POST", conversation, "/check", {"text": text[: len(text) * third // 3], "version": third})
            self._day.checking.append(time.perf_counter() - begun)
        told = {"client_id": f"city-{next(IDS):032}", "text": text, "seen": opened["seq"], "confirmed": []}
        status, said = await self.ask("POST", conversation, "/replies", told)
        if status == 422:
            told["confirmed"] = [finding["code"] for finding in said["findings"]]
            status, said = await self.ask("POST", conversation, "/replies", told)
        if status == 202:
            self._day.sent.append(text)
        elif status != 409:
            raise SystemExit(f"a reply was refused: {status} {said}")
        return status == 409

    async def ask(self, method: str, conversation: str, path: str = "", told: Any = None) -> tuple[int, Any]:
        """Status and JSON."""
        url = f"{self._anna.origin}/api/conversations/{conversation}{path}"
        async with self._anna.session.request(method, url, json=told, headers=self._headers) as answer:
            return answer.status, await answer.json()

    async def journal(self) -> Counter[str]:
        """How often each text of a patron is in the journals."""
        texts: Counter[str] = Counter()
        for conversation in self.conversations:
            _, opened = await self.ask("GET", conversation)
            texts.update(e["text"] for e in opened["entries"] if e["by"] == "patron" and e["kind"] == "message")
        return texts


def arrivals(times: float, seconds: float, dice: random.Random) -> Iterator[float]:
    """Seconds from the begin at which somebody asks: the hours of a day, one after another."""
    at, busiest = 0.0, max(HOURS)
    while (at := at + dice.expovariate(PEAK * times)) < seconds:
        if dice.random() < HOURS[int(24 * at / seconds)] / busiest:
            yield at


async def _day(
    origin: str, practice: str, letters: Mailbox | None, anna: Librarian, times: float
) -> tuple[Day, Counter[str]]:
    day, dice = Day(), random.Random(20261122)
    desk = Desk(anna, day)
    behind = [asyncio.create_task(desk.listen())]
    behind += [asyncio.create_task(desk.work()) for _ in range(CORRESPONDENTS + int(times))]
    visits = []
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(PATIENCE)) as session:
        begun = time.perf_counter()
        for at in arrivals(times, SECONDS, dice):
            await asyncio.sleep(max(0.0, begun + at - time.perf_counter()))
            way = dice.random()
            who: Patron = WebPatron(session, origin)
            if way < ON_TELEGRAM:
                who = TelegramPatron(session, practice)
            elif letters and way < ON_TELEGRAM + BY_EMAIL:
                who = EmailPatron(letters)
            visits.append(asyncio.create_task(_visit(who, day, dice)))
        await asyncio.gather(*visits)
        there = await desk.journal()
    for task in behind:
        task.cancel()
    await asyncio.gather(*behind, return_exceptions=True)
    return day, there


def run(times: float = 10) -> list[goals.Goal]:
    """One day; prints what happened."""
    room(20_000 if times > 10 else 2_000)
    os.environ["SMILEDESK_TELEGRAM_TOKEN"] = "1000000:practice"
    with ExitStack() as stack:
        practice = stack.enter_context(practice_telegram())
        letters = stack.enter_context(mailbox())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        settings = HURRIED.replace("undo_seconds = 3", "undo_seconds = 0")
        settings += f'\n[telegram]\nbase_url = "{practice}"\n' + (letters.settings if letters else "")
        desk = stack.enter_context(running_desk(folder, settings))

        async def day() -> tuple[Day, Counter[str]]:
            async with librarian(desk) as anna:
                return await _day(desk.origin, practice, letters, anna, times)

        return _told(*asyncio.run(day()), times)


def _told(day: Day, there: Counter[str], times: float) -> list[goals.Goal]:
    print(
        f"{times:g} times: {len(day.accepted)} messages accepted, {len(day.sent)} answers sent, "
        f"{day.given_up} patrons not answered within {PATIENCE:g} s"
    )
    for what, took in (("accepted in", day.accepting), ("answered in", day.waiting), ("checked in", day.checking)):
        if took:
            print(f"  {what}: p50 {1000 * median(took):,.0f} ms, p99 {1000 * goals.p99(took):,.0f} ms")
    lost = sum(there[text] == 0 for text in day.accepted)
    doubled = sum(count > 1 for count in there.values())
    read = Counter(day.read)
    lost += 0 if day.given_up else sum(read[text] == 0 for text in day.sent)
    doubled += sum(count > 1 for count in read.values())
    return goals.tell(
        [
            goals.Goal(f"City {times:g} times: lost", "messages", "<= 0", None, [lost]),
            goals.Goal(f"City {times:g} times: doubled", "messages", "<= 0", None, [doubled]),
        ]
    )
