"""What every test stands on: what a machine lacks is named at the end, with the command that mends it."""

from __future__ import annotations

import gc
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import pytest
import structlog
from hypothesis import HealthCheck, settings

from bot.parts import java, languagetool_jars, parts_dir
from bot.store import sqlite
from bot.store.migrate import migrate
from tests.cluster import program
from tests.redis_server import redis_program

_MEMORY: Final = Path("/dev/shm")
_ENOUGH: Final = 2 << 30
if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ENOUGH:
    # Thousands of small stores wait for the disk at every commit; here processes are killed, never the power cut.
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))

settings.register_profile("short", deadline=None)
settings.register_profile("long", deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("short")

structlog.configure(  # as by default, but for the half second that a pretty traceback takes
    processors=[
        *structlog.get_config()["processors"][:-1],
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback),
    ]
)

gc.set_threshold(50_000, 20, 100)  # thousands of tests stay in memory: to look through them is a quarter of the time


class Need(NamedTuple):
    """What tests with a marker need from the machine."""

    is_there: Callable[[], bool]
    lacks: str
    mends: str


NEEDS = {
    "browser": Need(lambda: shutil.which("chromium") is not None, "Chromium", "sudo apt-get install chromium"),
    "languagetool": Need(
        lambda: bool(languagetool_jars(parts_dir())) and java() is not None, "LanguageTool", "smiledesk get"
    ),
    "dovecot": Need(
        lambda: shutil.which("dovecot", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin") is not None,
        "Dovecot",
        "sudo apt-get install dovecot-imapd",
    ),
    "faketime": Need(lambda: shutil.which("faketime") is not None, "faketime", "sudo apt-get install faketime"),
    "systemd": Need(
        lambda: shutil.which("systemd-analyze") is not None, "systemd-analyze", "sudo apt-get install systemd"
    ),
    "redis": Need(lambda: redis_program() is not None, "Redis", "sudo apt-get install redis-server"),
    "postgres": Need(lambda: program("initdb") is not None, "PostgreSQL", "sudo apt-get install postgresql"),
}


@pytest.fixture(scope="session", autouse=True)
def _migrated_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A new store is a copy of one that went through all migrations; those have tests of their own."""

    @cache
    def migrated() -> Path:
        made = tmp_path_factory.mktemp("migrated") / "desk.sqlite3"
        migrate(made)
        return made

    def copied_or_migrated(path: Path) -> None:
        if not path.exists():
            shutil.copyfile(migrated(), path)
        migrate(path)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sqlite, "migrate", copied_or_migrated)
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what this machine cannot run; each reason says what is missing and what mends it."""
    skips = {
        marker: pytest.mark.skip(reason=f"{need.lacks} is not here; to have it: {need.mends}")
        for marker, need in NEEDS.items()
        if not need.is_there()
    }
    for item in items:
        for marker, skip in skips.items():
            if item.get_closest_marker(marker):
                item.add_marker(skip)


def pytest_collection_finish() -> None:
    """What was collected stays to the end: nobody looks through it for rubbish."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where CI runs, a test that was not run is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")  # None in a worker: its head reports
    if os.environ.get("CI") == "true" and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One table of what was not run and why."""
    skipped = terminalreporter.stats.get("skipped", [])
    if not skipped:
        return
    reasons = Counter(str(report.longrepr[2]).removeprefix("Skipped: ") for report in skipped)
    terminalreporter.section("not run on this machine")
    for reason, count in reasons.most_common():
        terminalreporter.line(f"{count:5} tests  {reason}")
    if os.environ.get("CI") == "true":
        terminalreporter.line("CI=true: what was not run counts as failed.", red=True)
