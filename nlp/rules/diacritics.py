"""Letters that lost their marks.

What it looks for:
    A word the dictionary knows only with its accents or rings ("perche", "pa svenska"), a Romanian word that is
    far commoner with its marks ("politia"), and Romanian letters with a cedilla instead of a comma below. Romanian
    typed without any marks is one finding for the whole reply, with the reply restored (`nlp.typos.restore`) as its
    one suggestion.

Why it matters to the patron:
    Without its marks a word may be another word, and a screen reader says it wrong.

When it is wrong:
    Names and foreign words written plainly; they are left alone as in `spelling`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.ports import Speller
from nlp.text import Token
from nlp.typos.names import unknown_words
from nlp.typos.restore import is_plain, unmarked
from nlp.typos.suggest import ranked
from nlp.view import View

_CEDILLA: Final = str.maketrans("şţŞŢ", "șțȘȚ")


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag each word that needs its marks back; as this is more exact than "misspelt", it wins over `spelling`."""
    if view.pack.lang == "ro":
        yield from _cedillas(view, words)
    if view.speller is None or view.speller.name == "off":
        return
    if view.pack.lang == "ro" and is_plain(view.text):
        yield from _whole(view, words, view.speller)
        return
    if view.pack.lang == "ro":
        yield from _unmarked(view, words, view.speller)
    for token in unknown_words(view):
        near = view.speller.suggest(token.text)
        marked = [word for word in near if _differs_in_marks(token.text, word)]
        # where something else is likelier, `spelling` says it: "tähön" is "tähän" rather than "tahon"
        if marked and ranked(view, token, near, by_ear=True)[0] in marked:
            yield view.slip(words, (token.start, token.end), ranked(view, token, marked), view.speller.name)


def _whole(view: View, words: RulePack, speller: Speller) -> Iterator[Finding]:
    """One finding for a reply typed without marks, with the whole reply restored."""
    keep = (*view.links, *view.addresses)
    changes = [(t, f) for t, f in view.restored if not view.inside(t.start, t.end, keep)]
    mended = view.draft.text
    for token, form in reversed(changes):
        mended = mended[: token.start] + form + mended[token.end :]
    if len(changes) == 1:
        token, form = changes[0]
        yield view.slip(words, (token.start, token.end), [form], speller.name)
    elif changes:
        yield view.slip(words, (0, len(mended)), [mended], "smiledesk", say="whole")


def _unmarked(view: View, words: RulePack, speller: Speller) -> Iterator[Finding]:
    """Single words that lost their marks and became others, in a reply that is marked elsewhere."""
    keep = (*view.links, *view.addresses, *view.quoted, *view.told)
    for token, form in unmarked(view.text, speller, view.lexicon):
        spared = token.key in view.patron_words or view.is_told(token) or _named(view, token)
        if not spared and not view.inside(token.start, token.end, keep):
            yield view.slip(words, (token.start, token.end), [form], speller.name)


def _named(view: View, token: Token) -> bool:
    """Whether a capital says that it is a name, wherever it stands but at the start of a sentence."""
    return token.text[0].isupper() and token.start != view.text.sentence_at(token.start).start


def _cedillas(view: View, words: RulePack) -> Iterator[Finding]:
    for match in re.finditer(r"\w*[şţŞŢ]\w*", view.draft.text):
        yield view.slip(words, match.span(), [match[0].translate(_CEDILLA)], "smiledesk", say="cedilla")


def _differs_in_marks(typed: str, word: str) -> bool:
    return typed != word and _plain(typed) == _plain(word) and typed.casefold() != word.casefold()


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.casefold().replace("’", "'").rstrip("'"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))
