"""``smiledesk checker``: settings, the engines, and drafts read until it is told to stop."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Final

from bot.commands.saying import sorry
from bot.commands.serve import data_dir, opened
from bot.config import SettingsError, find_settings_file, load_settings
from bot.parts.places import parts_dir

PORT: Final = 8090


def serve_checker(*, host: str | None, port: int | None, config: Path | None, parts: Path | None) -> int:
    """Serve and return when it has closed: 0 when it was told to, 1 or 2 when it could not open.

    It reads the table [checks] and the library's languages of the same file as the desk; it needs no data folder.
    """
    try:
        settings = load_settings(find_settings_file(data_dir(demo=False), config))
    except SettingsError as trouble:
        return sorry(str(trouble))
    from bot.checking.serving import serve  # noqa: PLC0415  a mistake in the settings is told first

    where = (host or settings.web.host, PORT if port is None else port)
    return opened(lambda: asyncio.run(serve(settings, *where, parts or parts_dir())), *where)
