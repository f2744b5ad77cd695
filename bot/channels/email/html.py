"""HTML to plain words: what a mail shows, without what it only quotes, hides or draws."""

from __future__ import annotations

import re
from typing import Final

import lxml.html
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.html_engine import Inscriptis
from inscriptis.model.config import ParserConfig
from lxml import etree

LONGEST: Final = 400_000
"""Characters of HTML that are looked at; the rest is beyond what anybody writes."""

DEEPEST: Final = 150
"""Levels of nesting that are followed; a deeper one is read as its bare words."""

_DROPPED: Final = (
    "head", "style", "script", "template", "noscript", "object", "svg", "form", "iframe", "img", "title",
)  # fmt: skip
_QUOTES: Final = (
    "//blockquote[@type='cite']",
    "//*[contains(concat(' ', @class, ' '), ' gmail_quote ')]",
    "//*[contains(concat(' ', @class, ' '), ' gmail_attr ')]",
    "//*[contains(concat(' ', @class, ' '), ' moz-cite-prefix ')]",
    "//*[contains(concat(' ', @class, ' '), ' yahoo_quoted ')]",
    "//*[contains(concat(' ', @class, ' '), ' protonmail_quote ')]",
    "//*[@id='appendonsend' or @id='divRplyFwdMsg']/following-sibling::*",
    "//*[@id='appendonsend' or @id='divRplyFwdMsg']",
)
"""Where the common programs put what they quote."""

_FORWARDED: Final = re.compile(
    r"(forwarded|vidarebefordra|inoltrat|redirecționat|välitetty|edelleenlähete)", re.IGNORECASE
)
_TAG: Final = re.compile(r"<[^<>]{0,2000}>")
_CONFIG: Final = ParserConfig(css=CSS_PROFILES["relaxed"], display_links=False, display_images=False)


def to_text(html: str) -> tuple[str, bool]:
    """The words of a page, and whether quoted ones were left out. Linear in its length, and bounded."""
    html = html[:LONGEST]
    try:
        tree = lxml.html.document_fromstring(_without_declaration(html))
        if _depth_is_over(tree):
            return _bare(html), False
        etree.strip_elements(tree, *_DROPPED, etree.Comment, with_tail=False)
        cut = _cut_quotes(tree)
        _keep_link_targets(tree)
        return _tidy(Inscriptis(tree, _CONFIG).get_text()), cut
    except (
        etree.LxmlError,
        ValueError,
        AssertionError,
        RecursionError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
    ):
        return _bare(html), False


def _without_declaration(html: str) -> str:
    """Lxml refuses a str that declares its own encoding."""
    return re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", html)


def _depth_is_over(tree: etree._Element) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            return True
    return False


def _cut_quotes(tree: etree._Element) -> bool:
    """Take out what is quoted, unless the mail is a forwarded one: then that is what it brings."""
    found = [element for path in _QUOTES for element in tree.xpath(path)]
    if not found or any(_FORWARDED.search(_begin(element)) for element in found):
        return False
    if not _has_words_besides(tree, found):
        return False
    for element in found:
        parent = element.getparent()
        if parent is not None:
            _drop(element, parent)
    return True


def _begin(element: etree._Element) -> str:
    return "".join(element.itertext())[:300]


def _has_words_besides(tree: etree._Element, quotes: list[etree._Element]) -> bool:
    """Somebody who answers inside a quotation, or quotes and says nothing, is heard whole."""
    inside = {id(node) for quote in quotes for node in quote.iter()}
    return any((node.text or "").strip() and id(node) not in inside for node in tree.iter()) or any(
        (quote.tail or "").strip() for quote in quotes
    )


def _drop(element: etree._Element, parent: etree._Element) -> None:
    """Remove an element; the words after it belong to its parent."""
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _keep_link_targets(tree: etree._Element) -> None:
    """A link's address is a part of what a patron asks about."""
    for link in tree.iter("a"):
        target = (link.get("href") or "").strip()
        words = "".join(link.itertext()).strip()
        bare = target.split("://", 1)[-1].rstrip("/")
        if target.startswith(("http://", "https://")) and bare and bare not in words:
            link.tail = f" ({target[:500]}){link.tail or ''}"


def _tidy(text: str) -> str:
    lines = (" ".join(line.replace("\xa0", " ").split()) for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _bare(html: str) -> str:
    """What is left when every tag is taken away: for pages nobody can make sense of."""
    without = re.sub(r"(?is)<(script|style|head)\b.{0,100000}?</\1\s*>", " ", html)
    return _tidy(_TAG.sub(" ", without))
