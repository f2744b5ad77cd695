"""What a house may write into the desk's own lines: the places that line knows, each of them, and nothing else."""

import pytest
from pydantic import ValidationError

from bot.tuning.house_bodies import LinesBody
from replies.templates.filling import fill


@pytest.mark.parametrize(
    ("line", "text", "says"),
    [
        ("acknowledged_closed", "We open again soon.", "must hold {opens}"),
        ("acknowledged_closed", "We open {opens}, {who}.", "can't hold {who}"),
        ("hello", "Hello {patron}!", "can't hold {patron}"),
        ("goodnight", "Good night!", "is no line of the desk's"),
    ],
)
def test_row_52_a_place_that_lacks_or_that_nobody_knows_is_named(line: str, text: str, says: str) -> None:
    """Before it is kept: no patron reads a hole."""
    with pytest.raises(ValidationError, match=says):
        LinesBody(lines={line: text})


@pytest.mark.parametrize("text", ["{x.__class__}", "{x[0]}", "{x!r}", "{0}", "{", "{}", "%(x)s", "$x", "{{x}}"])
def test_row_52_filling_reaches_no_further_than_a_name(text: str) -> None:
    """What is not a plain name in braces is words like any others."""
    assert fill(text, {"x": "y"}) == text.replace("{x}", "y")
