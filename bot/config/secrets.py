"""Secrets: from the environment or from a file that nobody else can read, never from the settings themselves."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from bot.config.reading import SettingsError
from bot.config.settings import Checks


def checker_secret(checks: Checks) -> str:
    """What desk and checkers show each other.

    Raises:
        SettingsError: There is none, or it can't be read.
    """
    secret = read_secret(checks.secret_file, "SMILEDESK_CHECKER_SECRET")
    if secret is None:
        raise SettingsError(
            "Checkers want a secret that the desk shows them: put one into a file (openssl rand -hex 24 > "
            "checker.secret; chmod 600 checker.secret) and name it as checks.secret_file, here and there."
        )
    return secret


def read_secret(file: str, variable: str) -> str | None:
    """A secret, or None where neither place has one; the environment wins.

    Args:
        file: A file's name from the settings, "" for none.
        variable: The environment variable that may hold it instead.

    Raises:
        SettingsError: When the file cannot be read, is open to others, or is empty.
    """
    if os.environ.get(variable):
        return os.environ[variable].strip()
    if not file:
        return None
    path = Path(file)
    try:
        mode = path.stat().st_mode
        secret = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as trouble:
        why = trouble.strerror if isinstance(trouble, OSError) else "it is not a text"
        raise SettingsError(f"The secret in {path} cannot be read: {why}.") from trouble
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise SettingsError(f"{path} holds a secret and others may read it. To mend it: chmod 600 {path}")
    if not secret:
        raise SettingsError(f"{path} should hold a secret and is empty.")
    return secret
