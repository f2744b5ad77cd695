"""Rows that are held back until the group ends (or somebody must read them), and then written together."""

from __future__ import annotations

from typing import Any

from bot.store.engine import Connection

Row = tuple[Any, ...]


class Pending:
    """Rows by the statement that writes them; those of one statement keep their order."""

    __slots__ = ("_rows",)

    def __init__(self) -> None:
        self._rows: dict[str, list[Row]] = {}

    def add(self, statement: str, row: Row) -> None:
        """Hold a row back."""
        try:
            self._rows[statement].append(row)
        except KeyError:
            self._rows[statement] = [row]

    def write(self, connection: Connection) -> None:
        """Write them all.

        Raises:
            FAULTS: The group can't be written as it is.
        """
        for statement, rows in self._rows.items():
            connection.executemany(statement, rows)
        self._rows.clear()

    def clear(self) -> None:
        """Forget them."""
        self._rows.clear()
