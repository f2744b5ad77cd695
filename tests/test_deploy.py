"""What is handed to those who run a desk: units, container, compose file; read as their programs read them."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_command

from bot.cli import app

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
INSTRUCTIONS = {
    "FROM", "RUN", "COPY", "USER", "WORKDIR", "VOLUME", "ENV", "EXPOSE", "ENTRYPOINT", "CMD", "HEALTHCHECK",
}  # fmt: skip


def understood(arguments: list[str]) -> bool:
    """Whether our command takes these arguments."""
    commands: Any = get_command(app)
    command = commands.commands[arguments[0]]
    command.make_context(arguments[0], arguments[1:], resilient_parsing=False).close()
    return True


@pytest.mark.systemd
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_understands_every_unit(unit: Path, tmp_path: Path) -> None:
    """But for the program, which is not installed where tests run."""
    name = unit.name.replace("@.", "@8101.")
    there = tmp_path / name
    there.write_text(re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", unit.read_text("utf-8"), flags=re.MULTILINE))
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", there],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (told.returncode, [line for line in told.stderr.splitlines() if name in line]) == (0, [])


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_every_unit_starts_a_command_that_there_is(unit: Path) -> None:
    """With the options it takes."""
    (line,) = re.findall(r"^ExecStart=(.*)", unit.read_text("utf-8"), re.MULTILINE)
    program, *arguments = shlex.split(line.replace("%i", "8101"))
    assert program.endswith("/smiledesk")
    assert understood(arguments)


def containerfile() -> list[tuple[str, str]]:
    """Its instructions, with lines that go on joined."""
    text = (DEPLOY / "Containerfile").read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(line.split(maxsplit=1)[0], line.split(maxsplit=1)[1]) for line in lines]


def test_the_containerfile_copies_what_there_is_and_starts_the_desk() -> None:
    """And is not its root."""
    steps = containerfile()
    assert {name for name, _ in steps} <= INSTRUCTIONS
    for name, said in steps:
        if name == "COPY":
            *sources, _ = said.split()
            assert all((ROOT / source).exists() for source in sources)
    assert dict(steps)["USER"] == "smiledesk"
    assert yaml.safe_load(dict(steps)["ENTRYPOINT"]) == ["smiledesk"]
    assert understood(yaml.safe_load(dict(steps)["CMD"]))


def test_the_compose_file_opens_web_and_worker_on_one_database() -> None:
    """Its commands are ours, its secrets are files, and the database sorts by code point."""
    told = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    services = told["services"]
    assert set(services) == {"database", "redis", "web", "worker", "checker"}
    assert all(understood(services[name]["command"]) for name in ("web", "worker", "checker"))
    assert services["web"]["volumes"] == services["worker"]["volumes"]
    assert "--locale=C" in services["database"]["environment"]["POSTGRES_INITDB_ARGS"]
    used = {one if isinstance(one, str) else one["source"] for s in services.values() for one in s.get("secrets", ())}
    assert used == set(told["secrets"])
    assert all("file" in secret for secret in told["secrets"].values())
