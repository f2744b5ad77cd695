"""What a patron and a librarian do, in words: pages change, the tests read the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import Locator, Page, expect

PHONE: Final[dict[str, Any]] = {"viewport": {"width": 390, "height": 844}}
"""How a page is opened as wide as a phone."""

WRITTEN = """() => {
  const area = document.querySelector("#paper textarea");
  if (area) return area.value;
  return [...document.querySelectorAll("#paper .cm-line")].map((line) => line.textContent).join("\\n");
}"""
"""What is in the field of the draft, whichever kind it is."""


@dataclass
class Patron:
    """Somebody with the Swedish widget before them."""

    page: Page

    def asks(self, text: str) -> None:
        """Open the widget if it is shut, write, and see it taken."""
        opener = self.page.get_by_role("button", name="Fråga en bibliotekarie")
        expect(self.page.get_by_label("Ditt meddelande")).to_be_attached()
        if opener.is_visible():
            opener.click()
        self.says(text)

    def says(self, text: str) -> None:
        """Write and press Enter."""
        self.page.get_by_label("Ditt meddelande").fill(text)
        self.page.keyboard.press("Enter")
        expect(self.log.get_by_text(text, exact=True)).to_be_visible()
        expect(self.page.get_by_text("Skickar…")).to_have_count(0)

    @property
    def log(self) -> Locator:
        """What has been said."""
        return self.page.get_by_role("log")

    def reads(self, text: str) -> None:
        """See these words."""
        expect(self.log.get_by_text(text)).to_be_visible()


@dataclass
class Librarian:
    """Somebody with the English console before them."""

    page: Page

    def takes(self, words: str) -> None:
        """Choose the question with these words in the queue and claim it."""
        self.page.get_by_role("button", name="Waiting", exact=False).first.click()
        self.looks_at(words)
        self.page.get_by_role("button", name="Answer this").click()
        expect(self.draft).to_be_visible()

    def looks_at(self, words: str) -> None:
        """Choose a question without claiming it."""
        self.page.locator("#queue").get_by_role("button").filter(has_text=words).click()
        expect(self.log.get_by_text(words)).to_be_visible()

    @property
    def draft(self) -> Locator:
        """The reply being written."""
        return self.page.get_by_label("Reply to the patron")

    @property
    def log(self) -> Locator:
        """The conversation."""
        return self.page.get_by_role("log", name="Messages")

    @property
    def hints(self) -> Locator:
        """The hint cards."""
        return self.page.locator("#hints > li")

    def hint(self, category: str) -> Locator:
        """Cards of one category, by its plain word in the code (``cold``)."""
        return self.page.locator(f"#hints > li.{category}")

    def written(self) -> str:
        """The draft's text, as it stands in the field."""
        text: str = self.page.evaluate(f"({WRITTEN})()")
        return text

    def has_written(self, text: str) -> None:
        """The field holds just this, now or soon."""
        for _ in range(200):
            if self.written() == text:
                return
            self.page.wait_for_timeout(50)
        assert self.written() == text

    def writes(self, text: str) -> None:
        """All at once, in place of what was there."""
        self.draft.press("Control+a")
        self.draft.press("Delete")
        self.page.keyboard.insert_text(text)

    def types(self, text: str) -> None:
        """Key by key, as a person does."""
        self.draft.press_sequentially(text, delay=15)

    def waits_until_kept(self) -> None:
        """The desk has the draft."""
        expect(self.page.get_by_text("Draft kept")).to_be_visible()

    def sends(self) -> None:
        """Ctrl+Enter, and once more on the sheet if hints are open."""
        expect(self.page.get_by_text("Reading…")).to_have_count(0)
        self.draft.press("Control+Enter")
        if self.page.get_by_role("dialog", name="Read it once more").is_visible():
            self.page.keyboard.press("Control+Enter")
