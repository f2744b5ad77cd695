"""Throw broken input at every parser, guided by what it reaches: ``python -m tests.fuzz.parsers --seconds 600``.

Each parser runs in a process of its own, one after another; ``--only`` names some. What breaks one is written to
``crash-...`` (or ``timeout-...``) where this was started, and becomes a case of a test.
"""

from __future__ import annotations

import argparse
import contextlib
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.fuzz.targets import TARGETS, Target

SLOWEST: Final = 5
"""Seconds of the processor one input may take before it counts as a finding."""

LONGEST: Final = 20_000
"""Bytes of one input at most."""


class Slow(Exception):  # noqa: N818 - a finding
    """An input that took too long."""


@contextlib.contextmanager
def within(seconds: int) -> Iterator[None]:
    """Raise when it takes longer, however busy the machine is with other things."""

    def late(*_: object) -> None:
        raise Slow

    signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def main() -> int:
    """Fuzz them all; returns 1 when one of them broke."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=int, default=300, help="for each parser")
    asked.add_argument("--only", nargs="+", choices=sorted(TARGETS), default=list(TARGETS))
    asked.add_argument("--here", action="store_true", help="in this process, which ends with it")
    told = asked.parse_args()
    if told.here:
        fuzz(TARGETS[told.only[0]], told.seconds)
    broken = [name for name in told.only if not _in_its_own_process(name, told.seconds)]
    sys.stdout.write(f"{len(told.only) - len(broken)} of {len(told.only)} parsers held. {' '.join(broken)}\n")
    return int(bool(broken))


def _in_its_own_process(name: str, seconds: int) -> bool:
    sys.stdout.write(f"=== {name}\n")
    sys.stdout.flush()
    command = [sys.executable, "-m", "tests.fuzz.parsers", "--here", "--only", name, "--seconds", str(seconds)]
    return subprocess.run(command, check=False).returncode == 0


def fuzz(target: Target, seconds: int) -> None:
    """Fuzz one; never returns."""
    try:
        import atheris
    except ImportError:
        sys.exit("atheris is not here (it has wheels for Linux on x86_64): python -m pip install atheris")
    with atheris.instrument_imports(include=list(target.modules), enable_loader_override=False):
        parse = target.open()

    def one(raw: bytes) -> None:
        with within(SLOWEST):
            parse(raw)

    with tempfile.TemporaryDirectory(prefix="smiledesk-fuzz-") as folder:
        for number, sample in enumerate(target.seeds()):
            (Path(folder) / f"seed{number}").write_bytes(sample)
        limits = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-timeout=20", "-rss_limit_mb=2048"]
        atheris.Setup([sys.argv[0], *limits, *_words(target, Path(folder)), "-print_final_stats=1", folder], one)
        atheris.Fuzz()


def _words(target: Target, folder: Path) -> list[str]:
    """The fuzzer's dictionary, where there is one."""
    if not target.words:
        return []
    file = folder.with_suffix(".dict")
    file.write_text("".join(f'"{word}"\n' for word in target.words), encoding="ascii")
    return [f"-dict={file}"]


if __name__ == "__main__":
    sys.exit(main())
