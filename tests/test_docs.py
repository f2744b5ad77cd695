"""The docs say what is so: commands that exist, links that lead somewhere, pages that follow the code."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
from typer.main import get_command

from bot.cli import app
from nlp.rules import ALL
from tools.rule_pages import _HEADINGS, _paragraphs, render_pages

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
BY_PATH = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def code_of(text: str) -> str:
    """Everything a reader may type: fenced blocks and words in backticks."""
    return "\n".join(
        re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL) + re.findall(r"`([^`\n]+)`", text)
    )


@BY_PATH
def test_every_link_leads_somewhere(page: Path) -> None:
    """Files that are there, headings that are there."""
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if target.startswith("https://"):
            continue
        name, _, heading = target.partition("#")
        there = page.parent / name if name else page
        assert there.exists(), f"{page.name} links to {target}"
        if heading:
            headings = re.findall(r"^#+ (.+)$", there.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in {re.sub(r"[^\w -]", "", one).lower().replace(" ", "-") for one in headings}


@BY_PATH
def test_every_command_named_exists(page: Path) -> None:
    """`smiledesk x`, `python3 -m bot x` and `make x`, wherever they are written."""
    known = set(get_command(app).commands)  # type: ignore[attr-defined]
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    typed = code_of(page.read_text(encoding="utf-8"))
    for name in re.findall(r"(?:^|[ /])(?:smiledesk|python3? -m bot) ([a-z]+)", typed, re.MULTILINE):
        if name != "ready":  # "smiledesk ready on ...", which the desk prints
            assert name in known, f"{page.name} names smiledesk {name}"
    for name in re.findall(r"^make ([a-z]+)", typed, re.MULTILINE):
        assert name in targets, f"{page.name} names make {name}"


@BY_PATH
def test_every_path_named_is_there(page: Path) -> None:
    """A page that names a file of ours names one that exists."""
    for name in re.findall(r"\b((?:bot|replies|nlp|tests|docs|tools)/[\w/.-]*\w)", code_of(page.read_text("utf-8"))):
        if "<" not in name and "xx" not in name:
            assert (ROOT / name.split(":")[0]).exists(), f"{page.name} names {name}"


def test_the_readme_opens_with_the_two_commands() -> None:
    """Everything else comes after them."""
    blocks = re.findall(
        r"^```sh\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    assert [line.split("#")[0].strip() for line in blocks[0].splitlines()] == ["make run", "make test"]


def test_the_rules_pages_are_those_the_rules_make() -> None:
    """Run `make docs` after changing a rule or its examples."""
    written = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "rules").glob("*.md")}
    assert written == render_pages()


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_coded_rule_says_when_it_is_wrong(name: str) -> None:
    """Its docstring is its page, with three headings."""
    headings = tuple(part.partition(":\n")[0] for part in _paragraphs(name)[1:4])
    assert headings == _HEADINGS


def test_every_decision_is_listed() -> None:
    """A page nobody finds is not written."""
    listed = (ROOT / "docs" / "adr" / "README.md").read_text(encoding="utf-8")
    for path in (ROOT / "docs" / "adr").glob("0*.md"):
        assert path.name in listed


def test_nothing_names_another_word_for_patron() -> None:
    """One word for one thing, also in the docs; the pages that name the forbidden words may."""
    for page in PAGES:
        if page.name not in {"CONTRIBUTING.md", "glossary.md"}:
            assert not re.search(r"\b(customer|ticket)s?\b", page.read_text(encoding="utf-8"), re.IGNORECASE), page


def test_everything_the_makefile_runs_is_there() -> None:
    """Modules after ``-m`` and programs under tools."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    for module in re.findall(r"-m ([\w.]+)", text):
        if module not in {"faults", "hypothesis"}:  # marks, which pytest selects by
            assert importlib.util.find_spec(module), module
    for program in re.findall(r"tools/\w+\.py", text):
        assert (ROOT / program).exists(), program
