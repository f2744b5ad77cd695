"""Figures for the board: a page to print, a table for a spreadsheet, and one's own, which nobody else can ask for."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final, get_args

from aiohttp import hdrs, web

from bot.console.statistics_tables import Table, tables
from bot.server.answers import answer
from bot.server.desk import Desk
from bot.server.doors import Signed, staff, staff_page
from bot.server.pages import page
from bot.server.readers import language
from bot.tuning.shifts import roster, shifts_in
from replies.courtesy import Courtesy
from replies.discretion import may_narrow, share, spread
from replies.refusal import Refused
from replies.statistics import Unit, Wanted, figures

_USUAL: Final = timedelta(days=29)
_LONGEST: Final = timedelta(days=3 * 366)
_OWN: Final = timedelta(days=90)
_UNITS: Final[tuple[Unit, ...]] = get_args(Unit)


async def show(desk: Desk, _: Signed, request: web.Request) -> web.Response:
    """GET /statistics."""
    wanted = _wanted(desk, request)
    shown = await _tables(desk, wanted, language(request))
    house = desk.house()
    return page(
        request,
        "statistics.html",
        wanted=wanted,
        tables=shown,
        csv=f"/api/statistics.csv?{request.query_string}",
        units=_UNITS,
        languages=desk.site.languages,
        desks=[(place.id, place.name) for place in house.desks],
    )


async def export(desk: Desk, _: Signed, request: web.Request) -> web.Response:
    """GET /api/statistics.csv: the same, one figure a line."""
    wanted = _wanted(desk, request)
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(("table", "row", "column", "value"))
    for table in await _tables(desk, wanted, language(request)) or ():
        for row in table.rows:
            lines.writerows(
                (table.title, row.label, head, cell) for head, cell in zip(table.heads, row.cells, strict=True)
            )
    name = f"smiledesk-{wanted.since}-{wanted.until}.csv"
    return web.Response(
        text="\ufeff" + out.getvalue(),  # without the mark, spreadsheets misread letters
        content_type="text/csv",
        charset="utf-8",
        headers={hdrs.CONTENT_DISPOSITION: f'attachment; filename="{name}"'},
    )


async def _tables(desk: Desk, wanted: Wanted, lang: str) -> list[Table] | None:
    """What may be shown; None when the choice, or what it leaves out, is of too few."""
    since, until = _moments(wanted)
    cases = await desk.store.cases(since, until)
    vows = await desk.store.vows(since, until)
    marks = await desk.store.marks(wanted.since, wanted.until)
    found = figures(cases, vows, marks, wanted)
    narrowed = any((wanted.channel, wanted.lang, wanted.desk))
    if narrowed:
        whole = figures(cases, vows, marks, Wanted(wanted.since, wanted.until, wanted.zone))
        if not may_narrow(found.questions, whole.questions):
            return None
    ages = {} if narrowed else await desk.store.ages(wanted.since, wanted.until)
    here = roster(shifts_in(await desk.store.tuned()))
    names = {place.id: place.name for place in desk.house().desks}
    return tables(found, ages=ages, roster=here, desks=names, lang=lang, unit=wanted.unit)


def _wanted(desk: Desk, request: web.Request) -> Wanted:
    asked, zone = request.query, desk.site.zone
    today = desk.clock.now().astimezone(zone).date()
    until = _day(asked.get("until") or today.isoformat(), "until")
    since = _day(asked.get("since") or (until - _USUAL).isoformat(), "since")
    if not timedelta(0) <= until - since <= _LONGEST:
        raise Refused("wrong_field", field="since")
    unit = next((unit for unit in _UNITS if unit == asked.get("unit", "day")), None)
    if unit is None:
        raise Refused("wrong_field", field="unit")
    narrow = {name: asked.get(name) or None for name in ("channel", "lang", "desk")}
    return Wanted(since, until, zone, unit, **narrow)


def _day(typed: str, field: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise Refused("wrong_field", field=field) from None


def _moments(wanted: Wanted) -> tuple[datetime, datetime]:
    """From the first local midnight to the one after the last day, UTC."""
    first = datetime.combine(wanted.since, time(), wanted.zone)
    return first.astimezone(UTC), datetime.combine(wanted.until + timedelta(days=1), time(), wanted.zone).astimezone(
        UTC
    )


async def mine(desk: Desk, signed: Signed, _: web.Request) -> web.Response:
    """GET /api/me/figures: one's own last ninety days; there is no way to ask for anybody else's."""
    now = desk.clock.now()
    since = now - _OWN
    wanted = Wanted(since.astimezone(desk.site.zone).date(), now.astimezone(desk.site.zone).date(), desk.site.zone)
    cases = await desk.store.cases(since, now, person=signed.id)
    own = figures(cases, await desk.store.vows(since, now, person=signed.id), (), wanted).quality
    first = spread(own.answered)
    shown: dict[str, Any] = {
        courtesy.name.lower(): share(own.courtesies[courtesy]) for courtesy in Courtesy if courtesy.name
    }
    return answer(
        {
            "days": _OWN.days,
            "answered": own.answered.of,
            "courtesies": shown,
            "promises": share(own.promises),
            "first_answer": first.middle if first else None,
        }
    )


ROUTES: Final = (
    staff_page("/statistics", show),
    staff("GET", "/api/statistics.csv", export),
    staff("GET", "/api/me/figures", mine),
)
