"""The shelf of texts a librarian inserts: canned answers and next steps, by language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from nlp.draft import Channel
from replies.templates.filling import places

HERE: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Slot:
    """A hole in a template.

    Attributes:
        name: As in ``{name}``.
        label: What to fill in, for people.
        value: What is known already, or None.
    """

    name: str
    label: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """One text ready to insert.

    Attributes:
        key: Its name in all languages.
        title: What it is, for people.
        text: The words, holes as ``{name}``.
        lang: BCP 47.
        shortcut: What to type after ``/``.
        slots: Its holes, in order.
        channels: Where it fits; empty means everywhere.
    """

    key: str
    title: str
    text: str
    lang: str
    shortcut: str | None = None
    slots: tuple[Slot, ...] = ()
    channels: frozenset[Channel] = frozenset()


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every text, by language, in the order of the files."""

    answers: Mapping[str, tuple[Template, ...]]
    steps: Mapping[str, tuple[Template, ...]]

    def templates(self, lang: str, channel: Channel | None) -> Sequence[Template]:
        """Canned answers of a language; empty when there are none."""
        return _fitting(self.answers.get(lang, ()), channel)

    def next_steps(self, lang: str, channel: Channel | None) -> Sequence[Template]:
        """Next steps of a language, ready to insert at the end of a reply."""
        return _fitting(self.steps.get(lang, ()), channel)


def _fitting(templates: Sequence[Template], channel: Channel | None) -> Sequence[Template]:
    return [t for t in templates if channel is None or not t.channels or channel in t.channels]


def load_shelf(known: Mapping[str, str], folder: Path = HERE) -> Shelf:
    """Read every language's ``answers.toml`` and ``steps.toml``.

    Args:
        known: What is known of the library, by slot: filled in already, and still to be seen before sending.
        folder: One folder for each language.

    Raises:
        OSError: A file can't be read.
        tomllib.TOMLDecodeError: A file is no TOML.
        KeyError: A text lacks a part, or a slot has no label.
    """
    return Shelf(_load(folder, "answers", known), _load(folder, "steps", known))


def _load(folder: Path, kind: str, known: Mapping[str, str]) -> dict[str, tuple[Template, ...]]:
    shelf: dict[str, tuple[Template, ...]] = {}
    for path in sorted(folder.glob(f"*/{kind}.toml")):
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        labels = tomllib.loads((path.parent / "slots.toml").read_text(encoding="utf-8"))
        shelf[path.parent.name] = tuple(_template(one, path.parent.name, labels, known) for one in said["text"])
    return shelf


def _template(said: Mapping[str, Any], lang: str, labels: Mapping[str, str], known: Mapping[str, str]) -> Template:
    text = said["text"].strip()
    return Template(
        said["key"],
        said["title"],
        text,
        lang,
        said.get("shortcut"),
        tuple(Slot(name, labels[name], known.get(name)) for name in places(text)),
        frozenset(said.get("channels", ())),
    )
