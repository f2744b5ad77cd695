"""How a language names days and hours: ``nlp/dates/<xx>.toml`` as compiled patterns.

A rule is a name that ``nlp.dates.reckon`` knows and a list of regular expressions, in which braces stand for

=================  ====================================================
``{weekday}``      a day of the week
``{month}``        the name of a month; ``{monthnumber}`` its number
``{day}``          1 to 31
``{hour}``         0 to 24 in digits, or a number word
``{hourword}``     a number word alone (in Finnish its own table, for it is inflected)
``{minute}``       two digits
``{number}``       digits or a number word
``{unit}``         minutes, hours, days, weeks ...
``{holiday}``      a holiday of the table
=================  ====================================================

The groups ``half`` (p.m.), ``evening``, ``thirty`` (half past) and ``halfpast`` (Swedish "halv", half to) change the
hour; ``one`` is a span of one. Spaces match any white space; in Romanian marks on letters may be missing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

_DIGITS: Final = {
    "day": "(?:3[01]|[12]\\d|0?[1-9])",
    "monthnumber": "(?:1[0-2]|0?[1-9])",
    "minute": "[0-5]\\d",
}
_HOUR: Final = "(?:2[0-4]|1\\d|0?\\d)(?!\\d)"
_BARE: Final = {"ă": "[ăâa]", "â": "[âăa]", "î": "[îi]", "ș": "[șşs]", "ț": "[țţt]"}
_NOT_DAYS: Final = frozenset({"time", "noon"})
_PIECE: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Words:
    """One language's days and hours.

    Attributes:
        rules: Name of the rule and its pattern, as often as it has patterns.
        numbers: What number words mean, folded pattern and value.
        hours: The same for hours alone.
        names: For ``weekday``, ``month``, ``unit`` and ``holiday``: a pattern for each name and what it means.
    """

    rules: tuple[tuple[str, re.Pattern[str]], ...]
    numbers: tuple[tuple[re.Pattern[str], int], ...]
    hours: tuple[tuple[re.Pattern[str], int], ...]
    names: Mapping[str, tuple[tuple[re.Pattern[str], str], ...]]

    def number(self, written: str) -> int:
        """What digits or a number word mean; 0 when it is neither."""
        return _meaning(self.numbers, written)

    def hour(self, written: str) -> int:
        """What digits or an hour's name mean; 0 when it is neither."""
        return _meaning(self.hours, written)

    def name(self, kind: str, written: str) -> str:
        """What a name of this kind means: an index, a unit, or month and day; empty when it is none."""
        return next((meant for pattern, meant in self.names[kind] if pattern.fullmatch(written)), "")


def _meaning(table: tuple[tuple[re.Pattern[str], int], ...], written: str) -> int:
    if written.isdecimal():
        return int(written)
    return next((value for pattern, value in table if pattern.fullmatch(written)), 0)


@cache
def load_words(lang: str) -> Words:
    """Read a language's days and hours from the package (cost: some milliseconds, once).

    Raises:
        FileNotFoundError: The language has no file.
    """
    file = resources.files("nlp.dates") / f"{lang}.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    hours = table.get("hours", table["numbers"])
    pieces = {
        **_DIGITS,
        "weekday": "|".join(table["weekdays"]),
        "month": "|".join(table["months"]),
        "number": "|".join(("\\d{1,3}", *table["numbers"])),
        "hour": "|".join((_HOUR, *hours)),
        "hourword": "|".join(hours),
        "unit": "|".join(table["units"].values()),
        "holiday": "|".join(table["holidays"]),
    }
    return Words(
        rules=tuple(
            (rule, _pattern(lang, rule, row, pieces, table["before"]))
            for rule, rows in table["rules"].items()
            for row in rows
        ),
        numbers=_table(lang, table["numbers"]),
        hours=_table(lang, hours),
        names={
            "weekday": _names(lang, {name: str(index) for index, name in enumerate(table["weekdays"])}),
            "month": _names(lang, {name: str(index) for index, name in enumerate(table["months"], start=1)}),
            "unit": _names(lang, {pattern: unit for unit, pattern in table["units"].items()}),
            "holiday": _names(lang, table["holidays"]),
        },
    )


def _pattern(lang: str, rule: str, row: str, pieces: Mapping[str, str], before: str) -> re.Pattern[str]:
    filled = _PIECE.sub(lambda match: _group(match, pieces), row)
    lead = "" if rule in _NOT_DAYS else f"(?:(?P<before>{before})\\s*)?"
    return _compiled(lang, f"(?<![\\w./:-]){lead}(?:{filled})(?!\\w)")


def _group(match: re.Match[str], pieces: Mapping[str, str]) -> str:
    name = match[1]
    if name not in pieces:
        return match[0]  # a count, as in \d{1,3}
    return f"(?P<{name}>{pieces[name]})"


def _compiled(lang: str, pattern: str) -> re.Pattern[str]:
    if lang == "ro":
        pattern = "".join(_BARE.get(char, char) for char in pattern)
    return re.compile(pattern.replace(" ", r"\s"), re.IGNORECASE)


def _table(lang: str, table: Mapping[str, Any]) -> tuple[tuple[re.Pattern[str], int], ...]:
    return tuple((_compiled(lang, name), int(value)) for name, value in table.items())


def _names(lang: str, table: Mapping[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_compiled(lang, name), meant) for name, meant in table.items())
