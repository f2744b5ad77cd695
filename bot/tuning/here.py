"""What is known of the place a question is answered at: its name, address, telephone, page and week, for slots."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from functools import cache
from itertools import groupby

from babel import Locale

from replies.hours import Hours, Span
from replies.house import DeskPlace


def known_at(place: DeskPlace, library: str, lang: str) -> dict[str, str]:
    """Values by slot; what nobody has said is missing."""
    branch = place.branch
    known = {
        "library": library,
        "phone": branch.phone,
        "our_branch": branch.name,
        "our_address": branch.address,
        "our_phone": branch.phone,
        "our_link": branch.link,
        "our_hours": week_in_short(lang, place.hours),
    }
    return {name: value for name, value in known.items() if value}


def week_in_short(lang: str, hours: Hours) -> str:
    """A usual week on one line, days that are alike together: "Mon–Fri 9:00–19:00, Sat 10:00–15:00"."""
    days = _weekdays(lang)
    parts = []
    for spans, alike in groupby(range(7), key=lambda day: hours.weekly.get(day, ())):
        if spans:
            same = list(alike)
            name = days[same[0]] if len(same) == 1 else f"{days[same[0]]}–{days[same[-1]]}"
            parts.append(f"{name} {_spans(lang, spans)}")
    return ", ".join(parts)


def _spans(lang: str, spans: tuple[Span, ...]) -> str:
    return " + ".join(f"{_time(lang, start)}–{_time(lang, end)}" for start, end in sorted(spans))


def _time(lang: str, at: time) -> str:
    mark = "." if lang in {"fi", "sv"} else ":"
    hour = 24 if at == time() else at.hour
    return f"{hour}{mark}{at.minute:02}"


@cache
def _weekdays(lang: str) -> Mapping[int, str]:
    names = Locale.parse(lang).days["format"]["abbreviated"]
    return {day: str(name) for day, name in names.items()}
