"""``python -m tools.sheet FILE.jsonl``: for a blind reader, each hint on labelled drafts with its wording put in.

For every hint of tone that has a wording: the patron's words, the draft, what is marked, what the librarian is told,
and the draft once the first wording is used. Whoever wrote the rules or the wordings is no reader. What was read, by
whom and with which count stands in ``docs/reviews``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bot.draft_fields import parse_draft  # noqa: E402 - the packages lie beside this folder
from bot.parts.places import parts_dir  # noqa: E402
from nlp.check import check  # noqa: E402
from nlp.engines import open_engines  # noqa: E402
from nlp.finding import Category, Finding  # noqa: E402
from nlp.wordings.wording import put  # noqa: E402


@dataclass(frozen=True)
class Hint:
    """A finding on a draft."""

    row: Mapping[str, Any]
    finding: Finding

    def as_text(self, number: int) -> str:
        """The hint as the reader sees it; earlier messages as they came, a finding about what is missing as "-"."""
        row, finding = self.row, self.finding
        facts = [row.get("channel") or "?", "a complaint" if row.get("complaint") else "", row.get("phase") or ""]
        lines = [f"## {number} · {finding.code} · {', '.join(filter(None, facts))} · {row.get('id', '')}", ""]
        said = [f"{piece['from']}: {piece['text']}" for piece in row.get("before") or ()]
        asked = f"patron: {row.get('question') or ''}"
        lines += said if not row.get("question") or asked in said[-1:] else [*said, asked]
        lines += ["", f"DRAFT: {row['draft']}", "", f"MARKED: {finding.quote or '-'}", f"TOLD: {finding.message}"]
        for at, wording in enumerate(finding.suggestions, 1):
            lines.append(f"WORDING {at}: {wording.strip()}")
        return "\n".join([*lines, "", f"WITH WORDING 1: {put(row['draft'], finding.taken, finding.suggestions[0])}"])


def hints(rows: Sequence[Mapping[str, Any]]) -> Iterator[Hint]:
    """The hints of tone on drafts that have a wording, in the order of the drafts."""
    engines = open_engines(parts_dir())
    for row in rows:
        for finding in check(parse_draft(row), engines).findings:
            if finding.category is not Category.TYPO and finding.suggestions:
                yield Hint(row, finding)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the sheet."""
    parser = argparse.ArgumentParser(prog="python -m tools.sheet", description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, help="labelled drafts, one JSON object a line, as in nlp/corpus")
    parser.add_argument("--code", action="append", help="only hints of this code; may be repeated")
    parser.add_argument("--start", default="", help="only drafts whose id starts so")
    parser.add_argument("--most", type=int, default=10**6, help="at most so many hints, spread evenly")
    args = parser.parse_args(argv)
    rows = [json.loads(line) for line in args.file.read_text(encoding="utf-8").splitlines()]
    found = list(hints([row for row in rows if row.get("id", "").startswith(args.start)]))
    found = [hint for hint in found if not args.code or hint.finding.code in args.code]
    step = max(1.0, len(found) / args.most)
    chosen = [found[int(at * step)] for at in range(min(len(found), args.most))]
    for number, hint in enumerate(chosen, 1):
        print(hint.as_text(number), end="\n\n")
    print(f"{len(chosen)} of {len(found)} hints with a wording.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
