"""The short way of reading plain words says what python-telegram-bot would say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram import read as r

SOMETHING = st.one_of(st.none(), st.integers(), st.text(max_size=5), st.just({}), st.just([]))
SENDERS = st.fixed_dictionaries(
    {"id": st.integers(1, 9), "is_bot": st.booleans(), "first_name": st.just("Ioana")},
    optional={"language_code": st.sampled_from(["ro", "en-GB", "fi"]), "last_name": st.just("Pop")},
)
CHATS = st.fixed_dictionaries(
    {"id": st.integers(1, 9), "type": st.sampled_from(["private", "private", "private", "group"])},
    optional={"first_name": st.just("Ioana")},
)
MESSAGES = st.fixed_dictionaries(
    {
        "message_id": st.integers(1, 99),
        "date": st.just(1_790_000_000),
        "chat": CHATS,
        "from": SENDERS,
        "text": st.sampled_from(["Bună", "/start", "/carte", " ", "", "\u202e", "a" * 4096, "a\nb"]),
    },
    optional={
        "entities": st.just([{"type": "bold", "offset": 0, "length": 1}]),
        "caption": st.just("x"),
        "dice": st.just({"emoji": "🎲", "value": 1}),
        "edit_date": st.just(1_790_000_001),
    },
)


@given(st.builds(lambda message: {"update_id": 7, "message": message}, MESSAGES))
def test_both_ways_say_the_same(update):
    """Whatever parts a message has."""
    assert r.read(update) == r.by_library(update)


@given(MESSAGES, st.sampled_from(["message_id", "date", "chat", "from", "text"]), SOMETHING)
def test_a_part_of_the_wrong_kind_is_left_to_the_long_way(message, part, wrong):
    """The short way takes only what it is sure of, and never raises."""
    update = {"update_id": 7, "message": message | {part: wrong}}
    assert r.plain_words(update) in (None, r.by_library(update))


@pytest.mark.parametrize("update", [None, 7, [], {}, {"update_id": 1, "message": None}, {"message": {}}])
def test_what_is_no_message_is_not_plain(update):
    """Nor is it an error."""
    assert r.plain_words(update) is None
