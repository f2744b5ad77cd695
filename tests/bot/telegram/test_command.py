"""``smiledesk telegram`` says how things stand, and what to do."""

import asyncio

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.practice.telegram import people


@pytest.fixture
def ask(practice, tmp_path, monkeypatch):
    """Run the command against the practice Telegram; gives (exit code, what it said)."""
    monkeypatch.setenv("SMILEDESK_TELEGRAM_TOKEN", "1000000:practice")
    settings = tmp_path / "config.toml"
    settings.write_text(f'[telegram]\nbase_url = "{practice.url}"\n')

    async def run(*more):
        said = await asyncio.to_thread(CliRunner().invoke, app, ["telegram", "--config", str(settings), *more])
        return said.exit_code, said.output

    return run


async def test_it_names_the_bot(ask):
    """And says that nothing waits."""
    assert await ask() == (
        0,
        "Telegram knows this bot as @practice_library_bot: https://t.me/practice_library_bot\nNo message waits.\n",
    )


async def test_a_webhook_of_another_is_named_and_can_be_taken_back(ask, world):
    """Waiting messages stay."""
    world.webhook.url = "https://old.example.org/hook"
    people.write(world, world.meet("Ioana"), "Bună")
    code, said = await ask()
    assert code == 1
    assert "old.example.org" in said
    code, said = await ask("--release-webhook")
    assert (code, world.webhook.url, len(world.updates)) == (0, "", 1)


async def test_a_wrong_token_is_named(ask, world):
    """With where to get the right one."""
    world.token = "1000000:another"
    code, said = await ask()
    assert code == 1
    assert "@BotFather" in said


async def test_without_a_token_it_says_where_to_put_one(ask, monkeypatch):
    """Exit code 2, as for every setting that is wrong."""
    monkeypatch.delenv("SMILEDESK_TELEGRAM_TOKEN")
    code, said = await ask()
    assert code == 2
    assert "token_file" in said


async def test_out_of_reach_is_said(ask, practice):
    """Without a stack trace."""
    await practice.go_dark()
    code, said = await ask()
    assert code == 1
    assert "can't be reached" in said
