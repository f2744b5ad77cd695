"""A draft read once, with its acts, the patron's words and what was said before."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from nlp.acts import Acts
from nlp.cached import cached_property
from nlp.draft import Draft
from nlp.frame import Frame
from nlp.known import is_told, told_runs
from nlp.pack import Pack
from nlp.phrase import Span
from nlp.ports import Lexicon, Mistake, Pending, Phrasing, Speller
from nlp.splitting import read_text
from nlp.text import Sentence, Text, Token, fold
from nlp.typos.restore import is_plain, restored
from nlp.wordings.fill import Filler

_QUOTED: Final = re.compile(r"[\"“”„«»]([^\"“”„«»\n]{1,200})[\"“”»«]")
_LINK: Final = re.compile(r"(?:https?://|www\.)[^\s<>\"]+[^\s<>\".,;:!?)\]»”]", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")

_NAME: Final = 20
"""Code points a name after the hello takes at most ("Hello Annabelle!")."""

_KIND: Final = (
    "thanks",
    "apology",
    "offer",
    "next_step",
    "promise",
    "reassurance",
    "closing",
    "holding",
    "extra",
)


@dataclass(frozen=True)
class Seen:
    """What there is to be seen of a draft; `nlp.view` adds how a rule tells of it.

    Attributes:
        draft: What was given.
        pack: The words of its language.
        lexicon: Morphology, or None.
        speller: The spelling dictionary, or None.
        phrasing: What mostly stands together, or None.
        grammar: What the grammar engine was asked and may have answered by now, or None.
        patience: Seconds the grammar engine's answer may still be waited for.
    """

    draft: Draft
    pack: Pack
    lexicon: Lexicon | None = field(default=None, repr=False)
    speller: Speller | None = field(default=None, repr=False)
    phrasing: Phrasing | None = field(default=None, repr=False)
    grammar: Pending | None = field(default=None, repr=False)
    patience: float = 0.0

    @cached_property
    def text(self) -> Text:
        """The draft in sentences and tokens."""
        return self.read(self.draft.text)

    @cached_property
    def acts(self) -> Acts:
        """What the draft does."""
        return Acts(self.text, self.pack)

    @cached_property
    def frame(self) -> Frame:
        """Its hello, what answers, and the lines that sign it."""
        return Frame(self.text, self.acts, self.pack.words("goodbye"), letter=self.is_email)

    @cached_property
    def earlier(self) -> Acts:
        """What the librarian's earlier pieces of this turn did (everything since the patron last wrote).

        The desk's own lines don't count: "we come as soon as we can" is neither warmth nor a next step of the reply.
        """
        turn: list[str] = []
        for piece in reversed(self.draft.before or ()):
            if piece.by == "patron":
                break
            if piece.by == "librarian":
                turn.append(piece.text)
        return Acts(self.read("\n".join(reversed(turn))), self.pack)

    @cached_property
    def said_by_library(self) -> Acts:
        """What the library did in the whole conversation before this draft."""
        pieces = [piece.text for piece in self.draft.before or () if piece.by != "patron"]
        return Acts(self.read("\n".join(pieces)), self.pack)

    @cached_property
    def asked(self) -> Acts:
        """The patron's last question as a text with acts; empty when it isn't known."""
        return Acts(self.read(self.draft.question or ""), self.pack)

    @cached_property
    def answer(self) -> Sequence[Mistake] | None:
        """What the grammar engine marked, waited for once; None when it is absent, down or late."""
        return self.grammar.result(self.patience) if self.grammar is not None else None

    @property
    def mistakes(self) -> Sequence[Mistake]:
        """The grammar engine's marks outside links, addresses and quotations; empty when it has no answer."""
        keep = (*self.links, *self.addresses, *self.quoted)
        return [mistake for mistake in self.answer or () if not self.inside(mistake.start, mistake.end, keep)]

    @cached_property
    def patron_words(self) -> frozenset[str]:
        """Folded words the patron used anywhere, which therefore need no explanation."""
        pieces = [piece.text for piece in self.draft.before or () if piece.by == "patron"]
        texts = [*pieces, self.draft.question or ""]
        return frozenset(fold(word, self.pack.lang) for text in texts for word in re.findall(r"[\w'’-]+", text))

    @cached_property
    def restored(self) -> tuple[tuple[Token, str], ...]:
        """Romanian without any marks: each word that lacks its own, and the word with them; else empty."""
        if self.pack.lang != "ro" or self.speller is None or not is_plain(self.text):
            return ()
        return tuple(restored(self.text, self.speller, self.lexicon))

    def is_told(self, token: Token) -> bool:
        """Whether a word is a name or a word of the library's own, in any form."""
        return is_told(token, self.draft.house, self.pack.lang)

    @cached_property
    def told(self) -> tuple[tuple[int, int], ...]:
        """Names and titles of several words that the library told, as code points."""
        return told_runs(self.draft.text, self.draft.house)

    @cached_property
    def links(self) -> tuple[tuple[int, int], ...]:
        """Web addresses in the draft, as code points."""
        text = self.draft.text
        return (
            tuple(match.span() for match in _LINK.finditer(text)) if "://" in text or "www." in text.lower() else ()
        )

    @cached_property
    def addresses(self) -> tuple[tuple[int, int], ...]:
        """E-mail addresses in the draft, as code points."""
        text = self.draft.text
        return tuple(match.span() for match in _ADDRESS.finditer(text)) if "@" in text else ()

    @cached_property
    def quoted(self) -> tuple[tuple[int, int], ...]:
        """What stands between quotation marks: titles and other people's words, which no rule judges."""
        return tuple(match.span() for match in _QUOTED.finditer(self.draft.text))

    @property
    def is_email(self) -> bool:
        """Whether the reply leaves by e-mail, which is held to more than chat."""
        return self.draft.channel == "email"

    @property
    def is_leaving(self) -> bool:
        """Whether the matter is being closed with this draft."""
        return self.draft.phase == "closing"

    @cached_property
    def is_warm(self) -> bool:
        """Whether anything in this turn is friendly: an act, a question, a good-humoured mark."""
        return self.is_kind or self.did("greeting")

    @cached_property
    def is_kind(self) -> bool:
        """Whether it is friendly beyond a hello, which alone softens neither an order nor a refusal."""
        if any(sentence.is_question for sentence in self.text.sentences) or self.exclaims:
            return True
        signed = any(unicodedata.category(char) == "So" for char in self.draft.text if not char.isascii())
        if signed or self.earlier.has(*_KIND):
            return True
        said = ((kind, span) for kind in _KIND for span in self.acts.of(kind))
        return any(
            not (self.frame.is_formula(span) or (kind == "apology" and self._is_fake(span))) for kind, span in said
        )

    def _is_fake(self, span: Span) -> bool:
        return self.acts.in_sentence(span.sentence, "fake_apology")

    @property
    def exclaims(self) -> bool:
        """Whether an exclamation mark stands anywhere but after the hello."""
        hellos = [span.end for span in self.acts.of("greeting")]
        marks = [match.start() for match in re.finditer("!", self.draft.text)]
        return any(not any(0 <= mark - end <= _NAME for end in hellos) for mark in marks)

    @cached_property
    def is_familiar(self) -> bool:
        """Whether the draft says tu, te or du, and nowhere Lei, dumneavoastră or ni (see the rule ``register``).

        Where it says neither, what the library said before decides, and then what the patron wrote.
        """
        for text in (self.text, self.said_by_library.text, self.asked.text):
            quoted = self.quoted if text is self.text else []
            familiar, formal = (any(self._forms(text, form, quoted)) for form in ("familiar", "formal"))
            if familiar or formal:
                return familiar and not formal
        return False

    def has_form(self, text: Text, form: str) -> bool:
        """Whether a text speaks to somebody in a ``familiar`` or ``formal`` form."""
        return any(self._forms(text, form, []))

    def addressed(self, form: str) -> list[Span]:
        """Where the draft speaks to the patron in a ``familiar`` or ``formal`` form, quotations apart."""
        return list(self._forms(self.text, form, self.quoted))

    def _forms(self, text: Text, form: str, quoted: Sequence[tuple[int, int]]) -> Iterator[Span]:
        words = self.pack.rules.get("register")
        if words is not None:
            apart = [*quoted, *((span.start, span.end) for span in words.words("unless").find(text))]
            yield from (s for s in words.words(form).find(text) if not self.inside(s.start, s.end, apart))

    def did(self, *kinds: str) -> bool:
        """Whether the draft, or an earlier piece of the same turn, does one of these acts."""
        return self.acts.has(*kinds) or self.earlier.has(*kinds)

    def inside(self, start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
        """Whether a stretch overlaps one of these spans."""
        return any(start < other_end and other_start < end for other_start, other_end in spans)

    @cached_property
    def no_is_good(self) -> bool:
        """Whether the patron asked "must I?" (lists ``obliged`` and ``free`` of `patron.toml`) and is set free."""
        if not self.asked.of_list("obliged") or not self.frame.body:
            return False
        return self.pack.words("free").within(self.frame.body[0])

    def runs(self, sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
        """Sentences that follow each other in one paragraph as one stretch: one card says it once."""
        start = end = -1
        for sentence in sentences:
            between = self.draft.text[end : sentence.start]
            if end >= 0 and (between.strip() or "\n" in between):
                yield start, end
            if end < 0 or between.strip() or "\n" in between:
                start = sentence.start
            end = sentence.end
        if end >= 0:
            yield start, end

    @cached_property
    def filler(self) -> Filler:
        """What puts words into other forms, by the lists ``endings`` and ``forms`` of `grammar.toml`."""
        grammar = self.pack.rule("grammar")
        return Filler(self.lexicon, grammar.words("endings").source, grammar.words("forms").source, self.speller)

    def is_name_at(self, start: int) -> bool:
        """Whether the word at a code point is a weekday or a name wherever it stands."""
        token = next((token for token in self.text.tokens if token.start == start), None)
        return token is not None and (token.must_be("PROPN") or token.key in self.weekdays)

    @cached_property
    def weekdays(self) -> frozenset[str]:
        """Names of days and months, folded: words that may bear a capital and name nobody."""
        lists = (self.pack.lists.get(name, ()) for name in ("weekday", "month"))
        return frozenset(word for words in lists for row in words for word in row.split("|"))

    def read(self, raw: str) -> Text:
        """Any text in the language of the draft, in sentences and tokens."""
        return read_text(raw, self.pack.lang, self.lexicon, self.pack.abbreviations)
