"""What a machine lacks is named at the end of a test run, and counts as failed where CI runs."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = "pytester"
ROOT = Path(__file__).parents[1]

SUITE = """
import pytest

def test_that_runs():
    pass

@pytest.mark.browser
def test_in_a_browser():
    pass
"""


@pytest.fixture
def suite(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A small suite under our conftest, on a machine without Chromium."""
    pytester.makeconftest((ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"))
    pytester.makeini("[pytest]\nmarkers = browser\nasyncio_default_fixture_loop_scope = function\n")
    pytester.makepyfile(SUITE)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PATH", "/nowhere")
    return pytester


def test_what_was_not_run_is_named_with_the_command_that_mends_it(
    suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At home the run is green, and honest."""
    monkeypatch.delenv("CI", raising=False)
    ended = suite.runpytest_subprocess()
    assert ended.ret == pytest.ExitCode.OK
    ended.stdout.fnmatch_lines(["*not run on this machine*", "*1 tests*Chromium*apt-get install chromium*"])


def test_where_ci_runs_a_test_that_was_not_run_is_a_failure(
    suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A green run means that everything ran."""
    monkeypatch.setenv("CI", "true")
    ended = suite.runpytest_subprocess()
    assert ended.ret == pytest.ExitCode.TESTS_FAILED
    ended.stdout.fnmatch_lines(["*what was not run counts as failed*"])
