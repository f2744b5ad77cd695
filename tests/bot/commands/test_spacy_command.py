"""A pipeline is explained honestly and taken in only when it works."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import spacy

from bot.commands.spacy import take_in


def test_without_a_source_size_and_licence_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    """Also the licence that forbids commercial use."""
    assert take_in(None) == 0
    said = capsys.readouterr().out
    assert "12 MB" in said
    assert "CC BY-NC-SA" in said
    assert "cannot be fetched by name" in " ".join(said.split())


def test_a_folder_that_works_is_named_for_the_settings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The line can be copied."""
    spacy.blank("sv").to_disk(tmp_path / "mine")
    assert take_in(tmp_path / "mine") == 0
    assert f'spacy = {{ sv = "{tmp_path}/mine" }}' in capsys.readouterr().out


def test_a_pipeline_in_another_language_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Drafts are read in five languages."""
    spacy.blank("de").to_disk(tmp_path / "mine")
    assert take_in(tmp_path / "mine") == 1
    assert "reads de; smiledesk reads en, it, ro, sv, fi" in capsys.readouterr().err


def test_a_folder_that_is_no_pipeline_is_refused_with_spacys_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback."""
    (tmp_path / "empty").mkdir()
    assert take_in(tmp_path / "empty") == 1
    assert "spaCy cannot load" in capsys.readouterr().err


def test_a_damaged_wheel_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A download that was cut."""
    (tmp_path / "fi_core_news_sm-3.8.0-py3-none-any.whl").write_bytes(b"PK\x03\x04 and no more")
    assert take_in(tmp_path / "fi_core_news_sm-3.8.0-py3-none-any.whl") == 1
    assert "damaged" in capsys.readouterr().err


def test_a_wheel_pip_refuses_is_told_in_pips_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A zip that is no wheel."""
    wheel = tmp_path / "x.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("readme", "hello")
    assert take_in(wheel) == 1
    assert "pip did not install" in capsys.readouterr().err


def test_what_is_neither_wheel_nor_folder_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A slip in the name."""
    assert take_in(tmp_path / "nothing") == 1
    assert "neither a wheel" in capsys.readouterr().err
