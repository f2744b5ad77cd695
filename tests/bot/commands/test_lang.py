"""A language is begun with one command, and its gaps are told from then on."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.commands.lang import begin, tell_gaps
from nlp.examples import failing
from nlp.gaps import gaps_of
from nlp.pack import load_pack, read_pack

RULE = """\
message = "Så kort at det kan høres ut som en dør som lukkes."
source = "000"
[phrases]
flag = ["det (går|gikk) ikke"]
[[examples]]
draft = "Det går ikke."
flags = "Det går ikke"
[[examples]]
draft = "Det går fint."
"""


def test_a_language_begun_is_a_pack_that_lacks_everything(tmp_path: Path) -> None:
    """It can be read at once, has its weekdays, and each rule, act and family is a gap."""
    assert begin("nb", tmp_path) == 0
    pack = read_pack(tmp_path / "nb", "nb")
    assert pack.name == "norsk bokmål"
    assert "mandag" in pack.lists["weekday"][0]
    assert set(pack.lists) >= set(load_pack("en").lists) - {"office"}
    gaps = gaps_of(pack)
    assert {gap.name for gap in gaps if gap.kind == "rule"} == set(load_pack("en").rules)
    assert {"act", "patron", "family"} <= {gap.kind for gap in gaps}


def test_a_rule_of_ten_lines_closes_a_gap_and_proves_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One file: a message, phrases, and an example of each kind."""
    begin("nb", tmp_path)
    (tmp_path / "nb" / "blame.toml").write_text(RULE, encoding="utf-8")
    pack = read_pack(tmp_path / "nb", "nb")
    assert list(failing(pack)) == []
    assert not {gap for gap in gaps_of(pack) if gap.kind in {"rule", "example"} and gap.name == "blame"}
    capsys.readouterr()
    assert tell_gaps("nb", tmp_path) == 0
    assert "31 rules without a file" in capsys.readouterr().out


def test_an_example_that_fails_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever writes a rule hears at once what it does instead, and the command fails."""
    begin("nb", tmp_path)
    (tmp_path / "nb" / "blame.toml").write_text(RULE.replace("Det går fint.", "Det går ikke nå."), encoding="utf-8")
    assert tell_gaps("nb", tmp_path) == 1
    assert "nb/blame.toml must stay quiet in 'Det går ikke nå.', and flags 'Det går ikke'." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("tag", "why"),
    [("Norsk", "no language tag"), ("sv", "is there already"), ("zz", "names its weekdays"), ("eo", "spaCy")],
)
def test_what_cannot_be_begun_is_told(tag: str, why: str, capsys: pytest.CaptureFixture[str]) -> None:
    """In one sentence, and nothing is written."""
    assert begin(tag) == 2
    assert why in capsys.readouterr().err


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """A folder that is there stays as it is."""
    begin("nb", tmp_path)
    (tmp_path / "nb" / "acts.toml").write_text("[lists]\n", encoding="utf-8")
    assert begin("nb", tmp_path) == 2
    assert (tmp_path / "nb" / "acts.toml").read_text(encoding="utf-8") == "[lists]\n"


def test_a_language_without_a_pack_is_told_how_to_begin(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The sentence names the command."""
    assert tell_gaps("nb", tmp_path) == 2
    assert "smiledesk lang new nb" in capsys.readouterr().err


def test_all_languages_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a tag, one line a language that is read."""
    assert tell_gaps(None) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()][1:] == ["en", "it", "ro", "sv", "fi"]
