"""What stands on the cards: pure, from a conversation and its journal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final

from bot.channels.telegram.sentences import ENDONYMS
from bot.server.reasons import NOT_KEPT, reason_text
from bot.staff_group.sentences import G, say
from bot.words import words
from replies.conversation import Conversation, State
from replies.message import Author, Entry, EntryKind

Rows = tuple[tuple[tuple[str, str], ...], ...]
"""Rows of (text, callback data)."""

TITLE_LONGEST: Final = 128
CHANNELS: Final = {"chat": G.WEB, "telegram": G.TELEGRAM, "email": G.EMAIL}


@dataclass(frozen=True, slots=True)
class House:
    """What cards know of the library.

    Attributes:
        lang: The language spoken in the group.
        zone: The clock on the wall.
        name_of: A person's name.
        desk_name: A desk's name.
    """

    lang: str
    zone: tzinfo
    name_of: Callable[[str], str]
    desk_name: Callable[[str], str]

    def say(self, what: G, **facts: object) -> str:
        """A sentence."""
        return say(what, self.lang, **facts)

    def time(self, at: datetime) -> str:
        """The time of day."""
        return f"{at.astimezone(self.zone):%H:%M}"

    def who(self, person: str | None) -> str:
        """A name, or a dash for somebody nobody knows."""
        return (self.name_of(person) if person else "") or "–"


def title(now: Conversation, house: House) -> str:
    """The topic's title: number, language, desk, and nothing of the question."""
    return f"#{now.number} · {now.lang} · {house.desk_name(now.desk)}"[:TITLE_LONGEST]


def heading(now: Conversation, house: House) -> str:
    """The first line of the first card."""
    facts = [ENDONYMS.get(now.lang, now.lang), house.say(CHANNELS[now.channel])]
    if now.opened_at:
        facts.append(house.time(now.opened_at))
    return f"{house.say(G.NEW)} #{now.number} · {' · '.join(facts)}"


def standing(now: Conversation, house: House) -> str:
    """How things stand, in a line; under it the number of a patron who waits to be called."""
    lines = [_state(now, house)]
    if call_owed(now):
        lines.append(house.say(G.CALL, phone=now.phone or "–"))
    return "\n".join(lines)


def call_owed(now: Conversation) -> str:
    """The promise to call the patron back while it is open, by its id, or ""."""
    return next((promise.id for promise in now.promises if promise.call), "")


def _state(now: Conversation, house: House) -> str:
    who = house.who(now.assignee)
    match now.state:
        case State.WAITING:
            return house.say(G.WAITING)
        case State.FOLLOW_UP:
            return house.say(G.FOLLOW_UP)
        case State.CLAIMED | State.CLOSING:
            return house.say(G.ANSWERING, who=who)
        case State.OFFERED:
            return house.say(G.OFFERED, who=who, to=_offered_to(now, house))
    return house.say(G.CLOSED)


def _offered_to(now: Conversation, house: House) -> str:
    return house.who(now.offered_to) if now.offered_to else house.desk_name(now.offered_desk or "")


def look(now: Conversation) -> str:
    """All that ``standing`` and ``buttons`` depend on, to see a change by."""
    call = f"call {now.phone}" if call_owed(now) else ""
    told = (str(now.state), now.assignee or "", now.offered_to or "", now.offered_desk or "", call)
    return "|".join(told).removesuffix("|")


def buttons(now: Conversation, house: House) -> Rows:
    """What can be done with a conversation."""
    match now.state:
        case State.WAITING | State.FOLLOW_UP:
            rows: list[list[tuple[G, str]]] = [[(G.CLAIM, "claim"), (G.NOD, "nod")], [(G.PASS, "pass")]]
        case State.CLAIMED | State.CLOSING:
            rows = [[(G.PASS, "pass"), (G.BACK, "back")], [(G.CLOSE, "close")]]
        case State.OFFERED:
            rows = [[(G.TAKE, "take"), (G.NOT_NOW, "no")]]
        case State.CLOSED:
            rows = [[(G.REOPEN, "again")]]
        case _:
            rows = []
    if call_owed(now):
        rows = [*rows, [(G.HAVE_CALLED, "called")]]
    return tuple(tuple((house.say(text), f"c:{deed}") for text, deed in row) for row in rows)


def sections(entries: Iterable[Entry], house: House) -> list[str]:
    """What happened, a paragraph each; what colleagues need not know is left out."""
    return [said for entry in entries if (said := section(entry, house))]


def section(entry: Entry, house: House) -> str:
    """One entry as a paragraph, or ""."""
    tell = _TELL.get(entry.kind)
    return tell(entry, house) if tell else ""


def _message(entry: Entry, house: House) -> str:
    time = house.time(entry.at)
    if entry.by is Author.PATRON:
        return "\n".join([house.say(G.PATRON_WROTE, time=time), *filter(None, [entry.text]), *_files(entry, house)])
    if entry.by is Author.LIBRARIAN:
        head = house.say(G.ANSWERED, who=house.who(entry.who), time=time)
        return "\n".join([head, *filter(None, [entry.text]), *_files(entry, house)])
    return ""  # the desk's own lines say nothing that colleagues don't see


def _changed(entry: Entry, house: House) -> str:
    return f"{house.say(G.PATRON_CHANGED, time=house.time(entry.at))}\n{entry.text}"


def _note(entry: Entry, house: House) -> str:
    return f"{house.say(G.NOTE, who=house.who(entry.who))}\n{entry.text}"


def _given_back(entry: Entry, house: House) -> str:
    return f"{house.say(G.GIVEN_BACK, who=house.who(entry.who))}\n{entry.text}"


def _offered(entry: Entry, house: House) -> str:
    to = entry.meta.get("to")
    name = house.who(to) if to else house.desk_name(entry.meta.get("desk", ""))
    return house.say(G.OFFERED, who=house.who(entry.who), to=name)


def _reopened(entry: Entry, house: House) -> str:
    if entry.by is Author.PATRON:
        return house.say(G.PATRON_BACK)
    return house.say(G.REOPENED, who=house.who(entry.who))


def _reminded(entry: Entry, house: House) -> str:
    return house.say(G.WAITS, minutes=max(1, entry.meta["waited"] // 60))


def _delivery(entry: Entry, house: House) -> str:
    return fared(entry, house) if entry.meta["state"] in ("failed", "uncertain") else ""


def _promise(entry: Entry, house: House) -> str:
    """Only what needs somebody: it is due, or broken."""
    told = {"due": G.PROMISE_DUE, "broken": G.PROMISE_BROKEN}.get(entry.meta["state"])
    return house.say(told) if told else ""


def _address(entry: Entry, house: House) -> str:
    """A number to call, which itself is on the first card."""
    return house.say(G.WANTS_CALL) if entry.meta.get("call") else ""


def _of(what: G) -> Callable[[Entry, House], str]:
    """A sentence that needs a name at most."""
    return lambda entry, house: house.say(what, who=house.who(entry.who))


def fared(entry: Entry, house: House) -> str:
    """That an answer did not arrive, or may not have."""
    what = G.NOT_ARRIVED if entry.meta["state"] == "failed" else G.NOBODY_KNOWS
    return f"{house.say(what)} {reason_text(entry.meta.get('reason', ''), house.lang)}"


def rescue(entry: Entry, house: House) -> Rows:
    """What can be done about an answer that has not arrived for certain."""
    reply = entry.meta["reply"]
    row = [(house.say(G.AGAIN), f"r:again:{reply}")]
    if entry.meta["state"] == "uncertain":
        row.append((house.say(G.ARRIVED), f"r:arrived:{reply}"))
    return (tuple(row),)


def _closed(entry: Entry, house: House) -> str:
    if entry.by is Author.PATRON:
        return house.say(G.CLOSED_BY_PATRON)
    if entry.by is Author.DESK:
        return house.say(G.CLOSED_SILENT)
    return house.say(G.CLOSED_BY, who=house.who(entry.who))


def _files(entry: Entry, house: House) -> Sequence[str]:
    """The names of files, with the reason where one was not kept; the files themselves follow the card."""
    lines = []
    for file in entry.meta.get("attachments", ()):
        refused = file.get("refused")
        why = words(house.lang).gettext(NOT_KEPT.get(refused, NOT_KEPT["file_gone"])) if refused else ""
        lines.append(" ".join(filter(None, (f"📎 {file['name']}", why))))
    return lines


_TELL: Final[dict[EntryKind, Callable[[Entry, House], str]]] = {
    EntryKind.MESSAGE: _message,
    EntryKind.EDIT: _changed,
    EntryKind.NOTE: _note,
    EntryKind.CLAIMED: _of(G.ANSWERING),
    EntryKind.RELEASED: _of(G.RELEASED),
    EntryKind.HANDOVER_OFFERED: _offered,
    EntryKind.HANDOVER_ACCEPTED: _of(G.ANSWERING),
    EntryKind.HANDOVER_DECLINED: _of(G.DECLINED),
    EntryKind.NOD: _of(G.NODDED),
    EntryKind.PAUSED: _of(G.PAUSED),
    EntryKind.RESUMED: _of(G.RESUMED),
    EntryKind.BLOCK_ASKED: _of(G.BLOCK_ASKED),
    EntryKind.GIVEN_BACK: _given_back,
    EntryKind.CLOSED: _closed,
    EntryKind.REOPENED: _reopened,
    EntryKind.REMINDED: _reminded,
    EntryKind.FOLLOW_UP: _of(G.FOLLOW_UP),
    EntryKind.ASKED_IF_DONE: _of(G.ASKED),
    EntryKind.ADDRESS: _address,
    EntryKind.PROMISE: _promise,
    EntryKind.DELIVERY: _delivery,
}
"""What is told of each kind of entry; what is missing is left out."""
