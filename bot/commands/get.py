"""``smiledesk get``: the language parts, in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn

from bot.parts.get import get
from bot.parts.progress import NAMES, FetchError, PartState, Tell, sentence


def get_parts(parts: Path, what: str, *, quiet: bool) -> int:
    """Fetch the parts and say how it ended; 0 all are here, 1 one is not, 2 nothing was begun."""
    console = Console(stderr=True)
    if what not in {"all", *NAMES}:
        console.print(f"{what} is not a part. Known: all, {', '.join(NAMES)}, spacy.", markup=False)
        return 2
    try:
        with _silence() if quiet else _bars(console) as tell:
            ended = get(parts, tell, [what] if what != "all" else list(NAMES))
    except FetchError as trouble:
        console.print(str(trouble), soft_wrap=True, highlight=False)
        return 2
    if not quiet:
        for state in ended:
            console.print(sentence(state), soft_wrap=True, highlight=False, markup=False)
    return 0 if all(state.state == "ready" for state in ended) else 1


@contextmanager
def _silence() -> Iterator[Tell]:
    yield lambda _state: None


@contextmanager
def _bars(console: Console) -> Iterator[Tell]:
    """One bar a part, drawn while bytes come."""
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[size]}"))
    with Progress(*columns, console=console) as progress:
        tasks: dict[str, TaskID] = {}

        def tell(state: PartState) -> None:
            if state.part not in tasks:
                tasks[state.part] = progress.add_task(NAMES[state.part], total=None, size="")
            size = f"{state.done / 1e6:.0f} of {state.total / 1e6:.0f} MB" if state.total else ""
            if state.state == "ready":
                progress.update(tasks[state.part], completed=1, total=1, size=size)
            else:
                progress.update(tasks[state.part], completed=state.done, total=state.total or None, size=size)

        yield tell
