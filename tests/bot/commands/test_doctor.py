"""The doctor names what is missing and the command that mends it, and is silent about nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.commands.doctor import examine as doctor
from bot.commands.doctor.result import Result


@pytest.fixture(autouse=True)
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No parts, no settings, no Telegram."""
    monkeypatch.setenv("SMILEDESK_PARTS", str(tmp_path / "parts"))
    monkeypatch.setattr("bot.parts.places._SYSTEM_LIBRARIES", ())
    for name in ("SMILEDESK_CONFIG", "SMILEDESK_TELEGRAM_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def looked(data: Path, config: Path | None = None) -> dict[str, Result]:
    """Every result by what was looked at."""
    return {result.what: result for result in doctor.look(data, config)}


def test_a_bare_machine_lacks_only_what_it_can_do_without(tmp_path: Path) -> None:
    """Nothing is wrong; what is off has a command beside it."""
    results = looked(tmp_path / "data")
    assert not [result for result in results.values() if result.state == "wrong"]
    assert results["LanguageTool"].state == "off"
    assert results["LanguageTool"].mend.endswith(" get")
    assert results["packages"].state == "ok"
    assert not (tmp_path / "data").exists()


def test_settings_that_cannot_be_used_are_told_with_their_line(tmp_path: Path) -> None:
    """And everything else is still looked at."""
    (tmp_path / "config.toml").write_text("[web]\nport = 'x'\n")
    results = looked(tmp_path / "data")
    assert "line 2" in results["settings"].says
    assert results["settings"].state == "wrong"
    assert "Telegram" in results


def test_packages_from_two_places_are_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else's ``bot`` must not stand in for ours."""
    (tmp_path / "nlp").mkdir()
    (tmp_path / "nlp" / "__init__.py").touch()
    real = doctor.importlib.util.find_spec

    def find(name: str) -> object:
        if name != "nlp":
            return real(name)
        return doctor.importlib.util.spec_from_file_location("nlp", tmp_path / "nlp" / "__init__.py")

    monkeypatch.setattr("importlib.util.find_spec", find)
    assert doctor._packages().state == "wrong"


def test_a_data_folder_nobody_may_write_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the first message is lost, not after."""

    def refuse(_self: Path, *_arguments: object, **_more: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "touch", refuse)
    assert doctor._data(tmp_path).state == "wrong"


def test_a_full_disk_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A desk that cannot write cannot take a question."""
    monkeypatch.setattr(doctor, "ROOM", 10**18)
    assert doctor._data(tmp_path).mend == "make room on this disk"


def test_a_token_others_can_read_is_wrong(tmp_path: Path) -> None:
    """With the command that mends it, and without the token."""
    (tmp_path / "token").write_text("123:abc")
    (tmp_path / "token").chmod(0o644)
    (tmp_path / "config.toml").write_text('[telegram]\ntoken_file = "token"\n')
    result = looked(tmp_path / "data")["Telegram"]
    assert result.state == "wrong"
    assert "chmod 600" in result.says
    assert "123:abc" not in result.says


def test_a_pipeline_that_is_named_and_not_there_is_wrong(tmp_path: Path) -> None:
    """The settings ask for it."""
    (tmp_path / "config.toml").write_text('[checks]\nspacy = { fi = "no_such_pipeline" }\n')
    assert looked(tmp_path / "data")["spaCy for fi"].state == "wrong"


def test_without_a_pipeline_it_says_who_reads_instead(tmp_path: Path) -> None:
    """Nobody need guess whether a trained model has a say in the hints."""
    (tmp_path / "config.toml").write_text("[checks]\n")
    assert looked(tmp_path / "data")["spaCy pipelines"].state == "off"


def test_the_exit_code_tells_wrong_from_off(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """So that a script can ask."""
    assert doctor.examine(data=tmp_path / "data", config=None) == 0
    assert "LanguageTool" in capsys.readouterr().out
    assert doctor.examine(data=tmp_path / "data", config=tmp_path / "missing.toml") == 1
