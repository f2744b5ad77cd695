"""The send gate: the few things that hold a reply back until the librarian confirms. All else is a hint.

An empty reply can't be confirmed. A left-over slot and personal data can; an admin may name other codes.
"""

from __future__ import annotations

from collections.abc import Iterable

from replies.refusal import Refused


def held_back(findings: Iterable[str], confirmed: frozenset[str], holding: frozenset[str]) -> tuple[str, ...]:
    """Codes among ``findings`` that hold the reply back and are not confirmed, sorted, each once."""
    return tuple(sorted({code for code in findings if code in holding} - confirmed))


def let_through(text: str, findings: Iterable[str], confirmed: frozenset[str], holding: frozenset[str]) -> None:
    """Let a reply pass.

    Raises:
        Refused: ``empty_text``, or ``held_back`` with the ``codes`` to confirm.
    """
    if not text.strip():
        raise Refused("empty_text")
    if codes := held_back(findings, confirmed, holding):
        raise Refused("held_back", codes=list(codes))
