"""G20: the console in Chromium: does typing stay smooth, and what does a page weigh.

- ``typing``: 60 keys into a draft of 300 words with 20 hints on the page. For each key the time from the press to the
  end of everything the console does about it before the browser paints (``handlers``), and the browser's own figure
  from the press to the next frame (Event Timing, in steps of 8 ms). The goal: no event over 50 ms. Both fields.
- ``first page``: all that the console loads by itself, but the editor; each file compressed by itself: under 150 kB.
- ``editor``: what comes behind it.
- ``widget``: all that a library's own page loads from the desk. The goal: under 25 kB.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, Response, expect

from bench._goals import Goal
from tests.e2e.people import Librarian, Patron
from tests.e2e.running import RunningDesk
from tests.e2e.sessions import opened

QUESTION = "Var kan man läsa mer om stadens historia?"
HINTED = "Sök i OPAC {n} först."
PLAIN = "Hej och tack för din fråga, vi har samlat mycket om stadens äldre hus och gator på andra våningen."
KEYS = "och sedan kan du komma in till oss i huset vid torget i dag. "

WATCH = """() => {
  window.slow = [];
  window.took = [];
  let began = 0;
  addEventListener("keydown", () => { began = performance.now(); }, true);
  document.addEventListener("input", () => queueMicrotask(() => window.took.push(performance.now() - began)));
  new PerformanceObserver((list) => window.slow.push(...list.getEntries().map((entry) => entry.duration)))
    .observe({ type: "event", durationThreshold: 16 });
}"""


def run() -> list[Goal]:
    """Print all of it, and the raw figures."""
    with opened() as (browser, desk, state):
        measured = _weights(browser, desk, state)
        for field, without in (("editor", ""), ("plain", "**/codemirror.js")):
            measured.append(_typing(browser, desk, state, field, without))
    return measured


def _weights(browser: Browser, desk: RunningDesk, state: Path) -> list[Goal]:
    with _watched(browser, storage_state=state) as (page, seen):
        page.goto(f"{desk.origin}/console")
        page.locator("#paper .cm-content").wait_for(state="attached")
        loaded = _bodies(page, seen)
        editor = {url: body for url, body in loaded.items() if "/codemirror/" in url}
        first = _tell("first page", {url: body for url, body in loaded.items() if url not in editor}, 150_000)
        later = _tell("editor", editor, 100_000)
    with _watched(browser, locale="sv-SE") as (page, seen):
        page.goto(f"{desk.origin}/sample?lang=sv")
        page.get_by_role("button", name="Fråga en bibliotekarie").click()
        page.get_by_label("Ditt meddelande").wait_for()
        own = ("library-chat.js", "/static/widget/", "/static/shared/", "/static-words/")
        ours = {url: body for url, body in _bodies(page, seen).items() if any(part in url for part in own)}
        widget = _tell("widget", ours, 25_000)
    return [first, later, widget]


@contextmanager
def _watched(browser: Browser, **options: Any) -> Iterator[tuple[Page, list[Response]]]:
    """A page, and all that came for it."""
    context = browser.new_context(**options)
    page, seen = context.new_page(), list[Response]()
    page.on("response", lambda response: seen.append(response))  # noqa: PLW0108 - it takes no builtin
    yield page, seen
    context.close()


def _bodies(page: Page, seen: list[Response]) -> dict[str, bytes]:
    """What a page loaded, by address, once nothing more comes."""
    page.wait_for_load_state("networkidle")
    return {one.url: one.body() for one in seen if one.ok and one.request.method == "GET"}


def _tell(name: str, files: dict[str, bytes], goal: int) -> Goal:
    """Print one weight.

    Raises:
        LookupError: None of its files was seen, so that there is nothing to weigh.
    """
    if not files:
        raise LookupError(f"No file of the {name} was seen.")
    packed = sum(len(gzip.compress(body)) for body in files.values())
    raw = sum(map(len, files.values()))
    measured = Goal(f"G20 weight, {name}", "bytes, compressed", f"<= {goal}", ours=[packed])
    verdict = "ok" if measured.kept else "TOO HEAVY"
    print(f"{name:<12}{len(files):>4} files {raw:>9,} bytes, compressed {packed:>8,} of {goal:,}: {verdict}")
    return measured


def _typing(browser: Browser, desk: RunningDesk, state: Path, field: str, without: str) -> Goal:
    question = f"{QUESTION} ({field})"
    with _watched(browser, locale="sv-SE") as (page, _):
        page.goto(f"{desk.origin}/sample?lang=sv")
        Patron(page).asks(question)
    with _watched(browser, storage_state=state, locale="en-GB") as (page, _):
        if without:
            page.route(without, lambda route: route.abort())
        page.goto(f"{desk.origin}/console")
        maja = Librarian(page)
        if not without:
            page.locator("#paper .cm-content").wait_for(state="attached")
        maja.takes(question)
        maja.writes(_long_draft())
        expect(maja.hints.nth(19)).to_be_attached(timeout=20_000)
        words, hints = len(maja.written().split()), maja.hints.count()
        page.evaluate(f"({WATCH})()")
        maja.draft.press("Control+End")
        page.keyboard.type(KEYS, delay=80)
        page.wait_for_timeout(500)
        took, slow = page.evaluate("[window.took, window.slow]")
    return _tell_typing(field, words, hints, took, slow)


def _tell_typing(field: str, words: int, hints: int, took: list[float], frames: list[float]) -> Goal:
    worst, worst_frame = max(took), max(frames, default=0)
    measured = Goal(f"G20 longest event while typing, {field}", "ms", "<= 50", ours=[worst])
    verdict = "ok" if measured.kept else "TOO SLOW"
    print(
        f"typing, {field}: {words} words, {hints} hints, {len(took)} keys: handlers median {median(took):.1f} ms, "
        f"longest {worst:.1f} ms of 50: {verdict}; to the next frame: longest {worst_frame:.0f} ms, "
        f"{sum(frame > 50 for frame in frames)} over 50"
    )
    print("  raw, ms:", " ".join(f"{one:.1f}" for one in took))
    return measured


def _long_draft() -> str:
    """300 words in which 20 and more places are hinted at."""
    return " ".join(f"{PLAIN} {HINTED.format(n=n)}" if n % 2 else HINTED.format(n=n) for n in range(1, 25))
