"""Drafts: versions, and words that come back after Undo."""

from __future__ import annotations

from replies.refusal import Refused


def next_version(held: int, based_on: int, held_text: str, text: str) -> int:
    """The version a save gets.

    Saving the very text that is held is no conflict, whoever typed it: a lost answer is repeated harmlessly.

    Raises:
        Refused: ``draft_conflict`` with what is held, when it was typed on top of another version.
    """
    if based_on == held:
        return held + 1
    if text == held_text:
        return held
    raise Refused("draft_conflict", text=held_text, version=held)


def brought_back(undone: str, typed_since: str) -> str:
    """The draft after Undo: the reply's words, then whatever was typed meanwhile; nothing is thrown away."""
    if not undone or undone == typed_since:
        return typed_since or undone
    return f"{undone}\n\n{typed_since}" if typed_since else undone
