"""A draft read again after an edit: what stayed is remembered, and the findings are those of a first reading."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from nlp.check import Report, check
from nlp.draft import Draft
from nlp.ports import Engines, SpellingState
from nlp.text import read_text

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
