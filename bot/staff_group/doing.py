"""Who does something where in the group."""

from __future__ import annotations

from dataclasses import dataclass

from bot.ports import Arrival, Person
from bot.staff_group.topics import Topic


@dataclass(frozen=True, slots=True)
class Doing:
    """Somebody does something in a topic.

    Attributes:
        arrival: The update it came with.
        topic: Where.
        person: Who.
        message: The message whose button was pressed.
    """

    arrival: Arrival
    topic: Topic
    person: Person
    message: int
