"""Figures agree, to the last count, with a second and plain way: reading ten thousand journals one line at a time."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from replies import events as e
from replies.conversation import Conversation
from replies.courtesy import SORTS, Courtesy
from replies.desk import decide
from replies.effects import KeepFeedback, KeepPromise
from replies.promise import Promise, Promised
from replies.statistics import Case, Mark, Spread, Vow, Wanted, begin_of, figures
from tests.house import house

HOW_MANY = 10_000
HELSINKI = ZoneInfo("Europe/Helsinki")
BEGIN = datetime(2026, 9, 1, tzinfo=UTC)
WANTED = Wanted(date(2026, 9, 15), date(2026, 11, 15), HELSINKI, "week")
DESKS = ("main", "music")


@dataclass
class Life:
    """One simulated conversation: its journal, and what a store would have kept."""

    conversation: Conversation
    entries: list[Any] = field(default_factory=list)
    promises: dict[str, Promise] = field(default_factory=dict)
    marks: list[tuple[date, KeepFeedback]] = field(default_factory=list)
    held: dict[str, int] = field(default_factory=dict)

    def do(self, event: e.Event, at: datetime, told: Any) -> None:
        """One event happens."""
        decision = decide(self.conversation, event, at, told)
        self.conversation = decision.conversation
        self.entries += decision.entries
        for effect in decision.effects:
            if isinstance(effect, KeepPromise):
                self.promises[effect.promise.id] = effect.promise
            if isinstance(effect, KeepFeedback) and effect.counted:
                self.marks.append((at.date(), effect))


def simulate(number: int, chance: random.Random, told: Any) -> Life:
    """A conversation as it may go: asked, taken or not, answered, promised, undone, closed, marked, forgotten."""
    cid = f"{number:032x}"
    life = Life(Conversation(id=cid, number=number))
    at = BEGIN + timedelta(minutes=chance.randrange(90 * 24 * 60))
    if chance.random() < 0.15:
        channel = chance.choice(("phone", "desk"))
        life.do(
            e.QuestionNoted(conversation=cid, who="anna", channel=channel, lang="fi", desk=chance.choice(DESKS)),
            at,
            told,
        )
        return life
    channel = chance.choice(("chat", "chat", "telegram", "email"))
    address = {} if channel == "chat" else {"address": cid}
    lang, desk = chance.choice(("en", "it", "ro", "sv", "fi")), chance.choice(DESKS)
    life.do(e.PatronAsked(conversation=cid, channel=channel, lang=lang, desk=desk, text="?", **address), at, told)
    if chance.random() < 0.9:
        at += timedelta(seconds=chance.randrange(1, 4000))
        life.do(e.Claimed(conversation=cid, who="anna"), at, told)
        answer(life, at, chance, told)
    if chance.random() < 0.1:
        life.do(e.PatronForgot(conversation=cid), BEGIN + timedelta(days=200), told)
    return life


def answer(life: Life, at: datetime, chance: random.Random, told: Any) -> None:
    """Some answers, each with its courtesies; some undone, some promising."""
    cid = life.conversation.id
    for turn in range(chance.randrange(4)):
        at += timedelta(seconds=chance.randrange(1, 3000))
        reply, held = f"{cid}-{turn}", chance.randrange(16)
        made = (
            (Promised(f"{cid}-p{turn}", "Later.", at + timedelta(days=2), at_hour=True),)
            if chance.random() < 0.2
            else ()
        )
        keeps = frozenset(promise.id for promise in life.conversation.promises[:1])
        sent = e.ReplySent(
            conversation=cid,
            who="anna",
            reply=reply,
            text="Here.",
            seen=99,
            courtesies=held,
            promises=made,
            keeps=keeps,
        )
        life.do(sent, at, told)
        at += timedelta(seconds=5)
        if chance.random() < 0.1:
            life.do(e.ReplyUndone(conversation=cid, who="anna", reply=reply), at, told)
        else:
            life.do(e.ReplyReleased(conversation=cid, reply=reply), at, told)
            life.held[reply] = held
        if chance.random() < 0.1:
            at += timedelta(days=4)
            while life.conversation.due_at and life.conversation.due_at <= at and life.conversation.promises:
                life.do(e.TimePassed(conversation=cid), at, told)
    if chance.random() < 0.7:
        at += timedelta(seconds=chance.randrange(1, 3000))
        life.do(e.Closed(conversation=cid, who="anna", promises=chance.choice(("kept", "let_go", "stay"))), at, told)
        if chance.random() < 0.5:
            life.do(
                e.Classed(conversation=cid, who="anna", scale=chance.randrange(1, 7), sort=chance.choice(SORTS)),
                at,
                told,
            )
        if chance.random() < 0.4:
            life.do(e.FeedbackGiven(conversation=cid, mark=chance.randrange(1, 6), comment="x"), at, told)
        if chance.random() < 0.1:
            life.do(e.Reopened(conversation=cid, who="bo"), at + timedelta(hours=1), told)


@pytest.fixture(scope="module")
def lives() -> list[Life]:
    """Ten thousand of them, the same each time."""
    from replies.house import DeskPlace

    told = house(desks=tuple(DeskPlace(desk, desk) for desk in DESKS))
    chance = random.Random(8)
    return [simulate(number, chance, told) for number in range(1, HOW_MANY + 1)]


def facts(lives: list[Life]) -> tuple[list[Case], list[Vow], list[Mark]]:
    """As the store would give them: from what it keeps of a conversation, also a forgotten one."""
    cases, vows, marks = [], [], []
    for life in lives:
        c = life.conversation
        assert c.opened_at
        times = (c.claimed_at, c.answered_at, c.closed_at)
        cases.append(Case(c.opened_at, c.channel, c.lang, c.desk, *times, c.courtesies, c.scale, c.sort))
        for promise in life.promises.values():
            if promise.state != "withdrawn":
                broken = promise.state == "open" and promise.told == 2
                vows.append(Vow(promise.made_at, c.channel, c.lang, c.desk, promise.state, broken))
        marks += [Mark(day, kept.channel, kept.lang, kept.desk, kept.mark) for day, kept in life.marks]
    return cases, vows, marks


def plainly(lives: list[Life], channel: str | None = None) -> dict[str, Any]:
    """The second way: every journal read from its first line, nothing shared with the first way."""
    found: dict[str, Any] = {
        "questions": 0,
        "weeks": defaultdict(int),
        "channels": defaultdict(int),
        "hours": [0] * 24,
    }
    found |= {"langs": defaultdict(int), "desks": defaultdict(int), "taken": [], "answered": [], "closed": []}
    found |= {"greeted": [0, 0], "promises": [0, 0], "happy": [0, 0], "scales": defaultdict(int)}
    for life in lives:
        if channel is not None and life.conversation.channel != channel:
            continue
        count_marks(life, found)
        count_promises(life, found)
        began = life.entries[0].at
        wall = began.astimezone(HELSINKI)
        if not WANTED.since <= wall.date() <= WANTED.until:
            continue
        found["questions"] += 1
        found["weeks"][wall.date() - timedelta(days=wall.weekday())] += 1
        found["hours"][wall.hour] += 1
        for name, value in (
            ("channels", life.conversation.channel),
            ("langs", life.conversation.lang),
            ("desks", life.conversation.desk),
        ):
            found[name][value] += 1
        if life.conversation.scale:
            found["scales"][life.conversation.scale] += 1
        if life.conversation.channel in ("phone", "desk"):
            continue
        count_times(life, began, found)
    return found


def count_times(life: Life, began: datetime, found: dict[str, Any]) -> None:
    """From the first line to who took it, to the first answer, to the last closing."""
    taken = [entry.at for entry in life.entries if entry.kind == "claimed"]
    answers = [entry for entry in life.entries if entry.kind == "message" and entry.by == "librarian"]
    ends = [entry for entry in life.entries if entry.kind in ("closed", "reopened")]
    if taken:
        found["taken"].append(int((taken[0] - began).total_seconds()))
    if answers:
        found["answered"].append(int((answers[0].at - began).total_seconds()))
        found["greeted"][1] += 1
        found["greeted"][0] += any(held % 2 for held in life.held.values())
    if ends and ends[-1].kind == "closed":
        found["closed"].append(int((ends[-1].at - began).total_seconds()))


def count_promises(life: Life, found: dict[str, Any]) -> None:
    """What the journal says became of each promise."""
    said: dict[str, list[Any]] = defaultdict(list)
    undone = {entry.meta["reply"] for entry in life.entries if entry.kind == "undone"}
    for entry in life.entries:
        if entry.kind == "promise":
            said[entry.meta["promise"]].append(entry)
    for promise, entries in said.items():
        if life.promises[promise].reply in undone:
            continue
        if not WANTED.since <= entries[0].at.astimezone(HELSINKI).date() <= WANTED.until:
            continue
        became = [entry.meta["state"] for entry in entries]
        found["promises"][0] += "kept" in became
        found["promises"][1] += bool({"kept", "late"} & set(became)) or (
            "broken" in became and "let_go" not in became
        )


def count_marks(life: Life, found: dict[str, Any]) -> None:
    """Four and five are happy."""
    for day, kept in life.marks:
        if WANTED.since <= day <= WANTED.until:
            found["happy"][1] += 1
            found["happy"][0] += kept.mark in (4, 5)


def spread_of(seconds: list[int]) -> Spread:
    """Counted off by hand."""
    ordered = sorted(seconds)
    tenth = next(one for place, one in enumerate(ordered, 1) if place * 10 >= len(ordered) * 9)
    return Spread(len(ordered), ordered[(len(ordered) + 1) // 2 - 1], tenth)


def test_ten_thousand_conversations_are_counted_alike_in_two_ways(lives: list[Life]) -> None:
    """Questions, weeks, hours, channels, languages, desks, scales, shares, promises, feedback."""
    found, plain = figures(*facts(lives), WANTED), plainly(lives)
    assert found.questions == plain["questions"] > 5_000
    assert {begin: count for begin, count in found.by_unit if count} == plain["weeks"]
    assert list(found.by_hour) == plain["hours"]
    assert (found.by_channel, found.by_lang, found.by_desk) == (plain["channels"], plain["langs"], plain["desks"])
    assert found.scales == plain["scales"]
    assert list(found.quality.courtesies[Courtesy.GREETING]) == plain["greeted"]
    assert list(found.quality.promises) == plain["promises"]
    assert list(found.quality.feedback) == plain["happy"]
    assert found.quality.answered == spread_of(plain["answered"])


@pytest.mark.parametrize("channel", ["chat", "telegram", "email"])
def test_each_channel_is_counted_alike_in_two_ways(lives: list[Life], channel: str) -> None:
    """Its times and its shares, beside the others or chosen alone."""
    plain = plainly(lives, channel)
    everything = figures(*facts(lives), WANTED)
    alone = figures(*facts(lives), Wanted(WANTED.since, WANTED.until, HELSINKI, "week", channel=channel))
    assert alone.questions == plain["questions"] == everything.by_channel[channel]
    times = everything.times[channel]
    assert times == alone.times[channel]
    assert (times.taken, times.answered, times.closed) == tuple(
        spread_of(plain[k]) for k in ("taken", "answered", "closed")
    )
    assert everything.quality_by_channel[channel] == alone.quality
    assert list(alone.quality.promises) == plain["promises"]


def test_forgetting_changes_no_figure(lives: list[Life]) -> None:
    """Words and names go, counts stay: a tenth of these patrons were forgotten."""
    assert sum(life.conversation.state == "forgotten" for life in lives) > 500
    assert figures(*facts(lives), WANTED).questions == plainly(lives)["questions"]


def test_empty_days_weeks_and_months_are_there() -> None:
    """A board sees the gap."""
    nothing = figures((), (), (), Wanted(date(2026, 1, 30), date(2026, 3, 2), HELSINKI, "month"))
    assert nothing.by_unit == ((date(2026, 1, 1), 0), (date(2026, 2, 1), 0), (date(2026, 3, 1), 0))
    assert begin_of(date(2026, 11, 22), "week") == date(2026, 11, 16)
