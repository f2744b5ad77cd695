"""Throw broken mails at the parser, guided by what they reach: ``python -m tests.fuzz.mail --seconds 300``.

A finding is written beside where it was run from (``crash-...``), and becomes a case of ``test_row_63``.
"""

from __future__ import annotations

import argparse
import contextlib
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

SLOWEST = 5
"""Seconds a mail may take before it counts as a finding."""


class Slow(Exception):  # noqa: N818 - a finding
    """A mail that took too long."""


@contextlib.contextmanager
def within(seconds: int) -> Iterator[None]:
    """Raise when it takes longer."""

    def late(*_: object) -> None:
        raise Slow

    signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


def main() -> None:
    """Fuzz for as long as asked."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=int, default=300)
    seconds = asked.parse_args().seconds
    try:
        import atheris
    except ImportError:
        sys.exit("atheris is not here (it has wheels for Linux on x86_64): python -m pip install atheris")
    with atheris.instrument_imports(include=["bot.channels.email", "email"]):
        from bot.channels.email.parse import parse
    from tests.bot.email.mails import ALL

    def one(raw: bytes) -> None:
        with within(SLOWEST):
            mail = parse(raw)
        (mail.text + mail.subject + mail.sender + "".join(part.name for part in mail.files)).encode()
        assert "\x00" not in mail.text

    with tempfile.TemporaryDirectory(prefix="smiledesk-fuzz-") as folder:
        for number, sample in enumerate(ALL):
            (Path(folder) / f"seed{number}").write_bytes(sample.raw)
        arguments = [sys.argv[0], f"-max_total_time={seconds}", "-max_len=20000", "-timeout=20", "-rss_limit_mb=2048"]
        atheris.Setup([*arguments, folder], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
