"""Write anew what is made from the code: config.example.toml, docs/settings.md, gaps.md, the rules."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bot.config.rendering import render_docs, render_example  # noqa: E402 - the packages lie beside this folder
from tools.gap_page import render_gaps  # noqa: E402
from tools.rule_pages import render_pages  # noqa: E402


def main() -> None:
    """Write every page; pages of rules that are gone go too."""
    (ROOT / "config.example.toml").write_text(render_example(), encoding="utf-8")
    (ROOT / "docs" / "settings.md").write_text(render_docs(), encoding="utf-8")
    (ROOT / "docs" / "gaps.md").write_text(render_gaps(), encoding="utf-8")
    folder = ROOT / "docs" / "rules"
    folder.mkdir(exist_ok=True)
    pages = render_pages()
    for path in folder.glob("*.md"):
        if path.name not in pages:
            path.unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
    print(f"config.example.toml, docs/settings.md, docs/gaps.md and {len(pages)} pages in docs/rules are written.")


if __name__ == "__main__":
    main()
