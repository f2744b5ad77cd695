"""Two ways of saying "you" in one reply.

What it looks for:
    Familiar and formal address (lists ``familiar`` and ``formal``) in the same draft, outside quotation marks. It
    offers the words of the rarer one in the other, by the rows of the list ``pairs`` ("poți puteți"), all of them at
    once (``to_formal``: rows for one way only, as "può" may speak of anybody; ``ending_to_familiar``: "käytte" as
    "käyt"); nothing where a word of that form has no partner or more than one ("vă": te, îți), or would be left
    (``left_familiar``, ``left_formal``), as half a turn is a mix still. Beside a hello that nobody gives who is
    formal (list ``casual``), the formal one is turned, unless the patron writes solemnly (list ``solemn``).

Why it matters to the patron:
    It sounds as if two people wrote, and leaves them unsure how close they are.

When it is wrong:
    When the reply speaks to two people at once, a child and a parent: the patron speaks for more than one (list
    ``plural``), or the draft names who else is meant (list ``several``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.text import Token
from nlp.view import View
from nlp.wordings.wording import put


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag the form used less often, where it first stands; beside a casual greeting, the formal one."""
    if words.words("several").within(view.text) or words.words("plural").within(view.asked.text):
        return
    addressed = {form: view.addressed(form) for form in ("familiar", "formal")}
    if all(addressed.values()):
        said = {form: _said(view, words, form) for form in addressed}
        form = min(addressed, key=lambda form: (len(addressed[form]), said[form] if all(said.values()) else 0))
        solemn = words.words("solemn").within(view.asked.text)
        form = "formal" if words.words("casual").within(view.text) and not solemn else form
        told = view.flag(words, addressed[form][0])
        yield told if told.suggestions else _in_one_form(view, words, told, form)


def _said(view: View, words: RulePack, form: str) -> int:
    """How many words of a form the pack's pairs know in the draft: what decides where both are as frequent."""
    known = {pair[form == "formal"] for pair in _pairs(words, "pairs", "to_formal")}
    return sum(token.text.casefold() in known for sentence in view.text.sentences for token in sentence.words)


def _in_one_form(view: View, words: RulePack, told: Finding, form: str) -> Finding:
    """The finding with all that says "you" in the rarer form turned; without a wording where that can't be done."""
    number = "Sing" if form == "familiar" else "Plur"
    tokens = [token for sentence in view.text.sentences for token in sentence.words]
    partners = _by_ending(words, form, (token for token in tokens if _speaks_to_you(token, number)))
    partners |= _partners(words, form)
    turned = [token for token in tokens if partners.get(token.text.casefold())]
    if not turned or any(token not in turned and _speaks_to_you(token, number) for token in tokens):
        return told
    openings = {sentence.start for sentence in view.text.sentences}
    inside = {token.text for sentence in view.text.sentences for token in sentence.words[1:]}
    start, end = turned[0].start, turned[-1].end
    said, at = "", start
    for token in turned:
        partner = partners[token.text.casefold()]
        capital = token.start in openings or partner.capitalize() in inside  # "Ni" keeps its own
        loud = len(token.text) > 1 and token.text.isupper()
        turn = partner.upper() if loud else partner.capitalize() if capital else partner
        said += view.draft.text[at : token.start] + turn
        at = token.end
    after = view.read(put(view.draft.text, (start, end), said))
    mixed = view.has_form(after, form) or words.words(f"left_{form}").within(after)
    mixed = mixed or any(token.text.casefold() in partners for s in after.sentences for token in s.words)
    return told if mixed else replace(told, suggestions=(said,), place=(start, end))


def _by_ending(words: RulePack, form: str, tokens: Iterable[Token]) -> dict[str, str]:
    """What words that say "you" formally are familiarly, where an ending tells (rows of ``ending_to_familiar``)."""
    endings = [row.split() for row in words.words("ending_to_familiar").source] if form == "formal" else ()
    said = [token.text.casefold() for token in tokens]
    return {word: word.removesuffix(old) + new for old, new in endings for word in said if word.endswith(old)}


def _partners(words: RulePack, form: str) -> Mapping[str, str]:
    """What a word of one form is in the other; empty for a word with more than one partner."""
    listed = ("pairs", "to_formal" if form == "familiar" else "to_familiar")
    partners: dict[str, str] = {}
    for familiar, formal in _pairs(words, *listed):
        word, partner = (familiar, formal) if form == "familiar" else (formal, familiar)
        partners[word] = "" if word in partners else partner
    return partners


def _pairs(words: RulePack, *names: str) -> Iterator[tuple[str, str]]:
    """The familiar and the formal word of each row of some lists."""
    for row in (row for name in names for row in words.words(name).source):
        familiar, formal = row.split()
        yield familiar, formal


def _speaks_to_you(token: Token, number: str) -> bool:
    """Whether a word may be a verb in the second person, an order that tells of nobody else, or "your ..."."""
    yours = {"Person[psor]=2", f"Number[psor]={number}"}
    if token.readings and all(reading.feats.issuperset(yours) for reading in token.readings):
        return True
    you = [r.feats for r in token.readings if r.feats.issuperset({"Person=2", f"Number={number}", "VerbForm=Fin"})]
    tells = any("Mood=Ind" in feats for feats in you)
    return tells or (bool(you) and not any("Person=3" in r.feats for r in token.readings))
