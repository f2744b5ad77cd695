"""The words of the figures; keys of their translations."""

from __future__ import annotations

from typing import Final

CHANNELS: Final = {
    "chat": "Web page",
    "telegram": "Telegram",
    "email": "E-mail",
    "phone": "Telephone",
    "desk": "At the desk",
}

SORTS: Final = {
    "directions": "Where and when",
    "account": "Loans and fees",
    "technology": "Devices and e-books",
    "known_item": "Is this one here?",
    "subject": "About a subject",
    "reading": "What to read",
    "other": "Something else",
}

COURTESIES: Final = {
    "GREETING": "Greeting",
    "NEED": "Need confirmed",
    "NEXT_STEP": "Next step",
    "CLOSING": "Closing",
}

TITLES: Final = {
    "by_unit": "Questions over time",
    "by_channel": "Questions by channel",
    "by_lang": "Questions by language",
    "by_desk": "Questions by desk",
    "by_hour": "Questions by hour of the day",
    "busiest": "The busiest hours of the week, and who is there",
    "times": "How long it took",
    "scales": "How much a question took (READ scale)",
    "sorts": "What kind of questions",
    "quality_by_channel": "The same quality on every channel",
    "quality_by_lang": "The same quality in every language",
    "ages": "Did you find what you needed? By age, in whole months",
}

HEADS: Final = {
    "questions": "Questions",
    "on_roster": "On the roster",
    "taken": "Until taken: half",
    "taken_most": "Until taken: nine of ten",
    "answered": "First answer: half",
    "answered_most": "First answer: nine of ten",
    "closed": "Until closed: half",
    "promises": "Promises kept",
    "feedback": "Found it",
    "all": "All",
    "few": "too few",
    "hardly": "hardly any",
    "nearly": "nearly all",
    "hidden": "hidden",
}

ENGLISH: Final = frozenset(
    {*CHANNELS.values(), *SORTS.values(), *COURTESIES.values(), *TITLES.values(), *HEADS.values()}
)
"""All of them."""
