"""Searching in what is kept: any case, with or without marks, newest first; what is erased is not found."""

from __future__ import annotations

import pytest

from bot.ports import Search
from replies import events as e
from tests.contract.acts import ask, claim, write


async def hits(store, text, **more):
    """What is found, as (number, found words)."""
    return [(one.number, one.hit) for one in await store.search(Search(text, **more))]


@pytest.mark.parametrize(
    ("said", "sought", "hit"),
    [
        ("Var finns ÅTERLÄMNINGEN?", "återlämning", "ÅTERLÄMNING"),
        ("Avete «Il Gattopardo»?", "gattopardo", "Gattopardo"),
        ("Unde sunt cărțile împrumutate?", "cartile imprum", "cărțile"),
        ("Onko kirja hyllyssä?", "HYLLYSSÄ", "hyllyssä"),
        ("100% [sure]* it's there?", "100% [sure]*", "100%"),
    ],
)
async def test_words_are_found_whatever_their_case_and_marks(store, said, sought, hit):
    """A plain letter finds its marked ones; signs that mean something to a database mean nothing here."""
    await ask(store, said)
    await ask(store, "Something else entirely")
    assert await hits(store, sought) == [(1, hit)]


async def test_a_marked_letter_is_itself_and_all_words_must_be_there(store):
    """Hän is not han; two words are in one message."""
    await ask(store, "han kom")
    assert await hits(store, "hän") == []
    assert await hits(store, "han nothere") == []
    assert await hits(store, "kom han") == [(1, "kom")]


async def test_the_newest_come_first_and_a_page_goes_on_where_the_last_ended(store):
    """Questions, answers and notes alike; other languages and channels are left out when asked for one."""
    first = (await ask(store, "a shelf of scores")).conversation.id
    await ask(store, "scores by telegram", channel="telegram", address="7", lang="sv")
    await claim(store, first)
    await store.apply(e.NoteAdded(conversation=first, who="anna", text="scores are in the cellar"))
    page = await store.search(Search("scores", limit=2))
    assert [(one.number, one.kind, one.by) for one in page] == [(1, "note", "librarian"), (2, "message", "patron")]
    (rest,) = await store.search(Search("scores", before=page[-1].n))
    assert (rest.conversation, rest.before, rest.hit) == (first, "a shelf of ", "scores")
    assert await hits(store, "scores", lang="sv") == [(2, "scores")]
    assert await hits(store, "scores", channel="telegram") == [(2, "scores")]


async def test_what_is_erased_is_not_found(store):
    """There is no index that could remember it."""
    cid = (await ask(store, "find me")).conversation.id
    await write(store, cid, "find me again")
    assert len(await hits(store, "find me")) == 2
    await store.apply(e.PatronForgot(conversation=cid))
    assert await hits(store, "find me") == []
