"""Take out one guard at a time in a copy of the tree, run the tests that must notice, and say which did not."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.mutants.guards import GUARDS, Guard

ROOT = Path(__file__).parents[2]
_GREEN, _RED = 0, 1


def main() -> int:
    """Returns 1 when a guard was not missed, or its tests are red with it in place."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("words", nargs="*", help="only guards whose name holds one of these words")
    words = asked.parse_args().words
    chosen = [guard for guard in GUARDS if not words or any(word in guard.name for word in words)]
    if not chosen:
        sys.exit("No guard is called so; the names stand in tests/mutants/guards.py.")
    with tempfile.TemporaryDirectory(prefix="smiledesk-mutants-") as folder:
        copy = Path(folder)
        _copy_to(copy)
        with_all = _run(copy, sorted({test for guard in chosen for test in guard.noticed_by}))
        if with_all.returncode != _GREEN:
            sys.exit(f"{with_all.stdout}\nThe tests are red with every guard in place; mend that first.")
        unnoticed = [guard for guard in chosen if not _is_missed(copy, guard)]
    say(f"{len(chosen) - len(unnoticed)} of {len(chosen)} guards are missed when they are gone.")
    return int(bool(unnoticed))


def say(line: str) -> None:
    """At once: a run takes minutes."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _copy_to(copy: Path) -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in filter(None, listed.decode().split("\0")):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, copy / name)


def _is_missed(copy: Path, guard: Guard) -> bool:
    file = copy / guard.file
    sound = file.read_text("utf-8")
    file.write_text(sound.replace(guard.stands, guard.without), "utf-8")
    missed = _run(copy, guard.noticed_by).returncode == _RED
    file.write_text(sound, "utf-8")
    say(f"{'missed    ' if missed else 'NOT MISSED'}  {guard.name}")
    return missed


def _run(copy: Path, tests: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Pytest's own answer: 0 is green, 1 is red, and anything else is neither."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    return subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)


if __name__ == "__main__":
    sys.exit(main())
