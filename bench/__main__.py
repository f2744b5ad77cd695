"""``python -m bench NAME``: one benchmark, or the list of them."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import bench

NAMES = sorted(module.name for module in pkgutil.iter_modules(bench.__path__) if not module.name.startswith("_"))


def main() -> int:
    """Run what is named; without a name, all in turn."""
    for name in sys.argv[1:] or NAMES:
        if name not in NAMES:
            print(f"There is no benchmark {name!r}. There is: {', '.join(NAMES)}.")
            return 2
        print(f"== {name}")
        importlib.import_module(f"bench.{name}").run()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
