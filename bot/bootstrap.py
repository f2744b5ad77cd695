"""Make the environment a clone runs in: ``.venv`` with what pyproject.toml names, made once, never without need.

Only the standard library is used here, and nothing newer than Python 3.9 at the top, so that an old Python gets a
sentence instead of a traceback. ``python -m bot`` passes through ``ensure``; ``python -m bot.bootstrap --dev`` is
what ``make`` calls for the developers' targets.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

OLDEST = (3, 11)
_NAMES = ("python3.14", "python3.13", "python3.12", "python3.11")


def ensure(root: Path, arguments: list[str]) -> None:
    """Return when this Python can run the desk; otherwise make ``.venv`` and start again in it.

    Args:
        root: The folder that holds the three packages: a clone, or where an installed smiledesk lies.
        arguments: What stands behind ``python -m bot``, handed on unchanged.
    """
    if not (root / "pyproject.toml").exists():
        return  # installed by pip, which has seen to everything
    _need_new_python(["-m", "bot", *arguments])
    if _is_ours(root):
        if not _is_installed(root, dev=False):
            install(root, dev=False)
        return
    if _has_everything(root):
        return
    install(root, dev=False)
    python = str(_python(root))
    os.execv(python, [python, "-m", "bot", *arguments])  # noqa: S606 - the same program, in its environment


def install(root: Path, *, dev: bool) -> None:
    """Have ``.venv`` hold what pyproject.toml names, and the developers' tools if ``dev``; no pip without need."""
    if _is_installed(root, dev=dev):
        return
    venv = root / ".venv"
    unfinished = venv / "unfinished"
    if not os.access(root, os.W_OK):
        _stop(f"{root} cannot be written by this account, so {venv.name} cannot be made in it.")
    known = _read_stamp(root)
    broken = unfinished.exists() or not _python(root).exists() or _python_moved_on(root, known.get("python"))
    if broken and not _is_ours(root):
        _make_venv(venv)
    unfinished.touch()
    dev = dev or known.get("dev", False)
    groups = _pyproject(root)["dependency-groups"]["dev"] if dev else []
    _say(f"Installing what smiledesk needs into {venv} (once; a minute or two) ...")
    _pip(root, ["--editable", str(root), *groups])
    _stamp(root).write_text(json.dumps({"wants": _wants(root), "dev": dev, "python": list(sys.version_info[:2])}))
    unfinished.unlink()


def _need_new_python(arguments: list[str]) -> None:
    if sys.version_info >= OLDEST:
        return
    for name in _NAMES:
        newer = shutil.which(name)
        if newer:
            os.execv(newer, [newer, *arguments])  # noqa: S606 - the same program, by a newer Python
    _stop(
        "smiledesk needs Python 3.11 or later, and this is {}.{}. On Debian 12, Ubuntu 24.04 or later: "
        "sudo apt-get install python3 python3-venv".format(*sys.version_info[:2])
    )


def _make_venv(venv: Path) -> None:
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        _stop("Python's venv is missing here. On Debian or Ubuntu: sudo apt-get install python3-venv")
    command = [sys.executable, "-m", "venv", "--clear", str(venv)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        _stop(f"{venv} could not be made: {(done.stderr or done.stdout).strip()}")


def _pip(root: Path, requirements: list[str]) -> None:
    """Run pip, showing one moving line in a terminal; everything it says goes to ``.venv/install.log``."""
    quiet = ["--disable-pip-version-check", "--no-input"]
    command = [str(_python(root)), "-m", "pip", "install", *quiet, *requirements]
    lines: list[str] = []
    with (
        (root / ".venv" / "install.log").open("w") as log,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip,
    ):
        for line in pip.stdout or ():
            log.write(line)
            lines.append(line.rstrip())
            if sys.stderr.isatty():
                sys.stderr.write(f"\r\033[K{line.strip()[:78]}")
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")
    if pip.returncode != 0:
        wrong = "\n  ".join([line for line in lines if line.startswith("ERROR")] or lines[-3:])
        _stop(f"pip could not install everything:\n  {wrong}\nThe whole of it is in {root}/.venv/install.log.")


def _is_ours(root: Path) -> bool:
    """Whether this Python is the one in ``.venv``."""
    return Path(sys.prefix).resolve() == (root / ".venv").resolve()


def _is_installed(root: Path, *, dev: bool) -> bool:
    """Whether ``.venv`` was finished for this pyproject.toml and this Python; reads two small files."""
    stamp = _read_stamp(root)
    return (
        stamp.get("wants") == _wants(root)
        and (stamp.get("dev", False) or not dev)
        and _python(root).exists()
        and not (root / ".venv" / "unfinished").exists()
        and not _python_moved_on(root, stamp.get("python"))
    )


def _read_stamp(root: Path) -> dict[str, Any]:
    """What the last finished install left: ``wants``, ``dev``, ``python``; empty when there was none."""
    try:
        stamp: dict[str, Any] = json.loads(_stamp(root).read_text())
    except (OSError, ValueError):
        return {}
    return stamp


def _python_moved_on(root: Path, made_for: object) -> bool:
    """Whether the system's Python was upgraded under ``.venv``, which then finds none of its packages any more."""
    same = _python(root).resolve() == Path(sys.executable).resolve()
    return same and made_for is not None and made_for != list(sys.version_info[:2])


def _has_everything(root: Path) -> bool:
    """Whether this Python, an environment of somebody's own making, knows every package by name."""
    from importlib.metadata import PackageNotFoundError, distribution  # noqa: PLC0415 - asked once, in few runs

    try:
        for requirement in _pyproject(root)["project"]["dependencies"]:
            distribution(re.split(r"[^\w.-]", requirement, maxsplit=1)[0])
    except PackageNotFoundError:
        return False
    return True


def _wants(root: Path) -> str:
    """What decides whether pip must run, as one short word."""
    said = _pyproject(root)
    project, groups = said["project"], said["dependency-groups"]
    parts = [str(root), project["dependencies"], project["scripts"], groups]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _pyproject(root: Path) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - not there before Python 3.11, and then a sentence is wanted

    with (root / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)


def _python(root: Path) -> Path:
    return root / ".venv" / "bin" / "python"


def _stamp(root: Path) -> Path:
    return root / ".venv" / "smiledesk.json"


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def _stop(line: str) -> NoReturn:
    _say(line)
    raise SystemExit(1)


if __name__ == "__main__":
    _need_new_python(["-m", "bot.bootstrap", *sys.argv[1:]])
    install(Path(__file__).parents[1], dev="--dev" in sys.argv[1:])
