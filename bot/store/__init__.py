"""The durable store: one contract (``bot.ports.Store``), an engine behind it.

``bot.store.sqlite.open_store`` opens the SQLite engine. How it works, from the outside in:

- ``sqlite`` is the contract itself, on the event loop; ``reading`` answers questions on reader threads.
- ``writer`` is the one thread that writes; it commits what has come in meanwhile as one group.
- ``ledger`` is the open transaction: it decides events against the conversations it holds and writes what follows.
- ``queues``, ``outbox``, ``inbox``, ``people``, ``audit`` are statements by subject; ``codec`` is rows to values.
- ``schema`` and ``migrations`` say what the tables are; ``migrate`` brings an older file up to date.
"""
