"""What the desk asks of its edges: a store that forgets nothing it acknowledged, channels, a clock, a proofreader.

Every ``async`` method of the store that changes something returns only after the change is durable
(``synchronous=FULL``). Times are aware UTC. A method that is given an unknown id says so in its docstring.
"""

from __future__ import annotations

from bot.ports.audit import Audited
from bot.ports.conversations import Draft, Opened, OpenPromise, Outcome, QueueRow, QueueView
from bot.ports.edges import Channel, Clock, Failed, Proofread, Proofreader, Retry, Sent, Uncertain, Wire
from bot.ports.erasing import Found, Patron, Search, Tidied
from bot.ports.figures import Voice
from bot.ports.inbox import Arrival
from bot.ports.outbox import Lease, Outgoing
from bot.ports.people import Link, Person, Role, Session
from bot.ports.signing_in import Guess, SecondFactor
from bot.ports.store import Store, StoreClosed
from bot.ports.words import HouseWord, WordState

__all__ = [
    "Arrival",
    "Audited",
    "Channel",
    "Clock",
    "Draft",
    "Failed",
    "Found",
    "Guess",
    "HouseWord",
    "Lease",
    "Link",
    "OpenPromise",
    "Opened",
    "Outcome",
    "Outgoing",
    "Patron",
    "Person",
    "Proofread",
    "Proofreader",
    "QueueRow",
    "QueueView",
    "Retry",
    "Role",
    "Search",
    "SecondFactor",
    "Sent",
    "Session",
    "Store",
    "StoreClosed",
    "Tidied",
    "Uncertain",
    "Voice",
    "Wire",
    "WordState",
]
