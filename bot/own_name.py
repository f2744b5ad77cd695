"""How this program was called, so that the commands it names can be typed as they stand."""

from __future__ import annotations

import sys
from pathlib import Path


def command(rest: str) -> str:
    """``smiledesk rest``, or ``python3 -m bot rest`` for who works in a clone without an installed command."""
    by_module = Path(sys.argv[0]).name in {"__main__.py", "-m"}
    return f"python3 -m bot {rest}" if by_module else f"smiledesk {rest}"
