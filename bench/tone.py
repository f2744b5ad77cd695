"""Reading a draft of some 85 words for its tone, warm: rules, dictionaries and scales, without LanguageTool.

Every draft is new (its numbers differ), answers a question, and is read with and without the scales. What counts is
processor time: reading waits for nothing, so that on an idle machine it is the time that passes, too.
"""

from __future__ import annotations

import time
from dataclasses import replace
from statistics import median

from bench.checks import SENTENCES, milliseconds, new_draft
from bot import interpreter
from bot.parts import parts_dir
from nlp.check import check
from nlp.draft import Draft
from nlp.engines import open_engines
from nlp.ports import Engines

WARM = 5
DRAFTS = 60
GOAL = 0.015  # seconds, median


def run() -> None:
    """Print what each language takes, and whether the goal is met; in an interpreter set up as a desk's."""
    interpreter.tune()
    weighing = replace(open_engines(parts_dir()), grammar=None)
    alone = replace(weighing, weighing=False)
    for lang in SENTENCES:
        timed(lang, weighing)  # what is read once, dictionaries and word counts, was read long ago in a desk
        interpreter.settle()
        all_of_it, rules = timed(lang, weighing), timed(lang, alone)
        verdict = "ok" if median(all_of_it) <= GOAL else "missed"
        print(f"tone {lang}: median / p99 {milliseconds(all_of_it)}; rules alone {milliseconds(rules)}: {verdict}")


def timed(lang: str, engines: Engines) -> list[float]:
    """Seconds of processor time of each reading, the warming ones left out."""
    taken = []
    for _ in range(WARM + DRAFTS):
        question = "Do you have the new novel, and may I keep it longer?"
        draft = Draft(" ".join(new_draft(lang)), lang=lang, channel="chat", phase="service", question=question)
        begun = time.thread_time()
        check(draft, engines)
        taken.append(time.thread_time() - begun)
    return taken[WARM:]
