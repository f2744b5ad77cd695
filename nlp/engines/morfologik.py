r"""Morfologik dictionaries, read without Java: finite state automata in the FSA5 and CFSA2 formats.

LanguageTool's jars hold a morphological and a spelling dictionary per language as ``<name>.dict`` beside
``<name>.info``. A ``.dict`` is a minimal automaton over bytes; this module reads it in place and shows it as an
automaton over characters, whose nodes are expanded when first visited. Opening costs a read of the file (3 to 7 ms
from a jar); a look-up costs one step a character.

The formats, as the morfologik-fsa library writes them:

- Both start with ``\fsa`` and a version byte.
- FSA5 (5): byte 7 holds the length of the node data (high nibble) and of the goto field (low nibble). An arc is a
  label byte and a little endian goto field whose low three bits are final, last, and "the next node follows".
- CFSA2 (0xC6): 16 flag bits (bit 8: nodes start with a number), a table of frequent labels, then arcs: a byte of
  flags (0x80 next node follows, 0x40 last, 0x20 final) and an index into the table in its low five bits, where 0
  means that the label itself follows; then a goto of variable length unless the next node follows.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

Children = dict[str, tuple[int, bool]]
"""Where each character leads: (node, or 0 when nothing follows; whether an entry ends here)."""

_MAGIC: Final = b"\\fsa"
_FSA5: Final = 5
_CFSA2: Final = 0xC6
_NODES_KEPT: Final = 60_000
_UTF8: Final = "utf-8"


class BadDictionaryError(ValueError):
    """A dictionary that isn't what its format says."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a dictionary: a base form and its tag (either may be empty in spelling dictionaries)."""

    base: str
    tag: str


class Automaton:
    """A minimal automaton over characters. Nodes are integers; any thread may walk it.

    Raises:
        BadDictionaryError: when built from bytes that are no FSA5 or CFSA2 automaton.
    """

    def __init__(self, content: bytes, encoding: str) -> None:
        if content[:4] != _MAGIC or len(content) < 16:
            raise BadDictionaryError("not a morfologik automaton: it does not start with \\fsa")
        self._encoding = encoding
        self._wide = encoding == _UTF8
        self._nodes: dict[int, Children] = {}
        version = content[4]
        if version == _FSA5:
            self._open_fsa5(content)
        elif version == _CFSA2:
            self._open_cfsa2(content)
        else:
            raise BadDictionaryError(f"automaton version {version:#x} is not known, only 0x5 and 0xc6 are")

    def _open_fsa5(self, content: bytes) -> None:
        self._node_data, self._goto = content[7] >> 4, content[7] & 0x0F
        self._bytes = content[8:]
        self._arcs = self._arcs_fsa5
        epsilon = next(self._arcs_fsa5(0), None)
        first = self._node_data + 1 + self._goto  # the arc after the first, lonely one, is the epsilon node's
        if epsilon is None:
            raise BadDictionaryError("the automaton is empty")
        self.root = next(self._arcs_fsa5(first))[1]

    def _open_cfsa2(self, content: bytes) -> None:
        self._numbered = bool(int.from_bytes(content[5:7], "big") & 0x100)
        size = content[7]
        self._labels = content[8 : 8 + size]
        self._bytes = content[8 + size :]
        self._arcs = self._arcs_cfsa2
        self.root = next(self._arcs_cfsa2(0))[1]

    def _arcs_fsa5(self, node: int) -> Iterator[tuple[int, int, bool]]:
        content, goto = self._bytes, self._goto
        at = node + self._node_data
        while True:
            flags = content[at + 1]
            if flags & 4:
                following = at + 2
                target = following
            else:
                following = at + 1 + goto
                target = int.from_bytes(content[at + 1 : following], "little") >> 3
            yield content[at], target, bool(flags & 1)
            if flags & 2:
                return
            at = following

    def _arcs_cfsa2(self, node: int) -> Iterator[tuple[int, int, bool]]:
        content, labels = self._bytes, self._labels
        at = self._skip_number(node) if self._numbered else node
        waiting: list[tuple[int, bool]] = []
        while True:
            flags = content[at]
            at += 1
            index = flags & 0x1F
            if index:
                label = labels[index]
            else:
                label = content[at]
                at += 1
            if flags & 0x80:
                waiting.append((label, bool(flags & 0x20)))  # its node follows this one's last arc
            else:
                byte = content[at]
                at += 1
                target, shift = byte & 0x7F, 7
                while byte & 0x80:
                    byte = content[at]
                    at += 1
                    target |= (byte & 0x7F) << shift
                    shift += 7
                yield label, target, bool(flags & 0x20)
            if flags & 0x40:
                break
        for label, final in waiting:
            yield label, at, final

    def _skip_number(self, at: int) -> int:
        while self._bytes[at] & 0x80:
            at += 1
        return at + 1

    def children(self, node: int) -> Children:
        """What may follow at a node, by character; treat it as read-only."""
        known = self._nodes.get(node)
        if known is None:
            if len(self._nodes) > _NODES_KEPT:
                self._nodes = {}
            known = self._nodes[node] = self._expand(node) if node else {}
        return known

    def _expand(self, node: int) -> Children:
        if not self._wide:
            return {bytes((b,)).decode(self._encoding): (to, final) for b, to, final in self._arcs(node)}
        children: Children = {}
        stack = [(bytes((b,)), to, final) for b, to, final in self._arcs(node)]
        while stack:
            head, to, final = stack.pop()
            if len(head) < _utf8_length(head[0]):
                stack.extend((head + bytes((b,)), onward, end) for b, onward, end in self._arcs(to))
            else:
                children[head.decode(_UTF8, "surrogateescape")] = (to, final)  # a base may begin inside a letter
        return children

    def walk(self, word: str, node: int | None = None) -> tuple[int, bool] | None:
        """Where a string leads: (node, whether an entry ends exactly there); None when no entry starts so."""
        here: tuple[int, bool] | None = (self.root if node is None else node, False)
        for char in word:
            here = self.children(here[0]).get(char) if here else None
            if here is None:
                return None
        return here

    def endings(self, node: int) -> Iterator[str]:
        """Every string that completes an entry from a node."""
        stack = [("", node)]
        while stack:
            head, at = stack.pop()
            for char, (to, final) in self.children(at).items():
                if final:
                    yield head + char
                if to:
                    stack.append((head + char, to))


def _utf8_length(lead: int) -> int:
    if lead < 0xC0:
        return 1
    return 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4


class Dictionary:
    """A ``.dict`` with its ``.info``: entries of word, separator, encoded base, separator, tag.

    Attributes:
        automaton: The automaton itself, for searches that walk it.
        separator: The character between the parts of an entry.
        has_frequency: Whether a one-letter frequency class follows each word's separator.
    """

    def __init__(self, content: bytes, info: bytes) -> None:
        settings = _parse_info(info)
        encoding = settings.get("fsa.dict.encoding", _UTF8).lower()
        self.separator = settings.get("fsa.dict.separator", "+")
        self.encoder = settings.get("fsa.dict.encoder", "SUFFIX").upper()
        self.has_frequency = settings.get("fsa.dict.frequency-included", "false") == "true"
        if self.encoder not in {"SUFFIX", "NONE"}:
            raise BadDictionaryError(f"entries encoded as {self.encoder} can't be read, only SUFFIX and NONE can")
        self._encoding = _UTF8 if encoding.replace("_", "-") in {_UTF8, "utf8"} else encoding
        self.automaton = Automaton(content, self._encoding)

    def entries(self, word: str) -> list[Entry]:
        """Every base and tag of a form exactly as written; empty when the form is not there."""
        after = self.automaton.walk(word + self.separator)
        if after is None:
            return []
        return [self._decode(word, ending) for ending in self.automaton.endings(after[0])]

    def _decode(self, word: str, ending: str) -> Entry:
        encoded, _, tag = ending.partition(self.separator)
        if self.encoder == "NONE" or not encoded:
            return Entry(encoded, tag)
        kept = word.encode(self._encoding)
        cut = (ord(encoded[0]) - ord("A")) & 0xFF  # counts bytes, not characters
        kept = b"" if cut == 0xFF else kept[: len(kept) - cut]
        base = kept + encoded[1:].encode(self._encoding, "surrogateescape")
        return Entry(base.decode(self._encoding, "replace"), tag)

    def holds(self, word: str) -> bool:
        """Whether the form is an entry, whatever follows it."""
        here = self.automaton.walk(word)
        return here is not None and (here[1] or self.separator in self.automaton.children(here[0]))

    def frequency(self, word: str) -> int:
        """The frequency class after the form, 0 (rare) to 25 (most common); 0 when unknown or none is kept."""
        if not self.has_frequency:
            return 0
        after = self.automaton.walk(word + self.separator)
        return max((ord(label) - ord("A") for label in self.automaton.children(after[0])), default=0) if after else 0


def _parse_info(info: bytes) -> dict[str, str]:
    lines = (line.strip() for line in info.decode(_UTF8, "replace").splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {key.strip(): value.strip() for key, _, value in pairs}


def load_dictionary(jar: Path, member: str) -> Dictionary:
    """Read ``<member>.dict`` and ``<member>.info`` from a jar.

    Raises:
        OSError: when the jar can't be read.
        BadDictionaryError: when it isn't a jar, lacks the dictionary, or the dictionary is malformed.
    """
    try:
        with zipfile.ZipFile(jar) as archive:
            return Dictionary(archive.read(f"{member}.dict"), archive.read(f"{member}.info"))
    except (KeyError, zipfile.BadZipFile) as error:
        raise BadDictionaryError(f"{jar.name} has no readable {member}.dict: {error}") from error
