"""The admins' API for what they tune."""

from __future__ import annotations

from typing import Final

from bot.console.tuning import files, house, rules, templates, trying

ROUTES: Final = (*templates.ROUTES, *trying.ROUTES, *rules.ROUTES, *house.ROUTES, *files.ROUTES)
"""Every route of tuning."""
