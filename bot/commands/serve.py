"""``smiledesk demo``, ``run``, ``web`` and ``worker``: settings, a data folder, the desk until it is told to stop."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from bot.commands.saying import sorry
from bot.config import Settings, SettingsError, find_settings_file, load_settings
from bot.parts.places import data_home


def data_dir(*, demo: bool) -> Path:
    """Where a desk keeps its data unless told otherwise; a demonstration never shares it with a real desk."""
    home = data_home() / "smiledesk"
    return home / "demo" if demo else home


def serve_desk(
    *,
    demo: bool,
    host: str | None,
    port: int | None,
    data: Path | None,
    config: Path | None,
    part: Literal["all", "web", "worker"] = "all",
) -> int:
    """Open the desk and return when it has closed: 0 when it was told to, 1 or 2 when it could not open.

    A demonstration reads a settings file only when one is named, so that it never touches a real desk's Telegram.
    """
    data = data or data_dir(demo=demo)
    try:
        settings = load_settings(config if demo else find_settings_file(data, config))
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
    except SettingsError as trouble:
        return sorry(str(trouble), 2)
    except OSError as trouble:
        return sorry(f"The data folder {data} cannot be used: {trouble.strerror or trouble}.", 2)
    if part == "worker":
        host, port = host or settings.worker.host, settings.worker.port or None if port is None else port
        return _open(settings, host, port, data, demo=demo, part=part)
    host = host or settings.web.host
    if port is None:
        port = _a_port(host, settings.web.port) if demo else settings.web.port
    return _open(settings, host, port, data, demo=demo, part=part)


def _open(
    settings: Settings, host: str, port: int | None, data: Path, *, demo: bool, part: Literal["all", "web", "worker"]
) -> int:
    # only now: a mistake in the settings is told before the web server is loaded
    from bot.app import serve  # noqa: PLC0415
    from bot.store.engine import StoreInUse, UnfitDatabase  # noqa: PLC0415
    from bot.store.migrate import NewerSchema  # noqa: PLC0415

    try:
        return opened(
            lambda: asyncio.run(serve(settings, host=host, port=port, data=data, demo=demo, part=part)), host, port
        )
    except (NewerSchema, StoreInUse, UnfitDatabase) as trouble:
        return sorry(str(trouble), 2)


def opened(serve: Callable[[], None], host: str, port: int | None) -> int:
    """Serve until told to stop: 0 then; 1 when the address can't be listened on, 2 when settings can't be used."""
    try:
        serve()
    except SettingsError as trouble:
        return sorry(str(trouble), 2)
    except KeyboardInterrupt:
        return 0
    except OSError as trouble:
        if trouble.errno == errno.EADDRINUSE:
            return sorry(f"Port {port} on {host} is taken. Another one: --port N; any free one: --port 0", 1)
        if trouble.errno in {errno.EADDRNOTAVAIL, errno.EACCES}:
            return sorry(f"This machine cannot listen on {host}:{port}: {trouble.strerror}.", 1)
        raise
    return 0


def _a_port(host: str, usual: int) -> int:
    """The usual port, or 0 for a free one when somebody has it: a newcomer should see a desk, not an error."""
    try:
        with socket.create_server((host, usual)):
            return usual
    except OSError:
        return 0
