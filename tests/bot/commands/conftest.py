"""A folder in which nobody's settings are read, for every command."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def nobodys_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, gone into: no settings of whoever runs this are read."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SMILEDESK_DATABASE", raising=False)
    return tmp_path
