"""The files in which templates are shipped: TOML, read once for all who ask."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

_KEPT = 64
"""Files kept; those of all languages are half as many."""


def read_words(path: Path) -> Mapping[str, Any]:
    """A file's tables, for reading only: whoever asks again is given the same, unless the file has changed.

    Raises:
        OSError: It can't be read.
        tomllib.TOMLDecodeError: It is no TOML.
    """
    there = path.stat()
    return _read(path, there.st_mtime_ns, there.st_size)


@lru_cache(maxsize=_KEPT)
def _read(path: Path, _changed: int, _size: int) -> Mapping[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
