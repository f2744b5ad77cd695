"""Authors and titles out of a library's own catalogue, so that the checks know them as names.

Three kinds of export are read by their ending: a plain list (one name a line), a table (CSV, comma or semicolon, with
columns named author and title in one of five languages), and MARC 21 (``.mrc`` records, ISO 2709; ``.xml``, MARCXML).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

NAMES: Final = "names.txt"
"""The list in a desk's data folder."""

_MOST: Final = 300_000
"""Names kept at most: some tens of megabytes."""

_COLUMNS: Final = frozenset(
    {"author", "authors", "title", "name", "autore", "autori", "titolo", "nome", "autor", "titlu", "nume"}
    | {"författare", "upphov", "titel", "namn", "tekijä", "tekijät", "kirjailija", "nimeke", "nimi", "teos"}
)
_PEOPLE: Final = frozenset({"100", "110", "600", "700", "710"})
_TITLES: Final = frozenset({"130", "240", "245", "246", "730"})
_FIELD, _SUBFIELD, _RECORD = "\x1e", "\x1f", b"\x1d"
_LEADER: Final = 24
_ENTRY: Final = 12  # bytes of a directory entry: tag, length, place
_ENDS: Final = re.compile(r"[\s/:;,.=]+$")
_YEARS: Final = re.compile(r",?\s*\(?\d{3,4}\s*[-–]\s*\d{0,4}\)?\.?$")
_MARC: Final = "{http://www.loc.gov/MARC21/slim}"


class BadExportError(ValueError):
    """A file that is no export we can read; says which and why."""


def read_names(path: Path) -> Iterator[str]:
    """Every author and title of one export, as written, "Lagerlöf, Selma" turned to "Selma Lagerlöf".

    Raises:
        OSError: when the file can't be read.
        BadExportError: when it isn't what its ending says.
    """
    reader = {".csv": _csv, ".tsv": _csv, ".mrc": _marc, ".marc": _marc, ".xml": _marcxml}.get(path.suffix.lower())
    try:
        for name in reader(path) if reader else _lines(path):
            turned = _turned(name)
            if turned:
                yield turned
    except UnicodeDecodeError as error:
        raise BadExportError(f"{path.name} is not in UTF-8: byte {error.start + 1} can't be read.") from error
    except (csv.Error, ET.ParseError, IndexError) as error:
        raise BadExportError(f"{path.name} is not what its ending says: {error}.") from error


def load_names(path: Path) -> frozenset[str]:
    """The list that ``smiledesk names`` wrote; empty when there is none."""
    try:
        return frozenset(_lines(path))
    except FileNotFoundError:
        return frozenset()


def write_names(path: Path, names: Iterable[str]) -> int:
    """Write a list that ``load_names`` reads, sorted, each name once; how many were written."""
    kept = sorted(set(names))[:_MOST]
    path.write_text("".join(f"{name}\n" for name in kept), "utf-8")
    return len(kept)


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8-sig") as lines:
        yield from (stripped for line in lines if (stripped := line.strip()) and not stripped.startswith("#"))


def _csv(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8-sig", newline="") as table:
        head = table.readline()
        parted = max("\t;,", key=head.count)
        names = [cell.strip(' "\r\n').casefold() for cell in head.split(parted)]
        wanted = [place for place, name in enumerate(names) if name in _COLUMNS]
        if not wanted:
            raise BadExportError(f"{path.name} has no column named author, title or name in its first line.")
        for row in csv.reader(table, delimiter=parted):
            yield from (row[place] for place in wanted if place < len(row))


def _marc(path: Path) -> Iterator[str]:
    for record in path.read_bytes().split(_RECORD):
        if len(record) > _LEADER:
            yield from _record(record.lstrip(b"\r\n"))


def _record(record: bytes) -> Iterator[str]:
    if not record[:5].isdigit() or not record[12:17].isdigit():
        raise IndexError("a record has no leader of MARC 21")
    base = int(record[12:17])
    for at in range(_LEADER, base - 1, _ENTRY):
        entry = record[at : at + _ENTRY].decode("ascii")
        if len(entry) < _ENTRY or not entry[3:].isdigit():
            raise IndexError("a record's directory is no directory of MARC 21")
        tag, length, start = entry[:3], int(entry[3:7]), int(entry[7:12])
        if tag in _PEOPLE | _TITLES:
            field = record[base + start : base + start + length].decode("utf-8").rstrip(_FIELD)
            parts = [(part[:1], part[1:]) for part in field.split(_SUBFIELD)[1:]]
            yield from _of_field(tag, parts)


def _marcxml(path: Path) -> Iterator[str]:
    for _, element in ET.iterparse(path):  # noqa: S314 - the admin's own file, read once by hand
        if element.tag.removeprefix(_MARC) != "datafield":
            continue
        tag = element.get("tag", "")
        if tag in _PEOPLE | _TITLES:
            yield from _of_field(tag, [(part.get("code", ""), part.text or "") for part in element])
        element.clear()


def _of_field(tag: str, parts: list[tuple[str, str]]) -> Iterator[str]:
    """A person's name, or a title and what it is also called."""
    wanted = {"a"} if tag in _PEOPLE else {"a", "b"}
    yield from (text for code, text in parts if code in wanted)


def _turned(name: str) -> str:
    """A name without the marks of a catalogue, given name first."""
    plain = _ENDS.sub("", _YEARS.sub("", _ENDS.sub("", name.strip().strip('"'))))
    family, comma, given = plain.partition(", ")
    short = len(family.split()) <= 3 and given and len(given.split()) <= 3
    return f"{given} {family}" if comma and short and given[:1].isupper() else plain
