"""What the doctor says of a mailbox: what is wrong, and what to do."""

from __future__ import annotations

import pytest

from bot.channels.email.account import Server
from bot.commands.doctor.examine import look
from bot.commands.doctor.mail import look_at_mail
from bot.config import Settings, SettingsError
from bot.duties.email_line import account_of
from tests.bot.email.servers import PASSWORD, Post, PostOffice, account, dovecot

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")


@pytest.fixture(scope="module")
def box():
    """A real mailbox."""
    with dovecot() as opened:
        yield opened


@pytest.fixture
def office():
    """A real SMTP server."""
    opened = PostOffice(Post())
    opened.start()
    yield opened
    opened.stop()


def told(**changes):
    """What the doctor says of an account, by what it looked at."""
    return {result.what: result for result in look_at_mail(account(**changes))}


@pytest.mark.dovecot
def test_a_mailbox_that_works_is_said_to(box, office):
    """Both ways, with who gets in."""
    results = told(box=box, office=office)
    assert [result.state for result in results.values()] == ["ok", "ok"]
    assert "tells of news at once" in results["mail in (IMAP)"].says


@pytest.mark.dovecot
def test_a_wrong_password_is_told_from_a_wrong_server(box, office):
    """And is itself never said."""
    wrong = told(box=box, office=office, password="wrong-password")
    assert all("with this password" in result.says and "password_file" in result.mend for result in wrong.values())
    assert "wrong-password" not in str(wrong)
    nowhere = told(box=None, office=None)
    assert all(result.state == "wrong" and "_host" in result.mend for result in nowhere.values())


@pytest.mark.dovecot
def test_a_folder_that_is_not_there_is_named(box, office):
    """With the setting that mends it."""
    result = told(box=box, office=office, folder="Nowhere")["mail in (IMAP)"]
    assert (result.state, result.mend) == ("wrong", "set email.imap_folder")


@pytest.mark.dovecot
def test_a_port_that_speaks_otherwise_is_named(box, office):
    """TLS against a port without it."""
    results = told(box=box, office=office, imap=Server("127.0.0.1", box.port, "tls"))
    assert "don't go together" in results["mail in (IMAP)"].mend


def test_no_address_is_no_mistake(tmp_path):
    """E-mail is off by choice."""
    results = {result.what: result for result in look(tmp_path / "data", None)}
    assert results["e-mail"].state == "off"


@pytest.mark.parametrize(
    ("settings", "names"),
    [
        ({"address": "ask@library.example"}, "imap_host"),
        ({"address": "ask@library.example", "imap_host": "a"}, "smtp_host"),
        ({"address": "ask@library.example", "imap_host": "a", "smtp_host": "b"}, "password_file"),
    ],
)
def test_what_is_missing_is_said_with_where_to_put_it(monkeypatch, settings, names):
    """Before anything is opened."""
    monkeypatch.delenv("SMILEDESK_EMAIL_PASSWORD", raising=False)
    with pytest.raises(SettingsError, match=names):
        account_of(Settings.model_validate({"email": settings}))


def test_the_settings_become_an_account(monkeypatch):
    """With the password from the environment."""
    monkeypatch.setenv("SMILEDESK_EMAIL_PASSWORD", PASSWORD)
    settings = {"address": "Ask@library.example", "imap_host": "imap.example", "smtp_host": "smtp.example"}
    got = account_of(Settings.model_validate({"email": settings}))
    assert got is not None
    assert (got.address, got.user, got.password) == ("ask@library.example", "Ask@library.example", PASSWORD)
    assert (got.imap, got.smtp) == (Server("imap.example", 993, "tls"), Server("smtp.example", 587, "starttls"))
