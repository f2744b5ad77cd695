"""What a page weighs on the wire, compressed: the widget on a library's page, the console's first page."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from bot.words import PAGE_LANGUAGES, words

STATIC = Path(__file__).parents[2] / "bot" / "console" / "static"
CODEMIRROR = STATIC / "codemirror"


def packed(*paths: Path) -> int:
    """Bytes of these files, each compressed by itself as it travels."""
    return sum(len(gzip.compress(path.read_bytes())) for path in paths)


def test_the_widget_is_under_25_kilobytes() -> None:
    """What it loads with a library's page, with the heaviest of its catalogues of words."""
    scripts = [STATIC / "library-chat.js", *(STATIC / "widget").glob("*.js"), *(STATIC / "shared").glob("*.js")]
    catalogues = [json.dumps(words(lang).for_scripts(widget=True), ensure_ascii=False) for lang in PAGE_LANGUAGES]
    heaviest = max(len(gzip.compress(catalogue.encode())) for catalogue in catalogues)
    assert packed(*scripts) + heaviest < 25_000


def test_what_the_widget_loads_later_is_a_kilobyte_each() -> None:
    """Its end, a copy on paper and a copy by e-mail come when they are asked for, on a telephone too."""
    parts = sorted((STATIC / "widget" / "later").glob("*.js"))
    assert len(parts) >= 3
    assert [path.name for path in parts if packed(path) > 1_200] == []


def test_the_console_is_under_150_kilobytes() -> None:
    """Every script and sheet it may load, without the editor, which comes after the first page."""
    files = [
        path for path in STATIC.rglob("*") if path.suffix in {".js", ".css", ".svg"} and path.parent != CODEMIRROR
    ]
    assert packed(*files) < 150_000


def test_the_editor_is_under_100_kilobytes() -> None:
    """It comes behind the first page, yet on a phone every kilobyte is paid for."""
    assert packed(*CODEMIRROR.glob("*.js")) < 100_000
