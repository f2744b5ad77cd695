"""The command: what it promises in a terminal, on exit codes, and on what it does not load."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from bot.cli import app
from bot.commands import serve
from bot.config import Settings, load_settings
from bot.own_name import command

ROOT = Path(__file__).parents[2]
COMMANDS = sorted(get_command(app).commands)  # type: ignore[attr-defined]


def test_the_commands_of_the_docs_are_there() -> None:
    """None is lost by accident."""
    assert {"demo", "run", "init", "doctor", "get", "parts"} <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    """``--help`` works and says something."""
    said = CliRunner().invoke(app, [name, "--help"])
    assert said.exit_code == 0
    assert "Usage" in said.output


def test_the_commands_name_loads_nothing_heavy() -> None:
    """A command that needs no web server, no store and no spaCy waits for none of them."""
    heavy = ("aiohttp", "sqlalchemy", "spacy", "telegram", "pydantic", "rich", "jgo", "requests")
    program = f"import sys, bot.cli; print([name for name in {heavy!r} if name in sys.modules])"
    said = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_an_unknown_part_is_named_with_the_known_ones() -> None:
    """And nothing is fetched."""
    said = CliRunner().invoke(app, ["get", "klingon"])
    assert said.exit_code == 2
    assert "languagetool" in said.output


def test_init_writes_what_was_answered_and_asks_again_where_it_cannot_be(tmp_path: Path) -> None:
    """The wizard's refusals are those of the settings."""
    into = tmp_path / "config.toml"
    answers = ["Kirjasto", "fi xx", "fi sv", "Europe/Helsinki", "y", "9-17", "09:00-17:00", "10:00-14:00", "FI", ""]
    said = CliRunner().invoke(app, ["init", str(into)], input="\n".join(answers) + "\n")
    assert said.exit_code == 0, said.output
    assert "library.languages must be a list of these" in said.output
    settings = load_settings(into)
    assert settings.library.languages == ("fi", "sv")
    assert settings.hours.friday == ("09:00-17:00",)
    assert settings.hours.saturday == ("10:00-14:00",)
    assert settings.hours.holidays == "FI"


def test_init_with_every_default_is_the_example(tmp_path: Path) -> None:
    """Nothing is set that nobody chose."""
    assert CliRunner().invoke(app, ["init", str(tmp_path / "c.toml"), "--yes"]).exit_code == 0
    assert load_settings(tmp_path / "c.toml") == Settings()


def test_init_leaves_a_file_alone_unless_forced(tmp_path: Path) -> None:
    """Somebody's settings are not a draft."""
    into = tmp_path / "config.toml"
    into.write_text("[web]\nport = 1\n")
    said = CliRunner().invoke(app, ["init", str(into), "--yes"])
    assert said.exit_code == 1
    assert "--force" in said.output
    assert load_settings(into).web.port == 1


def test_run_with_settings_that_cannot_be_used_says_why_and_stops(tmp_path: Path) -> None:
    """Before anything is opened."""
    (tmp_path / "c.toml").write_text("[web]\nprot = 1\n")
    said = CliRunner().invoke(app, ["run", "--config", str(tmp_path / "c.toml"), "--data", str(tmp_path / "data")])
    assert said.exit_code == 2
    assert "line 2: web.prot is not a setting" in said.output
    assert not (tmp_path / "data").exists()


def test_a_demonstration_takes_another_port_when_the_usual_one_is_taken() -> None:
    """A newcomer sees a desk; who asked for a port gets that port or a sentence."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert serve._a_port("127.0.0.1", taken.getsockname()[1]) == 0


def test_a_demonstration_never_shares_data_with_a_real_desk() -> None:
    """Made-up patrons stay among themselves."""
    assert serve.data_dir(demo=True) != serve.data_dir(demo=False)


@pytest.mark.parametrize(
    ("called", "named"),
    [("/usr/bin/smiledesk", "smiledesk get"), ("/srv/clone/bot/__main__.py", "python3 -m bot get")],
)
def test_commands_are_named_as_they_can_be_typed(called: str, named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a clone there is no ``smiledesk`` on the path."""
    monkeypatch.setattr(sys, "argv", [called, "doctor"])
    assert command("get") == named
