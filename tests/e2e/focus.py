"""Where the keyboard's focus is: its ring, what lies over it, and which part of the page it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

STOP = """async () => {
  if (document.activeElement.closest(".cm-editor")) { // it marks itself a moment later
    await new Promise((done) => setTimeout(done, 30));
  }
  let element = document.activeElement;
  while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  const again = window.lastStop === element; // Tab has left the page, and the focus is where it was
  window.lastStop = element;
  const style = getComputedStyle(element.closest(".cm-editor") ?? element); // its ring is around the whole editor
  let behind = parseFloat(style.outlineOffset) < 0 ? { parentElement: element } : element;
  let colour = "rgba(0, 0, 0, 0)";
  while (behind && colour === "rgba(0, 0, 0, 0)") {
    behind = behind.parentElement ?? behind.getRootNode().host;
    colour = getComputedStyle(behind ?? document.documentElement).backgroundColor;
  }
  const box = element.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height / 2, 12)];
  const over = element.getRootNode().elementFromPoint(x, y);
  const part = element.closest("header, nav, .queue, .talk, .side, main, footer, dialog");
  return {
    tag: element.outerHTML.slice(0, 80), style: style.outlineStyle, width: parseFloat(style.outlineWidth),
    colour: style.outlineColor, behind: colour, nowhere: again || element === document.body,
    covered: !over || !(element.contains(over) || over.contains(element)),
    part: part?.className.split(" ").at(-1) || part?.tagName.toLowerCase() || "",
  };
}"""


def stops(page: Page, most: int = 80) -> Iterator[dict[str, Any]]:
    """Every stop of the Tab key until it leaves the page."""
    for _ in range(most):
        page.keyboard.press("Tab")
        stop: dict[str, Any] = page.evaluate(STOP)
        if stop["nowhere"]:
            return
        yield stop


def contrast(one: str, other: str) -> float:
    """WCAG's ratio of two ``rgb(...)`` colours."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(value) / 255) for value in re.findall(r"\d+", colour)[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4
