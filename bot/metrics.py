"""Figures for Prometheus. Labels name routes, channels, states and codes; never a person, an id or a word."""

from __future__ import annotations

from functools import cache
from typing import Final

from prometheus_client import Counter, Gauge, Histogram

from bot.ports import Outcome

REQUESTS: Final = Histogram(
    "smiledesk_request_seconds",
    "HTTP requests by route pattern and status",
    ["method", "route", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
SOCKETS: Final = Gauge("smiledesk_sockets", "Open live connections", ["kind"])
DROPPED: Final = Counter("smiledesk_slow_readers_total", "Live connections dropped as unread", ["kind"])
EVENTS: Final = Counter("smiledesk_entries_total", "Journal entries written", ["kind", "channel"])
CHECKS: Final = Histogram(
    "smiledesk_check_seconds",
    "Drafts read once more, by language",
    ["lang"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6),
)
FINDINGS: Final = Counter("smiledesk_findings_total", "Findings by code and language", ["code", "lang"])
ENGINES: Final = Counter("smiledesk_engine_states_total", "What each engine said for a check", ["engine", "state"])
ON_WATCH: Final = Gauge("smiledesk_on_watch", "Whether this process does what only one does at a time", ["task"])
READ_BY: Final = Counter(
    "smiledesk_drafts_read_total", "Drafts by who read them: a checker, or here for want of one", ["by"]
)
CHECKER: Final = Counter("smiledesk_checker_answers_total", "What this checker answered to drafts", ["answer"])
CHECKER_WAITING: Final = Gauge("smiledesk_checker_drafts", "Drafts that are here to be read")
TELEGRAM_UPDATES: Final = Counter(
    "smiledesk_telegram_updates_total", "Updates of Telegram by what they were", ["kind"]
)
MAILS: Final = Counter("smiledesk_mails_total", "Mails that came, by what they were", ["kind"])
MAIL_ANSWERS: Final = Counter(
    "smiledesk_mail_answers_total", "Answers to mails, by the day they were owed by", ["when"]
)
GROUP_WAITING: Final = Gauge(
    "smiledesk_group_waiting", "Questions with news not yet shown in the staff's Telegram group"
)


@cache  # to find a figure by its labels takes longer than to count
def _written(kind: str, channel: str) -> Counter:
    return EVENTS.labels(kind, channel)


def count_entries(outcome: Outcome) -> None:
    """Count what a commit wrote; for ``Store.listen``."""
    for entry in outcome.entries:
        _written(entry.kind, outcome.conversation.channel).inc()
        if "late" in entry.meta:
            MAIL_ANSWERS.labels("late" if entry.meta["late"] else "in time").inc()
