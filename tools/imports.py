"""Check the import contracts of pyproject.toml; one line when they hold, the whole report when one is broken."""

from __future__ import annotations

import contextlib
import io
import sys
from pathlib import Path

from importlinter.cli import lint_imports


def main() -> int:
    """Run import-linter from the clone's root, so that the three packages are found there."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    report = io.StringIO()
    with contextlib.redirect_stdout(report):
        code = lint_imports()
    print("Import contracts kept." if code == 0 else report.getvalue())
    return code


if __name__ == "__main__":
    sys.exit(main())
