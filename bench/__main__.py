"""``python -m bench [NAME ...] [--json FILE]``: some benchmarks, or all of them."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
import time
import traceback
from pathlib import Path

import bench
from bench import _goals as goals

NAMES = sorted(module.name for module in pkgutil.iter_modules(bench.__path__) if not module.name.startswith("_"))


def main() -> int:
    """Run what is named; without a name, all in turn. 0 when every goal was kept, 1 when one was not, or broke."""
    asked = argparse.ArgumentParser(prog="python -m bench", description="Speed as ratios.")
    asked.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    asked.add_argument("--json", type=Path, metavar="FILE", help="write the goals there, too")
    asked.add_argument("--times", type=float, metavar="N", help="how many times a city's patrons come (city)")
    told = asked.parse_args()
    if unknown := [name for name in told.names if name not in NAMES]:
        print(f"There is no benchmark {unknown[0]!r}. There is: {', '.join(NAMES)}.")
        return 2
    measured: dict[str, list[goals.Goal]] = {}
    took: dict[str, float] = {}
    broken: list[str] = []
    for name in told.names or NAMES:
        print(f"== {name}", flush=True)
        begun = time.perf_counter()
        more = {"times": told.times} if told.times and name == "city" else {}
        try:
            measured[name] = importlib.import_module(f"bench.{name}").run(**more) or []
        except (Exception, SystemExit):  # noqa: BLE001 - the others are measured all the same
            traceback.print_exc(file=sys.stdout)
            broken.append(name)
        took[name] = time.perf_counter() - begun
        print(f"== {name} took {took[name]:.0f} s", flush=True)
        if told.json:
            goals.write(told.json, measured, took)
    if broken:
        print(f"Not measured to the end: {', '.join(broken)}.")
    return int(bool(broken) or any(not goal.kept for found in measured.values() for goal in found))


if __name__ == "__main__":
    raise SystemExit(main())
