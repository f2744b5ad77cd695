"""LanguageTool as one voice among others: asked early, heard late, never waited for beyond the caller's patience.

A text is cut into sentences and only those not seen before are sent, each as a paragraph of its own; so a draft
that grew by a sentence costs one sentence, and an unchanged one costs nothing. Answers that come too late still
land in the cache and serve the next check. Where the server runs is asked anew for every request, so a restart on
another port is simply followed.

Who asks sends the request and reads its answer: between threads, a question cost as much as a new sentence's rules.
Where it can't be sent at once, or the answer is late, one of a few threads sees to it.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from functools import partial
from itertools import count
from threading import RLock
from typing import Final, Protocol

from nlp.engines.breaker import Breaker
from nlp.engines.flight import Flight, NoAnswerError, Ready
from nlp.engines.languagetool_client import CODES, Client, Eager, connect_client, mistake_of, plain
from nlp.engines.pieces import Piece, cut
from nlp.ports import LanguageToolState, Mistake

_THREADS: Final = 4
_PART: Final = 4_000  # code points sent at once

Key = tuple[str, str, str]
"""Language, sentence, version of what was asked."""

Marks = tuple[Mistake, ...]


class Told(Protocol):
    """Who wants to know how asking a server ended."""

    def __call__(self, address: str, *, well: bool) -> None:
        """Be told."""
        ...


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
            mistake = mistake_of(match, starts[place_of])
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
    return "\n\n".join(plain(sentence) for _, sentence, _ in part)


def _starts(texts: Sequence[str]) -> list[int]:
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + 2
    return starts
