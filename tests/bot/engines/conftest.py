"""A fake LanguageTool whose faults a test chooses while it runs."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

FAKE = Path(__file__).with_name("fake_languagetool.py")


class Fake:
    """The fake's mood, and what it was asked."""

    def __init__(self, folder: Path):
        self.file = folder / "mood"
        self.be("ok")

    def be(self, mood: str) -> None:
        self.file.write_text(mood)

    @property
    def asked(self) -> list[str]:
        asked = self.file.with_suffix(".asked")
        return [json.loads(line)[1] for line in asked.read_text().splitlines()] if asked.exists() else []

    def command(self, port: int, config: Path) -> list[str]:
        return [sys.executable, str(FAKE), "--port", str(port), "--config", str(config)]


@pytest.fixture
def fake(tmp_path, monkeypatch) -> Fake:
    found = Fake(tmp_path)
    monkeypatch.setenv("FAKE_LANGUAGETOOL", str(found.file))
    return found
