"""The pages as they are written."""

import re
from collections import Counter
from pathlib import Path

import pytest

import bot

ROOT = Path(bot.__file__).parent
PAGES = sorted(ROOT.rglob("templates/*.html"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_an_id_stands_once_on_its_page(page: Path) -> None:
    """Whoever looks for the second one finds the first."""
    ids = Counter(re.findall(r'\bid="([^"{]+)"', page.read_text(encoding="utf-8")))
    assert [name for name, times in ids.items() if times > 1] == []
