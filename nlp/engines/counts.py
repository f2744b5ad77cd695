"""How common words are, for languages whose dictionaries don't say: the word lists of wordfreq, read without it.

wordfreq (Robyn Speer; lists CC BY-SA 4.0) counts words of books, news, subtitles and the web in cB, hundredths of
a power of ten below one; here each becomes a class from 0 to 25, four to a power of ten. A list is read at the
first word asked (0.1 s) and cut to its commonest quarter of a million.
"""

from __future__ import annotations

import gzip
from functools import lru_cache
from importlib.util import find_spec
from itertools import chain, islice
from pathlib import Path
from typing import Final

_KEPT: Final = 250_000
_RAREST: Final = 800  # cB of class 0; a class is a quarter of a power of ten
_CLASS: Final = 25


@lru_cache(maxsize=8)
def load_counts(lang: str) -> dict[str, int]:
    """Frequency class, 1 to 25, by lower-case word; empty where wordfreq or its list is missing."""
    path = _list_of(lang)
    if path is None:
        return {}
    import msgpack  # noqa: PLC0415 - comes with wordfreq

    with gzip.open(path) as packed:
        classes = msgpack.load(packed, raw=False)[1:]  # the first is a header; then the words of each cB, from 0 down
    words = chain.from_iterable(
        zip(words, [_class_of(centibels)] * len(words), strict=True) for centibels, words in enumerate(classes)
    )
    return dict(islice(words, _KEPT))


def _class_of(centibels: int) -> int:
    return min(max((_RAREST - centibels) // _CLASS, 1), _CLASS)


def _list_of(lang: str) -> Path | None:
    """The larger list of a language inside wordfreq's package, which itself need not be imported."""
    package = find_spec("wordfreq")
    if package is None or not package.submodule_search_locations:
        return None
    folder = Path(package.submodule_search_locations[0]) / "data"
    paths = (folder / f"{size}_{lang}.msgpack.gz" for size in ("large", "small"))
    return next((path for path in paths if path.is_file()), None)
