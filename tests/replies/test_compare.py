"""Two wordings side by side."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from replies.templates.compare import Part, changed_share, compare

ON_LOAN = "Hello! “{title}” is on loan until {due}. Shall I put it aside for you?"


def test_a_changed_word_is_shown_where_it_was() -> None:
    """Gone first, then what came in its place."""
    assert compare("It is on loan now.", "It is away now.") == (
        Part("same", "It is "),
        Part("gone", "on loan "),
        Part("new", "away "),
        Part("same", "now."),
    )


@given(st.text(max_size=80), st.text(max_size=80))
def test_nothing_of_either_wording_is_lost(old: str, new: str) -> None:
    """The parts put together are the old one, or the new one."""
    parts = compare(old, new)
    assert "".join(part.text for part in parts if part.kind != "new") == old
    assert "".join(part.text for part in parts if part.kind != "gone") == new


def test_a_template_that_was_only_filled_in_is_unchanged() -> None:
    """Slots are there to be filled, and other words may stand around it."""
    sent = "Hello! “Solaris” is on loan until Friday. Shall I put it aside for you? Kind regards, Maja"
    assert changed_share(ON_LOAN, sent) == 0


def test_a_template_that_was_thrown_away_is_all_changed() -> None:
    """Nothing of it is left."""
    assert changed_share(ON_LOAN, "We open at nine.") == 1000


def test_half_of_a_template_is_half_changed() -> None:
    """Counted in its own words."""
    assert changed_share("one two three four", "one two five six") == 500
