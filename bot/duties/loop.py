"""What goes on by itself: timers that are due, and replies put on the wire, in order, at most once.

The store holds everything that is owed; this loop only asks what is due and does it. It can be killed at any
moment: what it had not committed is still owed, and what was on the wire is found there at the next start.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Final, Self

import structlog

from bot.duties.sent import SentLedger
from bot.ports import (
    Channel,
    Clock,
    Failed,
    Lease,
    Outcome,
    Outgoing,
    Retry,
    Sent,
    Store,
    StoreClosed,
    Uncertain,
    Wire,
)
from bot.waking import called
from replies.events import DeliveryKnown, Event
from replies.refusal import Refused

LOOK_AGAIN: Final = 5.0
"""Seconds after which the clock is looked at anyway: it may have been set."""

AFTER_TROUBLE: Final = 1.0
"""Seconds to rest when the store takes nothing, so that a full disk is not asked a thousand times a second."""

AT_ONCE: Final = 16
"""Deliveries a channel may have on the wire; each is another conversation's."""

FAREWELL: Final = 8.0
"""Seconds that deliveries on the wire get to end at shutdown; after that nobody knows what became of them."""

_FIRST_PAUSE: Final = 2.0
_LONGEST_PAUSE: Final = 300.0

Changes = Callable[[], Awaitable[object]]

log: Final = structlog.get_logger(__name__)


class Loop:
    """Timers and senders; ``async with`` it while the desk is open."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        channels: Sequence[Channel] = (),
        *,
        sent: SentLedger | None = None,
        lease: Lease | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._sent = sent
        self._lease = lease
        self._timers = Timers(store, clock)
        self._senders = {channel.name: Sender(store, clock, channel, sent, lease=lease) for channel in channels}
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        """Begin."""
        self._stop_listening = self._store.listen(self._heard)
        if self._lease is None:  # a loop that sends under a lease does nothing else
            self._tasks.append(asyncio.create_task(self._timers.run(), name="timers"))
        for name, sender in self._senders.items():
            self._tasks.append(asyncio.create_task(sender.run(), name=f"sender-{name}"))
        return self

    async def __aexit__(self, *_: object) -> None:
        """End: nothing new is begun, what is on the wire may end."""
        self._stop_listening()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for sender in self._senders.values():
            await sender.finish()

    def add(self, channel: Channel, *, at_once: int = AT_ONCE) -> None:
        """Send through one more channel from now on, ``at_once`` at a time: it may open after the desk does."""
        sender = Sender(self._store, self._clock, channel, self._sent, lease=self._lease, at_once=at_once)
        self._senders[channel.name] = sender
        self._tasks.append(asyncio.create_task(sender.run(), name=f"sender-{channel.name}"))

    def _heard(self, outcome: Outcome) -> None:
        conversation = outcome.conversation
        if conversation.due_at is not None:
            self._timers.heard(conversation.due_at)
        for reply in conversation.replies:
            if reply.state == "queued" and reply.seq is not None and reply.channel in self._senders:
                self._senders[reply.channel].wake.set()


class Timers:
    """Lets time pass in conversations whose timer is due."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._wake = asyncio.Event()
        self._store = store
        self._clock = clock
        self._until: datetime | None = None
        self._looked: datetime | None = None

    def heard(self, due_at: datetime) -> None:
        """A timer has been set; wake up if it is due before the one we sleep for."""
        if self._until is None or due_at < self._until:
            self._wake.set()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            self._wake.clear()
            self._until = None
            try:
                pause = await self.pass_time()
            except StoreClosed:
                pause = AFTER_TROUBLE
            if pause > 0:
                await called(self._wake, pause)

    async def pass_time(self) -> float:
        """Do what is due now; returns the seconds to sleep after it."""
        events = [*await self._store.due(), *await self._stranded()]
        refused = [event for event in events if not await self._applied(event)]
        if events:
            return AFTER_TROUBLE if len(refused) == len(events) else 0.0
        self._until = await self._store.next_due()
        if self._until is None:
            return LOOK_AGAIN
        return min(LOOK_AGAIN, max(0.0, (self._until - self._clock.now()).total_seconds()))

    async def _stranded(self) -> Sequence[Event]:
        """What would wait for a clock that was set back, since we looked or while nobody did."""
        looked, self._looked = self._looked, self._clock.now()
        return () if looked and looked <= self._looked else await self._store.stranded()

    async def _applied(self, event: Event) -> bool:
        try:
            await self._store.apply(event)
        except Refused as refused:
            log.warning("timer refused", conversation=event.conversation, code=refused.code)
            return False
        return True


class Sender:
    """Puts one channel's replies on the wire and reports what became of them."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        channel: Channel,
        sent: SentLedger | None = None,
        *,
        lease: Lease | None = None,
        at_once: int = AT_ONCE,
    ) -> None:
        self.wake = asyncio.Event()
        self._store = store
        self._clock = clock
        self._channel = channel
        self._sent = sent
        self._lease = lease
        self._at_once = at_once
        self._on_the_wire: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Until cancelled; deliveries under way go on, see ``finish``."""
        while True:
            self.wake.clear()
            try:
                begun = await self.begin()
            except StoreClosed:
                begun = False
            if not begun:
                await called(self.wake, AFTER_TROUBLE)

    async def begin(self) -> bool:
        """Put on the wire what may leave now; True if there may be more."""
        free = self._at_once - len(self._on_the_wire)
        if free <= 0:
            return False
        # Shielded: once rows are committed as ``sending``, a task must take them up, also during a shutdown.
        claimed = await asyncio.shield(asyncio.ensure_future(self._claim(free)))
        return claimed == free

    async def _claim(self, free: int) -> int:
        claimed = await self._store.claim_deliveries(self._channel.name, limit=free, lease=self._lease)
        for outgoing in claimed:
            task = asyncio.create_task(self.deliver(outgoing))
            self._on_the_wire.add(task)
            task.add_done_callback(self._ended)
        return len(claimed)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._on_the_wire.discard(task)
        self.wake.set()  # the same conversation's next reply may go now

    async def finish(self) -> None:
        """Let deliveries on the wire end; those that don't are uncertain at the next start."""
        if self._on_the_wire:
            await asyncio.wait(tuple(self._on_the_wire), timeout=FAREWELL)
        for task in tuple(self._on_the_wire):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def deliver(self, outgoing: Outgoing) -> None:
        """Send the parts that have not arrived, in order, and report."""
        if wire := await self._held_back(outgoing):
            await self._report(outgoing, wire)
            return
        parts = self._channel.split(outgoing.reply.text)
        for index in range(len(outgoing.refs), len(parts) + len(outgoing.reply.files)):
            wire = await self._send(outgoing, parts, index)
            if not isinstance(wire, Sent):
                await self._report(outgoing, wire)
                return
            await self._insist(partial(self._store.part_delivered, outgoing.reply.id, wire.ref))
        await self._report(outgoing, None)

    async def _held_back(self, outgoing: Outgoing) -> Wire | None:
        """Why this attempt must not leave: the store was restored, and it has left before; or that can't be noted."""
        if self._sent is None:
            return None
        try:
            first = await self._sent.leaves(outgoing.reply.id, outgoing.reply.attempts)
        except OSError:
            return Retry("unreachable")
        return None if first else Uncertain("restored")

    async def _send(self, outgoing: Outgoing, parts: Sequence[str], index: int) -> Wire:
        """One part, or after them one file."""
        if not outgoing.address:
            return Failed("no_address")
        try:
            if index < len(parts):
                return await self._channel.send(outgoing, parts[index], index)
            return await self._channel.send_file(outgoing, outgoing.reply.files[index - len(parts)])
        except Exception:
            log.exception("channel broke its promise", channel=self._channel.name, reply=outgoing.reply.id)
            return Uncertain("error")

    async def _report(self, outgoing: Outgoing, wire: Wire | None) -> None:
        known = self._known(outgoing, wire)
        await self._insist(partial(self._store.apply, known))

    def _known(self, outgoing: Outgoing, wire: Wire | None) -> DeliveryKnown:
        here, reply = outgoing.conversation, outgoing.reply.id
        match wire:
            case Failed(reason):
                return DeliveryKnown(conversation=here, reply=reply, state="failed", reason=reason)
            case Uncertain(reason):
                return DeliveryKnown(conversation=here, reply=reply, state="uncertain", reason=reason)
            case Retry(reason, after):
                pause = after if after is not None else pause_after(outgoing.reply.attempts)
                retry_at = self._clock.now() + timedelta(seconds=pause)
                return DeliveryKnown(
                    conversation=here, reply=reply, state="waiting", reason=reason, retry_at=retry_at
                )
            case _:
                return DeliveryKnown(conversation=here, reply=reply, state="sent")

    async def _insist(self, change: Changes) -> None:
        """Tell the store until it listens: what has happened on the wire can't be taken back."""
        while True:
            try:
                await change()
            except StoreClosed as closed:
                if closed.reason == "closing":
                    return  # the next start finds it on the wire and says that nobody knows
                await asyncio.sleep(AFTER_TROUBLE)
            else:
                return


def pause_after(attempts: int) -> float:
    """Seconds before the next attempt: doubling, bounded."""
    return min(_LONGEST_PAUSE, _FIRST_PAUSE * float(1 << min(attempts, 16)))
