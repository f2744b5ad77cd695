"""``smiledesk lang new nb`` begins a language; ``smiledesk lang gaps nb`` says what it still lacks.

A language begun is a folder with everything the reader asks for and nothing written yet: each list stands there with
how English says it. Its gaps are public (docs/gaps.md), and its examples are tested from the first.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from babel import Locale, UnknownLocaleError
from rich.console import Console
from rich.table import Table

import nlp
from nlp.draft import LANGUAGES
from nlp.examples import failing
from nlp.gaps import KIND_NAMES, gaps_of
from nlp.pack import PackError, load_pack, read_pack

PACKS: Final = Path(nlp.__file__).parent / "lang"

_TAG: Final = re.compile(r"[a-z]{2,3}")
_SHARED: Final = {
    "acts": "What replies do, recognised once and read by all rules: see nlp/acts.py.",
    "patron": "What patrons say.",
    "promise": "How the library promises: see nlp/promises.py for what each list is for.",
    "signs": "Families of words that the weighing adds up (docs/weighing.md). None of them is a finding.",
}
_SHOWN: Final = 3
"""English phrases shown beside an empty list."""

_WIDE: Final = 100
"""Characters of an English phrase shown at most; a longer one is cut."""


def begin(tag: str, into: Path | None = None) -> int:
    """Make the folder of a new language; 2 when it can't be begun, and nothing is written over."""
    folder = (into or PACKS) / tag
    problem = _refusal(tag, folder)
    if problem:
        sys.stderr.write(problem + "\n")
        return 2
    folder.mkdir(parents=True)
    for name, text in _files(tag):
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    gaps = gaps_of(read_pack(folder, tag))
    sys.stdout.write(
        f"{folder} is there, with {len(gaps)} gaps. Next: fill acts.toml with a native librarian, then one rule "
        f"after another (docs/add-a-language.md). `smiledesk lang gaps {tag}` says what is still missing.\n"
    )
    return 0


def _refusal(tag: str, folder: Path) -> str:
    """Why a language can't be begun; "" when it can."""
    if not _TAG.fullmatch(tag):
        return f"“{tag}” is no language tag: use two or three small letters, such as nb for Norwegian bokmål."
    if folder.exists():
        return f"{folder} is there already: `smiledesk lang gaps {tag}` says what it lacks."
    try:
        Locale.parse(tag)
    except UnknownLocaleError:
        return f"Nobody has told this machine how “{tag}” names its weekdays: is it a language tag of BCP 47?"
    from spacy.util import get_lang_class  # noqa: PLC0415 - slow, and only here

    try:
        get_lang_class(tag)
    except ImportError:
        return (
            f"spaCy, which splits words, doesn't know “{tag}”. It knows e.g. nb, da, de, fr, es, pt, nl, et, hu, pl."
        )
    return ""


def _files(tag: str) -> Iterator[tuple[str, str]]:
    yield "pack", _pack(Locale.parse(tag))
    for name, what in _SHARED.items():
        yield name, _shared(name, what)
    yield "lexicon", _LEXICON


def _pack(locale: Locale) -> str:
    """The language's own name, and its weekdays and months as the Unicode CLDR writes them."""
    weekdays = "|".join(name.casefold() for name in locale.days["format"]["wide"].values())
    months = "|".join(name.casefold() for name in locale.months["format"]["wide"].values())
    return (
        f"# What all rules of {locale.english_name} share. The phrase language is explained in nlp/phrase.py.\n"
        "# Settle first, with native librarians: forms of address, what a kind no sounds like, what a hello is.\n"
        f'name = "{locale.display_name}"\n'
        "# Words after whose full stop no sentence ends.\n"
        "abbreviations = []\n\n"
        "[lists]\n"
        f'weekday = ["{weekdays}"]\n'
        f'month = ["{months}"]\n'
    )


def _shared(name: str, what: str) -> str:
    """A shared file with every list that English has there, empty, and some of its phrases as a comment."""
    english = tomllib.loads((PACKS / "en" / f"{name}.toml").read_text(encoding="utf-8"))["lists"]
    lines = [f"# {what}", "[lists]"]
    for key, phrases in english.items():
        lines += ["", *(f"# en: {phrase[:_WIDE]}" for phrase in phrases[:_SHOWN]), f"{key} = []"]
    return "\n".join(lines) + "\n"


_LEXICON: Final = """\
# The house's own list: what a form can be when no dictionary is there. A row is "lemma: form form ...", one form a
# column, "-" for none, "/" between variants; columns are readings as in CoNLL-U.

# Small words that tell this language from its neighbours; see nlp/detect.py.
cues = ""

# Right words of library replies that the spelling dictionary lacks.
accepted = ""

paradigms = []
"""


def tell_gaps(tag: str | None, into: Path | None = None) -> int:
    """Print what one language, or each of those that are read, still lacks; 1 when an example of it fails."""
    console = Console(width=None if sys.stdout.isatty() else 160)
    if tag is None:
        console.print(_counts())
        return 0
    folder = (into or PACKS) / tag
    if not (folder / "pack.toml").is_file():
        sys.stderr.write(f"{folder} holds no pack: `smiledesk lang new {tag}` begins one.\n")
        return 2
    try:
        pack = read_pack(folder, tag)
    except PackError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    gaps = gaps_of(pack)
    for kind, title in KIND_NAMES.items():
        names = [gap.name for gap in gaps if gap.kind == kind]
        if names:
            console.print(f"{len(names)} {title}:", style="bold")
            console.print("  " + ", ".join(names), markup=False)
    if not gaps:
        console.print(f"{pack.name} lacks nothing that the others have.", style="green")
    slips = list(failing(pack))
    for slip in slips:
        console.print(slip, style="red", markup=False)
    return 1 if slips else 0


def _counts() -> Table:
    table = Table("language", *KIND_NAMES, box=None, pad_edge=False)
    for lang in LANGUAGES:
        gaps = gaps_of(load_pack(lang))
        table.add_row(lang, *(str(sum(gap.kind == kind for gap in gaps)) for kind in KIND_NAMES))
    return table
