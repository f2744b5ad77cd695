"""Write config.example.toml and docs/settings.md anew from the table of settings."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bot.config.rendering import render_docs, render_example  # noqa: E402 - the packages lie beside this folder

(ROOT / "config.example.toml").write_text(render_example(), encoding="utf-8")
(ROOT / "docs" / "settings.md").write_text(render_docs(), encoding="utf-8")
print("config.example.toml and docs/settings.md are written.")
