"""The English words of all pages, and which translations they lack.

``python -m tools.page_words`` adds what is new to every ``bot/locale/<lang>.po``, untranslated, and drops what no
page says any longer. A test holds the files complete.
"""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment

BOT: Final = Path(__file__).parents[1] / "bot"
LANGUAGES: Final = ("it", "ro", "sv", "fi")
"""Those that need a translation; English is the key."""

Key = str | tuple[str, str]
"""A text, or its English singular and plural."""

_TEXT: Final = r'"(?:[^"\\]|\\.)*"'
_ONE: Final = re.compile(rf"\b_\(\s*({_TEXT})")
_COUNTED: Final = re.compile(rf"\bn_\(\s*({_TEXT}),\s*({_TEXT})")
_DATES: Final = re.compile(
    r'^"(?:POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By|Report-Msg).*\n',
    re.MULTILINE,
)
"""What would make every run a change."""


def messages() -> dict[Key, set[str]]:
    """Every text our pages and scripts say, with the files that say it."""
    found: dict[Key, set[str]] = {}
    jinja = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    for path in sorted(BOT.glob("*/templates/**/*.html")):
        for _line, _name, text in jinja.extract_translations(path.read_text("utf-8")):
            key = text if isinstance(text, str) else (text[0] or "", text[1] or "")
            found.setdefault(key, set()).add(_place(path))
    for path in sorted(BOT.glob("console/static/**/*.js")):
        if path.parent.name == "codemirror":
            continue  # other people's, made small
        # Babel's own reader of scripts misses calls within template strings and within other calls.
        script = path.read_text("utf-8")
        for match in _ONE.finditer(script):
            found.setdefault(json.loads(match[1]), set()).add(_place(path))
        for match in _COUNTED.finditer(script):
            found.setdefault((json.loads(match[1]), json.loads(match[2])), set()).add(_place(path))
    return found


def _place(path: Path) -> str:
    return path.relative_to(BOT.parent).as_posix()


def catalogue(lang: str) -> Catalog:
    """What a language has so far."""
    with (BOT / "locale" / f"{lang}.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


def missing(lang: str) -> list[Key]:
    """What a language lacks: texts without a translation, or with a form too few."""
    known = {message.id: message for message in catalogue(lang)}
    return [key for key in messages() if not _complete(known.get(key))]


def _complete(message: object) -> bool:
    string = getattr(message, "string", None)
    return bool(string) and all(string)


def update(lang: str) -> None:
    """Write the language's file anew: same translations, today's texts and places, sorted."""
    old = catalogue(lang)
    new = Catalog(locale=lang, project="smiledesk", version="0.1", fuzzy=False)
    new.header_comment = "# The words of smiledesk's pages. The English text is the key."
    known = {message.id: message.string for message in old}
    for key, places in messages().items():
        new.add(key, known.get(key, ""), locations=[(place, 0) for place in sorted(places)])
    out = io.BytesIO()
    write_po(out, new, width=115, sort_output=True, include_lineno=False)
    (BOT / "locale" / f"{lang}.po").write_text(_DATES.sub("", out.getvalue().decode()), "utf-8")


if __name__ == "__main__":
    for language in LANGUAGES:
        update(language)
        for text in missing(language):
            print(f"{language}: {text}")
