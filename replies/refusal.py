"""A "no" from the core: a machine code and the facts; the edge says it as a sentence in the reader's language."""

from __future__ import annotations

from typing import Any, Final

CODES: Final = frozenset(
    {
        "already_decided",  # the reply has left or was undone; details: reply, state
        "claimed_by_other",  # details: who
        "closed",  # the conversation is closed
        "desk_closed",  # details: desk, opens (ISO 8601, or None when unknown)
        "draft_conflict",  # details: text, version (what the store holds)
        "empty_text",  # nothing to send
        "forgotten",  # text and identity are gone
        "handover_to_whom",  # neither or both of a person and a desk
        "held_back",  # details: codes (to be confirmed)
        "name_taken",  # details: name
        "no_email",  # this desk writes no e-mail
        "not_offered_to_you",  # details: to, desk
        "not_now",  # the event means nothing in this state; details: state, event
        "not_yours",  # somebody else answers; details: who
        "promise_open",  # it would be closed over; details: promises (ids)
        "record_changed",  # somebody has written a version since; details: version (the newest)
        "same_id_other_text",  # the idempotency key was used for other words; details: seq
        "second_factor_on",  # it is switched off before it is set up anew
        "second_person",  # a block needs two
        "stale",  # somebody wrote since; details: seen, seq
        "too_many_promises",  # details: limit
        "unknown_conversation",
        "unknown_desk",  # details: desk
        "unknown_message",  # details: target or ref
        "unknown_person",  # details: person
        "unknown_promise",  # details: promise
        "unknown_reply",  # details: reply
        "unreachable",  # there is no address to answer to; details: channel
        "wrong_mark",  # feedback is 1 to 5; details: mark
        "wrong_scale",  # READ is 1 to 6; details: scale
        "wrong_time",  # in the past, or too far away
    }
)
"""Every code the core may say; each has a sentence in five languages at the edge (a test counts them)."""


class Refused(Exception):  # noqa: N818  "Refused" is what it is; nothing went wrong
    """What was asked is not done, and nothing has changed.

    Attributes:
        code: One of ``CODES``.
        details: Facts for the sentence and for the API's answer; JSON-like.
    """

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details
