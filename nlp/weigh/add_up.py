"""What the signs add up to: findings no rule made alone, and rules hushed where everything else speaks for a draft.

For each category on the scales there is one question: would a head librarian want to be told? What the rules found
lies on the scales with all other signs. Where the answer is clearly no, a rule's guess is dropped; where it is yes
and no rule has spoken, the heaviest sentence is told, in the words of the rule whose code fits best.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from nlp.finding import CATEGORY_OF, Finding
from nlp.pack import RulePack
from nlp.rules import acronym, apology, no_next_step
from nlp.view import View
from nlp.weigh.scales import Load, Scales, Weighed
from nlp.weigh.signs import HEARD, Signs, read_signs

CATEGORIES: Final = ("cold", "cryptic", "dead-end", "closing")
"""What is weighed; typing, privacy and what is unfinished are matters of fact."""

CERTAIN: Final = frozenset({"greeting", "shout", "register", "bare-link", "dense", "need", "apology"})
"""Codes whose rules count, compare or look for a hello or an apology, and are right without any weighing."""

_WEIGHED: Final = (
    "abrupt", "apology", "belittle", "blame", "command", "impersonal", "thanks",
    "jargon", "vague", "fragment", "acronym",
    "no-next-step", "blind-referral", "vague-promise", "no-closing",
)  # fmt: skip
"""Codes the scales may tell of by themselves."""

_MISSING: Final = frozenset({"apology", "thanks"})
_OF_A_NO: Final = frozenset({"cold", "dead-end"})
"""What a bare "no" is told as, unless it sets the patron free."""

_RIDDLES: Final = 2
"""Letter words or words of the trade nobody explains, from which on they need no weighing."""

_ENOUGH: Final = {
    "no-next-step": frozenset({"vague", "bare-link"}),
    "blind-referral": frozenset({"vague", "bare-link"}),
    "abrupt": frozenset({"blind-referral", "jargon", "acronym", "bare-link"}),
}
"""What the scales don't tell of a stretch that rules have told one of these of."""

_SHORT: Final = 12
_LEAST: Final = -1.5
"""Log-odds from which on a code may be told: where none fits, the sum of small signs means nothing one could say."""

_MOST: Final = 4
"""Signs a finding names at most: more would explain less."""


def add_up(view: View, findings: Sequence[Finding], scales: Scales) -> list[Finding]:
    """The findings of all rules, without those that the other signs speak against, and with what the signs add.

    A draft whose question or phase isn't known keeps its findings as they are: the scales were taught on replies.
    """
    if not _can_be_weighed(view):
        return list(findings)
    weighed = scales.weigh(lay_out(view, findings), view.pack.lang)
    riddles = _riddles(findings)
    kept = [f for f in findings if _stands(view, f, weighed) or f.code in riddles]
    for category in CATEGORIES:
        told = weighed.score(category) >= scales.limits[f"add {category}"]
        if view.no_is_good and category in _OF_A_NO:
            continue  # "Nothing at all." to "How much is it?"
        if told and not any(finding.category == category for finding in kept):
            kept += (finding for finding in _tell(view, weighed, category) if not _says_it_again(finding, kept))
    return kept


def get_ready(view: View) -> None:
    """Read the signs, while there is nothing else to do, as LanguageTool has not answered yet."""
    if _can_be_weighed(view):
        view.once(read_signs)


def _can_be_weighed(view: View) -> bool:
    return view.draft.question is not None and view.draft.phase is not None and bool(view.text.words)


def _says_it_again(finding: Finding, kept: Iterable[Finding]) -> bool:
    """Whether a rule has told of the same stretch already how it could be mended."""
    others = _ENOUGH.get(finding.code, frozenset())
    return any(one.code in others and one.start < finding.end and finding.start < one.end for one in kept)


def _riddles(findings: Sequence[Finding]) -> frozenset[str]:
    """Codes with so many different words nobody explains that they need no weighing."""
    words = {code: {f.quote.casefold() for f in findings if f.code == code} for code in ("acronym", "jargon")}
    return frozenset(code for code, told in words.items() if len(told) >= _RIDDLES)


def lay_out(view: View, findings: Iterable[Finding]) -> Signs:
    """Every sign of the draft, what the rules found among them."""
    read = view.once(read_signs)
    signs = replace(read, shared=dict(read.shared))
    for code in sorted({finding.code for finding in findings}):
        signs.add(f"{HEARD}{code}")
    return signs


def _stands(view: View, finding: Finding, weighed: Weighed) -> bool:
    """Whether a finding is told: its category isn't outweighed, or it needs no weighing.

    Matters of fact need none, nor the house's own terms, nor what a rule says that the scales don't know.
    """
    scales = weighed.scales
    if finding.category not in CATEGORIES or finding.code in CERTAIN:
        return True
    if f"{HEARD}{finding.code}" not in scales.rows or finding.rule.replace("_", "-") != finding.code:
        return True
    if finding.code == "jargon" and finding.quote.isupper():
        return True  # a letter word of the trade helps nobody, however kind the rest is
    quote, house = finding.quote.casefold(), view.draft.house.glossary.get(view.pack.lang, {})
    if any(term.casefold() in quote for term in house):
        return True
    return weighed.score(finding.category) >= scales.limits[f"keep {finding.category}"]


def _tell(view: View, weighed: Weighed, category: str) -> Iterator[Finding]:
    """The finding whose code fits best, where its signs weigh most."""
    codes = [code for code in _WEIGHED if CATEGORY_OF[code] == category and weighed.fit(code) > _LEAST]
    for code in sorted(codes, key=weighed.fit, reverse=True):
        words = view.pack.rules.get(code.replace("-", "_"))
        undue = code in _MISSING and weighed.score(code) < 0  # what isn't there is told only where it was due
        number = any(char.isdigit() for char in view.draft.text)
        placed = code == "vague" and (number or bool(view.links))  # "on floor 2" is a place, and so is a page
        if words is None or undue or placed or (code == "no-next-step" and _knows_on(view, words)):
            continue
        if code == "blame" and view.draft.complaint and view.acts.has("apology"):
            return  # who says sorry to a complaint tells of the own fault, in the words that blame has, too
        finding = _place(view, words, code, weighed)
        if finding is not None and not _is_settled(view, words, finding):
            yield replace(finding, signs=_named(view, weighed, category, code))
            return


def _knows_on(view: View, words: RulePack) -> bool:
    """Whether the patron has what they asked for, or knows how to go on."""
    return no_next_step.is_granted(view, words) or no_next_step.leads_on(view, words)


def _is_settled(view: View, words: RulePack, finding: Finding) -> bool:
    """Whether what the signs miss stands there: a promise's time, a place by its name, that somebody will ask."""
    sentence = view.text.sentence_at(finding.start)
    if finding.code == "vague-promise":
        told = any(words.words(name).within(sentence) for name in ("asked_first", "unless"))
        return told or view.acts.in_sentence(sentence, "time")
    if finding.code == "vague":
        return words.words("unless").within(sentence)
    if finding.code == "blind-referral":
        return words.words("unless").within(sentence) or words.words("unless_anywhere").within(view.text)
    return False


def _place(view: View, words: RulePack, code: str, weighed: Weighed) -> Finding | None:
    """The finding at the sentence, the word or the place that it is about; None where there is none for this code."""
    sentences = view.text.sentences
    loads = [load for load in weighed.loads(code) if load.weight > 0]
    if code in _MISSING:
        say = apology.first_words(view, words) if code == "apology" else ""
        return view.missing(words, at=view.frame.after_hello, say=say)
    if code == "no-closing":
        return view.missing(words, at=view.frame.before_signing)
    at = _heaviest(view, code, loads, weighed)
    heaviest = sentences[at]
    if any(words.words("mended").within(sentence) for sentence in sentences[at : at + 2]):
        return None  # the librarian took this rule's own wording
    if code in _STRANGE:
        span = _strange_word(view, loads, code) or (heaviest if code == "jargon" else None)
        return view.flag(words, span, suggestions=()) if span else None
    if code == "abrupt" and len(view.text.words) <= _SHORT and "\n" not in view.draft.text:
        say = "" if view.acts.has("refusal") else "mere"
        several = len(sentences) > words.limits.get("sentences", len(sentences))
        whole = sentences[0].start, sentences[-1].end
        return view.flag(words, whole, say=say, suggestions=[] if several else None)
    say = "obligation" if code == "command" else "mere" if code == "abrupt" else ""
    told = no_next_step.told if code == "no-next-step" else View.flag
    return told(view, words, heaviest, say=say)


def _heaviest(view: View, code: str, loads: Iterable[Load], weighed: Weighed) -> int:
    """The sentence whose signs weigh most; never the signature, nor the hello where there is another."""
    weights: defaultdict[int, float] = defaultdict(float)
    for load in loads:
        for sentence in {place[0] for place in load.places} - {-1}:
            weights[sentence] += load.weight
    body = {sentence.start for sentence in view.frame.body}
    apart = {i for i, s in enumerate(view.text.sentences) if s.start not in body}
    frame = apart | {
        i for i, s in enumerate(view.text.sentences) if len(s.words) <= 2 or view.acts.in_sentence(s, "greeting")
    }
    worst = weighed.worst(code, [i for i in range(len(view.text.sentences)) if i not in frame])
    if worst is not None:
        return worst
    answers = {i: weight for i, weight in weights.items() if i not in apart}
    chosen = {i: weight for i, weight in answers.items() if i not in frame} or answers
    return max(chosen, key=lambda i: (chosen[i], -i), default=min(set(range(len(view.text.sentences))) - apart))


_STRANGE: Final = {"jargon": ("trade", "unknown word", "long word", "new name"), "acronym": ("new capitals",)}


_RIDDLE: Final = 4
"""Letters from which a small word may be strange to the patron."""


def _strange_word(view: View, loads: Iterable[Load], code: str) -> tuple[int, int] | None:
    """The word most likely to be strange to the patron: the first of the strongest kind."""
    by_name = {load.name: load for load in loads}
    for name in _STRANGE[code]:
        for _, start, end in by_name[name].places if name in by_name else ():
            framed = start < view.frame.after_hello or start >= view.frame.before_signing  # a name there is no riddle
            known = acronym.is_known(view, view.pack.rule("acronym"), view.draft.text[start:end])
            small = end - start < _RIDDLE and view.draft.text[start:end].islower()
            if not (framed or known or small) and not view.inside(
                start, end, (*view.quoted, *view.links, *view.addresses)
            ):
                return start, end
    return None


def _named(view: View, weighed: Weighed, category: str, code: str) -> tuple[str, ...]:
    """The words of the draft that weighed most, once each, as they stand in it."""
    by_words: dict[str, float] = {}
    for load in (load for output in (category, code) for load in weighed.loads(output)):
        for _, start, end in load.places[:1]:
            words = view.draft.text[start:end].strip()
            if load.weight > 0 and _TELLING.fullmatch(words):
                by_words[words] = by_words.get(words, 0.0) + load.weight
    heaviest = sorted(by_words, key=lambda words: -by_words[words])
    apart = [words for words in heaviest if not any(words != other and words in other for other in heaviest)]
    return tuple(apart[:_MOST])


_TELLING: Final = re.compile(r"(?=.*\w{4})[\w'’-]+(?: [\w'’-]+){0,3}")
"""One to four words, no mere mark or particle among them."""
