"""``python -m bot``: the same as ``smiledesk``; in a fresh clone it first makes itself an environment, once."""

from __future__ import annotations

import sys
from pathlib import Path

from bot import bootstrap

if __name__ == "__main__":
    bootstrap.ensure(Path(__file__).parents[1], sys.argv[1:])

    from bot.cli import main

    main()
