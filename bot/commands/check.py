"""``smiledesk check``: a draft, a file of them, or a stream of JSON lines, read once more at the terminal.

For a stream, LanguageTool is started at the first line in a language that it reads and ended with the command;
for plain text nothing is started unless asked for, so that the answer comes at once.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.commands.saying import sorry
from nlp.check import Report, check
from nlp.draft import Draft
from nlp.engines import open_engines
from nlp.engines.languagetool import LanguageTool
from nlp.engines.languagetool_client import CODES, load_language
from nlp.ports import Engines

if TYPE_CHECKING:
    from bot.engines.languagetool import LanguageToolServer

OWN: Final = "own"
OFF: Final = "off"
_START: Final = 45.0  # seconds a stream waits for LanguageTool to come up, once
_PATIENCE: Final = 10.0  # seconds one line may wait for it: nobody is about to press "send"


class OwnLanguageTool:
    """A LanguageTool of the command's own, started when a language asks for it."""

    def __init__(self, parts: Path) -> None:
        self._parts = parts
        self._server: LanguageToolServer | None = None
        self._loaded: set[str] = set()
        self.grammar: LanguageTool | None = None

    def for_language(self, lang: str | None) -> LanguageTool | None:
        """The running one, started at first and with this language loaded; None when there is none."""
        if lang in CODES and lang not in self._loaded:
            if not self._loaded:
                self._start()
            self._loaded.add(lang)
            self._load(CODES[lang])
        return self.grammar

    def _load(self, code: str) -> None:
        """A language's first check takes seconds; nobody's draft shall seem unread for it."""
        address = self._server.address() if self._server else None
        if address:
            load_language(address, code)

    def close(self) -> None:
        """End it."""
        if self.grammar:
            self.grammar.close()
        if self._server:
            self._server.stop()

    def _start(self) -> None:
        from bot.engines.languagetool import languagetool_here  # noqa: PLC0415

        hush()
        self._server = languagetool_here(self._parts)
        if self._server is None:
            return
        self._server.start()
        self._server.wait_until_up(_START)
        self.grammar = LanguageTool(self._server.address, patience=_PATIENCE)


class Reader:
    """Checks one draft after another with what this installation has."""

    def __init__(self, engines: Engines, own: OwnLanguageTool | None = None) -> None:
        self._engines = engines
        self._own = own

    def __call__(self, draft: Draft) -> Report:
        """The report on a draft."""
        lang = draft.lang or (self._engines.detect(draft.text) if self._engines.detect else None)
        engines = self._engines
        if self._own:
            engines = replace(engines, grammar=self._own.for_language(lang))
        return check(replace(draft, lang=lang), engines)


def hush() -> None:
    """Keep what engines log from standard output, which is for answers."""
    import structlog  # noqa: PLC0415 - only who starts an engine has something to hush

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))


@contextmanager
def reader(parts: Path, languagetool: str, *, weighing: bool = True) -> Iterator[Reader]:
    """A reader that ends what it started.

    Args:
        parts: The folder of the language parts.
        languagetool: ``own`` (start one when needed), ``off``, or the address of one that runs.
        weighing: Whether findings are weighed with all other signs; the rules speak alone otherwise.
    """
    if languagetool not in {OWN, OFF}:
        remote = LanguageTool(lambda: languagetool, patience=_PATIENCE)
        try:
            yield Reader(open_engines(parts, grammar=remote, budget=_PATIENCE, weighing=weighing))
        finally:
            remote.close()
        return
    own = OwnLanguageTool(parts) if languagetool == OWN else None
    try:
        yield Reader(open_engines(parts, budget=_PATIENCE, weighing=weighing), own)
    finally:
        if own:
            own.close()


def check_as_told(
    source: str,
    form: str,
    known: Mapping[str, str | None],
    parts: Path,
    told: str | None,
    *,
    weighing: bool = True,
) -> int:
    """What the command line says, as an exit code: 0, 1 for lines that were no drafts, 2 for what can't be done.

    Args:
        source: A file, or ``-`` for standard input.
        form: ``text`` or ``jsonl``.
        known: What is known of a plain text, as the fields of a line.
        parts: The folder of the language parts.
        told: ``own``, ``off``, an address, or None for what is usual with the format.
        weighing: See ``reader``.
    """
    from bot.draft_fields import NoDraftError, parse_draft  # noqa: PLC0415

    if form == "jsonl":
        return check_jsonl(source, parts, told or OWN, weighing=weighing)
    if form != "text":
        return sorry(f"There is no format “{form}”: use text or jsonl.")
    if source == "-" and sys.stdin.isatty():
        sys.stderr.write("Write the draft, then Ctrl+D on a line of its own.\n")
    try:
        draft = parse_draft(known)
    except NoDraftError as error:
        return sorry(str(error))
    return check_plain(source, parts, told or OFF, draft, weighing=weighing)


def check_jsonl(source: str, parts: Path, languagetool: str, *, weighing: bool = True) -> int:
    """Answer a file or standard input line by line on standard output; 1 when a line was no draft, else 0."""
    from bot.commands.check_lines import check_lines  # noqa: PLC0415 - plain text does without

    try:
        with ExitStack() as stack:
            lines = sys.stdin.buffer if source == "-" else stack.enter_context(Path(source).open("rb"))
            read = stack.enter_context(reader(parts, languagetool, weighing=weighing))
            return 1 if check_lines(lines, sys.stdout, read) else 0
    except BrokenPipeError:  # whoever read our answers has gone, which is no mistake of ours
        sys.stderr.close()
        return 1
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        return sorry(f"{source} can't be read: {error.strerror or error}.")


def check_plain(source: str, parts: Path, languagetool: str, draft: Draft, *, weighing: bool = True) -> int:
    """Read a file (or standard input, ``-``) as one draft and print what was found; 2 when it can't be read.

    Args:
        source: The file, or ``-``.
        parts: The folder of the language parts.
        languagetool: See ``reader``.
        draft: What is known of the draft; its text is replaced.
        weighing: See ``reader``.
    """
    from bot.commands.check_print import print_report  # noqa: PLC0415 - a stream does without rich

    try:
        text = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
        draft = replace(draft, text=text.decode("utf-8-sig"))
    except OSError as error:
        return sorry(f"{source} can't be read: {error.strerror or error}.")
    except UnicodeDecodeError as error:
        return sorry(f"{source} is not a text in UTF-8: byte {error.start + 1} can't be read.")
    with reader(parts, languagetool, weighing=weighing) as read:
        print_report(draft, read(draft))
    return 0
