"""A client of LanguageTool: how one sentence or many are put to a server, and what it says of them.

language-tool-python counts in UTF-16; characters beyond the basic plane are sent as one-unit stand-ins, so that its
offsets are code points.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final, Protocol, runtime_checkable
from urllib.parse import urlsplit

from nlp.engines.flight import Ready
from nlp.engines.wire import Wire
from nlp.ports import Mistake

CODES: Final = {"en": "en-GB", "it": "it", "ro": "ro-RO", "sv": "sv"}
"""LanguageTool's name for each language it reads for us; it has no Finnish."""

SPELLING_RULES: Final = frozenset(
    {"MORFOLOGIK_RULE_EN_GB", "MORFOLOGIK_RULE_IT_IT", "MORFOLOGIK_RULE_RO_RO", "HUNSPELL_RULE"}
)
"""What our own spellers do better, with the same dictionaries and in a tenth of the time."""

_STAND_IN: Final = "☺"  # one UTF-16 unit, and no letter, like most of what it stands for
_ODD: Final = re.compile("[\x00-\x1f\ud800-\udfff\U00010000-\U0010ffff]")
_KINDS: Final = {
    "misspelling": "spelling",
    "grammar": "grammar",
    "typographical": "punctuation",
    "whitespace": "punctuation",
    "style": "style",
    "register": "style",
    "locale-violation": "style",
}


class Client(Protocol):
    """What is needed of language-tool-python's client."""

    def check(self, text: str) -> Sequence[Any]:
        """Its matches; blocks, and raises whatever its transport raises."""
        ...


@runtime_checkable
class Eager(Protocol):
    """A client that can send ahead."""

    def send(self, text: str) -> Ready | None:
        """Send a text of which `check` is going to be asked; what waits for its answer, or None (see `Wire.send`)."""
        ...


def connect_client(address: str, code: str, *, timeout: float, spelling: bool = False, picky: bool = False) -> Client:
    """A client of language-tool-python for a server that runs already.

    Args:
        address: The server's.
        code: LanguageTool's name of the language.
        timeout: Seconds a request may take; a request is tried once.
        spelling: Whether it shall spell too, which our own spellers do for us.
        picky: Whether it shall be picky, which we never are.
    """
    from language_tool_python import LanguageTool as Library  # noqa: PLC0415 - imports requests and much else

    wire = Wire(address, timeout)

    class _Client(Library):
        """Tries once, not for five minutes, over a kept connection, and sends ahead where it has one."""

        def send(self, text: str) -> Ready | None:
            return wire.send("POST", "/v2/check", self._create_params(text))

        def _query_server(self, url: str, params: Any = None, num_tries: int = 1, method: Any = "get") -> Any:  # noqa: ARG002
            return wire.ask(method.upper(), urlsplit(url).path, params)

    client = _Client(code, remote_server=address)
    client.disabled_rules = set() if spelling else set(SPELLING_RULES)
    client.picky = picky
    matched: Client = client
    return matched


def read_whole(client: Client, text: str) -> list[Mistake]:
    """What a client says of a text sent whole, as it stands; raises whatever the client raises."""
    return [mistake_of(match, 0) for match in client.check(plain(text))]


def load_language(address: str, code: str, *, timeout: float = 30.0, tries: int = 3) -> bool:
    """Have a server load a language, which takes seconds at its first check; tells whether it did.

    A busy machine may take longer than the server allows for one check, so it is tried again.
    """
    for _ in range(tries):
        try:
            connect_client(address, code, timeout=timeout).check("Hej.")
        except Exception:  # noqa: BLE001, S112 - whatever went wrong, it is tried again, and then left
            continue
        return True
    return False


def plain(text: str) -> str:
    """The text in as many characters, each one UTF-16 unit, none of which a server would refuse."""
    return _ODD.sub(lambda odd: " " if odd[0] < " " else _STAND_IN, text)


def mistake_of(match: Any, start: int) -> Mistake:
    """A match of the client's as ours, in a sentence that begins at ``start``."""
    return Mistake(
        start=match.offset - start,
        end=match.offset - start + match.error_length,
        message=match.message,
        replacements=tuple(match.replacements[:5]),
        rule=match.rule_id,
        kind=_KINDS.get(match.rule_issue_type, "other"),  # type: ignore[arg-type]
    )
