"""Trying a rule before it counts: on what was really sent, and on sentences that prove it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.ports import Proofreader
from bot.server.desk import Desk
from bot.tuning.bodies import HouseRuleBody
from bot.tuning.record import SentReply
from bot.tuning.rules import OWN, compiled
from nlp.draft import Draft, House
from nlp.finding import Finding


@dataclass(frozen=True, slots=True)
class Trial:
    """A rule to try.

    Attributes:
        key: A pack's rule, or the key of one of the house's own.
        lang: The language of one's own rule; None tries a pack's rule in all.
        written: The house's own rule as it stands in the page; None for a rule that is there.
    """

    key: str
    lang: str | None
    written: HouseRuleBody | None

    @property
    def name(self) -> str:
        """The name its findings carry."""
        return OWN + self.key if self.written is not None else self.key

    def house(self, told: House) -> House:
        """The library as the trial sees it: with the rule, and with it on. May compile: not on the event loop."""
        if self.written is None or self.lang is None:
            return replace(told, off=told.off - {self.name})
        return replace(told, rules={self.lang: (compiled(self.key, self.lang, self.written),)})


@dataclass(frozen=True, slots=True)
class Flagged:
    """A reply that would have been flagged, and what would have been said."""

    reply: SentReply
    finding: Finding


async def try_on(
    desk: Desk, trial: Trial, replies: Sequence[SentReply], samples: Sequence[str]
) -> tuple[list[Flagged], list[tuple[str, tuple[str, ...]]]]:
    """What a rule would have said of replies, and the words it takes of each sample.

    Cost: one reading of each, without the grammar engine; about ten milliseconds a reply.
    """
    house = await asyncio.to_thread(trial.house, desk.dictionary.house())
    names = frozenset({trial.name})
    drafts = [
        Draft(
            reply.text,
            lang=reply.lang,
            channel=reply.channel,
            phase="opening" if reply.first else "service",
            house=house,
        )
        for reply in replies
    ]
    own = [Draft(text, lang=trial.lang or desk.site.languages[0], channel="chat", house=house) for text in samples]
    heard = await desk.proofreader.hear([*drafts, *own], names)
    flagged = [Flagged(reply, finding) for reply, found in zip(replies, heard, strict=False) for finding in found]
    spoken = [
        (text, tuple(finding.quote for finding in found))
        for text, found in zip(samples, heard[len(replies) :], strict=True)
    ]
    return flagged, spoken


async def speaks_wrongly(proofreader: Proofreader, trial: Trial) -> str | None:
    """The first sentence of a rule's proof that it gets wrong, or None."""
    if trial.written is None:
        return None
    house = await asyncio.to_thread(trial.house, House())
    sentences = [*trial.written.speaks, *trial.written.silent]
    drafts = [Draft(text, lang=trial.lang, channel="chat", house=house) for text in sentences]
    heard = await proofreader.hear(drafts, frozenset({trial.name}))
    wanted = [True] * len(trial.written.speaks) + [False] * len(trial.written.silent)
    return next(
        (text for text, found, want in zip(sentences, heard, wanted, strict=True) if bool(found) != want), None
    )
