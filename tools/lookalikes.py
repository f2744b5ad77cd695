"""``python -m tools.lookalikes FOLDER``: learn which look-alike belongs where, write ``nlp/engines/lookalikes``.

The text is what Debian packages of manuals, help pages and translated programs say in each language (``PACKAGES``,
got by ``apt-get download`` and laid out in FOLDER) and, weighing more, the drafts of ``nlp/corpus``, which sound like
a library. Only weights are kept, no text. Nothing in it is random: the same packages give the same weights.

Licences of the text: LibreOffice MPL-2.0, GNOME CC-BY-SA-3.0, manpages-l10n GPL-3+, Battle for Wesnoth GPL-2+, the
book "Copyright finns inte" public domain.
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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bot.parts.places import parts_dir  # noqa: E402 - the packages lie beside this folder
from nlp.engines import open_engines  # noqa: E402
from nlp.engines.lookalikes import FOLDER, UNIT, Tags, key_of, load_pairs, signs_around  # noqa: E402
from nlp.typos.misplaced import pieces  # noqa: E402

PACKAGES: Final = {
    "it": ("libreoffice-help-it", "libreoffice-l10n-it", "manpages-it", "gnome-user-docs", "wesnoth-1.16-data"),
    "ro": ("libreoffice-l10n-ro", "manpages-ro", "gnome-user-docs", "wesnoth-1.16-data"),
    "sv": (
        *("libreoffice-help-sv", "libreoffice-l10n-sv", "manpages-sv", "gnome-user-docs", "wesnoth-1.16-data"),
        "cfi-sv",
    ),
}
WORTH: Final = 6  # how often a sentence of a library counts
MOST: Final = 40_000  # places of one word of a pair that are enough
SEEN: Final = 3  # places that bear a sign before it is weighed
LEAST: Final = 8  # units below which a weight is left out
SHORT, LONG = 4, 120  # pieces of a sentence that is read
STEPS: Final = 40
PENALTY: Final = 0.15
SPEED: Final = 0.5
_BLOCK: Final = re.compile(r"</?(?:p|div|h\d|li|td|tr|br|title|item|table|ul|ol|dt|dd|pre|steps)\b[^>]*>")
_PARAGRAPH: Final = 500  # code points from which a paragraph is read sentence by sentence
_END: Final = re.compile(r"(?<=[.!?])\s+")
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
                short = len(paragraph) < _PARAGRAPH
                yield from (_small(part, lang) for part in ([paragraph] if short else _END.split(paragraph)))


def _small(text: str, lang: str) -> list[str]:
    return [word for _, word in pieces(text, 0, len(text), lang)]


Pair = tuple[str, str]
"""Two look-alikes, in alphabetical order."""

Place = tuple[Sequence[str], int]
"""A sentence, and which of its words is meant."""


def places_of(sentences: Iterable[list[str]], words: Iterable[str]) -> dict[str, list[Place]]:
    """Where each of some words stands, in the order of the sentences; no more places than are enough."""
    found: dict[str, list[Place]] = {word: [] for word in words}
    for sentence in sentences:
        if SHORT <= len(sentence) <= LONG:
            for at, word in enumerate(sentence):
                if word in found and len(found[word]) < MOST:
                    found[word].append((sentence, at))
    return found


def learn(
    pair: Pair, places: Mapping[str, Sequence[Place]], tags: Tags
) -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
    """Keys and weights of a pair: both of its words weigh alike, however often they were seen."""
    stands = [(place, second) for second, word in enumerate(pair) for place in places[word]]
    wanted = np.array([[key_of(pair, sign) for sign in signs_around(*place, tags)] for place, _ in stands], np.uint32)
    keys, seen = np.unique(wanted, return_counts=True)
    keys = keys[seen >= SEEN]
    rows = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    rows[keys[rows] != wanted] = len(keys)  # a sign too rare to be weighed
    fewer = min(len(places[word]) for word in pair)
    worth = np.array([fewer / len(places[pair[second]]) for _, second in stands], dtype=np.float32)
    sign = np.array([1 if second else -1 for _, second in stands], dtype=np.float32)
    return keys, weigh(rows, len(keys), sign, worth)


def weigh(
    rows: NDArray[np.int64], signs: int, side: NDArray[np.float32], worth: NDArray[np.float32], steps: int = STEPS
) -> NDArray[np.float32]:
    """A weight for each sign (logistic regression).

    Args:
        rows: The signs of each place by their number; one too rare to be weighed has the number ``signs``.
        signs: How many are weighed.
        side: 1 where they speak for something, -1 where against it.
        worth: How much each place counts.
        steps: How often the weights are mended.
    """
    weights = np.zeros(signs + 1, dtype=np.float32)
    slope = np.full(signs + 1, 1e-6, dtype=np.float32)
    for _ in range(steps):
        pull = -side * worth / (1 + np.exp(side * weights[rows].sum(axis=1)))
        step = np.bincount(rows.ravel(), weights=np.repeat(pull, rows.shape[1]), minlength=signs + 1)
        step = step.astype(np.float32) + PENALTY * weights
        slope += step * step
        weights -= SPEED * step / np.sqrt(slope)
        weights[-1] = 0
    return weights[:-1]


def learn_all(lang: str, sentences: Iterable[list[str]], tags: Tags) -> tuple[NDArray[np.uint32], NDArray[np.int8]]:
    """The weights of every pair of a language in whole units, by rising key, without those that say little."""
    pairs = sorted({(min(one, two), max(one, two)) for one, others in load_pairs(lang).items() for two in others})
    places = places_of(sentences, {word for pair in pairs for word in pair})
    learned = [learn(pair, places, tags) for pair in pairs]
    weights = np.concatenate([found for _, found in learned])
    keys, first = np.unique(np.concatenate([found for found, _ in learned]), return_index=True)
    whole = np.clip(np.rint(weights[first] / UNIT), -127, 127).astype(np.int8)
    tells = np.abs(whole) >= LEAST
    return keys[tells], whole[tells]


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
        keys, weights = learn_all(lang, sentences_of(lang, told.folder), Tags(engines.lexicons[lang]))
        np.savez_compressed(FOLDER / f"{lang}.npz", keys=keys, weights=weights)
        print(f"{lang}: {len(keys)} weights")
    return 0


if __name__ == "__main__":
    sys.exit(main())
