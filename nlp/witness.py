"""A trained pipeline as a second witness: it may contradict a rule that guesses who does what; it never speaks alone.

Where a library has named a pipeline for a language (``checks.spacy``), two findings are held against its parse: an
order whose verb has a subject or is no verb at all, and a sentence in which "nobody speaks" though its subject is the
first person. Without a pipeline nothing changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nlp.finding import Finding
from nlp.ports import Parsed
from nlp.view import View


def uncontradicted(view: View, findings: Iterable[Finding], parse: Sequence[Parsed]) -> list[Finding]:
    """The findings that the parse of the whole draft doesn't speak against; an empty parse says nothing."""
    return [finding for finding in findings if not _is_contradicted(view, finding, parse)]


def _is_contradicted(view: View, finding: Finding, parse: Sequence[Parsed]) -> bool:
    if finding.code == "command":
        return _is_no_order(view, finding, parse)
    if finding.code == "impersonal":
        inside = [word for word in parse if finding.start <= word.start < finding.end]
        return any(word.dep.startswith("nsubj") and "Person=1" in word.feats for word in inside)
    return False


def _is_no_order(view: View, finding: Finding, parse: Sequence[Parsed]) -> bool:
    """Whether what looked like a bare order is a name of a thing, or has somebody who does it."""
    words = view.pack.rule("command")
    sentence = view.text.sentence_at(finding.start)
    if words.words("obligation").within(sentence):  # "you must" has a subject, and is an order all the same
        return False
    span = words.words("bare").first(sentence)
    verbs = [at for at, word in enumerate(parse) if span and span.start <= word.start < span.end]
    if not verbs:
        return False
    if not any(parse[at].pos in {"VERB", "AUX"} for at in verbs):
        return True
    return any(word.head in verbs and word.dep.startswith("nsubj") for word in parse)
