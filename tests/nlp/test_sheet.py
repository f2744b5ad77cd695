"""The sheet for blind readers shows a hint as a librarian meets it, and the draft once its wording is used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools import sheet

ROWS = [
    {"id": "a", "lang": "en", "channel": "chat", "question": "Do you have it?", "draft": "You must bring the card."},
    {"id": "b", "lang": "en", "channel": "chat", "question": "Thanks!", "draft": "You're welcome, enjoy the book!"},
]


def test_each_hint_with_its_wording_put_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The patron's words, what is marked and told, and the draft with the first wording; good drafts aren't there."""
    file = tmp_path / "drafts.jsonl"
    file.write_text("".join(f"{json.dumps(row)}\n" for row in ROWS), encoding="utf-8")
    assert sheet.main([str(file), "--code", "command"]) == 0
    told = capsys.readouterr().out
    assert "## 1 · command · chat · a" in told
    assert "patron: Do you have it?" in told
    assert "WITH WORDING 1: Please bring the card." in told
    assert "Thanks!" not in told
