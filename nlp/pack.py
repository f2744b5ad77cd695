"""A language's pack: a folder of TOML files, its words and their proof side by side.

``pack.toml``, ``acts.toml`` (what replies do), ``patron.toml`` (what patrons say) and ``promise.toml`` (what the
library promises) in ``nlp/lang/<xx>/`` hold the lists that all share; every other file is one rule's words. A file
that can't be read is refused with its name and what is allowed, so a newcomer's slip is a sentence and not a trace.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, Final

from nlp.finding import CATEGORY_OF
from nlp.phrase import PhraseError, Phrases
from nlp.phrase_compiler import Compiler
from nlp.rule_pack import NO_RULE, NOTHING, Confusion, Example, Kinder, RulePack, Say
from nlp.text import fold

__all__ = ["Confusion", "Example", "Kinder", "Pack", "PackError", "RulePack", "Say", "load_pack", "read_pack"]

_RULE_KEYS: Final = frozenset(
    {
        "code",
        "message",
        "suggestions",
        "suggestions_familiar",
        "whole",
        "source",
        "phrases",
        "plain",
        "limits",
        "says",
    }
    | {"confusions", "kinder", "turns", "last", "examples"}
)
_SAY_KEYS: Final = frozenset({"message", "suggestions", "suggestions_familiar", "whole", "last"})
_KINDER_KEYS: Final = frozenset({"typed", "instead", "familiar", "pairs", "ends", "again"})
_CONFUSION_KEYS: Final = frozenset({"typed", "instead", "pairs", "written"})
_EXAMPLE_KEYS: Final = frozenset(
    {"draft", "flags", "channel", "phase", "complaint", "question", "before", "suggests", "situation", "why"}
)
_PACK_KEYS: Final = frozenset({"name", "abbreviations", "lists", "limits"})
_SHARED_FILES: Final = ("pack.toml", "acts.toml", "patron.toml", "promise.toml", "signs.toml")
_TURNS: Final = "turns.toml"
"""Kinder turns that several rules of a language share, by the name of their group."""

NO_RULES: Final = frozenset({"pack", "acts", "patron", "promise", "signs", "lexicon", "turns"})
"""Names of the files in a language's folder that aren't a rule's."""


class PackError(ValueError):
    """A pack that can't be used; the message names the file, the key and what is allowed."""


@dataclass(frozen=True)
class Pack:
    """One language: its name, its shared words and its rules' words."""

    lang: str
    name: str
    abbreviations: frozenset[str]
    lists: Mapping[str, tuple[str, ...]]
    limits: Mapping[str, float]
    rules: Mapping[str, RulePack] = field(repr=False)
    _compiled: Mapping[str, Phrases] = field(default_factory=dict, repr=False, compare=False)

    def words(self, name: str) -> Phrases:
        """A shared list as compiled phrases; empty when the language has none of that name."""
        return self._compiled.get(name, NOTHING)

    def rule(self, name: str) -> RulePack:
        """Another rule's words; without any where the language has no such rule yet."""
        return self.rules.get(name, NO_RULE)


@cache
def load_pack(lang: str) -> Pack:
    """Read a language's folder from the installed package (cost: a tenth of a second, once).

    Raises:
        PackError: The language has no folder, or a file in it can't be used.
    """
    folder = resources.files("nlp") / "lang" / lang
    if not (folder / "pack.toml").is_file():
        msg = f"There is no pack for {lang!r}: nlp/lang/{lang}/pack.toml is missing."
        raise PackError(msg)
    return read_pack(folder, lang)


def read_pack(folder: Traversable, lang: str) -> Pack:
    """Read a pack from any folder, so that a new language can be tried before it is installed.

    Raises:
        PackError: A file can't be used.
    """
    shared = _read_toml(folder / "pack.toml", _PACK_KEYS)
    lists = MappingProxyType(_lists(folder))
    compiler = Compiler(lang, lists)
    compiled = {key: _phrases(folder, f"shared list {key!r}", phrases, compiler) for key, phrases in lists.items()}
    rules = {pack.name: pack for pack in _rule_packs(folder, compiler)}
    return Pack(
        lang=lang,
        name=shared.get("name", lang),
        abbreviations=frozenset(fold(word.removesuffix("."), lang) for word in shared.get("abbreviations", ())),
        lists=lists,
        limits=MappingProxyType(dict(shared.get("limits", {}))),
        rules=MappingProxyType(rules),
        _compiled=compiled,
    )


def _lists(folder: Traversable) -> dict[str, tuple[str, ...]]:
    """The lists of all shared files; a name stands in one of them only, or the later would hide the earlier."""
    lists: dict[str, tuple[str, ...]] = {}
    for file in (folder / name for name in _SHARED_FILES if (folder / name).is_file()):
        for key, words in _read_toml(file, _PACK_KEYS).get("lists", {}).items():
            if key in lists:
                msg = f"{_place(file)}: another shared file has a list {key!r} already; name this one otherwise."
                raise PackError(msg)
            lists[key] = tuple(words)
    return lists


def _rule_packs(folder: Traversable, compiler: Compiler) -> Iterator[RulePack]:
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        name = file.name.removesuffix(".toml")
        if name != file.name and name not in NO_RULES:
            yield _rule_pack(folder, name, compiler)


def _rule_pack(folder: Traversable, name: str, shared: Compiler) -> RulePack:
    file = folder / f"{name}.toml"
    table = _read_toml(file, _RULE_KEYS)
    code = table.get("code", name.replace("_", "-"))
    if code not in CATEGORY_OF:
        msg = f"{_place(file)}: the code {code!r} isn't one of {', '.join(CATEGORY_OF)}."
        raise PackError(msg)
    if not table.get("message"):
        msg = f"{_place(file)}: 'message' is missing: say what the patron may feel."
        raise PackError(msg)
    compiler = shared.knowing(table.get("phrases", {}))
    return RulePack(
        name=name,
        code=code,
        say=_told(table),
        says=MappingProxyType({key: _say(file, key, table, value) for key, value in table.get("says", {}).items()}),
        source=str(table.get("source", "")).removeprefix("seed "),
        phrases=MappingProxyType(
            {
                key: _phrases(file, f"list {key!r}", phrases, compiler)
                for key, phrases in table.get("phrases", {}).items()
            }
        ),
        plain=tuple(
            (_phrases(file, "list 'plain'", [term], compiler), wording)
            for term, wording in table.get("plain", {}).items()
        ),
        confusions=tuple(c for entry in table.get("confusions", ()) for c in _confusions(file, entry, compiler)),
        kinder=tuple(turn for entry in table.get("kinder", ()) for turn in _kinder(file, entry, compiler))
        + tuple(turn for group in table.get("turns", ()) for turn in _turns(folder / _TURNS, group, compiler)),
        limits=MappingProxyType(dict(table.get("limits", {}))),
        examples=tuple(_example(file, example) for example in table.get("examples", ())),
    )


def _say(file: Traversable, name: str, rule: Mapping[str, Any], table: Mapping[str, Any]) -> Say:
    """Other wordings of a rule, which tells them with its own message unless they have one."""
    _refuse_unknown(file, table, _SAY_KEYS, f"[says.{name}]")
    return _told({"message": rule["message"], **table})


def _told(table: Mapping[str, Any]) -> Say:
    return Say(
        message=str(table["message"]),
        suggestions=tuple(table.get("suggestions", ())),
        whole=bool(table.get("whole", False)),
        last=bool(table.get("last", False)),
        familiar=tuple(table.get("suggestions_familiar", ())),
    )


def _confusions(file: Traversable, table: Mapping[str, Any], compiler: Compiler) -> Iterator[Confusion]:
    _refuse_unknown(file, table, _CONFUSION_KEYS, "[[confusions]]")
    for phrases, wordings in _pairs(file, table, compiler):
        yield Confusion(phrases, wordings, written=bool(table.get("written")))


def _kinder(file: Traversable, table: Mapping[str, Any], compiler: Compiler) -> Iterator[Kinder]:
    _refuse_unknown(file, table, _KINDER_KEYS, "[[kinder]]")
    for phrases, wordings in _pairs(file, table, compiler):
        familiar = table.get("familiar", ())
        familiar = (familiar,) if isinstance(familiar, str) else tuple(familiar)
        ends, again = (str(table.get(key, "")) for key in ("ends", "again"))
        yield Kinder(phrases, wordings, ends=ends, familiar=familiar, again=again)


def _turns(file: Traversable, group: str, compiler: Compiler) -> Iterator[Kinder]:
    """A group of shared turns; a list they name may be the rule's own."""
    groups = _read(file) if file.is_file() else {}
    if group not in groups:
        msg = f"{_place(file)}: there is no [[{group}]] here, which a rule takes turns of."
        raise PackError(msg)
    for entry in groups[group]:
        yield from _kinder(file, entry, compiler)


def _pairs(
    file: Traversable, table: Mapping[str, Any], compiler: Compiler
) -> Iterator[tuple[Phrases, tuple[str, ...]]]:
    """What is typed and what to write instead, for each of ``pairs`` where there are any."""
    for typed, instead in table.get("pairs", {"": table.get("instead", ())}).items():
        phrases = [phrase.replace("%", typed) for phrase in table["typed"]]
        wordings = (instead,) if isinstance(instead, str) else tuple(instead)
        yield _phrases(file, "list 'typed'", phrases, compiler), wordings


def _phrases(file: Traversable, where: str, phrases: Iterable[str], compiler: Compiler) -> Phrases:
    try:
        return Phrases(phrases, compiler.lang, compiler=compiler)
    except PhraseError as error:
        msg = f"{_place(file)}: in the {where}: {error}"
        raise PackError(msg) from error


def _example(file: Traversable, table: Mapping[str, Any]) -> Example:
    _refuse_unknown(file, table, _EXAMPLE_KEYS, "[[examples]]")
    flags = table.get("flags")
    return Example(
        draft=table["draft"],
        flags=None if flags is None else (flags,) if isinstance(flags, str) else tuple(flags),
        context={key: value for key, value in table.items() if key not in {"draft", "flags"}},
    )


def _read_toml(file: Traversable, allowed: frozenset[str]) -> dict[str, Any]:
    table = _read(file)
    _refuse_unknown(file, table, allowed, "the file")
    return table


def _read(file: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        msg = f"{_place(file)} can't be read: {error}"
        raise PackError(msg) from error


def _refuse_unknown(file: Traversable, table: Mapping[str, Any], allowed: frozenset[str], where: str) -> None:
    unknown = sorted(set(table) - allowed)
    if unknown:
        msg = f"{_place(file)}: {where} has {', '.join(unknown)}; allowed are {', '.join(sorted(allowed))}."
        raise PackError(msg)


def _place(file: Traversable) -> str:
    return "/".join(str(file).replace("\\", "/").rsplit("/", 3)[-3:])
