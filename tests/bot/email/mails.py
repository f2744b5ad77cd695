"""A hundred mails in the shapes the world sends them; the words are ours, the shapes are those of mail programs.

Each says what must be understood of it. ``SAYS`` is the question in each language.
"""

# ruff: noqa: E501 - mails are as long as they are

from __future__ import annotations

import base64
import quopri
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.bot.attachments import samples

SAYS = {
    "en": "Do you have the timetable of the book bus?\nWe live by the lake.",
    "it": "Avete l'orario del bibliobus?\nAbitiamo vicino al lago.",
    "ro": "Aveți orarul bibliobuzului?\nLocuim lângă lac.",
    "sv": "Har ni bokbussens tidtabell?\nVi bor vid sjön.",
    "fi": "Onko teillä kirjastoauton aikataulua?\nAsumme järven rannalla.",
}
OURS = "The library wrote this last week."
"""What is quoted: nobody may find it in what is new."""


@dataclass(frozen=True)
class Sample:
    """A mail and what must be understood of it.

    Attributes:
        name: Of the shape.
        raw: Its bytes.
        text: Its new words, exactly.
        expects: Attributes of ``Mail`` by name.
        files: Names and types claimed of its files.
    """

    name: str
    raw: bytes
    text: str
    expects: dict[str, Any] = field(default_factory=dict)
    files: tuple[tuple[str, str], ...] = ()


def mail(
    body: str | bytes, kind: str = "text/plain; charset=utf-8", *, subject: str = "Book bus", **headers: str
) -> bytes:
    """A mail with these headers; ``Auto_Submitted`` becomes ``Auto-Submitted``, "" leaves one out."""
    told = {
        "From": "Maja Lind <maja@patron.example>",
        "To": "ask@library.example",
        "Date": "Mon, 23 Nov 2026 09:15:00 +0200",
        "Message-ID": "<m1@patron.example>",
        "Subject": subject,
        "MIME-Version": "1.0",
        "Content-Type": kind,
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items() if value)
    content = body.encode() if isinstance(body, str) else body
    return head.encode("utf-8") + b"\r\n" + content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def box(kind: str, *parts: bytes, **headers: str) -> bytes:
    """A multipart mail."""
    body = b"".join(b"--=_box\r\n" + part + b"\r\n" for part in parts) + b"--=_box--\r\n"
    return mail(body, f'{kind}; boundary="=_box"', **headers)


def part(body: str | bytes, kind: str = "text/plain; charset=utf-8", **headers: str) -> bytes:
    """One part of a multipart mail."""
    head = f"Content-Type: {kind}\r\n" + "".join(f"{n.replace('_', '-')}: {v}\r\n" for n, v in headers.items())
    return head.encode() + b"\r\n" + (body.encode() if isinstance(body, str) else body)


def packed(content: bytes, kind: str, name: str, **headers: str) -> bytes:
    """A part in base64 with a name."""
    disposition = headers.pop("Content_Disposition", f'attachment; filename="{name}"')
    told = {"Content_Transfer_Encoding": "base64", "Content_Disposition": disposition, **headers}
    return part(base64.encodebytes(content), f'{kind}; name="{name}"', **told)


def _marked(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


INTRODUCED = {
    "en": "On Mon, Nov 16, 2026 at 9:12 AM Library <ask@library.example> wrote:",
    "it": "Il giorno lun 16 nov 2026 alle ore 09:12 Biblioteca <ask@library.example> ha scritto:",
    "ro": "În lun., 16 nov. 2026 la 09:12, Biblioteca <ask@library.example> a scris:",
    "sv": "Den mån 16 nov. 2026 kl 09:12 skrev Biblioteket <ask@library.example>:",
    "fi": "ma 16. marrask. 2026 klo 9.12 Kirjasto (ask@library.example) kirjoitti:",
}
OUTLOOK = {
    "en": ("From: Library\nSent: Monday, November 16, 2026 9:12 AM\nTo: Maja\nSubject: Book bus"),
    "it": ("Da: Biblioteca\nInviato: lunedì 16 novembre 2026 09:12\nA: Maja\nOggetto: Bibliobus"),
    "ro": ("De la: Biblioteca\nTrimis: luni, 16 noiembrie 2026 09:12\nCătre: Maja\nSubiect: Bibliobuz"),
    "sv": ("Från: Biblioteket\nSkickat: den 16 november 2026 09:12\nTill: Maja\nÄmne: Bokbussen"),
    "fi": (
        "Lähettäjä: Kirjasto\nLähetetty: maanantai 16. marraskuuta 2026 9.12\nVastaanottaja: Maja\nAihe: Kirjastoauto"
    ),
}
ORIGINAL = {
    "en": "-----Original Message-----",
    "it": "-----Messaggio originale-----",
    "ro": "-----Mesaj original-----",
    "sv": "-----Ursprungligt meddelande-----",
    "fi": "-----Alkuperäinen viesti-----",
}
REGARDS = {
    "en": "Kind regards,",
    "it": "Cordiali saluti",
    "ro": "Cu stimă,",
    "sv": "Med vänliga hälsningar",
    "fi": "Ystävällisin terveisin",
}
PHONES = {
    "en": "Sent from my iPhone",
    "it": "Inviato da iPhone",
    "ro": "Trimis de pe iPhone-ul meu",
    "sv": "Skickat från min iPhone",
    "fi": "Lähetetty iPhonesta",
}
AWAY = {
    "en": "Automatic reply: Book bus",
    "it": "Risposta automatica: Bibliobus",
    "ro": "Răspuns automat: Bibliobuz",
    "sv": "Autosvar: Bokbussen",
    "fi": "Automaattinen vastaus: Kirjastoauto",
}
FORWARDED = {
    "en": "---------- Forwarded message ---------",
    "it": "---------- Messaggio inoltrato ---------",
    "ro": "---------- Mesaj redirecționat ---------",
    "sv": "---------- Vidarebefordrat meddelande ---------",
    "fi": "---------- Välitetty viesti ---------",
}


def by_language() -> Iterator[Sample]:
    """What programs and people add in each language."""
    for lang, says in SAYS.items():
        quoted = {"quoted": True}
        yield Sample(
            f"{lang} plain", mail(says), says, {"sender": "maja@patron.example", "machine": "", "quoted": False}
        )
        yield Sample(f"{lang} gmail", mail(f"{says}\n\n{INTRODUCED[lang]}\n\n{_marked(OURS)}\n"), says, quoted)
        wrapped = INTRODUCED[lang].replace(" <", "\n<").replace(" (", "\n(")
        yield Sample(f"{lang} wrapped introduction", mail(f"{says}\n\n{wrapped}\n{_marked(OURS)}\n"), says, quoted)
        yield Sample(f"{lang} outlook", mail(f"{says}\n\n{'_' * 32}\n{OUTLOOK[lang]}\n\n{OURS}\n"), says, quoted)
        yield Sample(
            f"{lang} original message", mail(f"{says}\n\n{ORIGINAL[lang]}\n{OUTLOOK[lang]}\n\n{OURS}"), says, quoted
        )
        yield Sample(f"{lang} unmarked quote", mail(f"{says}\n\n{INTRODUCED[lang]}\n\n{OURS}\n"), says, quoted)
        signed = f"{says}\n\n{REGARDS[lang]}\nMaja Lind\n+358 40 000 0000\n"
        yield Sample(f"{lang} signed", mail(signed), says, quoted)
        yield Sample(f"{lang} telephone", mail(f"{says}\n\n{PHONES[lang]}\n"), says, quoted)
        phone = f"{says}\n\n{PHONES[lang]}\n\n{INTRODUCED[lang]}\n{_marked(OURS)}"
        yield Sample(f"{lang} telephone above a quote", mail(phone), says, quoted)
        html = f"<div dir='ltr'>{says.replace(chr(10), '<br>')}</div><br><div class='gmail_quote'><div class='gmail_attr'>"
        html += f"{INTRODUCED[lang].replace('<', '&lt;')}</div><blockquote>{OURS}</blockquote></div>"
        yield Sample(f"{lang} gmail html", mail(html, "text/html; charset=utf-8"), says, quoted)
        away = mail(
            "I am away.", subject=AWAY[lang], Auto_Submitted="auto-replied", In_Reply_To="<x@library.example>"
        )
        yield Sample(f"{lang} out of office", away, "I am away.", {"machine": "auto_reply"})
        forwarded = f"{says}\n\n{FORWARDED[lang]}\n{OUTLOOK[lang]}\n\nThe bus comes at nine."
        yield Sample(f"{lang} forwarded", mail(forwarded), forwarded, {"quoted": False})


def machines() -> Iterator[Sample]:
    """Machines, and people who look like them."""
    text = "Hello"
    for name, headers, kind in (
        ("mailing list", {"List_Id": "<friends.library.example>", "Precedence": "list"}, "bulk"),
        ("newsletter", {"List_Unsubscribe": "<mailto:x@y.example>"}, "bulk"),
        ("bulk", {"Precedence": "bulk"}, "bulk"),
        ("generated", {"Auto_Submitted": "auto-generated"}, "bulk"),
        ("exchange says no answers", {"X_Auto_Response_Suppress": "DR, OOF, AutoReply"}, "bulk"),
        ("null return path", {"Return_Path": "<>"}, "bulk"),
        ("no-reply", {"From": "no-reply@shop.example"}, "bulk"),
        ("auto reply of old", {"Precedence": "auto_reply"}, "auto_reply"),
        ("x-autoreply", {"X_Autoreply": "yes"}, "auto_reply"),
        ("auto-notified", {"Auto_Submitted": "auto-notified; owner-email=x@y.example"}, "auto_reply"),
        ("a person who says no", {"Auto_Submitted": "no"}, ""),
        ("a person called noreplyson", {"From": "noreplyson@patron.example"}, ""),
        ("delivery daemon", {"From": "MAILER-DAEMON@mx.example", "Return_Path": "<>"}, "bounce"),
        ("failed recipients", {"X_Failed_Recipients": "x@y.example"}, "bounce"),
    ):
        yield Sample(name, mail(text, **headers), text, {"machine": kind})
    asks = mail("Is your out-of-office help desk open?", subject="Out of office hours?")
    yield Sample(
        "a question about being out of office", asks, "Is your out-of-office help desk open?", {"machine": ""}
    )
    status = "Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; a@b.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    returned = "Message-ID: <ours@library.example>\r\nSubject: Your question\r\nFrom: ask@library.example\r\n\r\nWe found it."
    for name, last in (
        ("bounce with the mail", part(returned, "message/rfc822")),
        ("bounce with its headers", part(returned.partition("\r\n\r\n")[0], "text/rfc822-headers")),
    ):
        bounce = box(
            "multipart/report; report-type=delivery-status", part("No such address."),
            part(status, "message/delivery-status"), last, From="MAILER-DAEMON@mx.example",
        )  # fmt: skip
        expects = {"machine": "bounce", "status": "5.1.1", "refs": ("ours@library.example",)}
        yield Sample(name, bounce, "", {**expects, "text": None})
    receipt = box(
        "multipart/report; report-type=disposition-notification", part("Read on Monday."),
        part("Disposition: manual-action; displayed", "message/disposition-notification"),
    )  # fmt: skip
    yield Sample("reading receipt", receipt, "", {"machine": "receipt", "text": None})


def charsets() -> Iterator[Sample]:
    """Letters in every encoding that the five languages travel in, told truly, wrongly and not at all."""
    swedish, romanian = "Räksmörgås på ön", "Șapte țări, însă"
    for name, content, charset, text in (
        ("latin 1", swedish.encode("latin-1"), "iso-8859-1", swedish),
        ("latin 9", "Pris 5 € på ön".encode("iso-8859-15"), "iso-8859-15", "Pris 5 € på ön"),
        ("windows 1252 called latin 1", "“Pippi” – på ön".encode("cp1252"), "iso-8859-1", "“Pippi” – på ön"),
        ("windows 1252 called ascii", swedish.encode("cp1252"), "us-ascii", swedish),
        ("utf-8 called latin 1", romanian.encode(), "iso-8859-1", romanian),
        ("utf-8 called nothing", romanian.encode(), "", romanian),
        ("utf-8 called something odd", romanian.encode(), "x-unknown-8bit", romanian),
        ("utf-8 called by a database's name", romanian.encode(), "utf8mb4", romanian),
        ("latin 10", romanian.encode("iso-8859-16"), "iso-8859-16", romanian),
        ("windows 1250", "însă ţări".encode("cp1250"), "windows-1250", "însă ţări"),
        ("utf-16", swedish.encode("utf-16"), "utf-16", swedish),
        ("a codec that is no charset", swedish.encode(), "rot13", swedish),
        ("a charset with a hole", b"ab\x81cd", "windows-1252", "ab\x81cd".replace("\x81", "\x81")),
        ("a letter cut in two", romanian.encode()[:-1] + b"\xc3", "utf-8", None),
        ("a zero byte", b"one\x00two", "utf-8", "onetwo"),
    ):
        kind = "text/plain" + (f"; charset={charset}" if charset else "")
        yield Sample(f"charset: {name}", mail(content, kind), text or "", {"text": None} if text is None else {})
    yield Sample(
        "quoted-printable",
        mail(quopri.encodestring(swedish.encode()), Content_Transfer_Encoding="quoted-printable"),
        swedish,
    )
    yield Sample(
        "base64 words", mail(base64.encodebytes(romanian.encode()), Content_Transfer_Encoding="base64"), romanian
    )
    broken = base64.encodebytes(romanian.encode()).replace(b"=", b"") + b"!!"
    yield Sample("broken base64", mail(broken, Content_Transfer_Encoding="base64"), "", {"text": None})
    odd = mail("Hello", Content_Transfer_Encoding="x-nothing")
    yield Sample("unknown transfer encoding", odd, "Hello")
    named = mail("Hello", subject="=?utf-8?q?R=C3=A4ksm=C3=B6rg=C3=A5s?= =?utf-8?b?IHDDpSDDtm4=?=")
    yield Sample("encoded subject", named, "Hello", {"subject": "Räksmörgås på ön"})
    yield Sample("bare utf-8 subject", mail("Hello", subject="Räksmörgås"), "Hello", {"subject": "Räksmörgås"})
    yield Sample("broken subject", mail("Hello", subject="=?utf-8?b?!!!?= x"), "Hello")
    yield Sample(
        "folded subject", mail("Hello", subject="a very\r\n long one"), "Hello", {"subject": "a very long one"}
    )


def shapes() -> Iterator[Sample]:
    """How mails are put together."""
    text = "Where is Kalevala?"
    page = part(f"<p>{text}</p>", "text/html; charset=utf-8")
    picture = packed(samples.JPEG + b"0" * 20_000, "image/jpeg", "cover.jpg")
    yield Sample("alternative", box("multipart/alternative", part(text), page), text)
    yield Sample("alternative whose plain part is empty", box("multipart/alternative", part(" \n"), page), text)
    stub = part("This mail needs a program that shows HTML.")
    yield Sample("alternative whose plain part is a stub", box("multipart/alternative", stub, page), text)
    yield Sample(
        "with a picture", box("multipart/mixed", part(text), picture), text, files=(("cover.jpg", "image/jpeg"),)
    )
    logo = packed(samples.PNG, "image/png", "logo.png", Content_ID="<logo>", Content_Disposition="inline")
    yield Sample("with a signature's logo", box("multipart/related", page, logo), text)
    pdf = packed(samples.PDF, "application/pdf", "essay.pdf")
    both = (("cover.jpg", "image/jpeg"), ("essay.pdf", "application/pdf"))
    yield Sample("two files", box("multipart/mixed", part(text), picture, pdf), text, files=both)
    unnamed = part(base64.encodebytes(samples.PDF), "application/pdf", Content_Transfer_Encoding="base64")
    yield Sample(
        "a file without a name",
        box("multipart/mixed", part(text), unnamed),
        text,
        files=(("file", "application/pdf"),),
    )
    split = "application/pdf; name*0*=utf-8''%C3%A4mne; name*1=.pdf"
    pieces = part(base64.encodebytes(samples.PDF), split, Content_Transfer_Encoding="base64")
    yield Sample(
        "a name in pieces", box("multipart/mixed", part(text), pieces), text, files=(("ämne.pdf", "application/pdf"),)
    )
    coded = packed(samples.PDF, "application/pdf", "=?utf-8?b?w6RtbmUucGRm?=")
    yield Sample(
        "an encoded name", box("multipart/mixed", part(text), coded), text, files=(("ämne.pdf", "application/pdf"),)
    )
    yield Sample(
        "words in two parts",
        box("multipart/mixed", part(text), part("And who wrote it?")),
        f"{text}\n\nAnd who wrote it?",
    )
    attached = part("Notes", "text/plain", Content_Disposition='attachment; filename="notes.txt"')
    yield Sample(
        "a text as a file", box("multipart/mixed", part(text), attached), text, files=(("notes.txt", "text/plain"),)
    )
    signature = part("-----BEGIN PGP SIGNATURE-----", "application/pgp-signature")
    yield Sample("signed by PGP", box("multipart/signed", part(text), signature), text)
    inner = "From: x@y.example\r\nSubject: The old answer\r\nContent-Type: text/plain\r\n\r\nIt is on loan."
    fwd = box("multipart/mixed", part(text), part(inner, "message/rfc822"))
    yield Sample("forwarded as a file", fwd, f"{text}\n\n[The old answer]\nIt is on loan.")
    calendar = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Class visit\\, 4B\r\nDTSTART;TZID=Europe/Helsinki:20261124T090000\r\n"
    calendar += "LOCATION:Main library\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    invited = "Class visit, 4B\n20261124T090000\nMain library"
    ics = part(calendar, "text/calendar; method=REQUEST; charset=utf-8")
    yield Sample("an invitation", box("multipart/alternative", part(text), ics), f"{text}\n\n{invited}")
    yield Sample("an invitation alone", mail(calendar, "text/calendar; method=REQUEST"), invited)
    yield Sample("an invitation as a file", box("multipart/mixed", part(text), packed(calendar.encode(), "text/calendar", "invite.ics")),
                 text, files=(("invite.ics", "text/calendar"),))  # fmt: skip
    yield Sample("empty", mail("", subject="Kalevala, please"), "", {"subject": "Kalevala, please"})
    yield Sample("empty altogether", mail("", subject=""), "", {"subject": ""})
    yield Sample(
        "no headers but From",
        b"From: maja@patron.example\r\n\r\nHello\r\n",
        "Hello",
        {"sender": "maja@patron.example"},
    )
    yield Sample(
        "flowed",
        mail("Where is \r\nKalevala?\r\nThanks", "text/plain; charset=utf-8; format=flowed"),
        "Where is Kalevala?\nThanks",
    )
    yield Sample("only newlines", mail(text.encode()).replace(b"\r\n", b"\n"), text)
    yield Sample(
        "answer to another address",
        mail(text, Reply_To="home@patron.example"),
        text,
        {"sender": "home@patron.example"},
    )
    yield Sample(
        "quoted name with a comma",
        mail(text, From='"Lind, Maja" <Maja@Patron.Example>'),
        text,
        {"sender": "maja@patron.example"},
    )
    yield Sample(
        "encoded sender",
        mail(text, From="=?utf-8?q?M=C3=A4ja?= <maja@patron.example>"),
        text,
        {"sender": "maja@patron.example"},
    )
    chain = mail(text, In_Reply_To="<c@x>", References="<a@x> <b@x>\r\n <c@x>")
    yield Sample("a chain of references", chain, text, {"refs": ("c@x", "b@x", "a@x")})
    yield Sample("boundary that never comes", mail(text, 'multipart/mixed; boundary="nowhere"'), "", {"text": None})
    yield Sample("multipart without a boundary", mail(text, "multipart/mixed"), text)
    yield Sample("unclosed multipart", box("multipart/mixed", part(text)).replace(b"--=_box--\r\n", b""), text)


def words() -> Iterator[Sample]:
    """What people write around a quotation, and what must never be lost."""
    between = f"{_marked('Which one?')}\nThe red one.\n{_marked('And when?')}\nTomorrow."
    yield Sample("answered between the lines", mail(between), between, {"quoted": False})
    below = f"{INTRODUCED['en']}\n{_marked(OURS)}\n\nThe red one."
    yield Sample("answered below", mail(below), below, {"quoted": False})
    only = _marked(OURS)
    yield Sample("nothing but a quotation", mail(only), only, {"quoted": False})
    listed = "I need:\n- a map\n- a book\n-- and a chair\n\nWhen are you open?"
    yield Sample("a list with dashes", mail(listed), listed, {"quoted": False})
    mark = "Hello\n\n-- \nMaja Lind\nTown Hall"
    yield Sample("a signature behind its mark", mail(mark), "Hello", {"quoted": True})
    wish = "Thank you!\n\nKind regards,\nMaja\n\nPS Could you also renew my loans?"
    yield Sample("a wish after the regards", mail(wish), wish, {"quoted": False})
    wrote = "My teacher wrote:\nread Kalevala.\nWhere is it?"
    yield Sample("a person who wrote something", mail(wrote), wrote, {"quoted": False})
    from_line = "From: what page on is it about the lake?\nI mean the second edition."
    yield Sample("a line that begins with From", mail(from_line), from_line, {"quoted": False})
    link = '<p>See <a href="https://library.example/x">this page</a> and <a href="https://a.example">https://a.example</a></p>'
    yield Sample("links", mail(link, "text/html"), "See this page (https://library.example/x) and https://a.example")
    nasty = "<style>p{}</style><script>alert(1)</script><p>Hi <img src=x onerror=alert(1)> there</p><!-- hidden -->"
    yield Sample("a page with scripts", mail(nasty, "text/html"), "Hi there")
    table = "<table><tr><td>Mon</td><td>9-17</td></tr><tr><td>Tue</td><td>10-19</td></tr></table>"
    yield Sample("a table", mail(table, "text/html"), "Mon 9-17\nTue 10-19")
    outlook = f"<div><p>Yes please</p><div id='appendonsend'></div><hr><div id='divRplyFwdMsg'><b>From:</b> Us</div><div>{OURS}</div></div>"
    yield Sample("outlook's page", mail(outlook, "text/html"), "Yes please", {"quoted": True})
    apple = f"<div>Yes please</div><blockquote type='cite'><div>{OURS}</div></blockquote>"
    yield Sample("apple's page", mail(apple, "text/html"), "Yes please", {"quoted": True})
    inside = f"<blockquote type='cite'><div>{OURS}</div><div>Yes please</div></blockquote>"
    yield Sample("answered inside the quotation of a page", mail(inside, "text/html"), f"{OURS}\nYes please")
    yield Sample("a page without a tag", mail("just words", "text/html"), "just words")
    yield Sample(
        "an unclosed page",
        mail("<p>one<div>two<table><tr><td>three", "text/html"),
        "one\n\ntwo\nthree",
        {"text": None},
    )


ALL = [*by_language(), *machines(), *charsets(), *shapes(), *words()]
