"""``python -m bench [NAME ...] [--json FILE]``: some benchmarks, or all of them."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
from pathlib import Path

import bench
from bench import _goals as goals

NAMES = sorted(module.name for module in pkgutil.iter_modules(bench.__path__) if not module.name.startswith("_"))


def main() -> int:
    """Run what is named; without a name, all in turn. 0 when every goal was kept, 1 when not."""
    asked = argparse.ArgumentParser(prog="python -m bench", description="Speed as ratios.")
    asked.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    asked.add_argument("--json", type=Path, metavar="FILE", help="write the goals there, too")
    asked.add_argument("--times", type=float, metavar="N", help="how many times a city's patrons come (city)")
    told = asked.parse_args()
    if unknown := [name for name in told.names if name not in NAMES]:
        print(f"There is no benchmark {unknown[0]!r}. There is: {', '.join(NAMES)}.")
        return 2
    measured: dict[str, list[goals.Goal]] = {}
    for name in told.names or NAMES:
        print(f"== {name}", flush=True)
        more = {"times": told.times} if told.times and name == "city" else {}
        measured[name] = importlib.import_module(f"bench.{name}").run(**more) or []
    if told.json:
        goals.write(told.json, measured)
    return int(any(not goal.kept for found in measured.values() for goal in found))


if __name__ == "__main__":
    raise SystemExit(main())
