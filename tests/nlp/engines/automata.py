"""Builds tiny morfologik dictionaries, in both formats, so that the reader is tested without LanguageTool."""

from __future__ import annotations

Trie = dict[int, tuple["Trie", bool]]


def _bytes(entry: str | bytes, encoding: str) -> bytes:
    return entry.encode(encoding) if isinstance(entry, str) else entry


def _trie(entries: list[bytes]) -> Trie:
    root: Trie = {}
    for entry in entries:
        node = root
        for place, byte in enumerate(entry):
            below, final = node.get(byte, ({}, False))
            node[byte] = (below, final or place == len(entry) - 1)
            node = below
    return root


def _ordered(root: Trie) -> list[Trie]:
    nodes, queue = [], [root]
    while queue:
        node = queue.pop(0)
        nodes.append(node)
        queue.extend(below for below, _ in node.values() if below)
    return nodes


def fsa5(entries: list[str | bytes], encoding: str = "utf-8") -> bytes:
    """An FSA5 automaton that accepts the entries; every goto is written out, three bytes wide."""
    root = _trie([_bytes(entry, encoding) for entry in entries])
    nodes = _ordered(root)
    width, header = 3, 2 * 4  # two lonely arcs come first: nothing, and the one that leads to the root
    places, at = {}, header
    for node in nodes:
        places[id(node)] = at
        at += len(node) * (1 + width)
    arcs = b"\0" + (2).to_bytes(width, "little")
    arcs += b"^" + (places[id(root)] << 3 | 2).to_bytes(width, "little")
    for node in nodes:
        last = len(node) - 1
        for number, (byte, (below, final)) in enumerate(node.items()):
            target = places[id(below)] if below else 0
            flags = final | (number == last) << 1
            arcs += bytes((byte,)) + (target << 3 | flags).to_bytes(width, "little")
    return b"\\fsa\x05_+" + bytes((width,)) + arcs


def cfsa2(entries: list[str | bytes]) -> bytes:
    """A CFSA2 automaton that accepts the entries; labels are written out, gotos take two bytes."""
    root = _trie([_bytes(entry, "utf-8") for entry in entries])
    nodes = _ordered(root)
    places, at = {}, 4  # one lonely arc that leads to the root
    for node in nodes:
        places[id(node)] = at
        at += len(node) * 4
    arcs = bytes((0x40, ord("^"))) + _goto(places[id(root)])
    for node in nodes:
        last = len(node) - 1
        for number, (byte, (below, final)) in enumerate(node.items()):
            flags = 0x20 * final | 0x40 * (number == last)
            arcs += bytes((flags, byte)) + _goto(places[id(below)] if below else 0)
    return b"\\fsa\xc6\x00\x07\x01\x00" + arcs


def _goto(target: int) -> bytes:
    return bytes((target & 0x7F | 0x80, target >> 7))
