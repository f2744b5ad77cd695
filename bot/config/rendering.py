"""From the table of settings to the file people copy and the page people read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from textwrap import wrap
from types import MappingProxyType
from typing import Any, Final

from pydantic.fields import FieldInfo

from bot.config.reading import inner_section
from bot.config.settings import Section, Settings

_HEAD: Final = """\
# smiledesk: every setting. Copy this file to config.toml and take away the # before what you change.
# A line that stays commented keeps its default. Check the result with: smiledesk doctor
"""

_DOCS_HEAD: Final = """\
# Settings

One file, `config.toml`, read at start: the one given by `--config`, else `$SMILEDESK_CONFIG`, else `config.toml` in
the folder where you start, else the one in the data folder. `smiledesk init` writes one from a few questions;
`config.example.toml` shows every setting. An unknown name or a wrong value stops the start with file, line, key and
what may stand there. Secrets never stand in it: they come from the environment or from files that only you can read.

This page is written by `make docs`, from the same table that the program reads.
"""


def render_example(chosen: Mapping[str, Mapping[str, Any]] = MappingProxyType({})) -> str:
    """``config.example.toml``: every setting explained; what was ``chosen``, by table and key, is in force."""
    blocks = [_HEAD]
    for name, field in Settings.model_fields.items():
        section = inner_section(field)
        if section is None:
            continue
        if _is_list(field):
            blocks.append("\n" + "\n".join(_repeated(name, field, section)) + "\n")
        else:
            blocks.append("\n" + "\n".join(_table(name, section, chosen.get(name, {}))) + "\n")
    return "".join(blocks)


def _table(name: str, section: type[Section], chosen: Mapping[str, Any]) -> Iterator[str]:
    yield from _comment(section.__doc__ or "")
    yield f"[{name}]"
    yield from _plain(section, chosen)
    for key, field in section.model_fields.items():
        inner = inner_section(field)
        if inner:
            yield from ("", *_repeated(f"{name}.{key}", field, inner))


def _repeated(name: str, field: FieldInfo, section: type[Section]) -> Iterator[str]:
    """A table that may stand several times, or not at all."""
    yield from _comment(f"{field.description} Repeat for each.")
    yield f"#[[{name}]]"
    yield from _plain(section, {})
    for key, inner in section.model_fields.items():
        nested = inner_section(inner)
        if nested:
            yield from ("", *_comment(inner.description or ""), f"#[{name}.{key}]")
            first, shown = next(iter(nested.model_fields.items()))
            yield f"#{first} = {toml(_example(shown))}"


def _plain(section: type[Section], chosen: Mapping[str, Any]) -> Iterator[str]:
    """The settings of a table that are no tables themselves; what is allowed is not said twice in a row."""
    said = ""
    for key, field in section.model_fields.items():
        if inner_section(field):
            continue
        allowed = str(_extra(field)["allowed"])
        more = [] if allowed == said else [f"Allowed: {allowed}."]
        if not field.is_required() and field.default != _example(field):
            more.append("Default: none." if not field.default else f"Default: {toml(field.default)}.")
        said = allowed
        yield ""
        yield from _comment(field.description or "")
        yield from _comment(" ".join(more))
        yield f"{key} = {toml(chosen[key])}" if key in chosen else f"#{key} = {toml(_example(field))}"


def _comment(text: str) -> Iterator[str]:
    for line in wrap(" ".join(text.split()), 100):
        yield f"# {line}"


def render_docs() -> str:
    """``docs/settings.md``: the same table for reading."""
    blocks = [_DOCS_HEAD]
    for name, field in Settings.model_fields.items():
        section = inner_section(field)
        if section is not None:
            title = f"[[{name}]]" if _is_list(field) else f"[{name}]"
            blocks.append("\n" + "\n".join(_page(title, section)) + "\n")
            for key, inner in section.model_fields.items():
                nested = inner_section(inner)
                if nested is not None and _is_list(inner):
                    blocks.append("\n" + "\n".join(_page(f"[[{name}.{key}]]", nested)) + "\n")
    return "".join(blocks)


def _page(title: str, section: type[Section]) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    yield " ".join((section.__doc__ or "").split())
    yield ""
    yield "| setting | what it is for | allowed | default |"
    yield "| --- | --- | --- | --- |"
    for key, field in section.model_fields.items():
        default = "must be said" if field.is_required() else f"`{toml(field.default)}`" if field.default else "none"
        yield f"| `{key}` | {field.description} | {_extra(field)['allowed']} | {default} |"


def _is_list(field: FieldInfo) -> bool:
    return str(field.annotation).startswith("tuple")


def _extra(field: FieldInfo) -> Mapping[str, Any]:
    extra = field.json_schema_extra
    assert isinstance(extra, dict), "every plain setting is made by setting()"
    return extra


def _example(field: FieldInfo) -> Any:
    return _extra(field)["example"]


def toml(value: Any) -> str:
    """A value as TOML writes it, on one line."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return json.dumps(value, ensure_ascii=False)
        case int() | float():
            return str(value)
        case date():
            return value.isoformat()
        case dict():
            inner = ", ".join(f"{key} = {toml(one)}" for key, one in value.items())
            return f"{{ {inner} }}" if inner else "{}"
        case _:
            return "[" + ", ".join(toml(inner) for inner in value) + "]"
