"""``smiledesk backup``, ``drill`` and ``restore``: what they say, and their exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bot.commands.terminal import closed_desk, run
from tests.contract.acts import ask


@pytest.fixture
def data(nobodys_settings: Path) -> Path:
    """A desk with one question."""
    return closed_desk(nobodys_settings, ask)


def test_a_desk_is_copied_tried_out_and_brought_back(data: Path, tmp_path: Path) -> None:
    """Each command says what it did and what comes next; a dry run does nothing."""
    into = tmp_path / "copies"
    code, said = run(data, "backup", str(into), "--dry-run")
    assert (code, into.exists()) == (0, False)
    code, said = run(data, "backup", str(into), "--drill", "--keep", "3")
    assert code == 0
    assert "1 conversations" in said
    assert "opened in a scratch place" in said
    (copy,) = into.iterdir()
    assert run(data, "drill", str(copy))[0] == 0
    code, said = run(data, "restore", str(copy), "--dry-run")
    assert code == 0
    assert "is whole" in said
    assert not (data / "before-restore").exists()
    code, said = run(data, "restore", str(copy))
    assert code == 0
    assert "before-restore" in said


def test_what_cannot_be_done_is_a_sentence(data: Path, tmp_path: Path) -> None:
    """No desk, no backup: exit code 2 and no trace."""
    code, said = run(tmp_path / "nowhere", "backup", str(tmp_path / "copies"))
    assert code == 2
    assert "There is no desk in" in said
    assert run(data, "restore", str(data))[0] == 2
