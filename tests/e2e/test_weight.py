"""What a page weighs on the wire, compressed: the widget on a library's page, the console's first page."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from bot.words import PAGE_LANGUAGES, words
from tests.bot.test_scripts import IMPORTED

STATIC = Path(__file__).parents[2] / "bot" / "console" / "static"
CODEMIRROR = STATIC / "codemirror"


def packed(*paths: Path) -> int:
    """Bytes of these files, each compressed by itself as it travels."""
    return sum(len(gzip.compress(path.read_bytes())) for path in paths)


def test_the_widget_is_under_25_kilobytes() -> None:
    """What it loads with a library's page, with the heaviest of its catalogues of words."""
    scripts = {path for path in imported(STATIC / "library-chat.js") if path.parent.name != "later"}
    assert len(scripts) > 15
    catalogues = [json.dumps(words(lang).for_scripts(widget=True), ensure_ascii=False) for lang in PAGE_LANGUAGES]
    heaviest = max(len(gzip.compress(catalogue.encode())) for catalogue in catalogues)
    assert packed(*scripts) + heaviest < 25_000


def test_what_the_widget_loads_later_is_a_kilobyte_each() -> None:
    """Its end, a copy on paper and a copy by e-mail come when they are asked for, on a telephone too."""
    parts = sorted((STATIC / "widget" / "later").glob("*.js"))
    assert len(parts) >= 3
    assert [path.name for path in parts if packed(path) > 1_200] == []


def test_the_console_is_under_150_kilobytes() -> None:
    """Every script it imports, now or later, and its sheets; without the editor, which comes after the first page."""
    scripts = {path for path in imported(STATIC / "console" / "main.js") if path.parent != CODEMIRROR}
    assert len(scripts) > 30
    assert packed(*scripts, *STATIC.glob("*.svg"), STATIC / "desk.css", STATIC / "console.css") < 150_000


def imported(script: Path, found: set[Path] | None = None) -> set[Path]:
    """A script and all that it imports, directly and through others."""
    found = set() if found is None else found
    if script not in found:
        found.add(script)
        for name in IMPORTED.findall(script.read_text("utf-8")):
            imported((script.parent / name).resolve(), found)
    return found


def test_the_editor_is_under_100_kilobytes() -> None:
    """It comes behind the first page, yet on a phone every kilobyte is paid for."""
    assert packed(*CODEMIRROR.glob("*.js")) < 100_000
