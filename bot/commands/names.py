"""``smiledesk names EXPORT...``: authors and titles from the catalogue, for the checks to know as names."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bot.catalogue import NAMES, BadExportError, load_names, read_names, write_names

_SHOWN: Final = 5


def take_in_names(exports: Sequence[Path], data: Path, *, forget: bool) -> int:
    """Add what exports hold to the desk's list, and say how many names it has; 2 when a file can't be read.

    Args:
        exports: Plain lists, CSV, MARC or MARCXML.
        data: The desk's data folder.
        forget: Whether to begin the list anew.
    """
    known = frozenset() if forget else load_names(data / NAMES)
    found: set[str] = set()
    for path in exports:
        try:
            names = set(read_names(path))
        except (OSError, BadExportError) as error:
            sys.stderr.write(f"{error}\n")
            return 2
        sys.stdout.write(f"{path.name}: {len(names)} names, such as {'; '.join(sorted(names)[:_SHOWN])}\n")
        found |= names
    data.mkdir(parents=True, exist_ok=True)
    kept = write_names(data / NAMES, known | found)
    sys.stdout.write(
        f"{data / NAMES} holds {kept} names. A desk that is open learns them when it is started again.\n"
    )
    return 0
