"""The shelf of texts a librarian inserts: canned answers and next steps, by language.

What is shipped lies in this folder; what the house has written of its own is laid over it by ``over``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal

from nlp.draft import Channel, Phase
from replies.templates.files import read_words
from replies.templates.filling import fill, places

HERE: Final = Path(__file__).parent

Kind = Literal["answer", "step"]
"""A canned answer stands for itself; a next step is put at the end of a reply."""

_FILES: Final[Mapping[Kind, str]] = {"answer": "answers", "step": "steps"}


@dataclass(frozen=True, slots=True)
class Slot:
    """A hole in a template.

    Attributes:
        name: As in ``{name}``.
        label: What to fill in, for people.
        value: What is known already, or None.
        type: What kind of thing: text, when, place, hours, person, phone, money, link.
        sample: For previews and checks; "" when nobody has thought of one.
    """

    name: str
    label: str
    value: str | None = None
    type: str = "text"
    sample: str = ""


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
        desks: Which desks it is for; empty means all.
        branches: Which branches it is for; empty means all.
        picture: Name of a picture that goes along, or "".
        kind: A canned answer or a next step.
        phase: When in a conversation it is said; the checks expect a greeting in an opening.
    """

    key: str
    title: str
    text: str
    lang: str
    shortcut: str | None = None
    slots: tuple[Slot, ...] = ()
    channels: frozenset[Channel] = frozenset()
    desks: frozenset[str] = frozenset()
    branches: frozenset[str] = frozenset()
    picture: str = ""
    kind: Kind = "answer"
    phase: Phase = "opening"

    def sampled(self) -> str:
        """The text as it may leave: what is known filled in, samples for the rest."""
        return fill(self.text, {slot.name: slot.value or slot.sample or f"{{{slot.name}}}" for slot in self.slots})

    def knowing(self, known: Mapping[str, str]) -> Template:
        """The same with what is known of the place in the slots that have nothing of their own."""
        slots = tuple(replace(slot, value=slot.value or known.get(slot.name)) for slot in self.slots)
        return replace(self, slots=slots)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every text, by language, in the order of the files.

    Attributes:
        answers: Canned answers.
        steps: Next steps.
        slots: What is known of each slot, by language and name.
    """

    answers: Mapping[str, tuple[Template, ...]]
    steps: Mapping[str, tuple[Template, ...]]
    slots: Mapping[str, Mapping[str, Slot]]

    def templates(self, lang: str, channel: Channel | None, desk: str | None = None) -> Sequence[Template]:
        """Canned answers of a language; empty when there are none."""
        return _fitting(self.answers.get(lang, ()), channel, desk)

    def next_steps(self, lang: str, channel: Channel | None, desk: str | None = None) -> Sequence[Template]:
        """Next steps of a language, ready to insert at the end of a reply."""
        return _fitting(self.steps.get(lang, ()), channel, desk)

    def every(self, lang: str) -> Sequence[Template]:
        """All texts of a language, answers first."""
        return (*self.answers.get(lang, ()), *self.steps.get(lang, ()))

    def find(self, key: str, lang: str) -> Template | None:
        """One text, whatever its kind."""
        return next((template for template in self.every(lang) if template.key == key), None)

    def holes(self, text: str, lang: str, own: Mapping[str, Mapping[str, str]]) -> tuple[Slot, ...]:
        """The slots of a text: what the text itself says of them, over what the language says."""
        return tuple(_slot(name, self.slots.get(lang, {}).get(name), own.get(name, {})) for name in places(text))

    def over(self, own: Iterable[Template], gone: frozenset[tuple[str, str]]) -> Shelf:
        """This shelf with the house's own texts in the place of those of the same key.

        Args:
            own: The house's texts.
            gone: Keys with language that nobody shall find any longer.
        """
        by_key = {(template.key, template.lang): template for template in own}
        shelf: dict[Kind, dict[str, list[Template]]] = {"answer": {}, "step": {}}
        for template in (*_all(self.answers), *_all(self.steps)):
            name = (template.key, template.lang)
            kept = by_key.pop(name, template)
            if name not in gone:
                shelf[kept.kind].setdefault(kept.lang, []).append(kept)
        for template in by_key.values():
            shelf[template.kind].setdefault(template.lang, []).append(template)
        return Shelf(_frozen(shelf["answer"]), _frozen(shelf["step"]), self.slots)


def _all(shelf: Mapping[str, tuple[Template, ...]]) -> Iterable[Template]:
    return (template for templates in shelf.values() for template in templates)


def _frozen(shelf: Mapping[str, Sequence[Template]]) -> dict[str, tuple[Template, ...]]:
    return {lang: tuple(templates) for lang, templates in shelf.items()}


def _fitting(templates: Sequence[Template], channel: Channel | None, desk: str | None) -> Sequence[Template]:
    return [
        template
        for template in templates
        if (channel is None or not template.channels or channel in template.channels)
        and (desk is None or not template.desks or desk in template.desks)
    ]


def _slot(name: str, known: Slot | None, own: Mapping[str, str]) -> Slot:
    slot = known or Slot(name, name)
    said = {part: own[part] for part in ("label", "type", "sample") if own.get(part)}
    return replace(slot, **said, value=own.get("value") or slot.value)


def load_shelf(known: Mapping[str, str], folder: Path = HERE) -> Shelf:
    """Read every language's ``answers.toml``, ``steps.toml`` and ``slots.toml``.

    Args:
        known: What is known of the library, by slot: filled in already, and still to be seen before sending.
        folder: One folder for each language.

    Raises:
        OSError: A file can't be read.
        tomllib.TOMLDecodeError: A file is no TOML.
        KeyError: A text lacks a part, or a slot has no label.
    """
    slots = {path.parent.name: _slots(path, known) for path in sorted(folder.glob("*/slots.toml"))}
    return Shelf(_load(folder, "answer", slots), _load(folder, "step", slots), slots)


def _slots(path: Path, known: Mapping[str, str]) -> dict[str, Slot]:
    said = read_words(path)
    return {
        name: Slot(name, slot["label"], known.get(name) or None, slot["type"], slot["sample"])
        for name, slot in said.items()
    }


def _load(folder: Path, kind: Kind, slots: Mapping[str, Mapping[str, Slot]]) -> dict[str, tuple[Template, ...]]:
    shelf: dict[str, tuple[Template, ...]] = {}
    for path in sorted(folder.glob(f"*/{_FILES[kind]}.toml")):
        lang = path.parent.name
        said = read_words(path)
        shelf[lang] = tuple(_template(one, lang, kind, slots[lang]) for one in said["text"])
    return shelf


def _template(said: Mapping[str, Any], lang: str, kind: Kind, slots: Mapping[str, Slot]) -> Template:
    text = said["text"].strip()
    return Template(
        key=said["key"],
        title=said["title"],
        text=text,
        lang=lang,
        shortcut=said.get("shortcut"),
        slots=tuple(slots[name] for name in places(text)),
        channels=frozenset(said.get("channels", ())),
        kind=kind,
        phase=said.get("phase", "opening" if kind == "answer" else "service"),
    )
