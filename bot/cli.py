"""The command ``smiledesk``: every subcommand imports what it needs only when it is the one that runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="smiledesk",
    help="A virtual reference desk that smiles.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Parts = Annotated[Path | None, typer.Option("--parts", help="The folder of the language parts.", show_default=False)]


@app.callback()
def smiledesk() -> None:
    """A virtual reference desk that smiles."""


@app.command("get")
def get_command(
    *,
    parts: Parts = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing; only the exit code tells.")] = False,
) -> None:
    """Fetch the language parts: LanguageTool, and Voikko for Finnish."""
    from bot.get_command import get_parts  # noqa: PLC0415
    from bot.parts import parts_dir  # noqa: PLC0415

    raise typer.Exit(get_parts(parts or parts_dir(), quiet=quiet))


def main() -> None:
    """The command's entry."""
    app()
