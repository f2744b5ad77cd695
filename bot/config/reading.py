"""From a TOML file to settings, or to a sentence that says where it went wrong and what may stand there."""

from __future__ import annotations

import difflib
import json
import os
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from bot.config.settings import Section, Settings

_TOLD: Final = 20
"""Mistakes told at once; to find the line of each, the file is read again and again."""

_SECRET_ENDINGS: Final = ("token", "secret", "password", "key")


class SettingsError(Exception):
    """The settings cannot be used; the message has one line for each mistake, each with file, line and key."""


def find_settings_file(data: Path, named: Path | None = None) -> Path | None:
    """The one named, else ``$SMILEDESK_CONFIG``, else ``config.toml`` here or in the data folder, else None."""
    if named is not None:
        return named
    if os.environ.get("SMILEDESK_CONFIG"):
        return Path(os.environ["SMILEDESK_CONFIG"])
    return next((path for path in (Path("config.toml"), data / "config.toml") if path.exists()), None)


def load_settings(path: Path | None) -> Settings:
    """The settings in a file; the defaults where it says nothing, or where there is no file.

    Raises:
        SettingsError: Naming every mistake in the file at once.
    """
    if path is None:
        return Settings()
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as trouble:
        line = path.read_bytes()[: trouble.start].count(b"\n") + 1
        raise SettingsError(f"{path}, line {line}: this is not UTF-8; save the file as UTF-8.") from trouble
    except OSError as trouble:
        raise SettingsError(f"{path} cannot be read: {trouble.strerror or trouble}.") from trouble
    return parse_settings(text, path)


def parse_settings(text: str, path: Path) -> Settings:
    """The settings in a text; ``path`` is only named in errors, and relative file names start from its folder.

    Raises:
        SettingsError: Naming every mistake at once.
    """
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        where = str(trouble).replace("at end of document", f"at line {text.count(chr(10)) + 1}, the last one")
        raise SettingsError(f"{path}: this is not TOML yet: {where}.") from trouble
    except RecursionError as trouble:
        raise SettingsError(f"{path} cannot be read: it has too many brackets inside one another.") from trouble
    try:
        settings = Settings.model_validate_json(json.dumps(said, default=str))
    except ValidationError as trouble:
        mistakes = trouble.errors()
        lines = [_sentence(error, text, path) for error in mistakes[:_TOLD]]
        if len(mistakes) > _TOLD:
            lines.append(f"{path}: there are {len(mistakes) - _TOLD} more mistakes; mend these first.")
        raise SettingsError("\n".join(lines)) from trouble
    _hangs_together(settings, path)
    return _with_whole_paths(settings, path.parent)


def _hangs_together(settings: Settings, path: Path) -> None:
    """Raises ``SettingsError`` where one table speaks of another that isn't there, or two bear one name."""
    for what, things in (("desks", settings.desks), ("branches", settings.branches)):
        ids = [thing.id for thing in things]
        if twice := {one for one in ids if ids.count(one) > 1}:
            raise SettingsError(
                f"{path}: two {what} are called {', '.join(sorted(twice))}; each needs an id of its own."
            )
    known = {branch.id for branch in settings.branches}
    for desk in settings.desks:
        if desk.branch and desk.branch not in known:
            raise SettingsError(f"{path}: desk {desk.id} stands in {desk.branch}, but no [[branches]] has that id.")


def _with_whole_paths(settings: Settings, folder: Path) -> Settings:
    """Files and folders as absolute names, so that it does not matter where the desk is started."""
    whole = {
        name: section.model_copy(
            update={
                key: str((folder / named).resolve())
                for key, named in section
                if key.endswith(("_file", "erasures_folder")) and named
            }
        )
        for name, section in settings
        if isinstance(section, Section)
    }
    return settings.model_copy(update=whole)


def _sentence(error: ErrorDetails, text: str, path: Path) -> str:
    where = _known_part(error["loc"])
    line = line_of(text, where)
    spot = f"{path}, line {line}" if line else str(path)
    key = ".".join(str(step) for step in where if not isinstance(step, int))
    if error["type"] == "extra_forbidden":
        return f"{spot}: {key} is not a setting. {_instead(where)}"
    allowed = _allowed(where)
    if error["type"] == "missing":
        return f"{spot}: {key} is missing. It must be {allowed}."
    reason = f" ({error['ctx']['error']})" if error["type"] == "value_error" else ""
    given = "" if isinstance(error["input"], dict) else f"; it is {json.dumps(error['input'], ensure_ascii=False)}"
    return f"{spot}: {key} must be {allowed}{reason}{given}."


def _known_part(loc: Sequence[int | str]) -> tuple[int | str, ...]:
    """The location without pydantic's own additions behind a key of a table."""
    return tuple(step for step in loc if step != "[key]")


def _instead(where: tuple[int | str, ...]) -> str:
    section = _section(where[:-1])
    name = str(where[-1])
    if name.endswith(_SECRET_ENDINGS) and f"{name}_file" in section.model_fields:
        return f"Secrets never stand in this file: put it in a file of its own and name that as {name}_file."
    close = difflib.get_close_matches(name, section.model_fields, n=1)
    meant = f"Did you mean {close[0]}? " if close else ""
    return f"{meant}Known here: {', '.join(section.model_fields)}."


def _section(where: tuple[int | str, ...]) -> type[BaseModel]:
    """The table at this place; the last table on the way where it ends in a single setting."""
    section: type[BaseModel] = Settings
    for step in where:
        if isinstance(step, str) and step in section.model_fields:
            inner = inner_section(section.model_fields[step])
            if inner is None:
                break
            section = inner
    return section


def inner_section(field: FieldInfo) -> type[Section] | None:
    """The table a setting holds (alone, in a list, or optionally), or None for a plain value."""
    kinds = [field.annotation, *get_args(field.annotation)]
    return next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Section)), None)


def _allowed(where: tuple[int | str, ...]) -> str:
    section: type[BaseModel] = Settings
    allowed = "a table"
    for step in where:
        if isinstance(step, str) and step in section.model_fields:
            field = section.model_fields[step]
            extra = field.json_schema_extra
            allowed = str(extra["allowed"]) if isinstance(extra, dict) else "a table in [brackets]"
            section = inner_section(field) or section
    return allowed


def line_of(text: str, where: Sequence[int | str]) -> int | None:
    """The line, from 1, on which a key begins; None when it does not stand in the text.

    TOML's reader tells no lines, so ever longer beginnings of the file are read until the key is there. Costs the
    square of the file's length, which is what a mistake in two hundred lines may cost.
    """
    lines = text.splitlines(keepends=True)
    whole = 0  # how many lines the last beginning had that could be read
    for count in range(1, len(lines) + 1):
        try:
            said = tomllib.loads("".join(lines[:count]))
        except tomllib.TOMLDecodeError:
            continue  # inside a value of several lines
        if _holds(said, where):
            return whole + 1
        whole = count
    return line_of(text, where[:-1]) if len(where) > 1 else None


def _holds(said: Any, where: Sequence[int | str]) -> bool:
    for step in where:
        try:
            said = said[step]
        except (KeyError, IndexError, TypeError):
            return False
    return True
