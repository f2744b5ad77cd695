"""A link without a word about what is there.

What it looks for:
    A web address in a draft that says next to nothing else: fewer words than the pack's limit once greetings,
    closings and the addresses themselves are set aside. Or one between finished sentences, to which nothing leads.
    Or one that nobody can read ("/node/4471?v=3") in a short draft (limit ``short``) where neither the words around
    it nor the address take up a word of the question.

Why it matters to the patron:
    They can't tell what waits behind the link, whether it is the right one, and what to do there.

When it is wrong:
    When an earlier piece of the same turn announced the link, or somebody spoke of it before (list
    ``asked_for``); then it keeps quiet. Where a sentence leads to the address already (list ``leads``, or any in
    front of it), or the matter is closed, it offers no wording; beside other words it has those of ``[says.beside]``,
    and where the patron asks how (list ``asks_how``), those of ``[says.how]``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.text import Token
from nlp.view import View

_UNREADABLE: Final = re.compile(r"[\d?%=]")
"""What an address holds that was made by a machine for itself."""
_HOST: Final = re.compile(r"^(?:https?://)?[^/]+")
_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_STEM: Final = 5
_POINTS: Final = 2
"""Words before an address that only point to it, at most."""
_LEADS: Final = re.compile(r"(?:[\w:,;)(\"'’»”„–—→-]|👉|👇)$")
"""How the text before an address ends when it leads to it; a full stop or an emoji doesn't."""
_ENDED: Final = re.compile(r"[.!?…☀-➿\U0001F300-\U0001FAFF]️?\s+")
_GOES_ON: Final = re.compile(r"[ ]*[,;(–—-]|[ ]+[^\W\dA-ZÀ-ÞĂÂÎȘȚ_]")
"""How the text after an address begins when it still speaks of it."""


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag the first address of a draft that explains none."""
    if not view.links or len(view.earlier.text.words) > words.limits.get("words", 5):
        return
    asked_for = words.words("asked_for")
    if asked_for.within(view.asked.text) or asked_for.within(view.said_by_library.text):
        return
    said = [token for token in view.text.words if not _is_frame(view, token)]
    in_all = _without_addresses(view, view.text.words)
    alone = len(said) < words.limits.get("words", 5)
    if alone or _is_aside(view) or (len(in_all) <= words.limits.get("short", 30) and _is_riddle(view)):
        how = "how" if words.words("asks_how").within(view.asked.text) else ""
        yield from _led_to(view, words, how or ("" if alone or "beside" not in words.says else "beside"))


def _led_to(view: View, words: RulePack, say: str) -> Iterator[Finding]:
    """The finding with words that lead to the address; quiet where just these words stand before it."""
    start, end = view.links[0]
    before = view.draft.text[:start].rstrip()
    told = (words.say, *words.says.values())
    leads = [wording.split("{")[0].strip() for one in told for wording in (*one.suggestions, *one.familiar)]
    if any(before.endswith(lead) for lead in leads):
        return
    opens = _opens(view, start)
    led = view.draft.text[opens:start]
    pointed = any(words.words("leads").within(s) for s in view.text.sentences if s.start < start)
    in_a_row = any(not view.draft.text[end:other].strip() for other, _ in view.links[1:2])
    # "See https://..." says no more than the address alone
    if len(led.split()) <= _POINTS and not (pointed or in_a_row or view.is_leaving):
        yield replace(view.flag(words, (start, end), say=say), place=(opens, end))
    else:
        yield view.flag(words, (start, end), suggestions=(), say=say)


def _opens(view: View, start: int) -> int:
    """Where what leads to an address begins: behind the last mark that ends anything before it ("Gladly! ...")."""
    past = view.frame.after_hello
    opens = max(view.text.sentence_at(start).start, past if past <= start else 0)
    ended = list(_ENDED.finditer(view.draft.text, opens, start))
    return ended[-1].end() if ended else opens


def _is_aside(view: View) -> bool:
    """Whether the first address stands between finished sentences as one of its own: nobody leads to it."""
    start, end = view.links[0]
    before = view.draft.text[:start].rstrip()
    return not _LEADS.search(before) and not _GOES_ON.match(view.draft.text[end:])


def _is_riddle(view: View) -> bool:
    """Whether the first address can't be read, and nothing near it says that it answers the question."""
    start, end = view.links[0]
    path = _HOST.sub("", view.draft.text[start:end])
    if not _UNREADABLE.search(path):
        return False
    place = view.text.sentences.index(view.text.sentence_at(start))
    around = [token for sentence in view.text.sentences[max(place - 1, 0) : place + 2] for token in sentence.words]
    named = _stems(token.key for token in _without_addresses(view, around)) | _stems(_WORD.findall(path.casefold()))
    return not named & _stems(token.key for token in view.asked.text.words)


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in words if _WORD.match(word))


def _without_addresses(view: View, tokens: Iterable[Token]) -> list[Token]:
    return [token for token in tokens if not view.inside(token.start, token.end, (*view.links, *view.addresses))]


def _is_frame(view: View, token: Token) -> bool:
    frame = [(span.start, span.end) for kind in ("greeting", "closing", "thanks") for span in view.acts.of(kind)]
    return view.inside(token.start, token.end, (*view.links, *view.addresses, *frame))
