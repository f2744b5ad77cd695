"""``smiledesk init``: a commented config.toml from a few questions, each with an answer that may simply be kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer

from bot.config import SettingsError
from bot.config.reading import parse_settings
from bot.config.rendering import render_example, toml
from bot.own_name import command
from nlp.draft import LANGUAGES

Answers = dict[str, dict[str, Any]]
"""Section -> key -> what stands in the file."""


def write_settings(into: Path, *, ask: bool, force: bool) -> int:
    """Write the file and say what comes next; 0 when written, 1 when one is there that must not be lost."""
    if into.exists() and not force:
        typer.echo(f"{into} is there already. To write over it: {command(f'init {into} --force')}", err=True)
        return 1
    text = render_example(_questions(into) if ask else {})
    try:
        into.write_text(text, encoding="utf-8")
    except OSError as trouble:
        typer.echo(f"{into} cannot be written: {trouble.strerror or trouble}.", err=True)
        return 1
    typer.echo(f"{into} is written; every other setting is explained in it. To open the desk: {command('run')}")
    return 0


def _questions(into: Path) -> Answers:
    """Ask, and ask again where an answer could not stand in the file."""
    typer.echo("A few questions; Enter keeps what stands in brackets. Everything can be changed later.\n")
    answers: Answers = {"library": {}, "hours": {}, "web": {}}
    library, hours, web = answers["library"], answers["hours"], answers["web"]
    check = _checker(into)
    library["name"] = check("library", "name", "The library's name", "The library", str)
    known = " ".join(LANGUAGES)
    library["languages"] = check("library", "languages", "Languages you answer in, main one first", known, _words)
    library["time_zone"] = check("library", "time_zone", "Your time zone", _machine_zone(), str)
    if typer.confirm("Do you have opening hours to tell patrons?", default=True):
        week = check("hours", "monday", "Monday to Friday", "09:00-17:00", _spans)
        hours |= dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), week)
        saturday = check("hours", "saturday", "Saturday (empty: closed)", "", _spans)
        hours |= {"saturday": saturday} if saturday else {}
        holidays = check("hours", "holidays", "Public holidays of which country (FI, IT, ...; empty: none)", "", str)
        hours |= {"holidays": holidays} if holidays else {}
    address = check("web", "public_url", "The address patrons will use, if you have one (https://...)", "", str)
    web |= {"public_url": address} if address else {}
    return answers


def _checker(into: Path) -> Callable[[str, str, str, str, Callable[[str], Any]], Any]:
    """Ask one question until the settings accept the answer; the refusal is the one the file would get."""

    def check(section: str, key: str, question: str, default: str, read: Callable[[str], Any]) -> Any:
        while True:
            value = read(typer.prompt(question, default=default, show_default=bool(default)).strip())
            try:
                parse_settings(f"[{section}]\n{key} = {toml(value)}\n", into)
            except SettingsError as trouble:
                typer.echo(f"  {str(trouble).partition(': ')[2]}")
            else:
                return value

    return check


def _words(answer: str) -> tuple[str, ...]:
    return tuple(answer.replace(",", " ").split())


_spans = _words


def _machine_zone() -> str:
    """This machine's time zone by name; UTC where it does not say."""
    try:
        name = Path("/etc/localtime").resolve().as_posix().partition("zoneinfo/")[2]
    except OSError:
        name = ""
    return name or "UTC"
