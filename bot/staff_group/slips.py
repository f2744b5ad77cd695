"""Drafts in the group: a reply to a card is read as in the console, and leaves only at its librarian's Send."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.channels.telegram.courtesy import keyboard
from bot.channels.telegram.split import split
from bot.console.check import count
from bot.console.context import draft_in_context
from bot.console.findings import strengths
from bot.finding_words import TITLES, not_checked
from bot.ports import Arrival, Person, Proofread
from bot.server.desk import Desk
from bot.server.tokens import new_id
from bot.staff_group import cards
from bot.staff_group.cards import House
from bot.staff_group.hand import Hand
from bot.staff_group.sentences import G
from bot.staff_group.topics import Slip, Topic
from bot.tuning.strength import HELD, Strength, of_strength
from bot.words import words
from nlp.draft import Draft
from nlp.finding import Category, Finding
from replies import events as e
from replies.drafts import brought_back
from replies.hours import next_opening
from replies.message import Attachment, Entry, EntryKind
from replies.refusal import Refused
from replies.templates.shelf import Template

if TYPE_CHECKING:
    from bot.staff_group.acts import Doing

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
    """

    version: int
    text: str
    draft: Draft
    read: Proofread
    said: Mapping[str, Strength]

    @property
    def hints(self) -> tuple[Finding, ...]:
        """Findings that are told; quiet ones are for the console's page alone."""
        return tuple(finding for finding in self.read.findings if self.said.get(finding.code) != "quiet")

    @property
    def wordings(self) -> tuple[Finding, ...]:
        """Hints that one tap can mend."""
        return tuple(f for f in self.hints if f.suggestions and f.end > f.start)[:WORDINGS]

    @property
    def holding(self) -> frozenset[str]:
        """Codes that hold it back until confirmed."""
        return of_strength(self.said, *HELD)


class Slips:
    """Writes, shows and sends drafts. Callers hold the topic's lock."""

    def __init__(self, desk: Desk, hand: Hand, house: House, bot_id: str) -> None:
        self._desk = desk
        self._store = desk.store
        self._hand = hand
        self._house = house
        self._bot_id = bot_id

    # a draft comes, changes, and goes

    async def write(
        self, topic: Topic, person: Person, text: str, answers: int, files: Sequence[Attachment] = ()
    ) -> None:
        """Somebody replied to a card: a draft's gets new words, any other begins one after what was begun."""
        held = await self._store.draft(topic.conversation, person.id)
        slip = topic.slips.get(answers)
        theirs = slip is not None and slip.who == person.id and slip.version == held.version
        if not theirs and not held.text.endswith(text):
            text = brought_back(held.text, text)
        kept = await self._store.keep_draft(topic.conversation, person.id, text, version=held.version)
        reading = await self._read(topic, person, kept.version, kept.text)
        told = [{"id": file.id, "name": file.name, "type": file.type, "size": file.size} for file in files]
        new = Slip(person.id, kept.version, topic.shown, files=(slip.files if slip and theirs else []) + told)
        card, buttons = self._card(topic, reading, new), self._buttons(reading)
        topic.slips[await self._hand.say(topic.chat, topic.thread, card, buttons, answers)] = new

    async def show(self, topic: Topic, message: int, person: Person, note: str = "") -> None:
        """The card of a draft as it is now, with what there is to say about it."""
        held = await self._store.draft(topic.conversation, person.id)
        files = topic.slips[message].files
        slip = topic.slips[message] = Slip(person.id, held.version, topic.shown, files=files)
        if not held.text:
            await self._hand.change(topic.chat, message, self._house.say(G.NO_DRAFT))
            return
        reading = await self._read(topic, person, slip.version, held.text)
        holding = bool(note) and bool(reading.holding)
        card = self._card(topic, reading, slip, note)
        await self._hand.change(topic.chat, message, card, self._buttons(reading, sure=holding))

    async def use(self, topic: Topic, message: int, person: Person, number: int) -> str:
        """Take a finding's wording over. Returns what to say when there is none."""
        reading = await self._reading(topic, person)
        if number >= len(reading.wordings):
            return self._house.say(G.OLD)
        found = reading.wordings[number]
        text = reading.text[: found.start] + found.suggestions[0] + reading.text[found.end :]
        await self._store.keep_draft(topic.conversation, person.id, text, version=reading.version)
        await self.show(topic, message, person)
        return ""

    async def add_step(self, topic: Topic, message: int, person: Person, key: str) -> str:
        """Put a next step at the draft's end. Returns what to say when there is none of that key."""
        reading = await self._reading(topic, person)
        step = next((step for step in self._steps(reading.draft) if step[0] == key), None)
        if step is None:
            return self._house.say(G.OLD)
        text = f"{reading.text.rstrip()} {step[2]}"
        await self._store.keep_draft(topic.conversation, person.id, text, version=reading.version)
        await self.show(topic, message, person)
        return ""

    async def drop(self, topic: Topic, message: int, person: Person) -> None:
        """Throw it away."""
        held = await self._store.draft(topic.conversation, person.id)
        await self._store.keep_draft(topic.conversation, person.id, "", version=held.version)
        topic.slips.pop(message)
        await self._hand.change(topic.chat, message, self._house.say(G.DROPPED))

    async def send(self, doing: Doing, *, sure: bool, close: bool) -> None:
        """Send it, as the console does: read once more, guarded, held for the undo seconds.

        Raises:
            Refused: As the desk refuses; ``stale`` and ``held_back`` leave the card as it is.
        """
        topic, message, person = doing.topic, doing.message, doing.person
        slip = topic.slips[message]
        reading = await self._reading(topic, person, closing=close)
        count(reading.draft, reading.read)
        if sure:
            _may_confirm(reading, person)
        event = e.ReplySent(
            conversation=topic.conversation,
            source=f"telegram:{self._bot_id}:slip:{topic.chat}:{message}:{slip.version}",
            who=person.id,
            reply=new_id(),
            text=reading.text,
            seen=slip.seen,
            findings=tuple(finding.code for finding in reading.read.findings),
            confirmed=reading.holding if sure else frozenset(),
            holding=of_strength(reading.said, "reason", "second"),
            close=close,
            checks=dict(reading.read.engines),
            files=self._files(slip),
            second_reader=person.read_first,
        )
        outcome = await self._store.apply(event, done=doing.arrival)
        slip.reply = outcome.entries[0].meta["reply"]
        seconds = round(self._desk.house().patience.undo.total_seconds())
        say, first = self._house.say, person.read_first
        going = say(G.BEING_READ) if first else say(G.GOING, seconds=seconds)
        undo = InlineKeyboardMarkup([[InlineKeyboardButton(say(G.UNDO), callback_data="d:undo:0")]])
        card = f"{going}\n\n{_short(reading.text)}"
        await self._hand.change(topic.chat, message, card, undo if seconds or first else None)

    def _files(self, slip: Slip) -> tuple[Attachment, ...]:
        """What goes along.

        Raises:
            Refused: ``file_gone``: a restart has swept up what was not sent.
        """
        files = tuple(Attachment(**told) for told in slip.files)
        if any(self._desk.files.path(file.id) is None for file in files):
            raise Refused("file_gone")
        return files

    async def undo(self, topic: Topic, message: int, person: Person, arrival: Arrival) -> None:
        """Take it back in time; it is a draft again.

        Raises:
            Refused: ``already_decided``, ``not_yours``.
        """
        slip = topic.slips[message]
        event = e.ReplyUndone(conversation=topic.conversation, who=person.id, reply=slip.reply)
        await self._store.apply(event, done=arrival)
        await self.show(topic, message, person)

    # what became of it

    async def follow(self, topic: Topic, entries: Sequence[Entry]) -> None:
        """Say on each draft's card what became of its reply."""
        for message, slip in tuple(topic.slips.items()):
            mine = [entry for entry in entries if slip.reply and entry.meta.get("reply") == slip.reply]
            if mine:
                await self._follow(topic, message, slip, mine)

    async def _follow(self, topic: Topic, message: int, slip: Slip, entries: Sequence[Entry]) -> None:
        newest = entries[-1]
        rows: cards.Rows = ()
        match newest.kind:
            case EntryKind.DELIVERY if newest.meta["state"] in ("failed", "uncertain"):
                head, rows = cards.fared(newest, self._house), cards.rescue(newest, self._house)
            case EntryKind.DELIVERY if newest.meta["state"] == "sent":
                head = self._house.say(G.SENT, time=self._house.time(newest.at))
            case EntryKind.MESSAGE if await self._is_chat(topic):  # on the web, being written is having arrived
                head = self._house.say(G.SENT, time=self._house.time(newest.at))
            case EntryKind.MESSAGE | EntryKind.DELIVERY | EntryKind.PASSED:
                head = self._house.say(G.ON_ITS_WAY)
            case EntryKind.GIVEN_BACK:
                head = cards.section(newest, self._house)
            case _:
                return
        text = await self._text_of(topic, slip)
        await self._hand.change(topic.chat, message, f"{head}\n\n{_short(text)}", keyboard(rows))

    async def _text_of(self, topic: Topic, slip: Slip) -> str:
        opened = await self._store.open(topic.conversation)
        found = (entry.text for entry in opened.entries if entry.meta.get("reply") == slip.reply) if opened else ()
        return next((text for text in found if text), "")

    async def _is_chat(self, topic: Topic) -> bool:
        opened = await self._store.open(topic.conversation, limit=1)
        return opened is not None and opened.conversation.channel == "chat"

    # reading

    async def _reading(self, topic: Topic, person: Person, *, closing: bool = False) -> Reading:
        held = await self._store.draft(topic.conversation, person.id)
        return await self._read(topic, person, held.version, held.text, closing=closing)

    async def _read(self, topic: Topic, person: Person, version: int, text: str, *, closing: bool = False) -> Reading:
        draft = await draft_in_context(self._desk, topic.conversation, text, closing=closing)
        read = await self._desk.proofreader.read(draft)
        assert read is not None, "only a newer check of the same key drops one, and this has none"
        return Reading(version, text, draft, read, strengths(self._desk, draft, read.findings, person.role))

    def _steps(self, draft: Draft) -> list[tuple[str, str, str]]:
        """(key, title, words) of next steps that need nothing filled in but a time of ours."""
        lang = draft.lang or self._house.lang
        steps = []
        for step in self._desk.canned.next_steps(lang, draft.channel):
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

    # the card

    def _card(self, topic: Topic, reading: Reading, slip: Slip, note: str = "") -> str:
        say = self._house.say
        number = topic.title.split(" ", 1)[0].removeprefix("#")
        parts = len(split(reading.text)) if reading.draft.channel == "telegram" else 1
        hints = [self._hint(finding) for finding in reading.hints[:HINTS]]
        unread = not_checked(reading.draft.lang, reading.read.engines, self._house.lang)
        lines = (
            note,
            say(G.DRAFT, number=number),
            _short(reading.text),
            "\n".join(f"📎 {file['name']}" for file in slip.files),
            say(G.PARTS, parts=parts) if parts > 1 else "",
            "\n".join(hints) or say(G.CLEAN),
            unread,
            say(G.CHANGE_IT),
        )
        return "\n\n".join(filter(None, lines))[:4_000]

    def _hint(self, finding: Finding) -> str:
        title = words(self._house.lang).gettext(TITLES[finding.category])
        quote = f" “{finding.quote}”" if finding.quote and len(finding.quote) <= 80 else ""
        wording = f" {self._house.say(G.TRY, wording=finding.suggestions[0])}" if finding.suggestions else ""
        return f"• {title}{quote}: {finding.message}{wording}"

    def _buttons(self, reading: Reading, *, sure: bool = False) -> InlineKeyboardMarkup:
        say, version = self._house.say, reading.version
        rows = [
            [_button(say(G.USE, wording=found.suggestions[0]), f"d:use:{version}:{number}")]
            for number, found in enumerate(reading.wordings)
        ]
        if any(finding.category is Category.DEAD_END for finding in reading.hints):
            steps = [_button(f"+ {title}", f"d:step:{version}:{key}") for key, title, _ in self._steps(reading.draft)]
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


def _may_confirm(reading: Reading, person: Person) -> None:
    """Whether somebody may say that it shall go all the same, here where there is no room for reasons.

    Raises:
        Refused: ``trainee_asks``, ``second_reader``, ``reason_in_console``.
    """
    if reading.holding and person.role == "trainee":
        raise Refused("trainee_asks")
    if codes := of_strength(reading.said, "second"):
        raise Refused("second_reader", codes=sorted(codes))
    if of_strength(reading.said, "reason"):
        raise Refused("reason_in_console")


def _button(text: str, data: str) -> InlineKeyboardButton:
    short = text if len(text) <= BUTTON_LONGEST else text[: BUTTON_LONGEST - 1].rstrip() + "…"
    return InlineKeyboardButton(short, callback_data=data)


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN].rstrip() + " …"
