"""The page of faults names tests that are there, and no fault is left out."""

import re
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "faults.md"
ROW = re.compile(r"^\| (\d+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
TESTED = re.compile(r"`([\w/]+\.py)`: ((?:`\w+`(?:, )?)+)")


def test_every_fault_has_tests_that_are_there():
    """Every one of them."""
    rows = ROW.findall(PAGE.read_text("utf-8"))
    assert [int(number) for number, _, _ in rows] == list(range(1, 73))
    for _, fault, told in rows:
        tested = TESTED.findall(told)
        assert tested, fault
        for file, names in tested:
            code = (PAGE.parents[1] / file).read_text("utf-8")
            for name in re.findall(r"\w+", names):
                assert f"def {name}(" in code, f"{fault}: {file} has no {name}"


def test_a_test_named_after_a_fault_stands_on_its_row():
    """So that the page doesn't fall behind."""
    page = {number: told for number, _, told in ROW.findall(PAGE.read_text("utf-8"))}
    for file in PAGE.parents[1].joinpath("tests").rglob("test_*.py"):
        for name, number in re.findall(r"def (test_rows?_(\d+)_\w+)\(", file.read_text("utf-8")):
            assert f"`{name}`" in page[number], name
