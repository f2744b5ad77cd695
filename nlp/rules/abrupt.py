"""A bare "no", one word, a telegram.

What it looks for:
    A draft of a few words that refuses or merely acknowledges, a first sentence that is a bare "no" with nothing
    warm after it, a phrase of the list ``curt``, a nod (``nodded``) to thanks (``thanked``), or (where the question
    is known) no more than the limit ``telegram`` of words with neither a time, a place nor a yes. Anything warm keeps
    it quiet: a greeting, thanks, an offer, a question, a wish, a kind sign.

Why it matters to the patron:
    It may sound like a door closing, or as if they had disturbed.

When it is wrong:
    In mid conversation between people who know each other, where "Yes, until 7!" is warm enough: a good-humoured
    mark (an exclamation, an emoji) keeps it quiet. The name that signs a letter is no part of the telegram. Where the
    pack's limit ``sentences`` says so, a longer one gets no wording; nor does one that would stay as clipped beside
    it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.rules import jargon
from nlp.view import View
from nlp.wordings.wording import put

_CLIPPED: Final = 3
"""Words of a sentence that is clipped, at most."""

_CODE: Final = re.compile(r"[^\W\d_a-zåäöéș]{2}|\d+\.\d")
"""How an abbreviation or a shelf mark begins: two capitals, or a number with a point in it."""


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag the curt stretch: the whole of a short draft, or its opening "no"."""
    if not view.text.words:
        return
    if curt := words.words("curt").first(view.text):
        yield view.flag(words, curt.sentence, say="curt", suggestions=[] if view.is_leaving else None)
    elif only_nods(view):
        told = words.says["thanked"]
        own = told.familiar if told.familiar and view.is_familiar else told.suggestions
        yield view.flag(words, view.frame.body[0], say="thanked", suggestions=own)
    elif not (view.is_warm or view.no_is_good):
        for finding in _telegram(view, words):
            whole = (said for said in finding.suggestions if not _is_clipped_with(view, finding, said))
            yield replace(finding, suggestions=tuple(whole))


def only_nods(view: View) -> bool:
    """Whether a bare "ok" is all that is said to somebody's thanks, in which nothing more was asked."""
    words, body = view.pack.rule("abrupt"), view.frame.body
    thanked = words.words("thanked").within(view.asked.text) and "?" not in (view.draft.question or "")
    return thanked and len(body) == 1 and words.words("nodded").within(body[0])


def _is_clipped_with(view: View, finding: Finding, said: str) -> bool:
    """Whether a few words stand beside a wording as curt as before ("I'm afraid not. Reserved."); a time may."""
    before = {view.draft.text[sentence.start : sentence.end] for sentence in view.frame.body}
    after = view.read(put(view.draft.text, finding.taken, said))
    few = (after.raw[s.start : s.end] for s in after.sentences if 0 < len(s.words) <= _CLIPPED)
    return any(left in before and not re.search(r"\d", left) for left in few)


def _telegram(view: View, words: RulePack) -> Iterator[Finding]:
    first, last = view.text.sentences[0], view.frame.body[-1]  # below it a letter is only signed
    short = len(view.text.words) <= words.limits.get("words", 5)
    refuses = view.acts.has("refusal") or words.words("bare_no").within(first)
    says_little = refuses or words.words("mere").within(first)
    if (short and says_little and not view.links) or _is_clipped(view, words):
        say = "" if refuses else "mere"
        several = len(view.frame.body) > words.limits.get("sentences", len(view.frame.body))
        content = (
            bool(say) and view.is_leaving
        )  # "Noted." answers nothing there, and a friendly end is asked for anyway
        yield view.flag(words, (first.start, last.end), say=say, suggestions=[] if several or content else None)
    elif words.words("bare_no").within(first) and len(first.words) <= words.limits.get("no_words", 2):
        yield view.flag(words, first)


def _is_clipped(view: View, words: RulePack) -> bool:
    """Whether a few words that say neither when nor where are the whole answer to a question."""
    few = 0 < view.frame.body_words <= words.limits.get("telegram", 0)
    if not few or not view.draft.question or view.earlier.text.words or view.links or view.is_leaving:
        return False
    if view.acts.has("time", "contact", "explanation"):
        return False
    if view.frame.body_words <= words.limits.get("cryptic", 0) and _is_cryptic(view):
        return False
    return not words.words("enough").within(view.text)


def _is_cryptic(view: View) -> bool:
    """Whether another rule has the better word for it: a term, a code, a vague place, or being sent elsewhere."""
    vague = view.pack.rules.get("vague")
    coded = any(_CODE.match(token.text) for token in view.text.words)
    points = vague is not None and vague.words("flag").within(view.text)
    return coded or points or bool(jargon.terms(view)) or view.acts.has("referral")
