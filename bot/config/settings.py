"""The table of settings: every one with its default, what it is for, what is allowed and an example.

``config.example.toml``, ``docs/settings.md`` and every refusal are made from what stands here, and only from it.
"""

from __future__ import annotations

from bot.config.sections.answering import Attachments, Checks, Limits, Waiting
from bot.config.sections.channels import Email, SignOn, Telegram, Web, Worker
from bot.config.sections.keeping import Privacy, Redis, Store
from bot.config.sections.library import Branch, Desk, Hours, Library
from bot.config.sections.setting import Section, Spans, setting

__all__ = ["Branch", "Checks", "Desk", "Hours", "Library", "Section", "Settings", "Spans", "Waiting"]


class Settings(Section):
    """Everything that can be set."""

    library: Library = Library()
    hours: Hours = Hours()
    branches: tuple[Branch, ...] = setting((), "The branches, where there are several.", "[[branches]] tables")
    desks: tuple[Desk, ...] = setting((), "The desks; the first one answers all the rest.", "[[desks]] tables")
    web: Web = Web()
    sign_on: SignOn = SignOn()
    telegram: Telegram = Telegram()
    email: Email = Email()
    checks: Checks = Checks()
    privacy: Privacy = Privacy()
    waiting: Waiting = Waiting()
    limits: Limits = Limits()
    attachments: Attachments = Attachments()
    store: Store = Store()
    redis: Redis = Redis()
    worker: Worker = Worker()
