"""The way from the library's pages into its Telegram chat."""

import re

import pytest


@pytest.fixture
def on_telegram(opened):
    """Telegram has told the desk its bot's name."""
    opened.desk.elsewhere.on_telegram("town_library_bot")
    return opened


async def test_the_desk_names_its_chat_in_the_readers_language(on_telegram):
    """The widget shows the link; without a bot there is none."""
    said = (await on_telegram.anybody()("GET", "/api/desk?lang=ro")).body
    assert said["telegram"] == "https://t.me/town_library_bot?start=ro"
    on_telegram.desk.elsewhere.telegram = ""
    assert (await on_telegram.anybody()("GET", "/api/desk?lang=ro")).body["telegram"] is None


async def test_the_square_is_drawn_here(on_telegram):
    """An SVG without a script and without another host in it."""
    square = await on_telegram.anybody()("GET", "/telegram.svg?lang=sv&desk=music")
    assert square.status == 200
    assert square.headers["Content-Type"] == "image/svg+xml"
    assert not re.search(r"<script|href|(?<!xmlns=\")https?:", square.body)


async def test_the_plain_page_has_a_square_of_its_own(opened):
    """For a library's door, also without a bot."""
    square = await opened.anybody()("GET", "/ask.svg?lang=sv")
    assert (square.status, square.headers["Content-Type"]) == (200, "image/svg+xml")


@pytest.mark.parametrize("path", ["/telegram.svg?desk=../x", "/telegram.svg?desk=A"])
async def test_a_desk_that_can_not_be_is_not_drawn(on_telegram, path):
    """Nothing but names of desks gets into the link."""
    assert (await on_telegram.anybody()("GET", path)).status == 404


async def test_without_a_bot_there_is_no_square(opened):
    """And the plain page does not speak of Telegram."""
    assert (await opened.anybody()("GET", "/telegram.svg")).status == 404
    assert "/telegram.svg" not in (await opened.anybody()("GET", "/ask")).body


async def test_the_plain_page_shows_link_and_square(on_telegram):
    """For phones and for whoever sits before a screen."""
    text = (await on_telegram.anybody()("GET", "/ask?lang=fi")).body
    assert "https://t.me/town_library_bot?start=fi" in text
    assert "/telegram.svg?lang=fi" in text
