"""The durable store: one contract (``bot.ports.Store``), an engine behind it.

``bot.store.sqlite.open_store`` opens it on SQLite, ``bot.store.postgres.open_store`` on PostgreSQL. How it works,
from the outside in:

- ``store`` is the contract itself, on the event loop; questions are answered on reader threads.
- ``engine`` is what it needs of a database; ``sqlite`` and ``postgres`` are two that have it.
- ``writer`` is the one thread that writes; it commits what has come in meanwhile as one group.
- ``ledger`` is the open transaction: it decides events against the conversations it holds and writes what follows.
- ``queues``, ``outbox``, ``inbox``, ``people``, ``audit`` are statements by subject; ``codec`` is rows to values.
- ``schema`` and ``migrations`` say what the tables are; ``migrate`` brings an older file up to date.
"""
