"""Row 58: the first database server dies, and a replica that had to keep up takes over."""

from __future__ import annotations

import asyncio

import pytest

from bot.store.postgres import open_store
from replies.events import PatronWrote
from tests.cluster import running_cluster
from tests.contract.acts import ask, texts
from tests.house import FakeClock, house


@pytest.mark.faults
@pytest.mark.postgres
async def test_row_58_what_was_acknowledged_is_on_the_replica_that_takes_over() -> None:
    """With the settings of the operations guide: while no replica keeps up, nothing is acknowledged either."""
    with running_cluster() as first:
        url = first.new_database()
        with running_cluster(replica_of=first) as second:
            first.wait_for_replicas()
            async with open_store(url, FakeClock(), house(), shared=True) as store:
                cid = (await ask(store, "Where is Kalevala?")).conversation.id
                second.stop()
                write = PatronWrote(conversation=cid, source="web:1", text="Are you there?")
                told = asyncio.ensure_future(store.apply(write))
                await asyncio.wait([told], timeout=0.5)
                assert not told.done()
                second.start()
                assert not (await told).duplicate
                first.kill()
            second.take_over()
            async with open_store(url.replace(str(first.folder), str(second.folder)), FakeClock(), house()) as store:
                assert await texts(store, cid) == ["Where is Kalevala?", "<acknowledged en>", "Are you there?"]
                assert (await store.apply(write)).duplicate
