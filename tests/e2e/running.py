"""A desk of its own for tests: a real ``python -m bot run`` on a free port, with a folder of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

SETTINGS: Final = """
[library]
name = "Lindhaga bibliotek"
languages = ["sv", "en", "it", "ro", "fi"]

[checks]
languagetool = false
weighing = false
fetch_parts = false

[waiting]
undo_seconds = 3

[limits]
patron_characters = 12_000
"""
"""LanguageTool and the scales have tests of their own; without them a check says the same on every machine."""

READY: Final = "smiledesk ready on "
ADMIN: Final = "/welcome#"


@dataclass
class RunningDesk:
    """One desk; ``start`` again after ``kill`` is the same desk with the same port."""

    folder: Path
    settings: str = SETTINGS
    demo: bool = False
    port: int = 0
    origin: str = ""
    admin_link: str = ""
    environment: dict[str, str] = field(default_factory=dict)
    _process: subprocess.Popen[str] | None = field(default=None, repr=False)

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        config = self.folder / "config.toml"
        config.write_text(self.settings, "utf-8")
        command = [
            "demo" if self.demo else "run",
            "--config",
            str(config),
            "--data",
            str(self.folder),
            "--port",
            str(self.port),
        ]
        with (self.folder / "log.txt").open("a") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot", *command],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                cwd=Path(__file__).parents[2],
                env={**os.environ, "PYTHONUNBUFFERED": "1", **self.environment},
            )
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if READY in line:
                self.origin = line.split(READY)[1].strip()
                self.port = int(self.origin.rsplit(":", 1)[1])
                if self.admin_link:
                    return
            if ADMIN in line:
                self.admin_link = line[line.index("http") :].strip()
                return
        raise AssertionError(f"the desk did not start:\n{(self.folder / 'log.txt').read_text('utf-8')}")

    def kill(self) -> None:
        """SIGKILL: no goodbye."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """SIGTERM: as a service manager would."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        self._process.send_signal(how)
        self._process.wait(timeout=40)
        if self._process.stdout:
            self._process.stdout.close()
        self._process = None
