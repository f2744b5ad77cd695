"""The ways patrons come in."""

from __future__ import annotations

from typing import Literal

from bot.config.sections.setting import LIST, MailAddress, Origin, Section, WebAddress, setting


class Web(Section):
    """Where the desk listens, and who may put its widget on a page."""

    host: str = setting(
        "127.0.0.1", "The address to listen on; 0.0.0.0 is every network of this machine.", "an address"
    )
    port: int = setting(
        8080, "The port to listen on; 0 picks a free one.", "a whole number, 0 to 65535", ge=0, le=65535
    )
    public_url: WebAddress = setting(
        "",
        "How patrons and colleagues reach the desk, when it stands behind a name and TLS of its own.",
        "an address that begins with https:// (or http://); empty for none",
        "https://ask.library.example",
    )
    allowed_origins: tuple[Origin, ...] = setting(
        (), "Web sites that may carry the chat widget.", "a list of origins", ("https://www.library.example",)
    )
    proxies: tuple[str, ...] = setting(
        (), "Addresses of your reverse proxy, whose X-Forwarded-For is believed.", LIST, ("127.0.0.1",)
    )
    metrics_from: tuple[str, ...] = setting(
        (), "Addresses, besides this machine, that may read /metrics.", LIST, ("10.0.0.5",)
    )


class Worker(Section):
    """Where a worker tells those who run the desk how it is: /health, /ready and /metrics, nothing else."""

    host: str = setting("127.0.0.1", "The address to listen on.", "an address")
    port: int = setting(
        0,
        "The port to listen on; 0 listens nowhere. Of several workers on a machine each takes its own, with --port.",
        "a whole number, 0 to 65535",
        8201,
        ge=0,
        le=65535,
    )


class SignOn(Section):
    """The library's own identity provider, where colleagues sign in already. See docs/signing-in.md."""

    issuer: WebAddress = setting(
        "",
        "Its issuer address, exactly as the provider names it (OpenID Connect).",
        "an address that begins with https://; empty for none",
        "https://login.library.example",
    )
    client_id: str = setting("", "What the desk is called there.", "a text", "smiledesk")
    secret_file: str = setting(
        "",
        "A file with the secret it gave the desk, readable by you alone (chmod 600). SMILEDESK_SIGN_ON_SECRET works "
        "as well.",
        "a file's name",
        "sign-on.secret",
    )
    name: str = setting("", "What colleagues call it; stands on the button.", "a text", "the library account")


class Telegram(Section):
    """A Telegram bot for patrons. Its token comes from @BotFather; without one there is no Telegram."""

    token_file: str = setting(
        "",
        "A file with the bot's token, readable by you alone (chmod 600). SMILEDESK_TELEGRAM_TOKEN works as well.",
        "a file's name",
        "telegram.token",
    )
    mode: Literal["polling", "webhook"] = setting(
        "polling", "Ask Telegram for news, or let Telegram call public_url.", '"polling" or "webhook"'
    )
    webhook_secret_file: str = setting(
        "",
        "A file with a secret of your choice that Telegram must show. SMILEDESK_WEBHOOK_SECRET works as well.",
        "a file's name",
        "webhook.secret",
    )
    group_takes: tuple[Literal["telegram", "chat", "email"], ...] = setting(
        ("telegram",),
        "Whose questions the staff's Telegram group gets, where there is one. With more than Telegram's own, the "
        "privacy lines of the web page and of e-mail say that questions pass through Telegram.",
        'a list of these: "telegram", "chat" (the web page), "email"',
        min_length=1,
    )
    base_url: WebAddress = setting(
        "https://api.telegram.org", "Where the Bot API answers; another one if you host it.", "an address"
    )


class Email(Section):
    """A mailbox for patrons' questions, one of its own, which nobody else empties. See docs/channels/email.md."""

    address: MailAddress = setting(
        "", "The library's address; without one there is no e-mail.", "an e-mail address", "ask@library.example"
    )
    user: str = setting("", "Who signs in, where it is not the address.", "a text", "library-ask")
    password_file: str = setting(
        "",
        "A file with its password, readable by you alone (chmod 600). SMILEDESK_EMAIL_PASSWORD works as well.",
        "a file's name",
        "mail.password",
    )
    imap_host: str = setting("", "Where mails are fetched.", "a host's name", "imap.library.example")
    imap_port: int = setting(993, "Its port.", "a whole number, 1 to 65535", ge=1, le=65535)
    imap_security: Literal["tls", "starttls", "none"] = setting(
        "tls", "How the line is kept private; none is for this very machine only.", '"tls", "starttls" or "none"'
    )
    imap_folder: str = setting("INBOX", "The folder that mails arrive in.", "a folder's name")
    smtp_host: str = setting("", "Where mails are handed over.", "a host's name", "smtp.library.example")
    smtp_port: int = setting(587, "Its port: 587 goes with starttls, 465 with tls.", "a whole number", ge=1, le=65535)
    smtp_security: Literal["tls", "starttls", "none"] = setting(
        "starttls", "How that line is kept private.", '"tls", "starttls" or "none"'
    )
    plus_addresses: bool = setting(
        False,  # noqa: FBT003
        "Whether mail to name+anything@your.domain arrives in this mailbox: answers then find their conversation "
        "even when a program drops what they refer to.",
        "true or false",
    )
    answer_within_days: int = setting(
        1,
        "A mail is owed an answer by the end of this many opening days after it came; 0 is the same day.",
        "a whole number, 0 to 30",
        ge=0,
        le=30,
    )
