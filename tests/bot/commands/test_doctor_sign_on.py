"""The doctor looks at the identity provider before anybody stands before a closed door."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.commands.doctor.result import Result
from bot.commands.doctor.sign_on import look_at_sign_on
from bot.config.reading import parse_settings
from tests.bot.server.provider import open_provider

WHOLE = '[web]\npublic_url = "https://ask.example.org"\n[sign_on]\nclient_id = "smiledesk"\nname = "ours"\nissuer = '


def looked(text: str) -> Result:
    """What is said of these settings."""
    (result,) = look_at_sign_on(parse_settings(text, Path("config.toml")))
    return result


def test_a_desk_without_a_provider_lacks_nothing() -> None:
    """It is off by choice."""
    assert looked("").state == "off"


@pytest.mark.parametrize(
    "line", ['client_id = "smiledesk"\n', 'name = "ours"\n', 'public_url = "https://ask.example.org"\n']
)
def test_what_is_not_said_is_named(line: str) -> None:
    """One by one."""
    result = looked(WHOLE.replace(line, "") + '"https://login.example.org"')
    assert (result.state, line.partition(" ")[0] in result.says) == ("wrong", True)


def test_a_secret_that_others_may_read_is_told(tmp_path: Path) -> None:
    """With the command that mends it."""
    secret = tmp_path / "sign-on.secret"
    secret.write_text("secret")
    secret.chmod(0o644)
    result = looked(f'{WHOLE}"https://login.example.org"\nsecret_file = "{secret}"')
    assert (result.state, "chmod 600" in result.says) == ("wrong", True)


def test_a_provider_that_is_away_is_told() -> None:
    """Before colleagues find out."""
    result = looked(f'{WHOLE}"http://127.0.0.1:1"')
    assert (result.state, "can't be reached" in result.says) == ("wrong", True)


@pytest.mark.parametrize(("says", "state"), [({}, "ok"), ({"issuer": "https://evil.example"}, "wrong")])
async def test_a_provider_that_answers_must_be_whom_we_mean(says: dict[str, str], state: str) -> None:
    """Its metadata name the issuer that is set."""
    async with open_provider(SystemClock().now) as provider:
        provider.says = says
        result = await asyncio.to_thread(looked, f'{WHOLE}"{provider.issuer}"')
        assert result.state == state
