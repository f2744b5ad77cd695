"""The jury counts right: rows, halves, marks, suggestions, and what is shown of the held half."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from bot.commands.evaluate import evaluate_as_told
from bot.evaluation.page import render_typos, write_page
from bot.evaluation.promises import PromiseScore
from bot.evaluation.rows import Mark, Row, is_held, read_rows
from bot.evaluation.scores import Alarm, Count, ToneScore, TypingScore, mends, taken_apart, touches
from bot.evaluation.tables import print_slips
from nlp.draft import LANGUAGES, Draft
from nlp.finding import Finding


def row(text: str, *, labels=None, marks=None, held=False) -> Row:
    return Row("file", "id-1", "en", Draft(text, lang="en"), labels, marks, held)


def finding(code: str, quote: str = "") -> Finding:
    return Finding(code, 0, len(quote), quote, "m")


def write(folder: Path, name: str, *rows: dict) -> Path:
    file = folder / f"{name}.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return folder


def test_rows_with_the_same_number_stay_on_one_side():
    """The languages' versions of one row are never split, and both halves are inhabited."""
    for number in range(60):
        assert len({is_held(f"{kind}-{number:03}") for kind in ("G-en", "G-fi", "J-sv-t")}) == 1
    held = sum(is_held(f"x-{number:03}") for number in range(200))
    assert 70 < held < 130


def test_both_kinds_of_row_are_read_and_others_passed_over(tmp_path):
    """Labelled replies and marked texts; terms and genres under "gold" are something else."""
    slip = {"start": 0, "end": 3, "replacement": "the", "class": "s"}
    write(
        tmp_path,
        "some",
        {"id": "1", "lang": "en", "draft": "No.", "labels": [{"category": "cold", "code": "abrupt", "quote": "No."}]},
        {"id": "2", "lang": "en", "text": "teh", "gold": [slip]},
        {"id": "3", "lang": "en", "text": "Fine.", "gold": []},
        {"id": "4", "lang": "en", "text": "serial", "gold": "a term"},
        {"id": "5", "lang": "de", "text": "Gut.", "gold": []},
    )
    rows = list(read_rows(tmp_path, "all", LANGUAGES))
    assert [found.identity for found in rows] == ["1", "2", "3"]
    assert rows[0].labels == (("cold", "abrupt"),)
    assert rows[1].marks == (Mark(0, 3, "the", "s"),)
    assert rows[2].marks == ()
    halves = [{found.identity for found in read_rows(tmp_path, half, LANGUAGES)} for half in ("dev", "held")]
    assert halves[0] | halves[1] == {"1", "2", "3"}
    assert not halves[0] & halves[1]


def test_a_broken_row_is_told_with_file_and_line(tmp_path):
    """Who writes labels by hand is told where the slip is."""
    write(tmp_path, "some", {"id": "1", "lang": "en", "draft": 7, "labels": []})
    with pytest.raises(ValueError, match=r"some\.jsonl, line 1: .*draft"):
        list(read_rows(tmp_path, "all", LANGUAGES))


def test_a_category_counts_once_a_row():
    """Two findings of a category on one row are one, right or false."""
    score = ToneScore()
    score.add(row("No.", labels=(("cold", "abrupt"),)), [finding("abrupt"), finding("shout"), finding("jargon")])
    assert (score.whole.right, score.whole.missed, score.whole.false) == (1, 0, 1)
    assert (score.by_code["shout"].false, score.by_code["abrupt"].right) == (1, 1)
    assert [slip.what.partition(":")[0] for slip in score.slips] == ["shout", "jargon"]


def test_quiet_is_counted_on_rows_without_labels_only():
    """A clean row is quiet if nothing at all was said, typing included."""
    score = ToneScore()
    score.add(row("Hello!", labels=()), [])
    score.add(row("Helo!", labels=()), [finding("spelling", "Helo")])
    score.add(row("No.", labels=(("cold", "abrupt"),)), [])
    assert (score.quiet, score.clean, score.whole.missed) == (1, 2, 1)


def test_measures_are_what_they_say():
    """Precision and recall of nothing are unknown, not zero."""
    assert (Count().precision, Count().recall, Count().f05) == (None, None, None)
    count = Count(right=3, missed=1, false=1)
    assert (count.precision, count.recall, count.f05) == (0.75, 0.75, 0.75)


@pytest.mark.parametrize(
    ("alarm", "mark", "touching"),
    [
        ((0, 3), (0, 3), True),
        ((0, 3), (2, 5), True),
        ((0, 3), (3, 5), False),
        ((5, 5), (4, 4), True),
        ((4, 9), (9, 9), True),
    ],
)
def test_a_mark_is_found_by_what_touches_it(alarm, mark, touching):
    """Overlap finds a word; the edge finds a missing mark."""
    assert touches(Alarm(*alarm), Mark(*mark, "x", "any")) is touching


def test_a_suggestion_is_right_if_it_mends_this_and_only_this():
    """Whatever stretch is marked, the text after taking the suggestion is what counts."""
    mark = Mark(4, 7, "the", "spelling")
    assert mends("for teh book", Alarm(4, 7, ("the",)), mark)
    assert mends("for teh book", Alarm(0, 7, ("for the",)), mark)
    assert not mends("for teh book", Alarm(4, 7, ("ten", "the")), mark)
    assert not mends("for teh book", Alarm(4, 7), mark)


def test_one_finding_on_a_whole_reply_counts_for_each_word_it_changes():
    """A reply restored to its diacritics is as many mistakes found as words mended."""
    text = "Va multumim si va asteptam"
    whole = Alarm(0, len(text), ("Vă mulțumim și vă așteptăm",))
    assert [text[part.start : part.end] for part in taken_apart(text, whole)] == text.split()
    score = TypingScore()
    marks = (Mark(0, 2, "Vă", "diacritics"), Mark(12, 14, "și", "diacritics"))
    score.add(row(text, marks=marks), [whole])
    assert (score.marks.right, score.first_right, score.marks.false) == (2, 2, 3)


def test_clean_texts_are_flagged_once():
    """Two alarms on one clean sentence flag one sentence."""
    score = TypingScore()
    score.add(row("Ann Lee is here", marks=()), [Alarm(0, 3), Alarm(4, 7)])
    score.add(row("All is well", marks=()), [])
    assert (score.flagged, score.clean, score.marks.false) == (1, 2, 2)


def test_held_texts_are_never_shown():
    """A slip of the held half is counted in the list, and its text is not in it."""
    score = ToneScore()
    score.add(row("a secret reply", labels=(("cold", "abrupt"),), held=True), [])
    score.add(row("an open reply", labels=(("cold", "abrupt"),)), [])
    told = io.StringIO()
    print_slips(Console(file=told, width=200), score.slips)
    assert "an open reply" in told.getvalue()
    assert "secret" not in told.getvalue()
    assert "1 more" in told.getvalue()


def test_the_command_prints_its_tables(tmp_path, capsys):
    """A folder of rows gives the tables; misses are listed when asked for."""
    label = {"category": "unfinished", "code": "placeholder", "quote": "[name]"}
    write(
        tmp_path,
        "own",
        {"id": "a-2", "lang": "en", "draft": "Dear [name], it is here.", "labels": [label]},
        {"id": "a-3", "lang": "en", "text": "It is here.", "gold": []},
    )
    assert evaluate_as_told(tmp_path, tmp_path, "all", ["en"], alone=True, show=True) == 0
    said = capsys.readouterr().out
    assert "placeholder  1 / 0 / 0" in said
    assert "clean flagged" in said


@pytest.mark.parametrize(("half", "lang"), [("both", "en"), ("all", "de")])
def test_what_cannot_be_told_apart_is_refused(tmp_path, capsys, half, lang):
    """A half or a language that isn't one is named with what is."""
    assert evaluate_as_told(tmp_path, tmp_path, half, [lang], alone=True, show=False) == 2
    assert "--half is one of dev, held, all" in capsys.readouterr().err


def test_promises_are_counted_with_their_time(tmp_path):
    """Heard, missed, heard for nothing, and due at another time are told apart."""
    rows = [
        {"text": "I'll write to you tomorrow.", "promise": True, "due": "2026-11-21"},
        {"text": "I'll write to you on Monday.", "promise": True, "due": "2026-11-24"},
        {"text": "I'll write to you tomorrow.", "promise": True, "due": "2026-03-13", "now": "2026-03-12T09:00"},
        {"text": "We open at nine.", "promise": True, "due": ""},
        {"text": "We'll write to you.", "promise": False, "due": ""},
        {"text": "We open at nine.", "promise": False, "due": ""},
    ]
    write(tmp_path, "promises", *({"id": str(number), "lang": "en", **row} for number, row in enumerate(rows)))
    score = PromiseScore()
    for found in read_rows(tmp_path, "all", LANGUAGES):
        score.add(found)
    assert (score.heard.right, score.heard.missed, score.heard.false) == (3, 1, 1)
    assert score.due_right == 2
    assert sorted(slip.what for slip in score.slips) == [
        "due: “2026-11-23” for “2026-11-24”",
        "promise",
        "promise: “We'll write to you.”",
    ]


def test_real_texts_are_counted_by_what_people_thought_of_them(tmp_path, capsys):
    """Cold findings on impolite and polite requests, and any tone finding on clean sentences."""
    write(
        tmp_path,
        "requests",
        {
            "id": "p-1",
            "lang": "en",
            "text": "Thank you, could you have a look when you find the time?",
            "gold": "polite",
        },
        {"id": "p-2", "lang": "en", "text": "You should have read the page.", "gold": "polite"},
        {"id": "p-3", "lang": "en", "text": "Obviously you didn't bother to read it.", "gold": "impolite"},
        {"id": "p-4", "lang": "en", "text": "The train leaves at nine.", "gold": []},
    )
    assert evaluate_as_told(tmp_path, tmp_path, "all", ["en"], alone=True, show=False) == 0
    said = capsys.readouterr().out
    assert "requests: a cold finding falls 2.0 times as often on impolite as on polite texts" in said
    assert [line.split() for line in said.splitlines() if " clean " in line][-1][-2:] == [".00", ".00"]


def test_first_suggestions_are_counted_by_class():
    """A class has its own share of right first suggestions, of the marks that are found and have a wording."""
    score = TypingScore()
    marks = (Mark(0, 3, "the", "spelling"), Mark(4, 8, None, "spelling"), Mark(9, 12, "an", "grammar"))
    score.add(row("teh boko aan", marks=marks), [Alarm(0, 3, ("the",)), Alarm(4, 8, ("book",)), Alarm(9, 12, ("a",))])
    spelling, grammar = score.by_kind["spelling"], score.by_kind["grammar"]
    assert (spelling.right, spelling.first_right, spelling.first_known) == (2, 1, 1)
    assert (grammar.right, grammar.first_right, grammar.first_known) == (1, 0, 1)


def test_sentences_of_good_replies_are_counted():
    """Two alarms in one sentence are one sentence; labelled replies don't count."""
    score = ToneScore()
    score.add_sentences(row("All is well. So is Ann Lee.", labels=()), [Alarm(19, 22), Alarm(23, 26)])
    score.add_sentences(row("No. Go.", labels=(("cold", "abrupt"),)), [Alarm(0, 2)])
    assert (score.alarmed, score.sentences) == (1, 2)


def test_a_page_takes_the_tables_between_its_marks(tmp_path):
    """Ours stands beside the other's; what is around the marks stays, and a page without marks is refused."""
    ours, theirs, tone = TypingScore(), TypingScore(), ToneScore()
    marked = row("teh book", marks=(Mark(0, 3, "the", "spelling"),))
    ours.add(marked, [Alarm(0, 3, ("the",))])
    theirs.add(marked, [])
    tone.add_sentences(row("All is well.", labels=()), [])
    typing = {("en", "file", "ours"): ours, ("en", "file", "LanguageTool"): theirs}
    page = tmp_path / "typos.md"
    page.write_text("Before\n<!-- measured -->\nold\n<!-- /measured -->\nAfter\n", "utf-8")
    write_page(page, render_typos(typing, {("en", "ours"): tone}, "1 row"))
    written = page.read_text("utf-8")
    assert "| en | file | spelling | 1 | 1.0 / .00 | 1.0 / - |" in written
    assert "| en | sentences of good replies | 1 | .00 |" in written
    assert "old" not in written
    assert (written.startswith("Before\n"), written.endswith("After\n")) == (True, True)
    page.write_text("nothing", "utf-8")
    with pytest.raises(ValueError, match="measured"):
        write_page(page, "x")
