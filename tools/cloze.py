"""``python -m tools.cloze FOLDER``: learn which places ask for which common word, write ``nlp/engines/cloze``.

Of the same text as ``tools.lookalikes`` (its licences stand there), FOLDER being the same, too. What may be meant by
what is made here: every slip that a hand or an ear makes of a common word (``slips_of``) and that is a word itself,
with how much commoner the one is than the other in wordfreq and in our drafts. Only weights and words are kept.
Nothing in it is random: the same packages give the same weights.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.parts.places import parts_dir
from nlp.engines import open_engines
from nlp.engines.cloze import FOLDER, model_of, number_of, numbers_around
from nlp.engines.counts import load_counts
from nlp.engines.lookalikes import UNIT, Tags
from nlp.ports import Speller
from nlp.typos.misplaced import pieces
from tools.lookalikes import PACKAGES, ROOT, SEEN, lay_out, sentences_of, weigh

SHORT, LONG = 3, 120  # pieces of a sentence that is read
OFTEN: Final = 120  # places from which a word has a model of its own
KINDS: Final = 150  # and those from which a kind of words has one
OF_ONE: Final = 60  # places of one word that may speak for its kind
MOST: Final = 4000  # places of a model that are enough
REST: Final = 12_000  # places of any words that a model is told from
STEPS: Final = 25
LEAST: Final = 10  # units below which a weight is left out
COMMON: Final = 12  # frequency class of a word that may be meant
OURS: Final = 4  # or how often our drafts have it
ENGLISH: Final = 6  # frequency classes by which a word is commoner in English, where it may be quoted from
LEAST_ODDS: Final = -6.0  # log-odds below which no place makes up for it
RARE: Final = 3  # frequency class of what nobody was seen to write
OWN_PART: Final = 0.4  # how much our drafts say of how common a word is

Place = tuple[int, int]
"""The number of a sentence, and of a word in it."""

_SOUNDS: Final = {
    "sv": (
        "ä>e e>ä å>o o>å ö>o ä>a å>a a>ä a>å o>ö y>i i>y u>o d>t t>d g>k k>g p>b b>p v>f ck>k k>ck rt>r gj>j e>i i>e"
        " ö>ä u>y ö>u"
    )
}
_ENDINGS: Final = {"sv": "r> >r a>ar t> >t en>et et>en a>er er>a ar>a ade>a a>at at>a"}
_PLAIN: Final = str.maketrans("åäöé", "aaoe")
_ROWS: Final = ("qwertyuiopå", "asdfghjklöä", "zxcvbnm")
_VOWELS: Final = frozenset("aeiouyåäö")
_MARKS, _DOUBLED, _SOUND, _DROPPED, _ENDING, _SWAPPED, _KEY = 4.5, 5.5, 6.0, 6.5, 6.0, 6.5, 8.5
"""How seldom each slip is made, in nats; one in the first letter is rarer still."""
_FIRST: Final = 2.0


def slips_of(word: str, lang: str) -> dict[str, float]:
    """What a hand or an ear makes of a word, with what each slip costs."""
    found: dict[str, float] = {}
    for cost, typed in _slips(word, lang):
        if typed != word and len(typed) > 1:
            dear = cost + _FIRST * (typed[0] != word[0] and cost != _MARKS)
            found[typed] = min(dear, found.get(typed, dear))
    return found


def _slips(word: str, lang: str) -> Iterator[tuple[float, str]]:
    yield _MARKS, word.translate(_PLAIN)
    for sound, heard in (pair.split(">") for pair in _SOUNDS[lang].split()):
        yield from ((_SOUND, word[: m.start()] + heard + word[m.end() :]) for m in re.finditer(sound, word))
    for ending, other in (pair.split(">") for pair in _ENDINGS[lang].split()):
        if word.endswith(ending) and len(word) > SHORT:
            yield _ENDING, word.removesuffix(ending) + other
    for at, char in enumerate(word):
        for row in _ROWS:
            beside = row.find(char)
            yield from ((_KEY, word[:at] + key + word[at + 1 :]) for key in _beside(row, beside))
        if not at:
            continue
        yield _DROPPED, word[:at] + word[at + 1 :]
        if char != word[at - 1]:
            yield _SWAPPED, word[: at - 1] + char + word[at - 1] + word[at + 1 :]
        else:
            yield _DOUBLED, word[:at] + word[at + 1 :]
        if char not in _VOWELS and word[at - 1] in _VOWELS and word[at + 1 : at + 2] != char:
            yield _DOUBLED, word[:at] + char + word[at:]


def _beside(row: str, at: int) -> str:
    return row[max(0, at - 1) : at] + row[at + 1 : at + 2] if at >= 0 else ""


def table_of(lang: str, speller: Speller, models: frozenset[str], tags: Tags) -> list[tuple[str, str, float]]:
    """What is typed, what may be meant, and the log-odds of that before any sentence is read."""
    ours, english = _counts_of_drafts(lang), load_counts("en")
    total = sum(ours.values())

    def common(word: str) -> float:
        heard = 10 ** (max(speller.frequency(word), RARE) / 4 - 8)
        return math.log((1 - OWN_PART) * heard + OWN_PART * ours[word] / total)

    candidates = {word for word in load_counts(lang) if speller.frequency(word) >= COMMON}
    candidates |= {word for word, often in ours.items() if often >= OURS}
    found: list[tuple[str, str, float]] = []
    for meant in sorted(word for word in candidates if len(word) > 1 and word.isalpha() and speller.knows(word)):
        for typed, cost in slips_of(meant, lang).items():
            odds = common(meant) - common(typed) - cost
            quoted = english.get(typed, 0) - speller.frequency(typed) >= ENGLISH
            if odds >= LEAST_ODDS and speller.knows(typed) and typed.isalpha() and not quoted:
                found.append((typed, meant, odds))
    own = frozenset(word for word in models if not word.startswith("="))
    told = (row for row in found if all(model_of(word, own, tags) in models for word in row[:2]))
    return sorted(told)


def _counts_of_drafts(lang: str) -> Counter[str]:
    ours: Counter[str] = Counter()
    for line in (ROOT / "nlp" / "corpus" / f"{lang}.jsonl").read_text("utf-8").splitlines():
        text = json.loads(line)["draft"]
        ours.update(word for _, word in pieces(text, 0, len(text), lang))
    return ours


def places_of(sentences: Sequence[Sequence[str]], tags: Tags) -> tuple[dict[str, list[Place]], list[Place]]:
    """Where the words of each model stand, and places of any words; sentences are taken evenly from all text."""
    often = Counter(word for sentence in sentences for word in sentence)
    own = {word for word, times in often.items() if times >= OFTEN and word.isalpha()}
    stands: dict[str, list[Place]] = {}
    of_one: Counter[str] = Counter()
    rest: list[Place] = []
    every = max(1, sum(often.values()) // REST)
    seen = 0
    step = 7919 if len(sentences) % 7919 else 7907  # a prime, so that every sentence comes once
    for number in (place * step % len(sentences) for place in range(len(sentences))):
        for at, word in enumerate(sentences[number]):
            if not word[:1].isalpha():
                continue
            seen += 1
            if seen % every == 0:
                rest.append((number, at))
            if word in own:
                stands.setdefault(word, []).append((number, at))
            if of_one[word] < OF_ONE:
                of_one[word] += 1
                stands.setdefault(f"={tags.of(word)}", []).append((number, at))
    enough = {m: p[:MOST] for m, p in stands.items() if len(p) >= (KINDS if m.startswith("=") else OFTEN)}
    return enough, rest


def learn(places: NDArray[np.uint32], rest: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
    """Keys and weights that tell one model's places from the rest: both sides weigh alike, however many they are."""
    signs = np.concatenate([places, rest])
    side = np.r_[np.ones(len(places)), -np.ones(len(rest))].astype(np.float32)
    fewer = min(len(places), len(rest))
    worth = np.where(side > 0, fewer / len(places), fewer / len(rest)).astype(np.float32)
    keys, rows, seen = np.unique(signs, return_inverse=True, return_counts=True)
    weighed = seen >= SEEN
    rows = np.where(weighed, np.cumsum(weighed) - 1, weighed.sum())[rows.reshape(signs.shape)]
    return keys[weighed], weigh(rows, int(weighed.sum()), side, worth, STEPS)


def learn_all(
    sentences: Sequence[Sequence[str]], stands: Mapping[str, Sequence[Place]], rest: Sequence[Place], tags: Tags
) -> tuple[NDArray[np.uint32], NDArray[np.int8]]:
    """The weights of all models in whole units, by rising key, without those that say little."""
    kept: dict[Place, NDArray[np.uint32]] = {}

    def numbers(places: Sequence[Place]) -> NDArray[np.uint32]:
        for number, at in places:
            if (number, at) not in kept:
                kept[number, at] = numbers_around(sentences[number], at, tags)
        return np.array([kept[place] for place in places], dtype=np.uint32)

    words = [sentences[number][at] for number, at in rest]
    kinds = [f"={tags.of(word)}" for word in words]
    others = numbers(rest)
    all_keys, all_weights = [], []
    for model in sorted(stands):
        is_other = np.array([name != model for name in (kinds if model.startswith("=") else words)])
        keys, weights = learn(numbers(stands[model]), others[is_other])
        whole = np.clip(np.rint(weights / UNIT), -127, 127).astype(np.int8)
        tells = np.abs(whole) >= LEAST
        all_keys.append(keys[tells] + np.uint32(number_of(model)))
        all_weights.append(whole[tells])
    keys, first = np.unique(np.concatenate(all_keys), return_index=True)
    return keys, np.concatenate(all_weights)[first]


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn a language and write its weights."""
    parser = argparse.ArgumentParser(description="Learn which places ask for which common word.")
    parser.add_argument("folder", type=Path, help="where packages are laid out; what is there is used again")
    parser.add_argument("--lang", choices=sorted(_SOUNDS), default="sv")
    told = parser.parse_args(arguments)
    lang = told.lang
    told.folder.mkdir(parents=True, exist_ok=True)
    lay_out(PACKAGES[lang], told.folder)
    engines = open_engines(parts_dir())
    tags, speller = Tags(engines.lexicons[lang]), engines.spellers[lang]
    sentences = [words for words in sentences_of(lang, told.folder) if SHORT <= len(words) <= LONG]
    stands, rest = places_of(sentences, tags)
    table = table_of(lang, speller, frozenset(stands), tags)
    own = frozenset(model for model in stands if not model.startswith("="))
    used = {model_of(word, own, tags) for typed, meant, _ in table for word in (typed, meant)}
    keys, weights = learn_all(sentences, {model: stands[model] for model in used}, rest, tags)
    FOLDER.mkdir(exist_ok=True)
    np.savez_compressed(
        FOLDER / f"{lang}.npz",
        keys=keys,
        weights=weights,
        own=" ".join(sorted(used & own)),
        typed=" ".join(typed for typed, _, _ in table),
        meant=" ".join(meant for _, meant, _ in table),
        odds=np.rint(np.array([odds for _, _, odds in table]) / UNIT).astype(np.int16),
    )
    print(f"{lang}: {len(used)} models, {len(table)} slips, {len(keys)} weights")
    return 0


if __name__ == "__main__":
    sys.exit(main())
