"""Authors and titles come out of every export a catalogue gives, in the order people write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.catalogue import BadExportError, load_names, read_names
from bot.commands.names import take_in_names


def record(*fields: tuple[str, str]) -> bytes:
    """One MARC 21 record."""
    body, directory = b"", b""
    for tag, text in fields:
        raw = ("10" + text + "\x1e").encode()
        directory += f"{tag}{len(raw):04}{len(body):05}".encode()
        body += raw
    base = 24 + len(directory) + 1
    leader = f"{base + len(body) + 1:05}nam a22{base:05} a 4500".encode()
    return leader + directory + b"\x1e" + body + b"\x1d"


EXPORTS = {
    "list.txt": "# ours\nSelma Lagerlöf\n\nDen heliga staden\n".encode(),
    "table.csv": "ISBN;Författare;Titel\n1;Lagerlöf, Selma, 1858-1940.;Den heliga staden /\n".encode(),
    "table.tsv": "title\tauthor\nDen heliga staden\tLagerlöf, Selma\n".encode(),
    "records.mrc": record(
        ("001", "7"), ("100", "\x1faLagerlöf, Selma,\x1fd1858-1940."), ("245", "\x1faDen heliga staden /\x1fcS. L.")
    ),
    "records.xml": (
        '<collection xmlns="http://www.loc.gov/MARC21/slim"><record><controlfield tag="001">7</controlfield>'
        '<datafield tag="100" ind1="1" ind2=" "><subfield code="a">Lagerlöf, Selma,</subfield>'
        '<subfield code="d">1858-1940.</subfield></datafield><datafield tag="245" ind1="1" ind2="0">'
        '<subfield code="a">Den heliga staden /</subfield><subfield code="c">S. L.</subfield></datafield>'
        "</record></collection>"
    ).encode(),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_every_export_gives_the_same_names(name: str, tmp_path: Path) -> None:
    """Catalogue marks and years are gone, the given name stands first, and the title is whole."""
    (tmp_path / name).write_bytes(EXPORTS[name])
    assert set(read_names(tmp_path / name)) == {"Selma Lagerlöf", "Den heliga staden"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"isbn,year\n1,2\n"),
        ("a.mrc", b"this is certainly no record of MARC 21 at all\x1d"),
        ("a.mrc", record(("100", "\x1faLagerlöf")).replace(b"100001400000", b"10000140000x")),
        ("a.mrc", b"00052nam a2200099 a 450010000140000010\x1e\x1d"),
        ("a.xml", b"<collection><record>"),
        ("a.txt", b"\xff\xfe\xff"),
    ],
)
def test_a_file_that_is_no_export_is_told_by_name(name: str, content: bytes, tmp_path: Path, capsys) -> None:
    """Nothing is written; the sentence names the file."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadExportError, match=name):
        list(read_names(tmp_path / name))
    assert take_in_names([tmp_path / name], tmp_path / "data", forget=False) == 2
    assert name in capsys.readouterr().err
    assert not (tmp_path / "data" / "names.txt").exists()


def test_names_add_up_until_the_list_is_begun_anew(tmp_path: Path) -> None:
    """A second export adds to the first; ``--forget`` leaves only the new one."""
    one, other = tmp_path / "one.txt", tmp_path / "other.txt"
    one.write_text("Tove Jansson\n", "utf-8")
    other.write_text("Elena Ferrante\n", "utf-8")
    assert load_names(tmp_path / "names.txt") == frozenset()
    take_in_names([one], tmp_path, forget=False)
    take_in_names([other], tmp_path, forget=False)
    assert load_names(tmp_path / "names.txt") == {"Tove Jansson", "Elena Ferrante"}
    take_in_names([other], tmp_path, forget=True)
    assert load_names(tmp_path / "names.txt") == {"Elena Ferrante"}
