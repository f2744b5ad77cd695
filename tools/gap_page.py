"""The public table of gaps, docs/gaps.md: what each language still lacks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from nlp.draft import LANGUAGES  # noqa: E402 - the packages lie beside this folder
from nlp.gaps import KIND_NAMES, Gap, gaps_of  # noqa: E402
from nlp.pack import Pack, read_pack  # noqa: E402

PACKS: Final = ROOT / "nlp" / "lang"

_HEAD: Final = """\
# What each language still lacks

Written by `make docs` from the packs themselves. A gap is a rule without a file, an act or list that is read
and empty, a wording that at least three languages have, or a rule that no example shows both firing and keeping
quiet. What is missing costs recall in that language. `smiledesk lang gaps sv` prints one language's, and [Add a
language](add-a-language.md) says how to fill them. Languages begun and not yet read stand in brackets.
"""


def packs() -> list[Pack]:
    """Every pack on disk: the languages that are read, then those begun."""
    begun = sorted(path.parent.name for path in PACKS.glob("*/pack.toml") if path.parent.name not in LANGUAGES)
    return [read_pack(PACKS / lang, lang) for lang in (*LANGUAGES, *begun)]


def render_gaps() -> str:
    """The page."""
    return "\n".join(_lines(packs())) + "\n"


def _lines(found: list[Pack]) -> Iterator[str]:
    gaps = {pack.lang: set(gaps_of(pack)) for pack in found}
    names = [pack.lang if pack.lang in LANGUAGES else f"({pack.lang})" for pack in found]
    yield _HEAD
    yield "| | " + " | ".join(names) + " |"
    yield "| --- | " + " | ".join("---" for _ in names) + " |"
    for kind, title in KIND_NAMES.items():
        counts = (str(sum(gap.kind == kind for gap in own) or "none") for own in gaps.values())
        yield f"| {title} | " + " | ".join(counts) + " |"
    yield ""
    for kind, title in KIND_NAMES.items():
        every = sorted({gap.name for own in gaps.values() for gap in own if gap.kind == kind})
        if every:
            yield f"## {title.capitalize()}\n"
            yield "| | " + " | ".join(names) + " |"
            yield "| --- | " + " | ".join("---" for _ in names) + " |"
            for name in every:
                cells = ("missing" if Gap(kind, name) in own else "" for own in gaps.values())
                yield f"| `{name}` | " + " | ".join(cells) + " |"
            yield ""
