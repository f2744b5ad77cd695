"""Take out one guard at a time in a copy of the tree, run the tests that must notice, and say which did not."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import Queue

from tests.mutants.guards import GUARDS, Guard

AT_ONCE = 2
"""Guards that are tried side by side, each in a copy of its own."""

ROOT = Path(__file__).parents[2]
MISSED, NOT_MISSED, NOT_TRIED = "missed", "NOT MISSED", "not tried"  # not tried: its tests were skipped here
_GREEN, _RED = 0, 1


def main() -> int:
    """Returns 1 when a guard was not missed, or its tests are red with it in place."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("words", nargs="*", help="only guards whose name holds one of these words")
    words = asked.parse_args().words
    chosen = [guard for guard in GUARDS if not words or any(word in guard.name for word in words)]
    if not chosen:
        sys.exit("No guard is called so; the names stand in tests/mutants/guards.py.")
    with_all = _run(ROOT, sorted({test for guard in chosen for test in guard.noticed_by}))
    if with_all.returncode != _GREEN:
        sys.exit(f"{with_all.stdout}\nThe tests are red with every guard in place; mend that first.")
    with _copies() as copies, ThreadPoolExecutor(AT_ONCE) as pool:
        noticed = list(pool.map(lambda guard: _without(copies, guard), chosen))
    say(f"{noticed.count(MISSED)} of {len(chosen)} guards are missed when they are gone.")
    return int(NOT_MISSED in noticed)


def say(line: str) -> None:
    """At once: a run takes minutes."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


@contextmanager
def _copies() -> Iterator[Queue[Path]]:
    """Copies of the tree, for whoever needs one to break."""
    free: Queue[Path] = Queue()
    with tempfile.TemporaryDirectory(prefix="smiledesk-mutants-") as folder:
        for number in range(AT_ONCE):
            _copy_to(copy := Path(folder) / str(number))
            free.put(copy)
        yield free


def _copy_to(copy: Path) -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in filter(None, listed.decode().split("\0")):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, copy / name)


def _without(copies: Queue[Path], guard: Guard) -> str:
    copy = copies.get()
    file = copy / guard.file
    sound = file.read_text("utf-8")
    file.write_text(sound.replace(guard.stands, guard.without), "utf-8")
    ran = _run(copy, guard.noticed_by)
    file.write_text(sound, "utf-8")
    copies.put(copy)
    noticed = MISSED if ran.returncode == _RED else NOT_MISSED if " passed" in ran.stdout else NOT_TRIED
    say(f"{noticed:10}  {guard.name}")
    return noticed


def _run(tree: Path, tests: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Pytest's own answer: 0 is green, 1 is red, and anything else is neither."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    return subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)


if __name__ == "__main__":
    sys.exit(main())
