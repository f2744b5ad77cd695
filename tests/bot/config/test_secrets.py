"""A secret comes from the environment or from a file that nobody else can read."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import SettingsError
from bot.config.secrets import read_secret

NAME = "SMILEDESK_TEST_SECRET"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with a secret that only its owner can read."""
    monkeypatch.delenv(NAME, raising=False)
    path = tmp_path / "secret"
    path.write_text("s3cret\n")
    path.chmod(0o600)
    return path


def test_a_file_of_ones_own_is_read(file: Path) -> None:
    """Without the newline an editor leaves."""
    assert read_secret(str(file), NAME) == "s3cret"


def test_the_environment_wins(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A container brings its own."""
    monkeypatch.setenv(NAME, "other")
    assert read_secret(str(file), NAME) == "other"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_file_others_can_read_is_refused_with_the_command_that_mends_it(file: Path, mode: int) -> None:
    """And the secret is not in the message."""
    file.chmod(mode)
    with pytest.raises(SettingsError, match="chmod 600") as refused:
        read_secret(str(file), NAME)
    assert "s3cret" not in str(refused.value)


def test_a_missing_or_empty_file_is_refused(file: Path) -> None:
    """It was named, so it is wanted."""
    file.write_text("\n")
    with pytest.raises(SettingsError, match="is empty"):
        read_secret(str(file), NAME)
    file.unlink()
    with pytest.raises(SettingsError, match="cannot be read"):
        read_secret(str(file), NAME)


def test_nothing_named_is_no_secret(file: Path) -> None:
    """There is simply no Telegram."""
    assert file.exists()
    assert read_secret("", NAME) is None
