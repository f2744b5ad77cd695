"""The files of templates, read once for all who ask."""

from __future__ import annotations

from pathlib import Path

from replies.templates.files import read_words


def test_a_file_is_read_once_and_anew_when_it_has_changed(tmp_path: Path) -> None:
    """A process that opens many desks reads what is shipped once; whoever edits a file sees it."""
    file = tmp_path / "steps.toml"
    file.write_text('said = "gladly"', encoding="utf-8")
    first = read_words(file)
    assert read_words(file) is first
    file.write_text('said = "with pleasure"', encoding="utf-8")
    assert read_words(file)["said"] == "with pleasure"
