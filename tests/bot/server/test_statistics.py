"""Figures for the board: shown to staff, of no single person, hidden where they would tell of few."""

from __future__ import annotations

import csv
import io

import pytest

from tests.bot.server.desk import OpenDesk


async def asked(opened: OpenDesk, times: int, channel: str = "phone", lang: str = "en") -> None:
    """So many questions were asked aloud."""
    maja = await opened.staff()
    for number in range(times):
        noted = {"client_id": f"noted-{channel}-{lang}-{number:012}", "channel": channel, "lang": lang}
        assert (await maja("POST", "/api/noted", noted)).status == 201


async def test_a_board_reads_questions_by_channel_language_and_hour(opened: OpenDesk) -> None:
    """Tables with their heads, and charts that say nothing by themselves."""
    await asked(opened, 7, "phone")
    await asked(opened, 6, "desk", "fi")
    viewer = await opened.staff("viewer")
    page = (await viewer("GET", "/statistics")).body
    assert '<th scope="row">Telephone</th><td>7</td>' in page
    assert '<th scope="row">fi</th><td>6</td>' in page
    assert 'aria-hidden="true"' in page
    assert "style=" not in page


async def test_what_tells_of_few_is_hidden_and_what_would_give_it_away_too(opened: OpenDesk) -> None:
    """Three by telephone, nine at the desk: neither is said."""
    await asked(opened, 3, "phone")
    await asked(opened, 9, "desk")
    viewer = await opened.staff("viewer")
    page = (await viewer("GET", "/statistics")).body
    assert '<th scope="row">Telephone</th><td>hidden</td>' in page
    assert '<th scope="row">At the desk</th><td>hidden</td>' in page
    for channel in ("phone", "desk"):  # one of few, and all but a few
        assert "Too few questions" in (await viewer("GET", f"/statistics?channel={channel}")).body


async def test_the_spreadsheet_says_what_the_page_says(opened: OpenDesk) -> None:
    """One figure a line, in the reader's language, letters whole."""
    await asked(opened, 7)
    admin = await opened.staff("admin")
    got = await admin("GET", "/api/statistics.csv", headers={"Accept-Language": "sv"})
    lines = list(csv.reader(io.StringIO(got.raw.decode("utf-8-sig"))))
    assert lines[0] == ["table", "row", "column", "value"]
    assert ["Frågor per kanal", "Telefon", "Frågor", "7"] in lines


@pytest.mark.parametrize(
    "query", ["since=2026-13-01", "since=2026-11-25&until=2026-11-01", "unit=year", "since=1999-01-01"]
)
async def test_a_period_that_is_none_is_refused(opened: OpenDesk, query: str) -> None:
    """By a sentence."""
    viewer = await opened.staff("viewer")
    assert (await viewer("GET", f"/api/statistics.csv?{query}")).status == 400


async def test_a_question_is_classed_in_one_tap_as_suggested(opened: OpenDesk) -> None:
    """What was asked speaks for itself; the last word is the librarian's."""
    maja, patron = await opened.staff(), await opened.patron("Hur förlänger jag mitt lån?")
    path = f"/api/conversations/{patron.id}/kind"
    kind = (await maja("GET", path)).body
    assert (kind["sort"], kind["suggested"]) == (None, {"sort": "account", "scale": 2})
    for sort in ("account", "technology"):
        assert (await maja("POST", path, {"sort": sort, "scale": 3})).status == 200
    kind = (await maja("GET", path)).body
    assert (kind["sort"], kind["scale"]) == ("technology", 3)


async def test_ones_own_figures_are_ones_own(opened: OpenDesk) -> None:
    """There is no address for anybody else's."""
    maja, bo = await opened.staff(), await opened.staff("admin")
    for number in range(6):
        patron = await opened.patron()
        path = f"/api/conversations/{patron.id}"
        await maja("POST", f"{path}/claim")
        text = "Hej! Den står på hylla Hc. Hör gärna av dig igen!"
        sent = {"client_id": f"reply-{number:016}", "text": text, "seen": 9}
        assert (await maja("POST", f"{path}/replies", sent)).status == 202
        opened.clock.push(seconds=10)
        for event in await opened.desk.store.due():
            await opened.desk.store.apply(event)
    own = (await maja("GET", "/api/me/figures")).body
    assert (own["answered"], own["courtesies"]["greeting"], own["courtesies"]["need"]) == (6, 100, 0)
    assert (await bo("GET", "/api/me/figures")).body["answered"] == 0
