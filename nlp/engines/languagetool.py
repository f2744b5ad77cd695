"""LanguageTool as one voice among others: asked early, heard late, never waited for beyond the caller's patience.

A text is cut into sentences and only those not seen before are sent, each as a paragraph of its own; so a draft
that grew by a sentence costs one sentence, and an unchanged one costs nothing. Answers that come too late still
land in the cache and serve the next check. Where the server runs is asked anew for every request, so a restart on
another port is simply followed.

Who asks sends the request and reads its answer: between threads, a question cost as much as a new sentence's rules.
Where it can't be sent at once, or the answer is late, one of a few threads sees to it.

Its client, language-tool-python, counts in UTF-16; characters beyond the basic plane are sent as one-unit stand-ins,
so that its offsets are code points.
"""

from __future__ import annotations

import re
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from threading import RLock
from typing import Any, Final, Protocol, runtime_checkable
from urllib.parse import urlsplit

from nlp.engines.breaker import Breaker
from nlp.engines.flight import Flight, NoAnswerError, Ready
from nlp.engines.wire import Wire
from nlp.ports import LanguageToolState, Mistake

CODES: Final = {"en": "en-GB", "it": "it", "ro": "ro-RO", "sv": "sv"}
"""LanguageTool's name for each language it reads for us; it has no Finnish."""

SPELLING_RULES: Final = frozenset(
    {"MORFOLOGIK_RULE_EN_GB", "MORFOLOGIK_RULE_IT_IT", "MORFOLOGIK_RULE_RO_RO", "HUNSPELL_RULE"}
)
"""What our own spellers do better, with the same dictionaries and in a tenth of the time."""

_THREADS: Final = 4
_PART: Final = 4_000  # code points sent at once
_LONGEST: Final = 2_000  # code points of one piece; what is longer is cut at white space
_STAND_IN: Final = "☺"  # one UTF-16 unit, and no letter, like most of what it stands for
_ODD: Final = re.compile("[\x00-\x1f\ud800-\udfff\U00010000-\U0010ffff]")
_KINDS: Final = {
    "misspelling": "spelling",
    "grammar": "grammar",
    "typographical": "punctuation",
    "whitespace": "punctuation",
    "style": "style",
    "register": "style",
    "locale-violation": "style",
}
_BREAK: Final = re.compile(
    r"\n+|(?:(?<=[\w)\]\"”»’]{3}\.)|(?<=[!?…]))[\"”»’)\]]*\s+(?=[\"“„«(]?[^\W\d_a-zß-öø-ÿăâîșțåäö])"
)

Key = tuple[str, str, str]
"""Language, sentence, version of what was asked."""

Marks = tuple[Mistake, ...]


class Client(Protocol):
    """What is needed of language-tool-python's client."""

    def check(self, text: str) -> Sequence[Any]:
        """Its matches; blocks, and raises whatever its transport raises."""
        ...


@runtime_checkable
class Eager(Protocol):
    """A client that can send ahead."""

    def send(self, text: str) -> Ready | None:
        """Send a text of which `check` is going to be asked; what waits for its answer, or None (see `Wire.send`)."""
        ...


class Told(Protocol):
    """Who wants to know how asking a server ended."""

    def __call__(self, address: str, *, well: bool) -> None:
        """Be told."""
        ...


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is read by itself."""

    start: int
    text: str


def cut(text: str) -> list[Piece]:
    """A text in sentences: at line breaks, and after ``.?!`` before a capital. Cost: linear.

    A break too few only makes the cache coarser; a break too many would invite false alarms, so short words
    before a full stop (abbreviations) end nothing.
    """
    ends = [(match.start(), match.end()) for match in _BREAK.finditer(text)]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(text)]
    pieces = []
    for start, stop in zip(starts, stops, strict=True):
        while stop - start > _LONGEST:
            space = text.rfind(" ", start, start + _LONGEST)
            middle = space if space > start else start + _LONGEST
            pieces.append(Piece(start, text[start:middle]))
            start = middle  # noqa: PLW2901 - the rest of the piece
        pieces.append(Piece(start, text[start:stop]))
    return [piece for piece in pieces if piece.text.strip()]


class LanguageTool:
    """The grammar engine of ``nlp.ports``, over a server that may come, go and move.

    Args:
        address: Where the server is now (``http://127.0.0.1:45678``), None while there is none.
        connect: Builds a client for an address and one of ``CODES``; by default language-tool-python's.
        patience: Seconds one request may run before the engine counts as down.
        kept: Sentences remembered.
        version: Changes when the same sentence would be read differently.
        told: Told how asking a server ended, where there are several (``nlp.engines.pool``); what one didn't answer
            is asked once more, of another.
        clock: Monotonic seconds.
    """

    def __init__(
        self,
        address: Callable[[], str | None],
        *,
        told: Told | None = None,
        connect: Callable[[str, str], Client] | None = None,
        patience: float = 3.0,
        kept: int = 4_000,
        version: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._address = address
        self._told = told
        self._connect = connect or partial(connect_client, timeout=2 * patience)
        self._patience = patience
        self._kept = kept
        self._version = version
        self._clock = clock
        self._breaker = Breaker(3, 2.0, clock)
        self._lock = RLock()
        self._seen: OrderedDict[Key, Marks] = OrderedDict()
        self._flying: dict[Key, Future[Mapping[Key, Marks]]] = {}
        self._running: dict[int, float] = {}
        self._numbers = count()
        self._clients: dict[tuple[str, str], Client] = {}
        self._threads = ThreadPoolExecutor(max_workers=_THREADS, thread_name_prefix="languagetool")

    @property
    def state(self) -> LanguageToolState:
        """``down`` while there is no server, it keeps failing, or a request hangs; else ``ok``."""
        now = self._clock()
        hangs = any(now - started > self._patience for started in list(self._running.values()))
        return "ok" if self._address() and self._breaker.closed and not hangs else "down"

    def reads(self, lang: str) -> bool:
        """Whether the engine has this language at all."""
        return lang in CODES

    def ask(self, text: str, lang: str) -> Answer:
        """Have read what was not read before; never raises, waits no longer than the question takes to leave."""
        if lang not in CODES:
            return Answer((), {}, (), (), down=False)
        pieces = cut(text)
        keys = [(lang, piece.text, self._version) for piece in pieces]
        up = self.state == "ok"
        with self._lock:
            known = {key: self._seen[key] for key in keys if key in self._seen}
            for key in known:
                self._seen.move_to_end(key)
            missing = [key for key in dict.fromkeys(keys) if key not in known]
            others = dict.fromkeys(self._flying[key] for key in missing if key in self._flying)
            own = self._take_off(lang, [key for key in missing if key not in self._flying]) if up else []
        for flight in own:
            flight.start()
        return Answer(tuple(zip(pieces, keys, strict=True)), known, own, tuple(others), down=bool(missing) and not up)

    def forget(self) -> None:
        """Drop every sentence remembered: a patron asked for it, or the rules changed."""
        with self._lock:
            self._seen.clear()

    def close(self) -> None:
        """Take no more questions; what is being asked ends by itself."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _take_off(self, lang: str, missing: Sequence[Key]) -> list[Flight[Mapping[Key, Marks]]]:
        """One request for each part of what nobody has asked yet; call with the lock held."""
        flights = []
        for part in _parts(missing):
            flight = Flight(partial(self._send, lang, part), partial(self._read, lang, part), self._threads)
            self._flying.update(dict.fromkeys(part, flight.future))
            flight.future.add_done_callback(partial(self._landed, part))
            flights.append(flight)
        return flights

    def _send(self, lang: str, part: Sequence[Key]) -> Ready | None:
        """Send some sentences ahead, while nothing else is on its way to the one server there is.

        Where many ask at once, the few threads see to it that the server is not asked for more than it can read.
        """
        alone = len(self._flying) == len(part) and not self._told
        client = self._clients.get((self._address() or "", CODES[lang])) if alone else None
        return client.send(_text_of(part)) if isinstance(client, Eager) else None

    def _landed(self, part: Sequence[Key], future: Future[Mapping[Key, Marks]]) -> None:
        failed = future.cancelled() or future.exception() is not None
        with self._lock:
            for key in part:
                self._flying.pop(key, None)
            if not failed:
                self._seen.update(future.result())
                while len(self._seen) > self._kept:
                    self._seen.popitem(last=False)

    def _read(self, lang: str, part: Sequence[Key]) -> Mapping[Key, Marks]:
        """What the server says of some sentences."""
        number = next(self._numbers)
        self._running[number] = self._clock()
        try:
            marks = self._ask_again(lang, part) if self._told else self._ask_server(lang, part)
        except Exception as error:
            self._breaker.failed()
            self._clients.clear()  # the next try looks for the server where it is then
            raise NoAnswerError(str(error)) from error
        else:
            self._breaker.succeeded()
            return marks
        finally:
            del self._running[number]

    def _ask_again(self, lang: str, part: Sequence[Key]) -> Mapping[Key, Marks]:
        """Ask one of several servers, and another if that one fails."""
        try:
            return self._ask_server(lang, part)
        except Exception:  # noqa: BLE001 - whatever it was, another server may know better
            return self._ask_server(lang, part)

    def _ask_server(self, lang: str, part: Sequence[Key]) -> Mapping[Key, Marks]:
        address = self._address()
        if address is None:
            raise NoAnswerError("no server is running")
        place = (address, CODES[lang])
        texts = [key[1] for key in part]
        well = False
        try:
            client = self._clients.get(place) or self._clients.setdefault(place, self._connect(*place))
            matches = client.check(_text_of(part))
            well = True
        finally:
            if self._told:
                self._told(address, well=well)
        found: dict[Key, list[Mistake]] = {key: [] for key in part}
        starts = _starts(texts)
        for match in matches:
            place_of = max(number for number, start in enumerate(starts) if start <= match.offset)
            mistake = _mistake(match, starts[place_of])
            if mistake.end <= len(texts[place_of]):  # one that spans two sentences comes of our joining them
                found[part[place_of]].append(mistake)
        return {key: tuple(mistakes) for key, mistakes in found.items()}


class Answer:
    """What LanguageTool says of one text, as far as it has come.

    Args:
        pieces: The sentences of the text with their keys.
        known: What was remembered.
        own: What was asked for it.
        others: What others have asked, and is on its way.
        down: Whether something is missing that nobody was asked for.
    """

    def __init__(
        self,
        pieces: Sequence[tuple[Piece, Key]],
        known: Mapping[Key, Marks],
        own: Sequence[Flight[Mapping[Key, Marks]]],
        others: Sequence[Future[Mapping[Key, Marks]]],
        *,
        down: bool,
    ) -> None:
        self._pieces = pieces
        self._known = dict(known)
        self._own = own
        self._others = others
        self._down = down

    def result(self, timeout: float) -> Sequence[Mistake] | None:
        """The mistakes in the order of the text, waiting at most ``timeout`` seconds; None when down or late.

        A request that has not even started by then is dropped: who asks again asks for a newer text.
        """
        if self._down:
            return None
        until = time.monotonic() + timeout
        for flight in self._own:
            flight.land(until - time.monotonic())
        futures = (*(flight.future for flight in self._own), *self._others)
        late = [future for future in futures if not future.done()]
        if late:
            late = list(wait(late, timeout=max(until - time.monotonic(), 0.0)).not_done)
        for future in late:
            future.cancel()
        if late:
            return None
        try:
            for future in futures:
                self._known.update(future.result())
        except (NoAnswerError, CancelledError):
            return None
        return [
            replace(mistake, start=mistake.start + piece.start, end=mistake.end + piece.start)
            for piece, key in self._pieces
            for mistake in self._known[key]
        ]


def connect_client(address: str, code: str, *, timeout: float, spelling: bool = False, picky: bool = False) -> Client:
    """A client of language-tool-python for a server that runs already.

    Args:
        address: The server's.
        code: LanguageTool's name of the language.
        timeout: Seconds a request may take; a request is tried once.
        spelling: Whether it shall spell too, which our own spellers do for us.
        picky: Whether it shall be picky, which we never are.
    """
    from language_tool_python import LanguageTool as Library  # noqa: PLC0415 - imports requests and much else

    wire = Wire(address, timeout)

    class _Client(Library):
        """Tries once, not for five minutes, over a kept connection, and sends ahead where it has one."""

        def send(self, text: str) -> Ready | None:
            return wire.send("POST", "/v2/check", self._create_params(text))

        def _query_server(self, url: str, params: Any = None, num_tries: int = 1, method: Any = "get") -> Any:  # noqa: ARG002
            return wire.ask(method.upper(), urlsplit(url).path, params)

    client = _Client(code, remote_server=address)
    client.disabled_rules = set() if spelling else set(SPELLING_RULES)
    client.picky = picky
    matched: Client = client
    return matched


def read_whole(client: Client, text: str) -> list[Mistake]:
    """What a client says of a text sent whole, as it stands; raises whatever the client raises."""
    return [_mistake(match, 0) for match in client.check(_plain(text))]


def load_language(address: str, code: str, *, timeout: float = 30.0, tries: int = 3) -> bool:
    """Have a server load a language, which takes seconds at its first check; tells whether it did.

    A busy machine may take longer than the server allows for one check, so it is tried again.
    """
    for _ in range(tries):
        try:
            connect_client(address, code, timeout=timeout).check("Hej.")
        except Exception:  # noqa: BLE001, S112 - whatever went wrong, it is tried again, and then left
            continue
        return True
    return False


def _parts(keys: Sequence[Key]) -> list[list[Key]]:
    parts: list[list[Key]] = []
    room = 0
    for key in keys:
        if len(key[1]) > room:
            parts.append([])
            room = _PART
        parts[-1].append(key)
        room -= len(key[1]) + 2
    return parts


def _text_of(part: Sequence[Key]) -> str:
    return "\n\n".join(_plain(sentence) for _, sentence, _ in part)


def _starts(texts: Sequence[str]) -> list[int]:
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + 2
    return starts


def _plain(text: str) -> str:
    """The text in as many characters, each one UTF-16 unit, none of which a server would refuse."""
    return _ODD.sub(lambda odd: " " if odd[0] < " " else _STAND_IN, text)


def _mistake(match: Any, start: int) -> Mistake:
    return Mistake(
        start=match.offset - start,
        end=match.offset - start + match.error_length,
        message=match.message,
        replacements=tuple(match.replacements[:5]),
        rule=match.rule_id,
        kind=_KINDS.get(match.rule_issue_type, "other"),  # type: ignore[arg-type]
    )
