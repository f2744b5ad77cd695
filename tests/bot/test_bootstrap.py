"""A clone makes its environment once, and never calls pip without need."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot import bootstrap

PYPROJECT = """
[project]
dependencies = ["{0}>=1"]
scripts = {{}}
[dependency-groups]
dev = ["a-tool>=2"]
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone whose .venv has a Python that only writes down what it was asked."""
    (tmp_path / "pyproject.toml").write_text(PYPROJECT.format("a-package"))
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\n')
    python.chmod(0o755)
    return tmp_path


def asked(clone: Path) -> list[str]:
    """The calls of the clone's Python, oldest first."""
    calls = clone / "asked"
    return calls.read_text().splitlines() if calls.exists() else []


def test_a_second_start_calls_no_pip(clone: Path) -> None:
    """What was installed once is not looked at again."""
    bootstrap.install(clone, dev=False)
    bootstrap.install(clone, dev=False)
    assert len(asked(clone)) == 1


def test_a_new_dependency_is_installed(clone: Path) -> None:
    """The environment follows what pyproject.toml wants."""
    bootstrap.install(clone, dev=False)
    (clone / "pyproject.toml").write_text(PYPROJECT.format("another-package"))
    bootstrap.install(clone, dev=False)
    assert len(asked(clone)) == 2


def test_a_new_setting_of_a_tool_calls_no_pip(clone: Path) -> None:
    """Only what is installed counts, not the rest of pyproject.toml."""
    bootstrap.install(clone, dev=False)
    with (clone / "pyproject.toml").open("a") as file:
        file.write("[tool.ruff]\nline-length = 100\n")
    bootstrap.install(clone, dev=False)
    assert len(asked(clone)) == 1


def test_the_developers_tools_come_when_asked_and_stay(clone: Path) -> None:
    """`make test` after `make run` adds the tools; `make run` after it takes nothing away and calls no pip."""
    bootstrap.install(clone, dev=False)
    bootstrap.install(clone, dev=True)
    bootstrap.install(clone, dev=False)
    calls = asked(clone)
    assert len(calls) == 2
    assert "a-tool" not in calls[0]
    assert "a-tool>=2" in calls[1]


def test_an_interrupted_install_is_begun_again_from_nothing(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A killed pip may leave half a package, so the environment is made anew."""
    made = []
    monkeypatch.setattr(bootstrap, "_make_venv", made.append)
    (clone / ".venv" / "unfinished").touch()
    bootstrap.install(clone, dev=False)
    assert made == [clone / ".venv"]
    assert not (clone / ".venv" / "unfinished").exists()


def test_an_environment_somebody_else_made_is_not_cleared(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A .venv without our mark is added to, never wiped."""
    made = []
    monkeypatch.setattr(bootstrap, "_make_venv", made.append)
    bootstrap.install(clone, dev=False)
    assert made == []


def test_a_pip_that_fails_says_why_in_its_own_words(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The reason is on the screen, the rest in a file, and the next start tries again."""
    (clone / ".venv" / "bin" / "python").write_text("#!/bin/sh\necho 'ERROR: No matching distribution'\nexit 1\n")
    with pytest.raises(SystemExit) as stopped:
        bootstrap.install(clone, dev=False)
    assert stopped.value.code == 1
    assert "No matching distribution" in capsys.readouterr().err
    assert not bootstrap._is_installed(clone, dev=False)


def test_a_python_without_venv_gets_a_sentence(
    clone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Debian splits venv off: say the command, show no traceback."""
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    (clone / ".venv" / "bin" / "python").unlink()
    with pytest.raises(SystemExit):
        bootstrap.install(clone, dev=False)
    assert "apt-get install python3-venv" in capsys.readouterr().err


def test_an_upgraded_python_makes_the_environment_anew(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Packages of 3.10 are not found by 3.11, though the name .venv/bin/python still works."""
    made = []
    monkeypatch.setattr(bootstrap, "_make_venv", made.append)
    monkeypatch.setattr(bootstrap, "_pip", lambda *_arguments: None)
    python = clone / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to(os.path.realpath(sys.executable))
    bootstrap.install(clone, dev=False)
    stamp = clone / ".venv" / "smiledesk.json"
    stamp.write_text(json.dumps(json.loads(stamp.read_text()) | {"python": [3, 10]}))
    bootstrap.install(clone, dev=False)
    assert made == [clone / ".venv"]


def test_bootstrap_needs_only_the_standard_library() -> None:
    """It runs before anything is installed."""
    root = Path(bootstrap.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(root)!r}); import bot.bootstrap"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
