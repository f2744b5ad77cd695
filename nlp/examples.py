"""The examples of a pack, read as a librarian's draft: what must be flagged is, and what must stay quiet does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nlp.check import hear
from nlp.draft import Draft, Piece
from nlp.pack import Example, Pack
from nlp.ports import Lexicon
from nlp.view import View


def draft_of(example: Example, lang: str) -> Draft:
    """The example's draft in the context it names."""
    known: dict[str, Any] = {
        key: example.context[key] for key in ("channel", "phase", "complaint", "question") if key in example.context
    }
    before = example.context.get("before")
    pieces = None if before is None else tuple(Piece(piece["from"], piece["text"]) for piece in before)
    return Draft(example.draft, lang=lang, before=pieces, **known)


def quotes_of(pack: Pack, rule: str, example: Example, lexicon: Lexicon | None = None) -> list[str]:
    """What one rule flags in an example."""
    view = View(draft_of(example, pack.lang), pack, lexicon)
    return [finding.quote for finding in hear(view) if finding.rule == rule]


def holds(example: Example, quotes: list[str]) -> bool:
    """Whether these quotes are exactly what the example says."""
    wanted = example.flags or ()
    return len(quotes) == len(wanted) and all(flag in quote for flag, quote in zip(wanted, quotes, strict=True))


def failing(pack: Pack, lexicon: Lexicon | None = None) -> Iterator[str]:
    """A sentence for each example that doesn't hold."""
    for rule in pack.rules.values():
        for example in rule.examples:
            quotes = quotes_of(pack, rule.name, example, lexicon)
            if not holds(example, quotes):
                wanted = "stay quiet" if example.flags is None else f"flag {', '.join(map(repr, example.flags))}"
                found = ", ".join(map(repr, quotes)) or "nothing"
                yield f"{pack.lang}/{rule.name}.toml must {wanted} in {example.draft!r}, and flags {found}."
