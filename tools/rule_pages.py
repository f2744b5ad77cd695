"""The rules' pages: each made from its module's docstring and from its examples in every language."""

from __future__ import annotations

import importlib
import inspect
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from nlp.draft import LANGUAGES
from nlp.finding import CATEGORY_OF, Category
from nlp.pack import NO_RULES
from nlp.rules import ALL

PACKS: Final = Path(importlib.import_module("nlp").__path__[0]) / "lang"
_NAMES: Final = {"en": "English", "it": "Italian", "ro": "Romanian", "sv": "Swedish", "fi": "Finnish"}
_HEADINGS: Final = ("What it looks for", "Why it matters to the patron", "When it is wrong")

_INDEX_HEAD: Final = """\
# What the hints mean

Each rule has a page: what it looks for, why it matters to the patron, when it is wrong, and examples from every
language. The pages are written by `make docs`, from the rules and from the examples that they are tested with.
"""


def rules() -> dict[str, dict[str, dict[str, Any]]]:
    """Every rule on disk: name -> language -> its file."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for lang in LANGUAGES:
        for path in sorted((PACKS / lang).glob("*.toml")):
            if path.stem not in NO_RULES:
                found.setdefault(path.stem, {})[lang] = tomllib.loads(path.read_text(encoding="utf-8"))
    return dict(sorted(found.items()))


def render_pages() -> dict[str, str]:
    """File name under docs/rules -> its text."""
    found = rules()
    pages = {f"{name}.md": "\n".join(_page(name, files)) + "\n" for name, files in found.items()}
    return {"README.md": "\n".join(_index(found)) + "\n"} | pages


def _code(name: str, files: dict[str, dict[str, Any]]) -> str:
    """The code a rule says, from its files; a file that names none says its own name."""
    return next((str(file["code"]) for file in files.values() if "code" in file), name.replace("_", "-"))


def _index(found: dict[str, dict[str, dict[str, Any]]]) -> Iterator[str]:
    yield _INDEX_HEAD
    titles = {name: _title(name) for name in found}
    for category in Category:
        inside = [name for name, files in found.items() if CATEGORY_OF[_code(name, files)] is category]
        if inside:
            yield f"## {category.value.capitalize()}\n"
            yield "| rule | what | " + " | ".join(LANGUAGES) + " |"
            yield "| --- | --- | " + " | ".join("---" for _ in LANGUAGES) + " |"
            for name in inside:
                cells = " | ".join("yes" if lang in found[name] else "not yet" for lang in LANGUAGES)
                yield f"| [{_code(name, found[name])}]({name}.md) | {titles[name]} | {cells} |"
            yield ""


def _title(name: str) -> str:
    return _paragraphs(name)[0] if name in ALL else name.replace("_", " ").capitalize() + "."


def _paragraphs(name: str) -> list[str]:
    """A coded rule's docstring: its title, then its parts, each from its heading on."""
    module = importlib.import_module(ALL[name].__module__)
    return inspect.cleandoc(module.__doc__ or "").split("\n\n")


def _page(name: str, files: dict[str, dict[str, Any]]) -> Iterator[str]:
    code = _code(name, files)
    yield f"# {code}\n"
    yield f"{_title(name)} A librarian sees it as *{CATEGORY_OF[code].value}*.\n"
    if name in ALL:
        for part in _paragraphs(name)[1:]:
            heading, colon, rest = part.partition(":\n")
            if colon and heading in _HEADINGS:
                yield f"## {heading}\n"
                yield " ".join(rest.split()).replace("``", "`") + "\n"
    else:
        yield "It looks for phrases: those under `[phrases]` in its file, unless something excuses them.\n"
    for lang, file in files.items():
        yield from _language(lang, file)


def _language(lang: str, file: dict[str, Any]) -> Iterator[str]:
    """What is said in one language, with one example it flags and one it leaves alone."""
    yield f"## In {_NAMES[lang]}\n"
    yield f"> {file['message']}\n"
    for flagged in (True, False):
        shown = next((one for one in file.get("examples", ()) if ("flags" in one) is flagged), None)
        if shown:
            text = " ".join(shown["draft"].split())
            yield f"- {'Flags' if flagged else 'Leaves alone'}: {text}"
    yield ""
