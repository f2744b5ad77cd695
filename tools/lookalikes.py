"""``python -m tools.lookalikes FOLDER``: learn which look-alike belongs where, write ``nlp/engines/lookalikes``.

The text is what Debian packages of manuals, help pages and translated programs say in each language (``PACKAGES``,
got by ``apt-get download`` and laid out in FOLDER) and, weighing more, the drafts of ``nlp/corpus``, which sound like
a library. Only weights are kept, no text. Nothing in it is random: the same packages give the same weights.

Licences of the text: LibreOffice MPL-2.0, GNOME CC-BY-SA-3.0, manpages-l10n GPL-3+, Battle for Wesnoth GPL-2+.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import re
import struct
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bot.parts.places import parts_dir  # noqa: E402 - the packages lie beside this folder
from nlp.engines import open_engines  # noqa: E402
from nlp.engines.lookalikes import FOLDER, UNIT, Tags, key_of, load_pairs, signs_around  # noqa: E402
from nlp.misplaced import pieces  # noqa: E402

PACKAGES: Final = {
    "it": ("libreoffice-help-it", "libreoffice-l10n-it", "manpages-it", "gnome-user-docs", "wesnoth-1.16-data"),
    "ro": ("libreoffice-l10n-ro", "manpages-ro", "gnome-user-docs", "wesnoth-1.16-data"),
    "sv": ("libreoffice-help-sv", "libreoffice-l10n-sv", "manpages-sv", "gnome-user-docs", "wesnoth-1.16-data"),
}
WORTH: Final = 6  # how often a sentence of a library counts
MOST: Final = 40_000  # places of one word of a pair that are enough
SEEN: Final = 3  # places that bear a sign before it is weighed
SHORT, LONG = 4, 120  # pieces of a sentence that is read
STEPS: Final = 40
PENALTY: Final = 0.15
SPEED: Final = 0.5
_BLOCK: Final = re.compile(r"</?(?:p|div|h\d|li|td|tr|br|title|item|table|ul|ol|dt|dd|pre|steps)\b[^>]*>")
_UNSEEN: Final = re.compile(r"<(script|style|info)\b.*?</\1>", re.DOTALL)


def lay_out(packages: Iterable[str], folder: Path) -> None:
    """Each package, downloaded and unpacked into a folder of its name, unless it is there."""
    for package in packages:
        place = folder / package
        if not place.is_dir():
            subprocess.run(["apt-get", "download", package], cwd=folder, check=True)
            file = next(folder.glob(f"{package}_*.deb"))
            subprocess.run(["dpkg-deb", "-x", str(file), str(place)], check=True)


def read_text_of(place: Path, lang: str) -> Iterator[str]:
    """The paragraphs that a package's files have in a language, in the order of their names."""
    for path in sorted(path for path in place.rglob("*") if path.is_file() and not path.is_symlink()):
        inside = f"/{lang}/" in str(path) or place.name.endswith(f"-{lang}")
        if inside and path.suffix == ".mo":
            yield from _catalogue(path.read_bytes())
        elif inside and path.suffix in {".html", ".page"}:
            yield from _marked_up(path.read_text("utf-8", "replace"))
        elif inside and "/man/" in str(path) and path.suffix == ".gz":
            yield from _manual(gzip.decompress(path.read_bytes()).decode("utf-8", "replace"))


def _catalogue(content: bytes) -> Iterator[str]:
    order = "<" if content[:4] == b"\xde\x12\x04\x95" else ">"
    count, _, table = struct.unpack(f"{order}III", content[8:20])
    for entry in range(1, count):
        length, start = struct.unpack(f"{order}II", content[table + 8 * entry : table + 8 * entry + 8])
        for form in content[start : start + length].decode("utf-8", "replace").split("\0"):
            yield from re.sub(r"<[^>]+>", "", form).split("\n\n")


def _marked_up(content: str) -> Iterator[str]:
    for block in _BLOCK.sub("\0", _UNSEEN.sub(" ", content)).split("\0"):
        yield html.unescape(re.sub(r"<[^>]+>", "", block))


def _manual(content: str) -> Iterator[str]:
    lines: list[str] = []
    for line in content.split("\n"):
        plain = re.sub(r"\\f[BIRP]|\\f\(..|\\&|\\c", "", line).replace("\\-", "-").replace("\\(aq", "'")
        styled = re.match(r"\.(?:BR?|IR?|RB|RI|BI|SM)\s+(.*)", plain)
        if styled or not plain.startswith("."):
            lines.append(styled[1].replace('"', "") if styled else plain)
        elif lines:
            yield " ".join(lines)
            lines = []


def sentences_of(lang: str, folder: Path) -> Iterator[list[str]]:
    """Every sentence to learn from, in small words and marks; each paragraph once, a library's ``WORTH`` times."""
    for line in (ROOT / "nlp" / "corpus" / f"{lang}.jsonl").read_text("utf-8").splitlines():
        fields: dict[str, Any] = json.loads(line)
        texts = (fields["draft"], fields.get("question") or "", *(p["text"] for p in fields.get("before") or ()))
        for part in (part for text in texts for part in re.split(r"(?<=[.!?])\s+|\n+", text)):
            yield from [_small(part, lang)] * WORTH
    seen: set[str] = set()
    for package in PACKAGES[lang]:
        for paragraph in (" ".join(found.split()) for found in read_text_of(folder / package, lang)):
            if paragraph not in seen:
                seen.add(paragraph)
                yield _small(paragraph, lang)


def _small(text: str, lang: str) -> list[str]:
    return [word for _, word in pieces(text, 0, len(text), lang)]


def places_of(lang: str, folder: Path, tags: Tags) -> Iterator[tuple[tuple[str, str], bool, Sequence[str]]]:
    """Each pair, whether its second word stands here, and the signs around; no more than are enough."""
    pairs = {(min(one, two), max(one, two)) for one, others in load_pairs(lang).items() for two in others}
    by_word = {word: [pair for pair in sorted(pairs) if word in pair] for pair in pairs for word in pair}
    counted: Counter[tuple[tuple[str, str], str]] = Counter()
    for words in sentences_of(lang, folder):
        if not SHORT <= len(words) <= LONG:
            continue
        for at, word in enumerate(words):
            for pair in by_word.get(word, ()):
                if counted[pair, word] < MOST:
                    counted[pair, word] += 1
                    yield pair, word == pair[1], signs_around(words, at, tags)


def learn(
    places: Iterable[tuple[tuple[str, str], bool, Sequence[str]]],
) -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
    """Keys and weights: both words of a pair weigh alike, however often they were seen."""
    found = [([key_of(pair, sign) for sign in signs], (pair, second)) for pair, second, signs in places]
    wanted = np.array([keys for keys, _ in found], dtype=np.uint32)
    keys, seen = np.unique(wanted, return_counts=True)
    keys = keys[seen >= SEEN]
    rows = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    rows[keys[rows] != wanted] = len(keys)  # a sign too rare to be weighed
    sides = Counter(side for _, side in found)
    worth = np.array([min(sides[p, True], sides[p, False]) / sides[p, s] for _, (p, s) in found], dtype=np.float32)
    sign = np.array([1 if second else -1 for _, (_, second) in found], dtype=np.float32)
    weights = np.zeros(len(keys) + 1, dtype=np.float32)
    slope = np.full(len(keys) + 1, 1e-6, dtype=np.float32)
    for _ in range(STEPS):
        pull = -sign * worth / (1 + np.exp(sign * weights[rows].sum(axis=1)))
        step = np.bincount(rows.ravel(), weights=np.repeat(pull, rows.shape[1]), minlength=len(weights))
        step = step.astype(np.float32) + PENALTY * weights
        slope += step * step
        weights -= SPEED * step / np.sqrt(slope)
        weights[-1] = 0
    return keys, weights[:-1]


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn every language, or those named."""
    parser = argparse.ArgumentParser(description="Learn which of two look-alikes belongs where.")
    parser.add_argument("folder", type=Path, help="where packages are laid out; what is there is used again")
    parser.add_argument("--lang", action="append", choices=sorted(PACKAGES))
    told = parser.parse_args(arguments)
    told.folder.mkdir(parents=True, exist_ok=True)
    engines = open_engines(parts_dir())
    for lang in told.lang or sorted(PACKAGES):
        lay_out(PACKAGES[lang], told.folder)
        keys, weights = learn(places_of(lang, told.folder, Tags(engines.lexicons[lang])))
        whole = np.clip(np.rint(weights / UNIT), -127, 127).astype(np.int8)
        np.savez_compressed(FOLDER / f"{lang}.npz", keys=keys[whole != 0], weights=whole[whole != 0])
        print(f"{lang}: {np.count_nonzero(whole)} weights")
    return 0


if __name__ == "__main__":
    sys.exit(main())
