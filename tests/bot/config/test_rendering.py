"""The example and the page of settings are what the program reads: nothing more, nothing less, nothing older."""

from __future__ import annotations

from pathlib import Path

from bot.config import Settings
from bot.config.reading import inner_section, parse_settings
from bot.config.rendering import render_docs, render_example

ROOT = Path(__file__).parents[3]


def uncommented(text: str) -> str:
    """The example with every setting in force; words for people keep their ``# ``."""
    return "\n".join(line.removeprefix("#") if not line.startswith("# ") else line for line in text.splitlines())


def test_the_example_in_the_clone_is_the_one_the_program_writes() -> None:
    """Run `make docs` after changing a setting."""
    assert (ROOT / "config.example.toml").read_text(encoding="utf-8") == render_example()


def test_the_page_in_the_docs_is_the_one_the_program_writes() -> None:
    """Run `make docs` after changing a setting."""
    assert (ROOT / "docs" / "settings.md").read_text(encoding="utf-8") == render_docs()


def test_the_example_as_it_stands_changes_nothing() -> None:
    """Copying it is safe."""
    assert parse_settings(render_example(), ROOT / "config.toml") == Settings()


def test_every_example_is_allowed() -> None:
    """With all comment marks taken away it is read without a complaint, and says something everywhere."""
    settings = parse_settings(uncommented(render_example()), ROOT / "config.toml")
    assert settings.desks[0].hours
    assert settings.hours.exceptions
    assert settings.telegram.token_file


def test_every_setting_is_explained() -> None:
    """Each stands in the example and on the page."""
    example, page = render_example(), render_docs()
    for name, field in Settings.model_fields.items():
        section = inner_section(field)
        assert section is not None, name
        for key, inner in section.model_fields.items():
            assert inner.description, f"{name}.{key}"
            assert key in example
            assert f"`{key}`" in page
