"""A draft read again after an edit: what stayed is remembered, and the findings are those of a first reading."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.check import Report, check
from nlp.draft import LANGUAGES, Draft
from nlp.engines.lexicon import load_own
from nlp.pack import load_pack
from nlp.ports import Engines, LanguageToolState, Mistake, Reading, SpellingState
from nlp.splitting import read_text

TYPOS = {"recieved": "received", "wich": "which"}


@dataclass(eq=False)
class Attentive:
    """A speller that knows all but some slips, and remembers which words it was asked for."""

    asked: list[str] = field(default_factory=list)
    name: SpellingState = "dictionary"

    def knows(self, word: str) -> bool:
        """Whether it is no slip."""
        self.asked.append(word)
        return word.lower() not in TYPOS

    def suggest(self, word: str) -> tuple[str, ...]:
        """What was meant."""
        return (TYPOS[word.lower()],) if word.lower() in TYPOS else ()

    def by_ear(self, word: str) -> tuple[tuple[float, str], ...]:
        """Nothing."""
        assert word
        return ()

    def frequency(self, word: str) -> int:
        """All words are as common."""
        assert word
        return 10


def read(text: str, speller: Attentive) -> Report:
    """A check of an English chat message."""
    draft = Draft(text, lang="en", channel="chat", phase="service", question="Is it here?")
    return check(draft, Engines(spellers={"en": speller}))


BEFORE = "Hello Ann! We recieved the novel. I kept it for you. THE DESK IS CLOSED TODAY."


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("I kept it for you.", "I kept the one wich you wanted."),
        ("Hello Ann!", "Good morning dear Ann, and a lovely day to you!"),
        ("We recieved", "We have recieved"),
        ("TODAY", "today"),
        ("kept it", "kept  it"),
        ("the novel. I", "the novel\n\nI"),
    ],
)
def test_an_edited_draft_is_told_what_a_new_one_is(old: str, new: str) -> None:
    """Findings and their places are the same with everything else remembered as with nothing remembered."""
    warm = Attentive()
    read(BEFORE, warm)
    edited = BEFORE.replace(old, new)
    assert read(edited, warm) == read(edited, Attentive())
    assert any(finding.quote == "recieved" for finding in read(edited, warm).findings)


def test_words_of_sentences_that_stayed_are_not_looked_up_again() -> None:
    """Only the sentence that changed is spelled."""
    speller = Attentive()
    text = "The plumber mended our boiler. It will be warm again by Monday."
    read(text, speller)
    speller.asked.clear()
    read(text.replace("Monday", "Tuesday"), speller)
    assert "Tuesday" in speller.asked
    assert "plumber" not in speller.asked


def test_the_same_words_with_other_spaces_are_another_sentence() -> None:
    """What is glued together is judged as one word, so places found in the one don't hold in the other."""
    glued, apart = (read_text(text, "en").sentences[0] for text in ("I don't.", "I do n't."))
    assert [t.text for t in glued.tokens] == [t.text for t in apart.tokens]
    assert glued.memory is not apart.memory


@dataclass(eq=False)
class Lexicon:
    """The house's own list of a language, by which what is remembered is told apart from what another one read."""

    lang: str

    def readings(self, word: str) -> tuple[Reading, ...]:
        """What the list says."""
        return tuple(load_own(self.lang).readings(word))


WARM = {lang: Lexicon(lang) for lang in LANGUAGES}
EXAMPLES = {
    lang: sorted({example.draft for rule in load_pack(lang).rules.values() for example in rule.examples})
    for lang in LANGUAGES
}


@pytest.mark.parametrize("lang", LANGUAGES)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_what_was_read_before_changes_no_finding(lang: str, data: st.DataObject) -> None:
    """Whatever was edited, whatever the patron asked: weighed and all, what is remembered is what is found anew."""
    some = st.sampled_from(EXAMPLES[lang])
    drafts = [data.draw(st.lists(some, min_size=2, max_size=4))]
    for _ in range(2):
        place = data.draw(st.integers(0, len(drafts[-1]) - 1))
        drafts.append([*drafts[-1][:place], data.draw(some), *drafts[-1][place + 1 :]])
    gap = data.draw(st.sampled_from([" ", "\n", "\n\n"]))
    for parts in drafts:
        draft = Draft(gap.join(parts), lang=lang, channel="chat", phase="service", question=data.draw(some))
        warm, cold = (
            check(draft, Engines(lexicons={lang: lexicon}, weighing=True)) for lexicon in (WARM[lang], Lexicon(lang))
        )
        assert warm == cold


@dataclass
class Together:
    """A grammar engine that answers once two are waiting for it at the same time."""

    waiting: Barrier
    state: LanguageToolState = "ok"

    def reads(self, lang: str) -> bool:
        """Every language."""
        return bool(lang)

    def ask(self, text: str, lang: str) -> Together:
        """It is its own answer."""
        assert text
        assert lang
        return self

    def result(self, timeout: float) -> Sequence[Mistake]:
        """No mistakes, as soon as another waits, too."""
        self.waiting.wait(timeout)
        return ()


def test_two_drafts_wait_for_languagetool_side_by_side() -> None:
    """Nobody waits until another's answer has come."""
    engines = Engines(grammar=Together(Barrier(2)), budget=20.0)
    drafts = [Draft(f"It is on shelf {number}.", lang="en") for number in (1, 2)]
    with ThreadPoolExecutor(2) as threads:
        reports = list(threads.map(lambda draft: check(draft, engines), drafts))
    assert [report.languagetool for report in reports] == ["ok", "ok"]
