"""The batch interface: a line in, a line out, in order, whatever stands in it."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.check_lines import check_lines
from bot.draft_fields import NoDraftError, parse_draft
from nlp.check import Report
from nlp.draft import Draft, Piece
from nlp.finding import Finding

FINDING = Finding("abrupt", 0, 4, "Nej.", "Så kort att det kan låta kallt.", ("Tyvärr inte i dag.",), "abrupt", "001")


def read(draft: Draft) -> Report:
    """A check that finds the same in every draft."""
    return Report(lang=draft.lang or "sv", findings=(FINDING,), spelling="hunspell")


def answers(*lines: bytes, check=read) -> tuple[list[dict], int]:
    sink = io.StringIO()
    wrong = check_lines(io.BytesIO(b"\n".join(lines) + b"\n"), sink, check)
    return [json.loads(line) for line in sink.getvalue().splitlines()], wrong


def test_an_answer_has_every_field_it_promises():
    """Category beside code, offsets, quote, suggestions, who read, and how long it took."""
    (answer,), wrong = answers(b'{"id": "x-1", "draft": "Nej."}')
    assert wrong == 0
    assert answer.pop("ms") >= 0
    assert answer == {
        "id": "x-1",
        "lang": "sv",
        "findings": [
            {
                "category": "cold",
                "code": "abrupt",
                "start": 0,
                "end": 4,
                "quote": "Nej.",
                "message": "Så kort att det kan låta kallt.",
                "suggestions": ["Tyvärr inte i dag."],
                "place": [0, 4],
                "rule": "abrupt",
                "source": "001",
                "signs": [],
            }
        ],
        "engines": {"languagetool": "off", "spacy": "ok", "spelling": "hunspell"},
    }


def test_all_that_is_known_of_a_draft_reaches_the_check():
    """Language tags lose their region, pieces keep their order, unknown fields are no trouble."""
    draft = parse_draft(
        {
            "draft": "Ja.",
            "lang": "sv-FI",
            "channel": "email",
            "phase": "opening",
            "complaint": True,
            "question": "Har ni boken?",
            "before": [{"from": "desk", "text": "Hej!"}, {"from": "patron", "text": "Hej.", "at": "12:00"}],
            "colour": "blue",
        }
    )
    assert (draft.lang, draft.channel, draft.phase, draft.complaint) == ("sv", "email", "opening", True)
    assert draft.before == (Piece("desk", "Hej!"), Piece("patron", "Hej."))


def test_what_is_not_told_is_not_known():
    """Only the draft is required, null means unknown, and an empty list of pieces is not no list."""
    assert parse_draft({"draft": "Ja.", "lang": None, "before": None}) == Draft(text="Ja.")
    assert parse_draft({"draft": "Ja.", "before": []}).before == ()


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({}, "draft"),
        ({"draft": 7}, "“draft” must be a text, not a number"),
        ({"draft": "x", "channel": "fax"}, "“channel” must be one of chat, telegram, email, not “fax”"),
        ({"draft": "x", "phase": "later"}, "phase"),
        ({"draft": "x", "complaint": "no"}, "“complaint” must be true or false, not a text"),
        ({"draft": "x", "complaint": 1}, "complaint"),
        ({"draft": "x", "question": ["?"]}, "“question” must be a text, not a list"),
        ({"draft": "x", "before": "hello"}, "before"),
        ({"draft": "x", "before": ["hello"]}, "before"),
        ({"draft": "x", "before": [{"from": "robot", "text": "hi"}]}, "patron, librarian, desk"),
        ({"draft": "x", "before": [{"from": "patron"}]}, "text"),
    ],
)
def test_a_wrong_field_is_named(fields, named):
    """The sentence says which field, what it may hold and what it held."""
    with pytest.raises(NoDraftError, match="(?s).*" + named.replace("(", "\\(")):
        parse_draft(fields)


@pytest.mark.parametrize(
    "line", [b"oops", b"[1, 2]", b"3", b'"text"', b"null", b"\xff\xfe", b'{"draft": ', b"[" * 100_000]
)
def test_a_malformed_line_is_answered_and_the_run_goes_on(line):
    """Its own answer says what is wrong, the lines around it are answered, and the count tells the exit code."""
    found, wrong = answers(b'{"id": 1, "draft": "a"}', line, b'{"id": 2, "draft": "b"}')
    assert [answer["id"] for answer in found] == [1, None, 2]
    assert found[1]["error"]
    assert set(found[1]) == {"id", "error"}
    assert wrong == 1


def test_a_rule_that_stumbles_costs_one_draft_only():
    """The draft it stumbled over is named; the next is read."""

    def stumble(draft):
        if draft.text == "a":
            raise ZeroDivisionError
        return read(draft)

    found, wrong = answers(b'{"id": 1, "draft": "a"}', b'{"id": 2, "draft": "b"}', check=stumble)
    assert "ZeroDivisionError" in found[0]["error"]
    assert [answer["id"] for answer in found] == [1, 2]
    assert wrong == 1


def test_blank_lines_and_a_byte_order_mark_are_no_trouble():
    """Editors leave both behind."""
    found, wrong = answers(b'\xef\xbb\xbf{"id": 1, "draft": "a"}', b"", b"  ", b'{"id": 2, "draft": "b"}\r')
    assert [answer["id"] for answer in found] == [1, 2]
    assert wrong == 0


def test_each_answer_is_out_before_the_next_line_is_read():
    """Nobody waits for the end of the stream."""
    sink = io.StringIO()

    def lines():
        for number in range(3):
            assert sink.getvalue().count("\n") == number
            yield b'{"draft": "a"}\n'

    assert check_lines(lines(), sink, read) == 0
    assert sink.getvalue().count("\n") == 3


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=[])), max_size=5))
def test_any_text_comes_back_as_it_was(texts):
    """Emoji, control characters, line separators and lone surrogates survive, one line each."""

    def quote(draft):
        return Report(lang="en", findings=(Finding("shout", 0, len(draft.text), draft.text, "m"),))

    found, wrong = answers(*(json.dumps({"draft": text}).encode() for text in texts), check=quote)
    assert wrong == 0
    assert [answer["findings"][0]["quote"] for answer in found] == texts
