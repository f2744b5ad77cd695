"""The words of pages and refusals, in the reader's language.

English text is the key. Translations are gettext files read at run time, so a library can mend a word without
building anything: ``bot/locale/<lang>.po`` for pages and ``bot/locale/<lang>/*.po`` for what else speaks. What has
no translation is shown in English.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LOCALE: Final = Path(__file__).parent / "locale"

PAGE_LANGUAGES: Final = ("en", "it", "ro", "sv", "fi")
"""The languages our own pages speak, BCP 47."""


_WIDGETS: Final = tuple(f"bot/console/static/{part}" for part in ("library-chat.js", "widget/", "shared/"))
"""Scripts that run on a library's own page, where every kilobyte counts."""


def plural_form(lang: str, number: int) -> int:
    """Which of the language's plural forms ``number`` takes, as gettext counts them."""
    if number == 1:
        return 0
    if lang == "ro":
        return 1 if number == 0 or 0 < number % 100 < 20 else 2
    return 1


@dataclass(frozen=True, slots=True)
class Words:
    """One language's translations.

    Attributes:
        lang: One of ``PAGE_LANGUAGES``.
        singles: English to the language's own.
        plurals: English singular to the forms, in gettext's order: one, (Romanian: few,) other.
        widgets: The English of what the widget says; the files name the scripts that say each text.
    """

    lang: str
    singles: dict[str, str]
    plurals: dict[str, tuple[str, ...]]
    widgets: frozenset[str] = frozenset()

    def gettext(self, english: str) -> str:
        """The text in this language, else in English."""
        return self.singles.get(english) or english

    def ngettext(self, one: str, many: str, number: int) -> str:
        """The form that ``number`` takes in this language, else in English."""
        forms = self.plurals.get(one, ())
        form = plural_form(self.lang, number)
        if form < len(forms) and forms[form]:
            return forms[form]
        return one if number == 1 else many

    def for_scripts(self, *, widget: bool = False) -> dict[str, str | tuple[str, ...]]:
        """The same for scripts, all or the widget's: singles as text, plurals as their forms."""
        every: dict[str, str | tuple[str, ...]] = {**self.singles, **self.plurals}
        return {text: said for text, said in every.items() if text in self.widgets} if widget else every


@functools.cache
def words(lang: str, folder: Path = LOCALE) -> Words:
    """The words of a language, read once; English for a language our pages do not speak."""
    if lang not in PAGE_LANGUAGES:
        return words(PAGE_LANGUAGES[0], folder)
    singles: dict[str, str] = {}
    plurals: dict[str, tuple[str, ...]] = {}
    widgets: set[str] = set()
    for path in [folder / f"{lang}.po", *sorted((folder / lang).glob("*.po"))]:
        if path.is_file():
            _read(path, singles, plurals, widgets)
    return Words(lang, singles, plurals, frozenset(widgets))


def _read(path: Path, singles: dict[str, str], plurals: dict[str, tuple[str, ...]], widgets: set[str]) -> None:
    """Add the translations of one file.

    Raises:
        babel.messages.pofile.PoFileError: The file is broken; it names the line.
    """
    from babel.messages.pofile import read_po  # noqa: PLC0415  not needed before somebody reads a page

    with path.open("rb") as file:
        catalogue = read_po(file, abort_invalid=True)
    for message in catalogue:
        if not message.id or message.fuzzy:
            continue
        if isinstance(message.id, tuple):
            plurals[message.id[0]] = tuple(map(str, message.string or ()))
        elif message.string:
            singles[str(message.id)] = str(message.string)
        if any(place.startswith(_WIDGETS) for place, _line in message.locations):
            widgets.add(message.id[0] if isinstance(message.id, tuple) else str(message.id))


def choose_language(accepted: str, spoken: tuple[str, ...] = PAGE_LANGUAGES) -> str:
    """The best of ``spoken`` for an ``Accept-Language`` header; the first of them when nothing fits."""
    wishes: list[tuple[float, int, str]] = []
    for place, wish in enumerate(accepted[:500].split(",")):
        tag, _, weight = wish.strip().partition(";")
        quality = weight.strip().removeprefix("q=")
        try:
            wishes.append((-float(quality or 1), place, tag.strip().lower()))
        except ValueError:
            continue
    for negative, _, tag in sorted(wishes):
        primary = tag.partition("-")[0]
        if negative < 0 and primary in spoken:
            return primary
        if negative < 0 and tag == "*":
            return spoken[0]
    return spoken[0]
