"""What a library could use instead today, on the same rows: LanguageTool, Voikko, proselint."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any, Final

from bot.evaluation.scores import Alarm
from nlp.engines.languagetool_client import CODES, Client, connect_client, read_whole
from nlp.ports import Mistake, Speller
from nlp.splitting import read_text

_TRIES: Final = 4


@dataclass(frozen=True, slots=True)
class Remark:
    """What a rival says: typing mistakes and the rest are told apart by its own categories."""

    alarm: Alarm
    is_typing: bool


Rival = Callable[[str], Sequence[Remark]]
"""A checker of one language."""


class LanguageToolAlone:
    """LanguageTool as it comes, spelling and all, asked for the whole text at once.

    English is read as British and as American, and a mark counts only if both set it, so that it isn't blamed for
    a variant.
    """

    def __init__(self, address: str, lang: str, *, picky: bool) -> None:
        codes = ("en-GB", "en-US") if lang == "en" else (CODES[lang],)
        self._clients = [connect_client(address, code, timeout=60.0, spelling=True, picky=picky) for code in codes]

    def __call__(self, text: str) -> Sequence[Remark]:
        """Its remarks on a text."""
        first, *others = (_read(client, text) for client in self._clients)
        places = [{(mistake.start, mistake.end) for mistake in other} for other in others]
        return [
            Remark(Alarm(mistake.start, mistake.end, mistake.replacements), is_typing=mistake.kind != "style")
            for mistake in first
            if all((mistake.start, mistake.end) in known for known in places)
        ]


def _read(client: Client, text: str) -> list[Mistake]:
    """What it says of a text; on a busy machine it may take longer than it allows itself, so it is asked again."""
    for _ in range(_TRIES - 1):
        with suppress(Exception):
            return read_whole(client, text)
    return read_whole(client, text)


def voikko_alone(speller: Speller) -> Rival:
    """Voikko as a spelling checker: every word it doesn't know, with its own suggestions."""

    @cache
    def remark(word: str) -> tuple[str, ...] | None:
        return None if speller.knows(word) else tuple(speller.suggest(word)[:5])

    def read(text: str) -> Sequence[Remark]:
        words = (token for token in read_text(text, "fi").words if token.text.isalpha())
        return [
            Remark(Alarm(token.start, token.end, found), is_typing=True)
            for token in words
            if (found := remark(token.text)) is not None
        ]

    return read


def proselint_alone() -> Rival | None:
    """Proselint for English; None where it isn't installed (a developers' tool, that no desk needs)."""
    if find_spec("proselint") is None:
        return None
    from proselint.checks import __register__  # noqa: PLC0415 - optional
    from proselint.registry import CheckRegistry  # noqa: PLC0415
    from proselint.tools import LintFile  # noqa: PLC0415

    CheckRegistry().register_many(__register__)

    def read(text: str) -> Sequence[Remark]:
        found: Any = LintFile("draft", text).lint()
        spans = [item.check_result.span for item in found]
        return [Remark(Alarm(start - 1, end - 1), is_typing=False) for start, end in spans]  # it puts a line before

    return read
