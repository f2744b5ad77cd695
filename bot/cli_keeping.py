"""The commands that keep a desk and its people: copies, moving, forgetting, who works here, templates."""

# ruff: noqa: PLC0415 - late imports are the point, as in bot.cli
from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

keeping = typer.Typer()

Data = Annotated[Path | None, typer.Option(help="Folder of this desk's data.", file_okay=False, show_default=False)]
Config = Annotated[Path | None, typer.Option(help="Settings file.", dir_okay=False, show_default=False)]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")]
Where = Literal["postgresql", "sqlite"]
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


@keeping.command()
def move(
    to: Annotated[Where, typer.Argument(help="Where the desk goes: the database of the settings, or its own file.")],
    *,
    dry_run: DryRun = False,
    data: Data = None,
    config: Config = None,
) -> None:
    """Move the closed desk from SQLite to PostgreSQL, or back: every row, compared one by one."""
    from bot.commands.move import move_desk
    from bot.commands.serve import data_dir

    raise typer.Exit(move_desk(to, data or data_dir(demo=False), config, dry=dry_run))


@keeping.command()
def erase(
    *,
    number: Annotated[
        int | None, typer.Option(help="The number of one of the patron's questions.", min=1, show_default=False)
    ] = None,
    email: Annotated[str | None, typer.Option(help="An e-mail address they used.", show_default=False)] = None,
    dry_run: DryRun = False,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing.")] = False,
    data: Data = None,
    config: Config = None,
) -> None:
    """Forget one patron everywhere, at a desk open or closed, and say what is left where."""
    from bot.commands.erase import erase_patron
    from bot.commands.serve import data_dir

    if (number is None) == (email is None):
        raise typer.BadParameter("name the patron by --number or by --email")
    whose = {"number": number} if number is not None else {"email": email}
    raise typer.Exit(erase_patron(data or data_dir(demo=False), config, whose, dry=dry_run, sure=yes))


user = typer.Typer(help="Who works here: list, invite, change.", no_args_is_help=True)
keeping.add_typer(user, name="user")

Name = Annotated[str, typer.Argument(help="As they sign in.")]


@user.command("list")
def list_users(*, data: Data = None, config: Config = None) -> None:
    """A table of everybody."""
    from bot.commands.people import list_people
    from bot.commands.serve import data_dir

    raise typer.Exit(list_people(data or data_dir(demo=False), config))


@user.command("invite")
def invite_user(
    name: Name,
    role: Annotated[str, typer.Argument(help="librarian, trainee, viewer or admin.")] = "librarian",
    *,
    dry_run: DryRun = False,
    data: Data = None,
    config: Config = None,
) -> None:
    """A one-time link for somebody new, or a fresh one for somebody who is here."""
    from bot.commands.people import invite
    from bot.commands.serve import data_dir

    raise typer.Exit(invite(data or data_dir(demo=False), config, name, role, dry=dry_run))


@user.command("change")
def change_user(
    name: Name,
    *,
    role: Annotated[str | None, typer.Option(help="librarian, trainee, viewer or admin.", show_default=False)] = None,
    active: Annotated[
        bool | None, typer.Option("--let-in/--shut-out", help="Whether they may sign in.", show_default=False)
    ] = None,
    dry_run: DryRun = False,
    data: Data = None,
    config: Config = None,
) -> None:
    """Another role, or the door shut or opened."""
    from bot.commands.people import change
    from bot.commands.serve import data_dir

    told = {key: value for key, value in (("role", role), ("active", active)) if value is not None}
    raise typer.Exit(change(data or data_dir(demo=False), config, name, told, dry=dry_run))


template = typer.Typer(help="Canned answers: list, show, publish.", no_args_is_help=True)
keeping.add_typer(template, name="template")

Key = Annotated[str, typer.Argument(help="Its name in all languages.")]
Lang = Annotated[str, typer.Argument(help="en, it, ro, sv or fi.")]


@template.command("list")
def list_templates(
    *,
    missing: Annotated[bool, typer.Option("--missing", help="Only those that a language lacks.")] = False,
    data: Data = None,
    config: Config = None,
) -> None:
    """How each stands in each language."""
    from bot.commands.serve import data_dir
    from bot.commands.templates import list_shelf

    raise typer.Exit(list_shelf(data or data_dir(demo=False), config, missing=missing))


@template.command("links")
def ask_links(*, data: Data = None, config: Config = None) -> None:
    """Ask every web address in templates and extras whether something is still there; 1 when one is dead."""
    from bot.commands.serve import data_dir
    from bot.commands.templates import links

    raise typer.Exit(links(data or data_dir(demo=False), config))


@template.command("show")
def show_template(key: Key, lang: Lang, *, data: Data = None, config: Config = None) -> None:
    """Its words in one language."""
    from bot.commands.serve import data_dir
    from bot.commands.templates import show

    raise typer.Exit(show(data or data_dir(demo=False), config, key, lang))


@template.command("publish")
def publish_template(
    key: Key,
    lang: Lang,
    *,
    confirmed: Annotated[bool, typer.Option("--confirmed", help="Its hints have been read.")] = False,
    dry_run: DryRun = False,
    data: Data = None,
    config: Config = None,
) -> None:
    """Let its newest draft count."""
    from bot.commands.serve import data_dir
    from bot.commands.templates import publish

    place = data or data_dir(demo=False)
    raise typer.Exit(publish(place, config, key, lang, confirmed=confirmed, dry=dry_run))


audit = typer.Typer(help="Who read and did what: follow the seals, write it out.", no_args_is_help=True)
keeping.add_typer(audit, name="audit")


@audit.command("verify")
def verify_audit(
    *,
    seal: Annotated[
        str | None, typer.Option(help="A seal noted earlier, or how it begins.", show_default=False)
    ] = None,
    data: Data = None,
    config: Config = None,
) -> None:
    """Follow every line from the one before, and name the first that doesn't."""
    from bot.commands.audit import verify
    from bot.commands.serve import data_dir

    raise typer.Exit(verify(data or data_dir(demo=False), config, seal))


@audit.command("export")
def export_audit(
    into: Annotated[Path, typer.Argument(help="The file to write, one JSON object a line.", dir_okay=False)],
    *,
    data: Data = None,
    config: Config = None,
) -> None:
    """Write all lines to a file."""
    from bot.commands.audit import write_out
    from bot.commands.serve import data_dir

    raise typer.Exit(write_out(data or data_dir(demo=False), config, into))
