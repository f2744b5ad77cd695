"""Refusals: every code the core says is on the list, and the list has no other."""

from __future__ import annotations

import ast
from pathlib import Path

import replies
from replies.conversation import State
from replies.refusal import CODES

ROOT = Path(replies.__file__).parent.parent


def _said(folder: Path) -> set[str]:
    """Codes in ``Refused("...")`` calls."""
    calls = (
        node
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refused"
    )
    return {arg.value for call in calls for arg in call.args[:1] if isinstance(arg, ast.Constant)}


def test_every_refusal_of_the_core_and_the_store_is_on_the_list():
    """The edge has a sentence for each code, so none may come unannounced."""
    said = _said(ROOT / "replies") | _said(ROOT / "bot" / "store")
    said |= {str(State.CLOSED), str(State.FORGOTTEN)}  # said by the law, by the name of the state
    assert said == CODES
