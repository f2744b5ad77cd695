"""Commands that take their time: a bar for each thing, and what goes wrong as a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from bot.backup.manifest import Tell
from bot.commands.saying import sorry


def told(work: Callable[[Tell], int], trouble: tuple[type[Exception], ...]) -> int:
    """Do it with a bar for each thing that takes its time; ``trouble`` is said, and means 2."""
    try:
        with _bars() as tell:
            return work(tell)
    except trouble as said:
        return sorry(str(said))


@contextmanager
def _bars() -> Iterator[Tell]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        tasks: dict[str, TaskID] = {}

        def tell(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what, total=total)
            progress.update(tasks[what], completed=done, total=total)

        yield tell
