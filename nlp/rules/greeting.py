"""Nobody says hello.

What it looks for:
    The opening reply without a greeting near its top, or thanks for writing in its place. On chat and Telegram the
    desk's own greeting, or an earlier piece of the same turn, counts; in e-mail only the draft itself. Who
    says good evening (list ``evening``) is offered a hello that says it too (``[says.evening]``), and who signed a
    letter one by name (``[says.signed]``), where the language addresses a name without asking whose it is.

Why it matters to the patron:
    A greeting says "I have seen you". Without it even a right answer feels like a slip pushed over a counter.

When it is wrong:
    When the greeting is one the pack doesn't know: a dialect's, or a hello in the patron's own language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.view import View

_SIGNATURE: Final = re.compile(r"(?:[.!?,–-]\s+|\n\s*)((?:[A-ZÀ-Þ][\w'’.-]+[ \t]+){0,3}[A-ZÀ-Þ][\w'’-]+)\.?\s*$")
"""A name at the end of a letter, after a mark or on a line of its own."""


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """One finding at the start of an opening reply without a hello."""
    if view.draft.phase != "opening" or not view.text.words:
        return
    greeted_before = not view.is_email and view.said_by_library.has("greeting")
    if greeted_before or view.acts.has("greeting") or words.words("instead").within(view.text.sentences[0]):
        return
    if view.frame.calls_by_name if view.is_email else _only_holds(view):
        return
    evening = "evening" if words.words("evening").within(view.asked.text) else ""
    name = _signed(view, words) if view.is_email and "signed" in words.says else ""
    finding = view.missing(words, say=("signed" if name else "letter") if view.is_email else evening)
    yield replace(finding, suggestions=tuple(said.replace("{name}", name) for said in finding.suggestions))


def _signed(view: View, words: RulePack) -> str:
    """How the patron who signed is addressed ("Professor Rao", "Brenda Halliwell"); empty where nobody surely did."""
    signature = _SIGNATURE.search(view.asked.text.raw)
    speller = view.speller
    if signature is None or speller is None or speller.name == "off":
        return ""
    title, *names = signature[1].split()
    titles = dict(row.split() for row in words.words("titles").source)
    if title.rstrip(".") in titles:
        return f"{titles[title.rstrip('.')]} {names[-1]}" if names and not speller.knows(names[-1].lower()) else ""
    known = any(speller.knows(name.lower()) for name in (title, *names))  # "Many Thanks" signs nothing
    return "" if known or any("." in name for name in names) else signature[1]


def _only_holds(view: View) -> bool:
    return len(view.text.sentences) == 1 and view.acts.has("holding")
