"""Read a draft once more: every rule of its language, and the typing engines, in one report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from nlp import rules
from nlp.draft import LANGUAGES, Draft
from nlp.finding import Category, Finding
from nlp.pack import load_pack
from nlp.ports import Engines, LanguageToolState, SpellingState
from nlp.rules import phrases
from nlp.text import fold
from nlp.view import View
from nlp.weigh.add_up import add_up, get_ready
from nlp.weigh.scales import shipped_scales
from nlp.witness import uncontradicted
from nlp.wordings.mending import mending


@dataclass(frozen=True, slots=True)
class Report:
    """What was found, and who read.

    Attributes:
        lang: The language the draft was read in, or None when it could not be told or isn't one of ours.
        findings: In the order of the draft; at most one for the same stretch and code.
        languagetool: ``ok``, ``off`` (not installed or not asked) or ``down`` (asked, no answer in time).
        spelling: The dictionary that was asked, or ``off``.
    """

    lang: str | None
    findings: tuple[Finding, ...]
    languagetool: LanguageToolState = "off"
    spelling: SpellingState = "off"


_EXACT: Final = {"diacritics": -4, "grammar": -3, "spelling": -2, "punctuation": -1}
"""Which of two typing findings on the same stretch is kept: the one that says more exactly what is wrong."""

_FEW: Final = 3  # words; a typing finding on more of them speaks of the whole reply


def check(draft: Draft, engines: Engines) -> Report:
    """Check a draft; never raises for what a person typed, waits at most ``engines.budget`` seconds for engines.

    The grammar engine is asked first and heard last, so that the rules run while it thinks.
    """
    lang = draft.lang or (engines.detect(draft.text) if engines.detect else None)
    if lang not in LANGUAGES:
        return Report(lang=None, findings=())
    pack = load_pack(lang)
    speller = engines.spellers.get(lang)
    view = View(
        draft,
        pack,
        lexicon=engines.lexicons.get(lang),
        speller=speller,
        phrasing=engines.phrasings.get(lang),
        grammar=engines.grammar.ask(draft.text, lang) if engines.grammar else None,
        patience=engines.budget,
    )
    heard = hear(view)
    scales = shipped_scales() if engines.weighing else None
    if scales is not None:
        get_ready(view)
    heard += passed_on(view)
    if parser := engines.parsers.get(lang):
        heard = uncontradicted(view, heard, parser.parse(draft.text))
    if scales is not None:
        heard = add_up(view, heard, scales)
    told = _in_order(_one_coldness(_one_dead_end(heard)))
    findings = tuple(mending(view, finding, _heard) for finding in told)
    return Report(
        lang=lang,
        findings=findings,
        languagetool=_heard_from(view, engines),
        spelling=speller.name if speller else "off",
    )


def hear(view: View) -> list[Finding]:
    """What every rule says of its own, for which nobody is waited for."""
    house = view.draft.house
    own = [finding for words in house.rules.get(view.pack.lang, ()) for finding in phrases.check(view, words)]
    names = sorted(view.pack.rules.keys() - house.off)
    return own + [finding for name in names for finding in _heard(view, name)]


def passed_on(view: View) -> Iterator[Finding]:
    """What rules pass on of the grammar engine's answer, which is waited for now."""
    for name, listen in rules.LISTENING.items():
        if name in view.pack.rules and name not in view.draft.house.off:
            yield from listen(view, view.pack.rules[name])


def hear_only(draft: Draft, engines: Engines, names: frozenset[str]) -> tuple[Finding, ...]:
    """What single rules say of a draft, also those that are switched off; the grammar engine is not asked.

    A draft of a language that isn't read gets no findings.
    """
    if draft.lang not in LANGUAGES:
        return ()
    pack = load_pack(draft.lang)
    view = View(draft, pack, engines.lexicons.get(draft.lang), engines.spellers.get(draft.lang))
    own = [words for words in draft.house.rules.get(draft.lang, ()) if words.name in names]
    heard = [finding for words in own for finding in phrases.check(view, words)]
    heard += [finding for name in pack.rules if name in names for finding in _heard(view, name)]
    return tuple(mending(view, finding, _heard) for finding in _in_order(heard))


def _heard_from(view: View, engines: Engines) -> LanguageToolState:
    grammar = engines.grammar
    if grammar is None or grammar.state == "off" or not grammar.reads(view.text.lang):
        return "off"
    return "down" if view.answer is None else "ok"


def _heard(view: View, name: str) -> Iterator[Finding]:
    """A coded rule has a module of the file's name; a file without one is a phrase rule."""
    words = view.pack.rules[name]
    yield from rules.ALL.get(name, phrases.check)(view, words)


def _one_dead_end(findings: list[Finding]) -> list[Finding]:
    """Who is sent elsewhere blindly, or pointed to vaguely, is told that; "no next step" would say the same again."""
    referred = any(finding.code == "blind-referral" for finding in findings)
    pointed = [finding for finding in findings if finding.code == "vague"]
    return [
        finding
        for finding in findings
        if finding.code != "no-next-step" or not (referred or any(_overlap(finding, other) for other in pointed))
    ]


_COLDEST: Final = ("blame", "belittle", "impersonal", "command", "abrupt")
"""Ways for a sentence to be cold, the one that hurts most first."""


def _one_coldness(findings: list[Finding]) -> list[Finding]:
    """Of the ways in which one stretch is cold a librarian is told the first: its wording mends the others, too."""
    told = {(f.start, f.end, f.code) for f in findings}
    return [
        finding
        for finding in findings
        if finding.code not in _COLDEST
        or not any((finding.start, finding.end, code) in told for code in _COLDEST[: _COLDEST.index(finding.code)])
    ]


def _in_order(findings: list[Finding]) -> Iterator[Finding]:
    """Sorted by place; one finding a mistake: of two that say the same, the more exact or the longer stays.

    A slot's name is not the librarian's word: nobody is told that ``{due}`` is misspelt.
    """
    slots = [finding for finding in findings if finding.code == "placeholder"]
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (_exactness(f), f.start - f.end, f.start)):
        if finding.category is Category.TYPO and any(_overlap(finding, slot) for slot in slots):
            continue
        if not any(_same(finding, other) for other in kept):
            kept.append(finding)
    yield from sorted(kept, key=lambda f: (f.start, f.end, f.code))


def _exactness(finding: Finding) -> int:
    """What a pack says of these very words is more exact than any dictionary; a reply without marks comes first."""
    if finding.code == "diacritics" and len(finding.quote.split()) > _FEW:
        return -9
    own = finding.code == "grammar" and finding.source == "smiledesk"
    return -5 if own else _EXACT.get(finding.code, 0)


def _same(one: Finding, other: Finding) -> bool:
    both_typos = one.category is other.category is Category.TYPO
    if one.code != other.code and not both_typos:
        return False
    if both_typos and (len(one.quote.split()) > _FEW) != (len(other.quote.split()) > _FEW):
        few = min(one, other, key=lambda finding: len(finding.quote))
        lacks_marks = few.suggestions and fold(few.suggestions[0], "ro") == fold(few.quote, "ro")
        return bool(lacks_marks) and _overlap(one, other)  # any other slip inside the whole is one of its own
    return (one.start, one.end) == (other.start, other.end) or _overlap(one, other)


def _overlap(one: Finding, other: Finding) -> bool:
    return one.start < other.end and other.start < one.end
