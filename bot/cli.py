"""The command ``smiledesk``: every subcommand imports what it needs only when it is the one that runs."""

# ruff: noqa: PLC0415 - late imports are the point: `smiledesk check` must not wait for the web server's
from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli_keeping import keeping

app = typer.Typer(
    name="smiledesk",
    help="A virtual reference desk that smiles.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

app.add_typer(keeping)

Host = Annotated[str | None, typer.Option(help="Address to listen on.", show_default=False)]
Port = Annotated[
    int | None, typer.Option(help="Port to listen on; 0 picks a free one.", min=0, max=65535, show_default=False)
]
Data = Annotated[Path | None, typer.Option(help="Folder of this desk's data.", file_okay=False, show_default=False)]
Config = Annotated[Path | None, typer.Option(help="Settings file.", dir_okay=False, show_default=False)]
Parts = Annotated[Path | None, typer.Option(help="Folder of the parts.", file_okay=False, show_default=False)]

RulesAlone = Annotated[bool, typer.Option("--rules-alone", help="Without the weighing of all signs after the rules.")]


@app.callback()
def smiledesk() -> None:
    """A virtual reference desk that smiles."""


@app.command()
def demo(*, host: Host = None, port: Port = None, data: Data = None, config: Config = None) -> None:
    """Open a desk to try, with sample questions waiting, a make-believe Telegram and a mailbox."""
    from bot.commands.serve import serve_desk

    raise typer.Exit(serve_desk(demo=True, host=host, port=port, data=data, config=config))


@app.command()
def run(*, host: Host = None, port: Port = None, data: Data = None, config: Config = None) -> None:
    """Open the desk."""
    from bot.commands.serve import serve_desk

    raise typer.Exit(serve_desk(demo=False, host=host, port=port, data=data, config=config))


@app.command()
def web(*, host: Host = None, port: Port = None, data: Data = None, config: Config = None) -> None:
    """Answer requests as one of several processes of a desk on PostgreSQL."""
    from bot.commands.serve import serve_desk

    raise typer.Exit(serve_desk(demo=False, host=host, port=port, data=data, config=config, part="web"))


@app.command()
def worker(*, host: Host = None, port: Port = None, data: Data = None, config: Config = None) -> None:
    """Do what goes on by itself (timers, Telegram, e-mail) for such processes; of several, one is on watch.

    With a port it tells there how it is: /health, /ready, /metrics.
    """
    from bot.commands.serve import serve_desk

    raise typer.Exit(serve_desk(demo=False, host=host, port=port, data=data, config=config, part="worker"))


@app.command()
def checker(*, host: Host = None, port: Port = None, config: Config = None, parts: Parts = None) -> None:
    """Read drafts for desks that name this process in checks.urls; as many as you like."""
    from bot.commands.checker import serve_checker

    raise typer.Exit(serve_checker(host=host, port=port, config=config, parts=parts))


@app.command()
def init(
    *,
    into: Annotated[Path, typer.Argument(help="The file to write.")] = Path("config.toml"),
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing; keep every default.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> None:
    """Write a commented config.toml from a few questions."""
    from bot.commands.init import write_settings

    raise typer.Exit(write_settings(into, ask=not yes, force=force))


@app.command()
def doctor(*, data: Data = None, config: Config = None) -> None:
    """Say what is there, what is missing, and the command that mends it."""
    from bot.commands.doctor.examine import examine

    raise typer.Exit(examine(data=data, config=config))


@app.command()
def names(
    exports: Annotated[list[Path], typer.Argument(help="Plain lists, .csv, .mrc (MARC 21) or .xml (MARCXML).")],
    *,
    data: Data = None,
    forget: Annotated[bool, typer.Option("--forget", help="Begin the list anew.")] = False,
) -> None:
    """Take in authors and titles from the catalogue, so that they are no spelling mistakes."""
    from bot.commands.names import take_in_names
    from bot.commands.serve import data_dir

    raise typer.Exit(take_in_names(exports, data or data_dir(demo=False), forget=forget))


@app.command("export")
def export_house(
    folder: Annotated[Path, typer.Argument(help="The folder to write, such as one kept in git.", file_okay=False)],
    *,
    data: Data = None,
    config: Config = None,
) -> None:
    """Write what admins have tuned (templates, rules, glossary) as TOML files."""
    from bot.commands.house import export_house as export
    from bot.commands.serve import data_dir

    raise typer.Exit(export(folder, data or data_dir(demo=False), config))


@app.command("import")
def import_house(
    folder: Annotated[Path, typer.Argument(help="A folder that export wrote.", exists=True, file_okay=False)],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    data: Data = None,
    config: Config = None,
) -> None:
    """Take in what such files say, and publish it; what they don't name stays."""
    from bot.commands.house import import_house as take_in
    from bot.commands.serve import data_dir

    raise typer.Exit(take_in(folder, data or data_dir(demo=False), config, dry_run=dry_run))


@app.command()
def telegram(
    *,
    data: Data = None,
    config: Config = None,
    release_webhook: Annotated[
        bool, typer.Option("--release-webhook", help="Take back a webhook somebody set; waiting messages stay.")
    ] = False,
) -> None:
    """Ask Telegram whether it knows this desk's bot, and who gets its messages."""
    from bot.commands.telegram import look_at_telegram

    raise typer.Exit(look_at_telegram(data=data, config=config, release_webhook=release_webhook))


@app.command()
def get(
    what: Annotated[
        str, typer.Argument(help='"all", "languagetool", "voikko", or "spacy".', show_default=True)
    ] = "all",
    source: Annotated[
        Path | None, typer.Argument(help="For spacy: a pipeline's wheel or folder.", show_default=False)
    ] = None,
    *,
    parts: Parts = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing; only the exit code tells.")] = False,
) -> None:
    """Fetch the language parts: LanguageTool, Voikko for Finnish; or take in a spaCy pipeline you have."""
    from bot.commands.get import get_parts
    from bot.parts import parts_dir

    if what == "spacy":
        from bot.commands.spacy import take_in

        raise typer.Exit(take_in(source))
    raise typer.Exit(get_parts(parts or parts_dir(), what, quiet=quiet))


@app.command()
def parts(*, folder: Parts = None) -> None:
    """Say which language parts are here."""
    from bot.parts import parts_dir
    from bot.parts.get import states
    from bot.parts.progress import sentence

    place = folder or parts_dir()
    for state in states(place):
        typer.echo(sentence(state))
    typer.echo(f"The folder is {place}")


@app.command()
def check(
    source: Annotated[str, typer.Argument(help="A file, or - for standard input.")] = "-",
    *,
    form: Annotated[
        str, typer.Option("--format", help="text: one draft, for people; jsonl: a draft a line.")
    ] = "text",
    lang: Annotated[
        str | None, typer.Option(help="The draft's language; told by itself.", show_default=False)
    ] = None,
    channel: Annotated[str | None, typer.Option(help="chat, telegram or email.", show_default=False)] = None,
    question: Annotated[str | None, typer.Option(help="What the patron asked.", show_default=False)] = None,
    languagetool: Annotated[
        str | None,
        typer.Option(
            help='"own" starts one (usual for jsonl), "off" does without (usual for text), or the address of one.',
            show_default=False,
        ),
    ] = None,
    no_languagetool: Annotated[
        bool, typer.Option("--no-languagetool", help="The same as --languagetool off.")
    ] = False,
    rules_alone: RulesAlone = False,
    parts: Parts = None,
) -> None:
    """Read a draft once more, as the console does."""
    from bot.commands.check import check_as_told
    from bot.parts import parts_dir

    told = "off" if no_languagetool else languagetool
    draft = {"draft": "", "lang": lang, "channel": channel, "question": question}
    raise typer.Exit(check_as_told(source, form, draft, parts or parts_dir(), told, weighing=not rules_alone))


lang_app = typer.Typer(help="Begin a language, or see what one still lacks.", no_args_is_help=True)
app.add_typer(lang_app, name="lang")

Packs = Annotated[
    Path | None, typer.Option("--into", help="Folder of the packs.", file_okay=False, show_default=False)
]


@lang_app.command("new")
def new_language(
    tag: Annotated[str, typer.Argument(help="Its BCP 47 tag, such as nb.")], *, into: Packs = None
) -> None:
    """Begin a language: a folder in which every list waits for its phrases."""
    from bot.commands.lang import begin

    raise typer.Exit(begin(tag, into))


@lang_app.command()
def gaps(
    tag: Annotated[str | None, typer.Argument(help="The language; all that are read, without it.")] = None,
    *,
    into: Packs = None,
) -> None:
    """Say what a language lacks that the others have, and which of its examples fail."""
    from bot.commands.lang import tell_gaps

    raise typer.Exit(tell_gaps(tag, into))


@app.command("eval")
def evaluate(
    folder: Annotated[Path, typer.Argument(help="Labelled replies and sentences, as JSON lines.", exists=True)],
    *,
    half: Annotated[str, typer.Option(help="dev, held (for estimates only) or all.")] = "all",
    lang: Annotated[list[str] | None, typer.Option(help="Only this language; may be repeated.")] = None,
    alone: Annotated[bool, typer.Option("--alone", help="Without LanguageTool and others beside it.")] = False,
    show: Annotated[bool, typer.Option("--show", help="List misses and false alarms, never held ones.")] = False,
    rules_alone: RulesAlone = False,
    page: Annotated[Path | None, typer.Option(help="A page whose table of typos is written anew.")] = None,
    parts: Parts = None,
) -> None:
    """Say how right the checks are on labelled text, beside what else there is."""
    from bot.commands.evaluate import evaluate_as_told
    from bot.parts import parts_dir

    place, weighing = parts or parts_dir(), not rules_alone
    told = evaluate_as_told(folder, place, half, lang or [], alone=alone, show=show, weighing=weighing, page=page)
    raise typer.Exit(told)


def main() -> None:
    """The command's entry."""
    app()
