"""The guards that keep the promises, how each is taken out, and which tests must notice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Guard:
    """One guard.

    Attributes:
        name: What it is.
        file: Where it stands, from the root of the tree.
        stands: The text of it, found once in the file.
        without: What stands there when it is taken out.
        noticed_by: The tests of which one must turn red, as pytest takes them; as few as will do.
    """

    name: str
    file: str
    stands: str
    without: str
    noticed_by: tuple[str, ...]


_FAULTS_OUT: Final = "tests/bot/telegram/test_faults_out.py"
_POSTGRES: Final = "tests/bot/store/test_postgres.py"
_PERMISSIONS: Final = "tests/bot/server/test_permissions.py"

GUARDS: Final = (
    Guard(
        "a message that comes twice is one (the index)",
        "bot/store/migrations/versions/0001_first_day.py",
        '        "source",\n        unique=True,\n        sqlite_where',
        '        "source",\n        unique=False,\n        sqlite_where',
        ("tests/contract/test_events.py::test_the_same_source_is_known_after_a_restart[sqlite]",),
    ),
    Guard(
        "a message that comes twice is one (in one group)",
        "bot/store/ledger.py",
        "            known = self._new.sources.get((slot.n, source))\n            if known is None and self._wary:",
        "            known = None\n            if self._wary > 99:",
        (
            "tests/contract/test_events.py::test_a_repeated_message_takes_down_nothing_that_is_written_beside_it[sqlite]",
        ),
    ),
    Guard(
        "the same name with other words is refused",
        "bot/store/ledger.py",
        "if known.text != words(event) and not forgotten:",
        "if False:",
        ("tests/contract/test_events.py::test_the_same_source_with_other_words_is_refused[sqlite]",),
    ),
    Guard(
        "what is acknowledged is on the disk (synchronous=FULL)",
        "bot/store/sqlite.py",
        "PRAGMA synchronous = FULL",
        "PRAGMA synchronous = OFF",
        ("tests/bot/store/test_sqlite.py::test_a_commit_waits_for_the_disk_and_the_old_words_are_overwritten",),
    ),
    Guard(
        "who reads to write has the file (BEGIN IMMEDIATE)",
        "bot/store/sqlite.py",
        'connection.execute("BEGIN IMMEDIATE")',
        'connection.execute("BEGIN")',
        ("tests/bot/store/test_sqlite.py::test_who_reads_to_write_has_the_file_from_the_start",),
    ),
    Guard(
        "one desk on one file",
        "bot/store/sqlite.py",
        "fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)",
        "pass",
        ("tests/bot/store/test_migrate.py::test_a_second_desk_on_the_same_folder_is_refused",),
    ),
    Guard(
        "the seq cursor",
        "bot/store/sql.py",
        "FROM entry WHERE conversation = ? AND seq > ? ORDER BY seq",
        "FROM entry WHERE conversation = ? AND seq >= ? ORDER BY seq",
        ("tests/contract/test_events.py::test_entries_after_a_seq_are_exactly_those[sqlite]",),
    ),
    Guard(
        "the first claim wins",
        "replies/claiming.py",
        "    if has_it is not None and not event.take_over:\n",
        "    if False:\n",
        ("tests/contract/test_events.py::test_of_two_claims_at_once_the_first_wins[sqlite]",),
    ),
    Guard(
        "a stale answer is held back",
        "replies/sending.py",
        "    if conversation.patron_seq > event.seen or by_colleague:\n",
        "    if False:\n",
        ("tests/replies/test_sending.py::test_a_reply_is_stale_when_the_patron_has_written_since",),
    ),
    Guard(
        "sending is committed before the wire",
        "bot/store/outbox.py",
        "UPDATE outbox SET state = 'sending' WHERE id = ?",
        "UPDATE outbox SET state = 'queued' WHERE id = ?",
        ("tests/contract/test_outbox.py::test_a_restart_makes_what_was_on_the_wire_uncertain[sqlite]",),
    ),
    Guard(
        "what was on the wire at a crash is uncertain",
        "bot/store/outbox.py",
        'state="uncertain", reason="restart"',
        'state="waiting", reason="restart"',
        ("tests/contract/test_outbox.py::test_a_restart_makes_what_was_on_the_wire_uncertain[sqlite]",),
    ),
    Guard(
        "a restored desk says nothing twice (the sent ledger)",
        "bot/duties/sent.py",
        "        if line in self._known:\n            return False\n",
        "",
        ("tests/bot/duties/test_sent.py::test_row_67_what_left_after_the_copy_was_made_does_not_leave_again",),
    ),
    Guard(
        "an update is taken in once",
        "bot/store/inbox.py",
        ' conflict=" ON CONFLICT DO NOTHING"',
        "",
        ("tests/contract/test_keeping.py::test_an_update_is_taken_in_once_and_handled_with_its_event[sqlite]",),
    ),
    Guard(
        "every line of the audit follows from the one before",
        "bot/store/audit.py",
        "return sha256(to_json([before, *line]).encode()).hexdigest()",
        'return "0"',
        ("tests/contract/test_keeping.py::test_the_audit_is_a_chain_that_shows_any_change[sqlite]",),
    ),
    Guard(
        "a cookie alone changes nothing (CSRF)",
        "bot/server/doors.py",
        "            if not hmac.compare_digest(sent.encode(), signed.session.csrf.encode()):\n",
        "            if False:\n",
        (_PERMISSIONS + "::test_a_change_without_the_sessions_own_token_is_refused[POST /api/people]",),
    ),
    Guard(
        "a role opens its own doors only",
        "bot/server/doors.py",
        "        if signed.person.role not in roles:\n",
        "        if False:\n",
        (_PERMISSIONS + "::test_a_route_lets_in_whom_the_document_names[POST /api/people-librarian]",),
    ),
    Guard(
        "a foreign page opens no WebSocket",
        "bot/server/origins.py",
        '    if not is_welcome(request, origin):\n        raise Refused("foreign_origin")\n\n\ndef preflight',
        "    del origin\n\n\ndef preflight",
        ("tests/bot/server/test_live.py::test_a_foreign_page_opens_no_connection",),
    ),
    Guard(
        "replies of a conversation leave in their order",
        "bot/store/outbox.py",
        "before.state IN ('queued', 'sending')",
        "before.state IN ('nowhere')",
        ("tests/contract/test_outbox.py::test_one_reply_of_a_conversation_travels_at_a_time[sqlite]",),
    ),
    Guard(
        "who lost the lease sends nothing",
        "bot/store/outbox.py",
        "lease is not None and not leases.holds(ledger, lease)",
        "False",
        ("tests/contract/test_several.py::test_who_lost_the_lease_is_given_nothing_to_send",),
    ),
    Guard(
        "an update and what it says are one commit",
        "bot/store/ledger.py",
        "self._pending.add(sql.HANDLED, (done.n,))",
        "pass",
        ("tests/contract/test_keeping.py::test_an_update_is_taken_in_once_and_handled_with_its_event[sqlite]",),
    ),
    Guard(
        "parts that have arrived do not leave again",
        "bot/duties/loop.py",
        "for index in range(len(outgoing.refs), ",
        "for index in range(0, ",
        (_FAULTS_OUT + "::test_row_18_a_part_that_fails_leaves_what_arrived_and_sending_again_goes_on_there",),
    ),
    Guard(
        "what has left can not be undone",
        "replies/sending.py",
        "    if reply.seq is not None:\n        raise Refused",
        "    if False:\n        raise Refused",
        ("tests/replies/test_sending.py::test_undo_comes_too_late_once_it_has_left",),
    ),
    Guard(
        "nobody is their own second reader",
        "replies/reading.py",
        "    if reply.who == event.who:\n",
        "    if False:\n",
        ("tests/replies/test_second_reader.py",),
    ),
    Guard(
        "two windows do not overwrite each other",
        "replies/drafts.py",
        "    if based_on == held:\n",
        "    if True:\n",
        ("tests/contract/test_keeping.py::test_two_tabs_do_not_overwrite_each_other[sqlite]",),
    ),
    Guard(
        "forgetting takes drafts along",
        "bot/store/effects.py",
        '    "DELETE FROM draft WHERE conversation = ?",\n',
        "",
        ("tests/contract/test_keeping.py::test_forgetting_leaves_no_word_of_the_patron_in_the_file[sqlite]",),
    ),
    Guard(
        "a commit is asked after by its mark, not by its number",
        "bot/store/postgres.py",
        "return mark == (self._group,)",
        "return True",
        (_POSTGRES + "::test_a_group_that_died_with_the_server_is_not_taken_for_another_that_bears_its_number",),
    ),
)
