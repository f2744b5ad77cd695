"""Pictures of every page, light and dark, on a desk and on a phone, into ./screenshots: ``make screenshots``.

``make pictures`` takes them too, and puts those that the docs show into docs/pictures.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page, expect

from tests.e2e.people import Librarian, Patron
from tests.e2e.running import RunningDesk
from tests.e2e.sessions import opened

SIZES: Final = {"desk": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}
PAGES: Final = {"front": "/", "sign-in": "/signin", "welcome": "/welcome", "privacy": "/privacy", "ask": "/ask"}
ADMIN: Final = (
    "people", "house", "templates", "rules", "words", "feedback", "settings", "erase", "audit", "parts", "site",
)  # fmt: skip
STAFF: Final = ("mine", "statistics", "search")
QUESTIONS: Final = (
    "Har ni Pippi Långstrump på finska, gärna en med bilder?",
    "Finns det något lugnt läsrum i kväll?",
    "Kan jag lämna tillbaka böckerna på en annan filial?",
)


class Album:
    """Takes the pictures of one size and one scheme."""

    def __init__(self, browser: Browser, desk: RunningDesk, folder: Path, size: str, scheme: str) -> None:
        self.browser = browser
        self.desk = desk
        self.folder = folder
        self.size = size
        self.scheme = scheme

    @contextmanager
    def page(self, **more: Any) -> Iterator[Page]:
        """A browser of its own."""
        context = self.browser.new_context(
            viewport=SIZES[self.size], color_scheme=self.scheme, reduced_motion="reduce", **{"locale": "en-GB"} | more
        )
        yield context.new_page()
        context.close()

    def take(self, page: Page, name: str, *, whole: bool = False) -> None:
        """One picture."""
        page.screenshot(path=self.folder / f"{name}-{self.size}-{self.scheme}.png", full_page=whole)

    def pages(self, state: Path) -> None:
        """Everything that only needs to be opened."""
        with self.page(storage_state=state) as page:
            for name in ADMIN:
                page.goto(f"{self.desk.origin}/admin/{name}", wait_until="networkidle")
                self.take(page, f"admin-{name}", whole=True)
            for name in STAFF:
                page.goto(f"{self.desk.origin}/{name}", wait_until="networkidle")
                self.take(page, name, whole=True)
        with self.page() as page:
            for name, path in PAGES.items():
                page.goto(self.desk.origin + path)
                self.take(page, name, whole=True)

    def widget(self, question: str) -> None:
        """A patron asks and ends."""
        with self.page(locale="sv-SE") as page:
            page.goto(f"{self.desk.origin}/sample?lang=sv")
            asker = Patron(page)
            expect(page.get_by_role("button", name="Fråga en bibliotekarie")).to_be_visible()
            self.take(page, "sample")
            page.get_by_role("button", name="Fråga en bibliotekarie").click()
            expect(asker.log.locator("p").first).to_be_visible()
            self.take(page, "widget-open")
            asker.says(question)
            self.take(page, "widget-asked")
            page.get_by_text("Språk, utskrift, radering").click()
            self.take(page, "widget-more")

    def console(self, state: Path, question: str) -> None:
        """A librarian answers."""
        with self.page(storage_state=state) as page:
            page.goto(f"{self.desk.origin}/console")
            maja = Librarian(page)
            expect(page.locator("#queue button").first).to_be_visible()
            self.take(page, "console-queue")
            maja.looks_at(question)
            self.take(page, "console-looked-at")
            page.get_by_role("button", name="Answer this").click()
            expect(maja.draft).to_be_visible()
            maja.types("Nej, kolla OPAC.")
            expect(page.locator("#hints > li").first).to_be_attached()
            self.take(page, "console-draft")
            page.keyboard.press("Alt+n")
            self.take(page, "console-note")
            page.keyboard.press("Alt+n")
            if self.size == "phone":
                page.get_by_role("button", name="Hints").click()
                self.take(page, "console-hints")
                page.get_by_role("button", name="Conversation").click()
            maja.draft.press("Control+Enter")
            self.take(page, "console-sheet")
            page.keyboard.press("Control+Enter")
            page.get_by_role("button", name="Undo").wait_for()
            self.take(page, "console-held")
            page.keyboard.press("Alt+z")
            expect(maja.draft).not_to_have_text("")
            maja.writes("Hej! ")
            maja.types("/")
            self.take(page, "console-templates")
            page.keyboard.press("Escape")
            page.keyboard.press("Control+k")
            self.take(page, "console-actions")
            page.keyboard.press("Escape")
            page.keyboard.press("Alt+i")
            expect(page.get_by_role("dialog", name="The desk's own page")).to_be_visible()
            self.take(page, "console-desk-page")
            page.keyboard.press("Escape")
            page.locator("#my-name").click()
            self.take(page, "console-me")
            page.get_by_role("button", name="Keys and hints").click()
            self.take(page, "console-keys")

    def practice(self, state: Path) -> None:
        """A made-up patron is answered coldly."""
        with self.page(storage_state=state) as page:
            page.goto(f"{self.desk.origin}/practice")
            maja = Librarian(page)
            maja.takes("sharks")
            maja.types("No.")
            expect(page.locator("#hints > li").first).to_be_attached()
            self.take(page, "practice")


def main(folder: Path) -> None:
    """Open a desk, take all pictures, close it."""
    folder.mkdir(parents=True, exist_ok=True)
    with opened() as (browser, desk, state):
        for number, (size, scheme) in enumerate((size, scheme) for size in SIZES for scheme in ("light", "dark")):
            album = Album(browser, desk, folder, size, scheme)
            question = f"{QUESTIONS[number % len(QUESTIONS)]} ({number + 1})"
            album.pages(state)
            album.widget(question)
            album.console(state, question)
            album.practice(state)


SHOWN: Final = (
    (
        "For patrons",
        {
            "widget-open-desk-light": "The chat on a library's own page. It never opens by itself.",
            "sample-desk-light": "The sample library's page, with the button in its corner.",
            "ask-desk-light": "The plain page: the same desk without JavaScript, for any browser.",
            "privacy-desk-light": "What is kept, for how long and why, made from the settings in force.",
        },
    ),
    (
        "For librarians",
        {
            "console-draft-desk-light": "Who waits, the conversation, and how the draft may land.",
            "console-sheet-desk-light": "Sending a draft that has hints left: once more as the patron will read it.",
            "console-draft-phone-dark": "The console on a phone, at night: one column at a time.",
            "console-hints-phone-dark": "The hints on the phone.",
            "console-desk-page-desk-light": "The desk's own page: notices, promises, who is here.",
            "console-keys-desk-light": "Every key, and what is quiet for whom.",
            "practice-desk-light": "Practice with made-up patrons; nothing leaves the page.",
            "mine-desk-light": "A mirror of one's own; nobody is compared with anybody.",
            "search-desk-light": "Past conversations, as long as they are kept.",
        },
    ),
    (
        "For admins",
        {
            "admin-house-desk-light": "What the library says of itself: hours, branches, desks, shifts, notices.",
            "admin-templates-desk-light": "Prepared answers in each language.",
            "admin-rules-desk-light": "Tone rules: how strong each is, and a trial on what was sent.",
            "admin-words-desk-light": "Words, names and titles of the house.",
            "admin-feedback-desk-light": "Thanks, low marks, and the public page of what was changed.",
            "admin-people-desk-light": "Who works here, and in which languages.",
            "admin-site-desk-light": "What to paste into the library's own pages.",
            "admin-audit-desk-light": "Who read and did what; lines are sealed.",
            "admin-erase-desk-light": "Forgetting a patron everywhere.",
            "admin-parts-desk-light": "The language parts.",
            "admin-settings-desk-light": "Settings in force, without secrets.",
            "sign-in-desk-light": "The door.",
            "welcome-desk-light": "Coming in for the first time, by a one-time link.",
            "front-desk-light": "The front page of a desk.",
        },
    ),
)
"""What the docs show, in the order of a walk, and what there is to see."""


def for_the_docs(docs: Path) -> None:
    """Every page on a desk by day, and the console on a phone by night."""
    lines = ["# Every page", "Taken by `make pictures`, from a desk with made-up patrons."]
    with tempfile.TemporaryDirectory() as folder:
        main(Path(folder))
        for old in docs.glob("*.png"):
            old.unlink()
        for people, pictures in SHOWN:
            lines.append(f"## {people}")
            for name, caption in pictures.items():
                shutil.copy(Path(folder, f"{name}.png"), docs)
                lines += [caption, f"![{caption}]({name}.png)"]
    (docs / "README.md").write_text("\n\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("folder", nargs="?", type=Path, default=Path("screenshots"), help="where they go")
    reader.add_argument("--docs", action="store_true", help="take those of docs/pictures anew")
    asked = reader.parse_args()
    if asked.docs:
        for_the_docs(Path("docs/pictures"))
    else:
        main(asked.folder)
