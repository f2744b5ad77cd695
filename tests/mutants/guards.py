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
        noticed_by: The tests of which at least one must turn red, as pytest takes them.
    """

    name: str
    file: str
    stands: str
    without: str
    noticed_by: tuple[str, ...]


GUARDS: Final = (
    Guard(
        "a message that comes twice is one (the index)",
        "bot/store/migrations/versions/0001_first_day.py",
        '        "source",\n        unique=True,\n        sqlite_where',
        '        "source",\n        unique=False,\n        sqlite_where',
        ("tests/contract/test_events.py",),
    ),
    Guard(
        "a message that comes twice is one (in one group)",
        "bot/store/ledger.py",
        "            known = self._new.sources.get((slot.n, source))\n            if known is None and self._wary:",
        "            known = None\n            if self._wary > 99:",
        ("tests/contract/test_events.py",),
    ),
    Guard(
        "the same name with other words is refused",
        "bot/store/ledger.py",
        "if known.text != words(event) and not forgotten:",
        "if False:",
        ("tests/contract/test_events.py",),
    ),
    Guard(
        "what is acknowledged is on the disk (synchronous=FULL)",
        "bot/store/sqlite.py",
        "PRAGMA synchronous = FULL",
        "PRAGMA synchronous = OFF",
        ("tests/bot/store/test_sqlite.py",),
    ),
    Guard(
        "who reads to write has the file (BEGIN IMMEDIATE)",
        "bot/store/sqlite.py",
        'connection.execute("BEGIN IMMEDIATE")',
        'connection.execute("BEGIN")',
        ("tests/bot/store/test_sqlite.py",),
    ),
    Guard(
        "one desk on one file",
        "bot/store/sqlite.py",
        "fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)",
        "pass",
        ("tests/bot/store/test_migrate.py", "tests/bot/store/test_sqlite.py"),
    ),
    Guard(
        "the seq cursor",
        "bot/store/sql.py",
        "FROM entry WHERE conversation = ? AND seq > ? ORDER BY seq",
        "FROM entry WHERE conversation = ? AND seq >= ? ORDER BY seq",
        ("tests/contract/test_events.py",),
    ),
    Guard(
        "the first claim wins",
        "replies/claiming.py",
        "    if has_it is not None and not event.take_over:\n",
        "    if False:\n",
        ("tests/contract/test_events.py",),
    ),
    Guard(
        "a stale answer is held back",
        "replies/sending.py",
        "    if conversation.patron_seq > event.seen or by_colleague:\n",
        "    if False:\n",
        ("tests/replies/test_sending.py",),
    ),
    Guard(
        "sending is committed before the wire",
        "bot/store/outbox.py",
        "UPDATE outbox SET state = 'sending' WHERE id = ?",
        "UPDATE outbox SET state = 'queued' WHERE id = ?",
        ("tests/contract/test_outbox.py",),
    ),
    Guard(
        "what was on the wire at a crash is uncertain",
        "bot/store/outbox.py",
        'state="uncertain", reason="restart"',
        'state="waiting", reason="restart"',
        ("tests/contract/test_outbox.py",),
    ),
    Guard(
        "a restored desk says nothing twice (the sent ledger)",
        "bot/sent.py",
        "        if line in self._known:\n            return False\n",
        "",
        ("tests/bot/test_sent.py",),
    ),
    Guard(
        "an update is taken in once",
        "bot/store/inbox.py",
        ' conflict=" ON CONFLICT DO NOTHING"',
        "",
        ("tests/contract/test_keeping.py",),
    ),
    Guard(
        "every line of the audit follows from the one before",
        "bot/store/audit.py",
        "return sha256(to_json([before, *line]).encode()).hexdigest()",
        'return "0"',
        ("tests/contract/test_keeping.py",),
    ),
    Guard(
        "a cookie alone changes nothing (CSRF)",
        "bot/server/doors.py",
        "            if not hmac.compare_digest(sent.encode(), signed.session.csrf.encode()):\n",
        "            if False:\n",
        ("tests/bot/server/test_walls.py", "tests/bot/server/test_signing_in.py"),
    ),
    Guard(
        "a role opens its own doors only",
        "bot/server/doors.py",
        "        if signed.person.role not in roles:\n",
        "        if False:\n",
        ("tests/bot/server/test_walls.py", "tests/bot/server/test_permissions.py"),
    ),
    Guard(
        "a foreign page opens no WebSocket",
        "bot/server/origins.py",
        '    if not is_welcome(request, origin):\n        raise Refused("foreign_origin")\n\n\ndef preflight',
        "    del origin\n\n\ndef preflight",
        ("tests/bot/server/test_walls.py",),
    ),
)
