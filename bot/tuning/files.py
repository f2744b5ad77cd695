"""What admins have tuned, as TOML files: one file a thing, one table a language, so that git shows who changed what.

    house/hours.toml            [shared] the week, holidays, days that are not as usual
    desks/music.toml            [shared] name, languages, topics, branch
    people/maja_lind.toml       [shared] name, role, languages, desks
    templates/on_loan.toml      [shared] kind, channels, desks, review date; [sv] title, text, slots
    rules/jargon.toml           [shared] on or off, how strongly
    glossary/terms.toml         [sv.terms] word = plain wording
    pictures/floor_2.toml       [shared] file; [sv] words for those who can't see it; beside it floor_2.png

A file says what counts, without what is as usual, so two desks tuned alike have the same files. What may stand where
is said in ``bot.tuning.kinds``.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from difflib import unified_diff
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from bot.config.rendering import toml
from bot.tuning.bad_files import SENTENCES, BadFileError
from bot.tuning.bodies import GlossaryBody, HouseRuleBody
from bot.tuning.kinds import FOLDERS, KINDS, PICTURE, Kind, kind_at
from bot.tuning.pictures import ENDINGS, MOST, BadPictureError, Picture, read_picture
from bot.tuning.plan import Plan
from bot.tuning.record import Change, Head, Name
from bot.tuning.rules import check_terms, compiled
from nlp.draft import LANGUAGES
from nlp.house_rules import RuleRefused
from nlp.pack import load_pack

SHARED: Final = "shared"
"""The table of what is the same in every language."""

_REMOVED: Final = {"removed": True}
_NONE: Final[Mapping[str, bytes]] = MappingProxyType({})


Files = Mapping[str, str]
"""Text by path, such as ``templates/on_loan.toml``."""

Pictures = Mapping[str, bytes]
"""Bytes by path, such as ``pictures/floor_2.png``."""


def render_files(known: Mapping[Name, Head]) -> dict[str, str]:
    """Everything that counts, in files, in the order of their names."""
    tables: dict[str, dict[str, Mapping[str, Any]]] = {}
    for (name, key, lang), head in sorted(known.items()):
        if head.counts is not None:
            tables.setdefault(_path(name, key), {})[lang or SHARED] = _said(KINDS[name], key, lang, head.body)
    return {path: render_toml(tables[path]) for path in sorted(tables)}


def pictures_in(known: Mapping[Name, Head]) -> dict[str, str]:
    """The digests of the pictures that count, by the path of their file."""
    bodies = (head.body for (kind, _, lang), head in known.items() if kind == PICTURE and not lang)
    return {_beside(body["file"]): body["digest"] for body in bodies if body}


def _path(kind: str, key: str) -> str:
    return f"{KINDS[kind].folder}/{key}.toml"


def _beside(file: str) -> str:
    return f"{KINDS[PICTURE].folder}/{file}"


def _said(kind: Kind, key: str, lang: str, body: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """A body as its table says it."""
    return _REMOVED if body is None else kind.plain(key, lang, body)


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
        case list() if value and all(isinstance(one, str | dict) for one in value):
            return "[" + "".join(f"\n  {_value(one)}," for one in value) + "\n]"
        case list():
            return "[" + ", ".join(_value(one) for one in value) + "]"
        case dict():
            return toml(value)
        case _:
            return str(value)


def plan_import(files: Files, known: Mapping[Name, Head], pictures: Pictures = _NONE) -> Plan:
    """What it takes to have the desk as the files say; what they don't name stays as it is.

    Raises:
        BadFileError: A file can't be used; nothing is to be done then.
    """
    wanted = {name: body for path in sorted(files) for name, body in _read(path, files[path], known, pictures)}
    changes: list[Change] = []
    for name, body in wanted.items():
        head = known.get(name)
        if head is None or head.counts is None or _counted(name, head) != body:
            changes.append(Change(*name, body, on=head.newest.version if head else 0, publish=True))
    return Plan(tuple(changes), _diff(changes, known), _spoken_of(changes, pictures))


def _counted(name: Name, head: Head) -> Mapping[str, Any] | None:
    kind, key, lang = KINDS[name[0]], name[1], name[2]
    return None if head.body is None else kind.body(kind.read(key, lang, head.body))


def _spoken_of(changes: Sequence[Change], pictures: Pictures) -> tuple[Picture, ...]:
    bodies = (change.body for change in changes if change.kind == PICTURE and not change.lang)
    digests = {body["digest"] for body in bodies if body}
    return tuple(read_picture(content) for content in pictures.values() if sha256(content).hexdigest() in digests)


def _diff(changes: Sequence[Change], known: Mapping[Name, Head]) -> str:
    old: dict[str, dict[str, Mapping[str, Any]]] = {}
    new: dict[str, dict[str, Mapping[str, Any]]] = {}
    for change in changes:
        kind, path, table = KINDS[change.kind], _path(change.kind, change.key), change.lang or SHARED
        head = known.get((change.kind, change.key, change.lang))
        if head is not None and head.counts is not None:
            old.setdefault(path, {})[table] = _said(kind, change.key, change.lang, head.body)
        new.setdefault(path, {})[table] = _said(kind, change.key, change.lang, change.body)
    lines: list[str] = []
    for path in sorted(new):
        before = render_toml(old.get(path, {})).splitlines(keepends=True)
        after = render_toml(new[path]).splitlines(keepends=True)
        if before == after:  # only a picture's bytes are another's
            lines.append(f"The pictures of desk/{path} and files/{path} differ\n")
        lines += unified_diff(before, after, f"desk/{path}", f"files/{path}")
    return "".join(lines)


def _read(
    path: str, text: str, known: Mapping[Name, Head], pictures: Pictures
) -> Iterator[tuple[Name, dict[str, Any] | None]]:
    """The records of one file.

    Raises:
        BadFileError: It is no TOML that can be read, lies in no folder of ours, or a table can't be used.
    """
    kind, key = _named(path)
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadFileError("no_toml", path=path, problem=error) from None
    except RecursionError:
        raise BadFileError("deep_toml", path=path) from None
    for table, body in tables.items():
        lang = "" if table == SHARED else table
        allowed = (*((SHARED,) if kind.shared else ()), *(LANGUAGES if kind.spoken else ()))
        if table not in allowed or not isinstance(body, dict):
            raise BadFileError("no_table", path=path, table=table, allowed=", ".join(allowed))
        name = (kind.name, key, lang)
        if body == _REMOVED:
            yield name, None
            continue
        digest = _digest(path, key, body, known, pictures) if name[::2] == (PICTURE, "") else {}
        yield name, _checked(path, kind, key, lang, body | digest)


def _digest(
    path: str, key: str, body: Mapping[str, Any], known: Mapping[Name, Head], pictures: Pictures
) -> dict[str, str]:
    """What the file beside it is, or what is known of it already."""
    file = str(body.get("file", ""))
    content = pictures.get(_beside(file))
    if content is not None:
        try:
            return {"digest": read_picture(content).digest}
        except BadPictureError:
            if len(content) > MOST:
                raise BadFileError("large_picture", file=_beside(file), size=len(content), most=MOST) from None
            raise BadFileError(
                "other_picture", file=_beside(file), kinds=", ".join(sorted(ENDINGS.values()))
            ) from None
    head = known.get((PICTURE, key, ""))
    if head is not None and head.body and head.body["file"] == file:
        return {"digest": head.body["digest"]}
    raise BadFileError("no_picture", path=path, file=_beside(file))


def _named(path: str) -> tuple[Kind, str]:
    folder, _, file = path.partition("/")
    key = file.removesuffix(".toml")
    kind = kind_at(folder, key)
    if kind is None or key == file:
        raise BadFileError("no_name", path=path, folders=", ".join(sorted(FOLDERS)))
    return kind, key


def _checked(path: str, kind: Kind, key: str, lang: str, body: dict[str, Any]) -> dict[str, Any]:
    try:
        said = kind.read(key, lang, body)
        _check_phrases(key, lang, said)
    except ValidationError as error:
        raise _bad_value(path, lang or SHARED, error) from None
    except RuleRefused as refused:
        raise BadFileError(
            "no_phrase", path=path, table=lang, phrase=repr(refused.phrase), problem=refused.problem
        ) from None
    except ValueError as error:
        raise BadFileError("no_code", path=path, table=lang, problem=error) from None
    return kind.body(said)


def _bad_value(path: str, table: str, error: ValidationError) -> BadFileError:
    """The first of what is wrong in a table."""
    first = error.errors(include_url=False)[0]
    place = ".".join(str(step) for step in first["loc"])
    bad = first["type"] if first["type"] in SENTENCES else "wrong"
    what = {"path": path, "table": table, "place": place, "problem": first["msg"].removeprefix("Value error, ")}
    return BadFileError(bad, **what, **first.get("ctx", {}))


def _check_phrases(key: str, lang: str, said: BaseModel) -> None:
    """Phrases must be of a kind that can be heard; see ``bot.tuning.rules``."""
    if isinstance(said, HouseRuleBody):
        compiled(key, lang, said)
    if isinstance(said, GlossaryBody):
        check_terms(said.terms, load_pack(lang))


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
            raise BadFileError("no_text", path=name) from None
    return files


def read_pictures(folder: Path) -> dict[str, bytes]:
    """Every picture of a folder, by its path in it.

    Raises:
        OSError: It can't be read.
    """
    within = sorted((folder / KINDS[PICTURE].folder).glob("*"))
    return {_beside(path.name): path.read_bytes() for path in within if path.is_file() and path.suffix != ".toml"}


def write_folder(folder: Path, files: Files, pictures: Pictures = _NONE) -> None:
    """Write the files; those of ours that are no longer said are removed, others are left alone.

    Raises:
        OSError: It can't be written.
    """
    for name in FOLDERS:
        for path in (folder / name).glob("*.toml"):
            if path.relative_to(folder).as_posix() not in files:
                path.unlink()
    written = {**{name: text.encode() for name, text in files.items()}, **pictures}
    for name, content in written.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
