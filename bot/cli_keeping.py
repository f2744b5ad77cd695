"""The commands that keep a desk safe: its copies and the way back."""

# ruff: noqa: PLC0415 - late imports are the point, as in bot.cli
from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

keeping = typer.Typer()

Data = Annotated[Path | None, typer.Option(help="Folder of this desk's data.", file_okay=False, show_default=False)]
Config = Annotated[Path | None, typer.Option(help="Settings file.", dir_okay=False, show_default=False)]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")]
Copy = Annotated[Path, typer.Argument(help="The folder of one backup.", exists=True, file_okay=False)]


@keeping.command()
def backup(
    into: Annotated[
        Path | None, typer.Argument(help="Where copies go; DATA/backups without it.", file_okay=False)
    ] = None,
    *,
    drill: Annotated[bool, typer.Option("--drill", help="Open the copy in a scratch place, and count.")] = False,
    keep: Annotated[
        int | None, typer.Option(help="Remove all copies there but the newest so many.", min=1, show_default=False)
    ] = None,
    dry_run: DryRun = False,
    data: Data = None,
    config: Config = None,
) -> None:
    """Copy the desk, open or closed: database, attachments, key; read back and counted."""
    from bot.commands.backup import back_up
    from bot.commands.serve import data_dir

    raise typer.Exit(back_up(into, data or data_dir(demo=False), config, drilled=drill, keep=keep, dry=dry_run))


@keeping.command()
def drill(folder: Copy, *, data: Data = None, config: Config = None) -> None:
    """Open a backup in a scratch place as in earnest, count, and say whether it would do."""
    from bot.commands.backup import try_out
    from bot.commands.serve import data_dir

    raise typer.Exit(try_out(folder, data or data_dir(demo=False), config))


@keeping.command()
def restore(folder: Copy, *, dry_run: DryRun = False, data: Data = None, config: Config = None) -> None:
    """Open a backup in the desk's place, which must be closed; what is there is copied before."""
    from bot.commands.backup import bring_back
    from bot.commands.serve import data_dir

    raise typer.Exit(bring_back(folder, data or data_dir(demo=False), config, dry=dry_run))
