"""What stands on a draft's card: its words, its hints, and a button for whatever can be done about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.channels.telegram.split import split
from bot.finding_words import TITLES, message_to, not_checked
from bot.ports import Proofread
from bot.server.desk import Desk
from bot.staff_group.cards import House
from bot.staff_group.sentences import G
from bot.staff_group.topics import Slip, Topic
from bot.tuning.strength import HELD, Strength, of_strength
from bot.words import words
from nlp.draft import Draft
from nlp.finding import Category, Finding
from replies.hours import next_opening
from replies.templates.shelf import Template

WORDINGS: Final = 4
STEPS: Final = 4
HINTS: Final = 8
SHOWN: Final = 3_000
"""Characters of a draft shown on its card; the rest is in the parts it names."""

COPIED: Final = 256
"""Longest text a copy button may hold, https://core.telegram.org/bots/api#copytextbutton."""

BUTTON_LONGEST: Final = 40


@dataclass(frozen=True, slots=True)
class Reading:
    """A draft as it was read.

    Attributes:
        version: The draft's version.
        text: Its words.
        draft: With what was said before.
        read: What the check found.
        said: How strongly each code speaks to its librarian, as the admin has tuned it.
        desk: The desk that answers, by its id.
    """

    version: int
    text: str
    draft: Draft
    read: Proofread
    said: Mapping[str, Strength]
    desk: str

    @property
    def hints(self) -> tuple[Finding, ...]:
        """Findings that are told; quiet ones are for the console's page alone."""
        return tuple(finding for finding in self.read.findings if self.said.get(finding.code) != "quiet")

    @property
    def wordings(self) -> tuple[Finding, ...]:
        """Hints that one tap can mend."""
        return tuple(finding for finding in self.hints if finding.suggestions)[:WORDINGS]

    @property
    def holding(self) -> frozenset[str]:
        """Codes that hold it back until confirmed."""
        return of_strength(self.said, *HELD)


class SlipCards:
    """Draws them."""

    def __init__(self, desk: Desk, house: House) -> None:
        self._desk = desk
        self._house = house

    def text(self, topic: Topic, reading: Reading, slip: Slip, note: str = "") -> str:
        """What stands on it; ``note`` above all else."""
        say = self._house.say
        number = topic.title.split(" ", 1)[0].removeprefix("#")
        parts = len(split(reading.text)) if reading.draft.channel == "telegram" else 1
        hints = [self._hint(finding, reading.draft.lang) for finding in reading.hints[:HINTS]]
        unread = not_checked(reading.draft.lang, reading.read.engines, self._house.lang)
        lines = (
            note,
            say(G.DRAFT, number=number),
            short(reading.text),
            "\n".join(f"📎 {file['name']}" for file in slip.files),
            say(G.PARTS, parts=parts) if parts > 1 else "",
            "\n".join(hints) or say(G.CLEAN),
            unread,
            say(G.CHANGE_IT),
        )
        return "\n\n".join(filter(None, lines))[:4_000]

    def _hint(self, finding: Finding, lang: str | None) -> str:
        title = words(self._house.lang).gettext(TITLES[finding.category])
        quote = f" “{finding.quote}”" if finding.quote and len(finding.quote) <= 80 else ""
        wording = f" {self._house.say(G.TRY, wording=finding.suggestions[0])}" if finding.suggestions else ""
        return f"• {title}{quote}: {message_to(self._house.lang, finding, lang)}{wording}"

    def buttons(self, reading: Reading, *, sure: bool = False) -> InlineKeyboardMarkup:
        """What can be done with it; ``sure``: somebody has been asked to look once more."""
        say, version = self._house.say, reading.version
        rows = [
            [_button(say(G.USE, wording=found.suggestions[0]), f"d:use:{version}:{number}")]
            for number, found in enumerate(reading.wordings)
        ]
        if any(finding.category is Category.DEAD_END for finding in reading.hints):
            steps = [_button(f"+ {title}", f"d:step:{version}:{key}") for key, title, _ in self.steps(reading)]
            rows += [steps[start : start + 2] for start in range(0, len(steps), 2)]
        if sure:
            rows.append([_button(say(G.SURE), f"d:sure:{version}")])
        else:
            send = G.SEND_AS_IT_IS if reading.hints else G.SEND
            rows.append(
                [_button(say(send), f"d:send:{version}"), _button(say(G.SEND_AND_CLOSE), f"d:close:{version}")]
            )
        last = [_button(say(G.DROP), f"d:drop:{version}")]
        if len(reading.text) <= COPIED:
            last.insert(0, InlineKeyboardButton(say(G.COPY), copy_text=CopyTextButton(reading.text)))
        return InlineKeyboardMarkup([*rows, last])

    def steps(self, reading: Reading) -> list[tuple[str, str, str]]:
        """(key, title, words) of next steps that need nothing filled in but a time of ours."""
        lang = reading.draft.lang or self._house.lang
        steps = []
        for step in self._desk.canned.next_steps(lang, reading.draft.channel, reading.desk):
            text = self._filled(step, lang)
            if text and len(step.key) <= 20:
                steps.append((step.key, step.title, text))
        return steps[:STEPS]

    def _filled(self, step: Template, lang: str) -> str:
        """A step's words, "" when it has a place only its librarian can fill."""
        values = {slot.name: slot.value for slot in step.slots}
        if values.get("when", "") is None:
            values["when"] = self._by_when(lang)
        if any(value is None for value in values.values()):
            return ""
        text = step.text
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text

    def _by_when(self, lang: str) -> str:
        """An hour after the desk next opens a day from now: a promise that can be kept."""
        hours = self._desk.house().desks[0].hours
        opens = next_opening(hours, self._desk.clock.now() + timedelta(days=1))
        at = opens or self._desk.clock.now() + timedelta(days=1)
        return self._desk.greetings.moment(lang, (at + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0))


def _button(text: str, data: str) -> InlineKeyboardButton:
    short = text if len(text) <= BUTTON_LONGEST else text[: BUTTON_LONGEST - 1].rstrip() + "…"
    return InlineKeyboardButton(short, callback_data=data)


def short(text: str) -> str:
    """A draft's words, as far as a card has room."""
    return text if len(text) <= SHOWN else text[:SHOWN].rstrip() + " …"
