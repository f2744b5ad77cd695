"""The settings: one table of them, read from TOML, refused with file, line, key and what is allowed."""

from bot.config.reading import SettingsError, find_settings_file, load_settings
from bot.config.settings import Settings

__all__ = ["Settings", "SettingsError", "find_settings_file", "load_settings"]
