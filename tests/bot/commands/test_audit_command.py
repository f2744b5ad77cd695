"""``smiledesk audit``: the first broken link by its number, a cut end by a seal, and all of it as a file."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.ports import Store
from tests.bot.commands.terminal import closed_desk, run


@pytest.fixture
def data(nobodys_settings: Path) -> Path:
    """A desk with four lines."""

    async def read_four(store: Store) -> None:
        for subject in ("a", "b", "c", "d"):
            await store.audit("anna", "conversation.read", subject)

    return closed_desk(nobodys_settings, read_four)


@pytest.mark.parametrize(
    ("forgery", "line"),
    [
        ("UPDATE audit SET who = 'bo' WHERE n = 3", 3),
        ("DELETE FROM audit WHERE n = 2", 2),
        ("UPDATE audit SET digest = 'x' WHERE n = 4", 4),
        ("UPDATE audit SET at = at + 1 WHERE n = 1", 1),
    ],
)
def test_the_first_line_that_does_not_follow_is_named(data: Path, forgery: str, line: int) -> None:
    """Whether it was changed or taken out."""
    assert run(data, "audit", "verify")[0] == 0
    with closing(sqlite3.connect(data / "desk.sqlite3")) as forger, forger:
        forger.execute(forgery)
    code, said = run(data, "audit", "verify")
    assert (code, f"Line {line} doesn't follow" in said) == (1, True)


def test_an_end_that_was_cut_off_shows_by_a_seal_noted_earlier(data: Path) -> None:
    """The chain alone can't know of lines that are gone from its end."""
    seal = run(data, "audit", "verify")[1].rsplit(" ", 1)[1]
    with closing(sqlite3.connect(data / "desk.sqlite3")) as forger, forger:
        forger.execute("DELETE FROM audit WHERE n = 4")
    assert run(data, "audit", "verify")[0] == 0
    code, said = run(data, "audit", "verify", "--seal", seal)
    assert (code, "taken away from the end" in said) == (1, True)


def test_all_lines_are_written_out(data: Path, tmp_path: Path) -> None:
    """For whoever looks at it with other tools."""
    assert run(data, "audit", "export", str(tmp_path / "audit.jsonl"))[0] == 0
    lines = [json.loads(line) for line in (tmp_path / "audit.jsonl").read_text("utf-8").splitlines()]
    assert [(line["number"], line["who"], line["object"]) for line in lines] == [
        (1, "anna", "a"), (2, "anna", "b"), (3, "anna", "c"), (4, "anna", "d")
    ]  # fmt: skip
    assert run(tmp_path / "nowhere", "audit", "verify")[0] == 2
