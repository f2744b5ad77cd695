"""The admins' API for what they tune."""

from __future__ import annotations

from typing import Final

from bot.console.tuning import house, rules, templates, trying

ROUTES: Final = (*templates.ROUTES, *trying.ROUTES, *rules.ROUTES, *house.ROUTES)
"""Every route of tuning."""
