"""The word lists beside a dictionary in LanguageTool's jars: further right words and wrong ones."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from nlp.engines.morfologik import BadDictionaryError

_PLAIN: Final = 1  # a list's entry that is one word, not a phrase


def load_words(jar: Path, member: str) -> frozenset[str]:
    """The single words of a list, without comments, flags and phrases; empty when the jar has no such list.

    Raises:
        OSError: when the jar can't be read.
        BadDictionaryError: when it isn't a jar.
    """
    return frozenset(_words(_lines(jar, member)))


def _lines(jar: Path, member: str) -> list[str]:
    try:
        with zipfile.ZipFile(jar) as archive:
            return archive.read(member).decode("utf-8", "replace").splitlines()
    except KeyError:
        return []
    except zipfile.BadZipFile as error:
        raise BadDictionaryError(f"{jar.name} is not a jar: {error}") from error


def _words(lines: list[str]) -> Iterator[str]:
    for line in lines:
        entry = line.partition("#")[0].partition("/")[0].split()
        if len(entry) == _PLAIN:
            yield entry[0]
