"""Read a draft once more: every rule of its language, and the typing engines, in one report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nlp import rules
from nlp.draft import LANGUAGES, Draft
from nlp.finding import Finding
from nlp.pack import Pack, load_pack
from nlp.ports import Engines, LanguageToolState, SpellingState
from nlp.rules import phrases
from nlp.view import View


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


def check(draft: Draft, engines: Engines) -> Report:
    """Check a draft; never raises for what a person typed, waits at most ``engines.budget`` seconds for engines.

    The grammar engine is asked first and heard last, so that the rules run while it thinks.
    """
    lang = draft.lang or (engines.detect(draft.text) if engines.detect else None)
    if lang not in LANGUAGES:
        return Report(lang=None, findings=())
    pack = load_pack(lang)
    view = View(draft, pack, engines.lexicons.get(lang))
    findings = check_tone(view, pack)
    speller = engines.spellers.get(lang)
    return Report(
        lang=lang,
        findings=tuple(_in_order(findings)),
        languagetool=engines.grammar.state if engines.grammar else "off",
        spelling=speller.name if speller else "off",
    )


def check_tone(view: View, pack: Pack) -> list[Finding]:
    """Everything the rules say; engines play no part."""
    return [finding for words in pack.rules.values() for finding in _heard(view, words.name)]


def _heard(view: View, name: str) -> Iterator[Finding]:
    """A coded rule has a module of the file's name; a file without one is a phrase rule."""
    words = view.pack.rules[name]
    yield from rules.ALL.get(name, phrases.check)(view, words)


def _in_order(findings: list[Finding]) -> Iterator[Finding]:
    """Sorted by place; of two findings of one code that overlap, the longer stays."""
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (f.start - f.end, f.start)):
        if not any(_same(finding, other) for other in kept):
            kept.append(finding)
    yield from sorted(kept, key=lambda f: (f.start, f.end, f.code))


def _same(one: Finding, other: Finding) -> bool:
    if one.code != other.code:
        return False
    return (one.start, one.end) == (other.start, other.end) or (one.start < other.end and other.start < one.end)
