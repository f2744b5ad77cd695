"""``smiledesk get spacy``: what a trained pipeline would add, what it weighs and costs, and how to take one in.

The official pipelines are not in the Python package index, so no command of ours can fetch them by name without
trusting an address of our own choosing. Whoever has one, as a wheel or a folder, gives it here.
"""

from __future__ import annotations

import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from bot.own_name import command
from nlp.draft import LANGUAGES


@dataclass(frozen=True, slots=True)
class Pipeline:
    """An official small pipeline for spaCy 3.8."""

    lang: str
    name: str
    megabytes: int
    licence: str


OFFICIAL: Final = (
    Pipeline("en", "en_core_web_sm", 12, "MIT"),
    Pipeline("it", "it_core_news_sm", 12, "CC BY-NC-SA: not for commercial use"),
    Pipeline("ro", "ro_core_news_sm", 12, "CC BY-SA"),
    Pipeline("sv", "sv_core_news_sm", 12, "CC BY-SA"),
    Pipeline("fi", "fi_core_news_sm", 13, "CC BY-SA"),
)


def take_in(source: Path | None) -> int:
    """Without a source, say what there is; with one, take it in. 0 when it can be used from now on."""
    if source is None:
        _explain()
        return 0
    if source.is_dir():
        return _folder(source)
    if source.suffix == ".whl" and source.is_file():
        return _wheel(source)
    sys.stderr.write(f"{source} is neither a wheel (.whl) nor a pipeline's folder.\n")
    return 1


def _explain() -> None:
    console = Console()
    console.print(
        "smiledesk reads drafts without a trained spaCy pipeline. One adds a second witness on who does what "
        "in a sentence, never the only one. The official pipelines are not in the package index, so they cannot "
        "be fetched by name: their makers publish them, see spacy.io/models.\n"
    )
    table = Table("language", "pipeline", "size", "licence", box=None, pad_edge=False)
    for one in OFFICIAL:
        table.add_row(one.lang, one.name, f"{one.megabytes} MB", one.licence)
    console.print(table)
    console.print(f"\nOnce you have one: {command('get spacy FILE.whl')} (or its folder)", highlight=False)


def _folder(folder: Path) -> int:
    """A pipeline that lies somewhere stays there; the settings name it."""
    lang = _language(str(folder.resolve()))
    return 1 if lang is None else _usable(lang, str(folder.resolve()))


def _wheel(wheel: Path) -> int:
    """Install the wheel, and only it, into the environment smiledesk runs in."""
    if not zipfile.is_zipfile(wheel):
        sys.stderr.write(f"{wheel} is damaged: it cannot be opened as a wheel.\n")
        return 1
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.stderr.write(f"pip did not install {wheel}: {done.stderr.strip()}\n")
        return 1
    name = wheel.name.split("-")[0]
    lang = _language(name)
    return 1 if lang is None else _usable(lang, name)


def _language(name: str) -> str | None:
    """Load the pipeline in a process of its own and return its language; None, and why, when it does not load."""
    program = "import sys, spacy; print(spacy.load(sys.argv[1]).lang)"
    done = subprocess.run([sys.executable, "-c", program, name], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return done.stdout.strip()
    why = done.stderr.strip().splitlines()
    sys.stderr.write(f"spaCy cannot load {name}: {why[-1] if why else 'it gave no reason'}\n")
    return None


def _usable(lang: str, name: str) -> int:
    if lang not in LANGUAGES:
        sys.stderr.write(f"{name} reads {lang}; smiledesk reads {', '.join(LANGUAGES)}.\n")
        return 1
    sys.stdout.write(f'It works. In config.toml, under [checks]:\n\n    spacy = {{ {lang} = "{name}" }}\n')
    return 0
