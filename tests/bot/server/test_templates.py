"""Templates as an admin tunes them."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.telegram.accounts import Accounts
from bot.console.tuning.reading import PATIENCE
from bot.ports import Failed, Sent, Wire
from nlp.finding import Finding
from tests.bot.server.desk import Caller, OpenDesk

HERE = "/api/admin/templates/on_loan/sv"
WORDS = {"title": "Den är ute", "text": "Hej! ”{title}” är ute. Vill du ha den sedan?", "shortcut": "ute"}
COLD = Finding("abrupt", 0, 4, "Hej!", "Det kan låta kort.", rule="abrupt")


async def _found(caller: Caller, key: str = "on_loan", query: str = "lang=sv") -> Any:
    templates = (await caller("GET", f"/api/templates?{query}")).body["templates"]
    return next((one for one in templates if one["key"] == key), None)


async def test_a_draft_is_seen_by_admins_and_found_by_librarians_when_it_is_published(opened: OpenDesk) -> None:
    """Save never changes what a patron may get, Publish does, at once."""
    admin, maja = await opened.staff("admin"), await opened.staff()
    shipped = await _found(maja)
    saved = await admin("PUT", HERE, {**WORDS, "on": 0})
    assert saved.body == {"version": 1, "findings": []}
    assert await _found(maja) == shipped
    assert (await admin("GET", HERE)).body["words"]["text"] == WORDS["text"]
    assert (await admin("POST", f"{HERE}/publish", {"version": 1})).status == 200
    found = await _found(maja)
    assert (found["title"], found["text"], found["shortcut"]) == ("Den är ute", WORDS["text"], "ute")


async def test_a_text_is_read_by_our_own_rules_with_samples_in_its_slots(opened: OpenDesk) -> None:
    """As it would leave: no hole is a finding of its own."""
    admin = await opened.staff("admin")
    await admin("PUT", HERE, {**WORDS, "on": 0})
    read = opened.proofreader.read_drafts[-1]
    assert (read.text, read.lang, read.phase) == ("Hej! ”Solaris” är ute. Vill du ha den sedan?", "sv", "opening")


async def test_publishing_with_findings_asks_once(opened: OpenDesk) -> None:
    """422 with what was found; confirmed, it goes."""
    admin = await opened.staff("admin")
    opened.proofreader.findings = (COLD,)
    assert (await admin("PUT", HERE, {**WORDS, "on": 0})).body["findings"][0]["code"] == "abrupt"
    asked = await admin("POST", f"{HERE}/publish", {"version": 1})
    assert (asked.status, asked.body["error"]) == (422, "template_findings")
    assert [finding["code"] for finding in asked.body["findings"]] == ["abrupt"]
    assert (await admin("POST", f"{HERE}/publish", {"version": 1, "confirmed": True})).status == 200


async def test_versions_say_who_and_when_and_can_be_compared_and_restored(opened: OpenDesk) -> None:
    """Word by word, also with the shipped one; what is restored is a draft again."""
    admin = await opened.staff("admin", "Vera")
    await admin("PUT", HERE, {**WORDS, "on": 0})
    await admin("PUT", HERE, {**WORDS, "text": "Hej! ”{title}” är utlånad. Vill du ha den sedan?", "on": 1})
    versions = (await admin("GET", HERE)).body["versions"]
    assert [(one["version"], one["by"], one["published_at"]) for one in versions] == [
        (2, "Vera", None),
        (1, "Vera", None),
    ]
    parts = (await admin("GET", f"{HERE}/compare?one=1&other=2")).body["parts"]
    assert [part["text"] for part in parts if part["kind"] != "same"] == ["ute", "utlånad"]
    assert (await admin("POST", f"{HERE}/restore", {"version": 0, "on": 2})).body == {"version": 3}
    assert (await admin("GET", HERE)).body["words"]["title"] == "Den är utlånad"


async def test_two_admins_do_not_overwrite_each_other(opened: OpenDesk) -> None:
    """The later one is told."""
    admin = await opened.staff("admin")
    await admin("PUT", HERE, {**WORDS, "on": 0})
    late = await admin("PUT", HERE, {**WORDS, "on": 0})
    assert (late.status, late.body["error"], late.body["version"]) == (409, "record_changed", 1)


async def test_a_text_is_taken_from_the_shelf_and_put_back(opened: OpenDesk) -> None:
    """In one language; the others keep theirs."""
    admin, maja = await opened.staff("admin"), await opened.staff()
    assert (await admin("POST", f"{HERE}/remove", {"on": 0})).status == 200
    assert await _found(maja) is None
    assert await _found(maja, query="lang=fi") is not None
    await admin("POST", f"{HERE}/restore", {"version": 0, "on": 1})
    await admin("POST", f"{HERE}/publish", {"version": 2})
    assert (await _found(maja))["title"] == "Den är utlånad"


async def test_a_new_template_is_missing_where_nobody_wrote_it(opened: OpenDesk) -> None:
    """The list says where it stands in each language."""
    admin = await opened.staff("admin")
    await admin("PUT", "/api/admin/templates/toy_library/sv", {"title": "Lekotek", "text": "Hej!", "on": 0})
    listed = (await admin("GET", "/api/admin/templates")).body["templates"]
    line = next(one for one in listed if one["key"] == "toy_library")
    assert {lang: one["state"] for lang, one in line["langs"].items()} == {
        "en": "missing", "it": "missing", "ro": "missing", "sv": "draft", "fi": "missing",
    }  # fmt: skip
    await admin("POST", "/api/admin/templates/toy_library/sv/publish", {"version": 1})
    assert (await _found(admin, "toy_library"))["text"] == "Hej!"


async def test_a_template_can_be_for_one_desk_and_one_channel_only(opened: OpenDesk) -> None:
    """Also a shipped one; elsewhere nobody is bothered with it."""
    admin = await opened.staff("admin")
    framed = await admin("PUT", "/api/admin/templates/on_loan", {"desks": ["main"], "channels": ["email"], "on": 0})
    assert framed.status == 200
    assert await _found(admin, query="lang=sv&channel=email&desk=main") is not None
    assert await _found(admin, query="lang=sv&channel=email&desk=music") is None
    assert await _found(admin, query="lang=sv&channel=chat&desk=main") is None
    unknown = await admin("PUT", "/api/admin/templates/on_loan", {"desks": ["nowhere"], "on": 1})
    assert (unknown.status, unknown.body["error"]) == (400, "unknown_desk")


async def test_a_review_date_that_has_come_is_due(opened: OpenDesk) -> None:
    """On the day itself, not before."""
    admin = await opened.staff("admin")
    await admin("PUT", "/api/admin/templates/on_loan", {"review_on": "2026-11-23", "on": 0})
    await admin("PUT", "/api/admin/templates/renew", {"review_on": "2026-11-24", "on": 0})
    listed = (await admin("GET", "/api/admin/templates")).body["templates"]
    assert [one["key"] for one in listed if one["due"]] == ["on_loan"]


@pytest.mark.parametrize(("channel", "parts"), [("chat", 1), ("telegram", 2), ("email", 1)])
async def test_a_preview_is_exactly_what_would_leave(opened: OpenDesk, channel: str, parts: int) -> None:
    """Slots filled, and cut where Telegram would cut it."""
    admin = await opened.staff("admin")
    text = "Hej {name}! " + "En rad. " * 490
    trial = {"lang": "sv", "channel": channel, "title": "Lång", "text": text, "values": {"name": "😀" * 118}}
    shown = (await admin("POST", "/api/admin/templates/preview", trial)).body
    assert shown["text"].startswith("Hej 😀")
    assert len(shown["parts"]) == parts
    assert "".join("".join(shown["parts"]).split()) == "".join(shown["text"].split())


async def test_what_a_template_became_in_a_reply_is_counted(opened: OpenDesk) -> None:
    """How often, and how much of it was changed; never by whom."""
    admin, maja, patron = await opened.staff("admin"), await opened.staff(), await opened.patron()
    text = (await _found(maja))["text"].replace("{title}", "Solaris").replace("{due}", "på fredag")
    reply = {
        "client_id": "reply-0000000000000000",
        "text": text,
        "seen": 9,
        "templates": [{"key": "on_loan", "lang": "sv"}],
    }
    assert (await maja("POST", f"/api/conversations/{patron.id}/replies", reply)).status == 202
    assert (await admin("GET", HERE)).body["used"] == {
        "times": 1,
        "edited": 0,
        "changed": 0.0,
        "found": 0,
        "missed": 0,
    }


async def test_dead_links_are_found_when_an_admin_asks(opened: OpenDesk) -> None:
    """What answers 404 is dead; what wants no HEAD is asked by GET."""

    async def there(request: web.Request) -> web.Response:
        if request.path == "/gone":
            return web.Response(status=404)
        return web.Response(status=405 if request.method == "HEAD" else 200)

    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", there)
    server = TestServer(app)
    await server.start_server()
    admin = await opened.staff("admin")
    gone, here = str(server.make_url("/gone")), str(server.make_url("/here"))
    await admin("PUT", HERE, {"title": "Länkar", "text": f"Hej! Se {gone} och {here}.", "on": 0})
    await admin("POST", f"{HERE}/publish", {"version": 1})
    links = (await admin("POST", "/api/admin/templates/links")).body["links"]
    await server.close()
    assert [(one["address"], one["state"]) for one in links] == [(gone, "dead"), (here, "ok")]
    assert links[0]["places"] == [{"key": "on_loan", "lang": "sv"}]
    remembered = (await admin("GET", "/api/admin/templates/links")).body
    assert (remembered["asked_at"], remembered["links"]) == ("2026-11-23T12:00:00.000Z", links[:1])


async def test_a_text_is_sent_to_oneself_before_anybody_else_gets_it(opened: OpenDesk) -> None:
    """With samples in its slots, to one's own address; not where the desk has no such channel, and audited."""
    sent: list[tuple[str, ...]] = []

    async def try_out(*told: str) -> Wire:
        sent.append(told)
        return Failed("rejected") if "gone" in told[0] else Sent("1")

    admin = await opened.staff("admin", "Vera")
    test = {**WORDS, "lang": "sv", "channel": "email", "to": "vera@library.example"}

    async def tried(**changes: str) -> Any:
        return (await admin("POST", "/api/admin/templates/test", {**test, **changes})).body

    assert (await tried())["error"] == "no_email"
    opened.desk.elsewhere.try_out.update(email=try_out, telegram=try_out)
    assert await tried() == {"sent": True}
    text = "Hej! ”Solaris” är ute. Vill du ha den sedan?"
    assert sent == [("vera@library.example", text, "sv", "Vera")]
    assert (await tried(to="vera"))["error"] == "wrong_email"
    assert (await tried(to="gone@library.example"))["error"] == "test_failed"
    assert (await tried(channel="telegram"))["error"] == "test_unconnected"
    accounts = Accounts(opened.desk.store, opened.clock)
    await accounts.connect((await accounts.new_code(admin.id))[0], 42)
    assert await tried(channel="telegram") == {"sent": True}
    assert sent[-1][0] == "42"
    assert (await opened.desk.store.audited())[-1].action == "template.tried"


async def test_a_text_that_could_not_be_read_is_not_said_to_read_well(opened: OpenDesk) -> None:
    """It is waited for while a language comes in; what is late all the same is said."""
    admin = await opened.staff("admin")
    opened.proofreader.engines = {"rules": "late"}
    shown = await admin("POST", "/api/admin/templates/preview", {**WORDS, "lang": "sv"})
    assert (shown.body["findings"], shown.body["not_checked"] != "") == ([], True)
    assert opened.proofreader.patience == PATIENCE
    opened.proofreader.engines = {"languagetool": "off", "spelling": "off"}
    shown = await admin("POST", "/api/admin/templates/preview", {**WORDS, "lang": "sv"})
    assert shown.body["not_checked"] == ""
