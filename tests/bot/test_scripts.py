"""Scripts find each other: there is no build step that would tell."""

from __future__ import annotations

import re
from pathlib import Path

STATIC = Path(__file__).parents[2] / "bot" / "console" / "static"
IMPORTED = re.compile(r"""(?:from|import\()\s*["'](\.{1,2}/[^"']+\.js)["']""")


def test_every_script_that_is_imported_is_there() -> None:
    """Also those that come later, when somebody asks for them, and those named for their types."""
    missing = [
        f"{script.relative_to(STATIC)}: {name}"
        for script in STATIC.rglob("*.js")
        for name in IMPORTED.findall(script.read_text("utf-8"))
        if script.parent.name != "codemirror" and not (script.parent / name).is_file()
    ]
    assert missing == []
