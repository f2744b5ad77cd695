"""The promises as invariants: nothing that may happen to a desk, in whatever order, breaks one.

Patrons on three channels ask, write, say it again, edit, leave and forget; librarians claim, draft, send, undo, hand
over and close, one of them with a second reader; the far end takes, refuses, or is cut; time passes or is set back;
the desk restarts, or its power fails between any two statements of its database. After every step: nothing
acknowledged is missing or moved (P1, P3), a repeated source is the same message (P2), nothing leaves twice without a
person's word (P4), drafts are as they were saved (P5), a reader who fetches what it missed has exactly the journal
(P6), nobody answers over unread words (P8), of what is forgotten no table has a word (P11), and a question has one
librarian.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.cluster import Cluster
from tests.contract.power import PostgresDatabase, SqliteDatabase
from tests.contract.whole_desk import WholeDesk

pytestmark = pytest.mark.hypothesis

LONG = settings.get_current_profile_name() == "long"


def _days(few: int, many: int) -> settings:
    """Few days of the desk where somebody waits for the tests, many in ``make fuzz``."""
    return settings(
        max_examples=many if LONG else few,
        stateful_step_count=50,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


def test_nothing_that_may_happen_to_a_desk_breaks_a_promise() -> None:
    """On SQLite."""
    run_state_machine_as_test(lambda: WholeDesk(SqliteDatabase), settings=_days(15, 1000))


@pytest.mark.postgres
def test_nothing_that_may_happen_to_a_desk_on_postgresql_breaks_a_promise(cluster: Cluster) -> None:
    """On PostgreSQL."""
    run_state_machine_as_test(lambda: WholeDesk(lambda: PostgresDatabase(cluster)), settings=_days(3, 100))
