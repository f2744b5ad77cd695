"""What is sent: bounded, checked, and refused by the name of the field, in the reader's language."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.bot.server.desk import OpenDesk

GOOD: dict[str, Any] = {"client_id": "question-0000000000", "lang": "en", "text": "Do you have Pippi?"}


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"text": None}, "wrong_field", "text"),
        ({"text": 5}, "wrong_field", "text"),
        ({"text": "\ud800"}, "broken_text", "text"),
        ({"text": "a\x00b"}, "broken_text", "text"),
        ({"client_id": "short"}, "wrong_field", "client_id"),
        ({"client_id": "x" * 65}, "wrong_field", "client_id"),
        ({"client_id": "spaces are not allowed"}, "wrong_field", "client_id"),
        ({"lang": "e"}, "wrong_field", "lang"),
        ({"colour": "red"}, "unknown_field", "colour"),
        ({"desk": "nowhere"}, "unknown_desk", None),
        ({"text": "   "}, "empty_text", None),
    ],
)
async def test_a_wrong_field_is_named(opened: OpenDesk, change: dict[str, Any], code: str, field: str | None) -> None:
    """Programs get the field, people a sentence."""
    tried = await opened.anybody()("POST", "/api/patron/conversations", GOOD | change)
    assert (tried.status, tried.body["error"], tried.body.get("field")) == (400, code, field)


async def test_a_missing_field_is_named(opened: OpenDesk) -> None:
    """The first one that is missing."""
    tried = await opened.anybody()("POST", "/api/patron/conversations", {"lang": "en", "text": "Hi"})
    assert (tried.status, tried.body["error"], tried.body["field"]) == (400, "missing_field", "client_id")


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"[" * 100_000, b'{"a":' * 30_000, b"NaN"]
)
async def test_what_is_no_json_object_is_refused(opened: OpenDesk, raw: bytes) -> None:
    """Also when it is nested deeper than any reader goes."""
    sent = {"Content-Type": "application/json"}
    tried = await opened.anybody()("POST", "/api/patron/conversations", None, data=raw, headers=sent)
    assert tried.status == 400


@pytest.mark.parametrize("spelling", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
async def test_json_is_read_in_every_spelling_of_unicode(opened: OpenDesk, spelling: str) -> None:
    """As its standard allowed for long; programs on old machines still send it."""
    raw = json.dumps(GOOD | {"text": "Har ni Pippi Långstrump?"}, ensure_ascii=False).encode(spelling)
    sent = {"Content-Type": "application/json"}
    tried = await opened.anybody()("POST", "/api/patron/conversations", None, data=raw, headers=sent)
    assert (tried.status, tried.body["entries"][0]["text"]) == (201, "Har ni Pippi Långstrump?")


async def test_only_json_is_read_as_json(opened: OpenDesk) -> None:
    """A plain form from another site can't pass for it."""
    raw = json.dumps(GOOD).encode()
    sent = {"Content-Type": "text/plain"}
    tried = await opened.anybody()("POST", "/api/patron/conversations", None, data=raw, headers=sent)
    assert (tried.status, tried.body["error"]) == (400, "not_json")


async def test_a_message_over_the_limit_says_the_limit(opened: OpenDesk) -> None:
    """413 with the number of characters that fit."""
    tried = await opened.anybody()("POST", "/api/patron/conversations", GOOD | {"text": "x" * 8_001})
    assert (tried.status, tried.body["limit"]) == (413, 8_000)


async def test_a_body_over_the_limit_is_not_read_to_its_end(opened: OpenDesk) -> None:
    """413 whatever it holds."""
    tried = await opened.anybody()("POST", "/api/patron/conversations", GOOD | {"text": "x" * 300_000})
    assert (tried.status, tried.body["error"]) == (413, "body_too_large")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "\u202eabc",
        "e\u0301\u0301\u0301",
        "a\u200bb",
        "🏳\ufe0f\u200d🌈",
        "' OR 1=1 --",
        "{x.__class__}",
        "line\r\nline",
    ],
)
async def test_unusual_words_are_kept_as_they_are(opened: OpenDesk, text: str) -> None:
    """What a patron wrote is what is read, to the code point."""
    patron = await opened.patron(text)
    maja = await opened.staff()
    read = await maja("GET", f"/api/conversations/{patron.id}")
    assert read.body["entries"][0]["text"] == text


@pytest.mark.parametrize(
    ("lang", "message"),
    [
        ("en", "Please sign in first."),
        ("it", "Prima acceda, per favore."),
        ("ro-RO", "Vă rugăm să vă autentificați mai întâi."),
        ("sv-FI,fi;q=0.5", "Logga in först."),
        ("de, fi;q=0.8, en;q=0.5", "Kirjaudu ensin sisään."),
        ("de", "Please sign in first."),
        ("en;q=0, it", "Prima acceda, per favore."),
        (";;q=x,,", "Please sign in first."),
    ],
)
async def test_a_refusal_speaks_the_readers_language(opened: OpenDesk, lang: str, message: str) -> None:
    """By the browser's wish, where nothing else is known."""
    tried = await opened.anybody()("GET", "/api/queue", headers={"Accept-Language": lang})
    assert tried.body == {"error": "not_signed_in", "message": message}
