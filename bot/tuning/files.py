"""What admins have tuned, as TOML files: one file a thing, one table a language, so that git shows who changed what.

    templates/on_loan.toml      [shared] kind, channels, desks, review date; [sv] title, text, slots
    rules/jargon.toml           [shared] on or off, how strongly
    house_rules/portal.toml     [sv] phrases, message, proof
    glossary/terms.toml         [sv.terms] word = plain wording

A file says what counts, without what is as usual, so two desks tuned alike have the same files.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from bot.tuning.bodies import KEY, GlossaryBody, HouseRuleBody, RuleBody, TemplateFrame, TemplateWords
from bot.tuning.record import Change, Head, Name
from bot.tuning.rules import GLOSSARY, PHRASES, RULE, check_terms, compiled
from bot.tuning.shelf import TEMPLATE
from nlp.draft import LANGUAGES
from nlp.house_rules import RuleRefused
from nlp.pack import load_pack

SHARED: Final = "shared"
"""The table of what is the same in every language."""

FOLDERS: Final[Mapping[str, str]] = {
    TEMPLATE: "templates",
    RULE: "rules",
    PHRASES: "house_rules",
    GLOSSARY: "glossary",
}
"""Where the records of a kind lie."""

_REMOVED: Final = {"removed": True}
_SPOKEN: Final[Mapping[str, type[BaseModel]]] = {
    TEMPLATE: TemplateWords,
    PHRASES: HouseRuleBody,
    GLOSSARY: GlossaryBody,
}
_COMMON: Final[Mapping[str, type[BaseModel]]] = {TEMPLATE: TemplateFrame, RULE: RuleBody}


class BadFileError(ValueError):
    """A file that can't be used; the message names it, says what is wrong and what is allowed."""


Files = Mapping[str, str]
"""Text by path, such as ``templates/on_loan.toml``."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What taking in files would do.

    Attributes:
        changes: The new versions to be written, published at once.
        diff: The same for people, file by file, as ``diff -u`` writes it.
    """

    changes: tuple[Change, ...]
    diff: str


def render_files(known: Mapping[Name, Head]) -> dict[str, str]:
    """Everything that counts, in files, in the order of their names."""
    tables: dict[str, dict[str, Mapping[str, Any]]] = {}
    for (kind, key, lang), head in sorted(known.items()):
        if kind in FOLDERS and head.counts is not None:
            path = f"{FOLDERS[kind]}/{key}.toml"
            body = head.counts.body
            tables.setdefault(path, {})[lang or SHARED] = _REMOVED if body is None else _plain(kind, lang, body)
    return {path: render_toml(tables[path]) for path in sorted(tables)}


def _plain(kind: str, lang: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """A body without what is as usual."""
    model = (_SPOKEN if lang else _COMMON)[kind]
    return model.model_validate(body).model_dump(exclude_defaults=True)


def render_toml(tables: Mapping[str, Mapping[str, Any]]) -> str:
    """Tables as TOML, those within tables as tables of their own; every text on one line."""
    return "\n".join("\n".join(_table((name,), tables[name])) + "\n" for name in tables)


def _table(path: Sequence[str], table: Mapping[str, Any]) -> Iterator[str]:
    inner = {name: value for name, value in table.items() if isinstance(value, Mapping)}
    written = len(inner) < len(table) or not table  # a table of nothing but tables needs no line of its own
    if written:
        yield f"[{'.'.join(map(_key, path))}]"
    for name, value in table.items():
        if name not in inner:
            yield f"{_key(name)} = {_value(value)}"
    for name, value in inner.items():
        if written:
            yield ""
        written = True
        yield from _table((*path, name), value)


def _key(name: str) -> str:
    return name if name.isascii() and name.replace("_", "").replace("-", "").isalnum() else _value(name)


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case list() if value and all(isinstance(one, str) for one in value):
            return "[" + "".join(f"\n  {_value(one)}," for one in value) + "\n]"
        case list():
            return "[" + ", ".join(_value(one) for one in value) + "]"
        case _:
            return str(value)


def plan_import(files: Files, known: Mapping[Name, Head]) -> Plan:
    """What it takes to have the desk as the files say; what they don't name stays as it is.

    Raises:
        BadFileError: A file can't be used; nothing is to be done then.
    """
    wanted = {name: body for path in sorted(files) for name, body in _read(path, files[path])}
    changes: list[Change] = []
    for name, body in wanted.items():
        head = known.get(name)
        if head is None or head.counts is None or _counted(name, head) != body:
            changes.append(Change(*name, body, on=head.newest.version if head else 0, publish=True))
    return Plan(tuple(changes), _diff(changes, known))


def _counted(name: Name, head: Head) -> Mapping[str, Any] | None:
    kind, _, lang = name
    return None if head.body is None else (_SPOKEN if lang else _COMMON)[kind].model_validate(head.body).model_dump()


def _diff(changes: Sequence[Change], known: Mapping[Name, Head]) -> str:
    old: dict[str, dict[str, Mapping[str, Any]]] = {}
    new: dict[str, dict[str, Mapping[str, Any]]] = {}
    for change in changes:
        path, table = f"{FOLDERS[change.kind]}/{change.key}.toml", change.lang or SHARED
        head = known.get((change.kind, change.key, change.lang))
        if head is not None and head.counts is not None:
            body = head.counts.body
            old.setdefault(path, {})[table] = _REMOVED if body is None else _plain(change.kind, change.lang, body)
        said = _REMOVED if change.body is None else _plain(change.kind, change.lang, change.body)
        new.setdefault(path, {})[table] = said
    lines: list[str] = []
    for path in sorted(new):
        before = render_toml(old.get(path, {})).splitlines(keepends=True)
        after = render_toml(new[path]).splitlines(keepends=True)
        lines += unified_diff(before, after, f"desk/{path}", f"files/{path}")
    return "".join(lines)


def _read(path: str, text: str) -> Iterator[tuple[Name, dict[str, Any] | None]]:
    """The records of one file.

    Raises:
        BadFileError: It is no TOML, lies in no folder of ours, or a table can't be used.
    """
    kind, key = _named(path)
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadFileError(f"{path} can't be read: {error}") from None
    for table, body in tables.items():
        lang = "" if table == SHARED else table
        allowed = (*(_COMMON.keys() & {kind} and (SHARED,)), *(LANGUAGES if kind in _SPOKEN else ()))
        if table not in allowed or not isinstance(body, dict):
            raise BadFileError(f"{path}: [{table}] isn't known here; allowed are {', '.join(allowed)}.")
        yield (kind, key, lang), None if body == _REMOVED else _checked(path, kind, key, lang, body)


def _named(path: str) -> tuple[str, str]:
    folder, _, file = path.partition("/")
    kind = next((kind for kind, name in FOLDERS.items() if name == folder), None)
    key = file.removesuffix(".toml")
    if kind is None or key == file or not KEY.fullmatch(key):
        folders = ", ".join(sorted(FOLDERS.values()))
        raise BadFileError(f"{path} isn't known: files are named as in templates/on_loan.toml, in {folders}.")
    return kind, key


def _checked(path: str, kind: str, key: str, lang: str, body: dict[str, Any]) -> dict[str, Any]:
    model = (_SPOKEN if lang else _COMMON)[kind]
    try:
        said = model.model_validate(body)
        if isinstance(said, HouseRuleBody):
            compiled(key, lang, said)
        if isinstance(said, GlossaryBody):
            check_terms(said.terms, load_pack(lang))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        raise BadFileError(f"{path}: [{lang or SHARED}] {place}: {first['msg']}.") from None
    except RuleRefused as refused:
        raise BadFileError(f"{path}: [{lang}] {refused.phrase!r} can't be used ({refused.problem}).") from None
    except ValueError as error:
        raise BadFileError(f"{path}: [{lang}] code: {error} isn't one of our codes.") from None
    return said.model_dump()


def read_folder(folder: Path) -> dict[str, str]:
    """Every TOML file of a folder, by its path in it.

    Raises:
        OSError: It can't be read.
        BadFileError: A file is no UTF-8.
    """
    files: dict[str, str] = {}
    for path in sorted(folder.glob("*/*.toml")):
        name = path.relative_to(folder).as_posix()
        try:
            files[name] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            raise BadFileError(f"{name} isn't UTF-8.") from None
    return files


def write_folder(folder: Path, files: Files) -> None:
    """Write the files; those of ours that are no longer said are removed, others are left alone.

    Raises:
        OSError: It can't be written.
    """
    for name in FOLDERS.values():
        for path in (folder / name).glob("*.toml"):
            if path.relative_to(folder).as_posix() not in files:
                path.unlink()
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
