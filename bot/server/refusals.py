"""Every "no" of the desk: its HTTP status and its sentence.

One table for the core's refusals and the edge's own. The English sentence is the key of its translations in
``bot/locale/<lang>/server.po``; ``%(name)s`` places take the refusal's details.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from bot.words import words
from replies.refusal import Refused


@dataclass(frozen=True, slots=True)
class No:
    """One way to be refused.

    Attributes:
        status: HTTP status.
        sentence: What is wrong and what to do, in English; the key for other languages.
        shows: Details that belong into the answer's JSON.
    """

    status: int
    sentence: str
    shows: tuple[str, ...] = ()


_GONE: Final = "There is nothing here for you. The address may be incomplete, or what was here has been removed."

REFUSALS: Final = MappingProxyType(
    {
        # who comes in
        "not_signed_in": No(401, "Please sign in first."),
        "unknown_token": No(401, "This conversation can't be opened any more. Please ask your question again."),
        "wrong_sign_in": No(401, "Name and password don't match. Please try once more."),
        "code_wanted": No(401, "Please type the code that your telephone shows now, or one of your recovery codes."),
        "wrong_code": No(
            401, "This code isn't right, or has been used. Please type the one your telephone shows now."
        ),
        "sign_on_failed": No(401, "Signing in there didn't work out. Please try once more, or use your password."),
        "sign_on_away": No(502, "The other sign-in can't be reached just now. Please use your password."),
        "unknown_identity": No(
            403, "You are known there, but not yet here. An admin can connect the two under People."
        ),
        "csrf": No(403, "This page has been open for too long. Please load it again and repeat what you did."),
        "foreign_origin": No(403, "This came from a page that isn't the library's. Please use the library's own."),
        "not_your_role": No(403, "Your role doesn't include this. Please ask a colleague who may do it."),
        "trainee_asks": No(403, "Please have a colleague look at this first; then they can send it."),
        "this_machine_only": No(403, "These figures are shown on the desk's own machine only."),
        "not_found": No(404, _GONE),
        "wrong_method": No(405, "This can't be done at this address. The API document says what can."),
        "unknown_link": No(404, "This link has been used or is too old. Please ask an admin for a new one."),
        "websocket_only": No(426, "This address is for live updates (WebSocket) only."),
        # what is sent
        "not_json": No(400, "This could not be read. Please send JSON as the API document describes it."),
        "missing_field": No(400, "“%(field)s” is missing. Please add it and send it again.", ("field",)),
        "unknown_field": No(400, "“%(field)s” isn't known here. Please leave it out.", ("field",)),
        "wrong_field": No(400, "“%(field)s” isn't filled in correctly. Please check it.", ("field",)),
        "broken_text": No(400, "It holds characters that can't be kept. Please retype that part.", ("field",)),
        "wrong_email": No(400, "This doesn't look like an e-mail address. Please check it."),
        "wrong_phone": No(400, "This doesn't look like a telephone number. Please check it."),
        "handover_to_whom": No(400, "Please choose one: a colleague or a desk."),
        "desk_closed": No(409, "That desk is closed now. Choose another, or keep it until it opens.", ("opens",)),
        "unknown_desk": No(400, "There is no such desk. Please choose another."),
        "unknown_person": No(400, "There is no such colleague. Please choose another."),
        "wrong_time": No(400, "Please choose a time that lies ahead, and not too far."),
        "wrong_scale": No(400, "The READ scale goes from 1 to 6."),
        "wrong_mark": No(400, "A mark is a whole number from 1 to 5."),
        "too_large": No(413, "This is longer than %(limit)s characters. Please send it in parts.", ("limit",)),
        "body_too_large": No(413, "This is larger than %(limit)s bytes. Please send less at once.", ("limit",)),
        # files
        "file_too_large": No(
            413,
            "This file is larger than %(megabytes)s MB. Could you send a smaller one, or a picture of the part that "
            "matters?",
            ("megabytes",),
        ),
        "file_type": No(
            415, "We can't take files of this kind. Please send it in another form, such as a picture or a PDF."
        ),
        "empty_file": No(400, "This file is empty. Please choose it once more."),
        "too_many_files": No(413, "These were too many files at once. Please send the others in another message."),
        "file_gone": No(404, "This file could not be fetched any more. Please send it again."),
        "no_files_by_mail": No(
            409, "Files can't go to this patron, who is answered by e-mail. Send the words alone."
        ),
        # people
        "no_telegram": No(409, "There is no Telegram bot at this desk. An admin can set one up in a few minutes."),
        "name_taken": No(409, "A colleague signs in with this name already. Please choose another."),
        "identity_taken": No(409, "%(who)s signs in with this already. Please look at it again.", ("who",)),
        "last_admin": No(409, "Somebody has to be able to let people in. Make someone else an admin first."),
        "password_short": No(
            422, "Please choose at least %(limit)s characters. Several words in a row are fine.", ("limit",)
        ),
        "password_is_name": No(422, "The password must not be the name. Please choose another."),
        "wrong_password": No(422, "The present password isn't right. Please type it once more."),
        "wrong_first_code": No(422, "This code isn't the one for this desk. Please look at your telephone again."),
        "not_offered": No(409, "This has been begun anew elsewhere. Please load the page again."),
        "second_factor_on": No(409, "The code is switched on already. Switch it off before you set it up anew."),
        # too much, or not now
        "too_many": No(429, "That was a little fast. Please try again in %(seconds)s s."),
        "unavailable": No(503, "The desk can't take this just now. Keep your text and try again in a moment."),
        "internal": No(500, "Something went wrong on our side and has been noted. Please try again in a moment."),
        # what the desk's own rules say
        "already_decided": No(
            409,
            "It is too late for that: the reply has left or was taken back. You can write another one.",
            ("state",),
        ),
        "claimed_by_other": No(
            409, "%(who)s is answering this already. Choose another question, or leave a note.", ("who",)
        ),
        "closed": No(409, "This conversation is closed. Open it again first."),
        "draft_changed": No(409, "This draft was changed in another window. Both texts are kept; please choose."),
        "draft_conflict": No(409, "This draft was changed in another window. Both texts are kept; please choose."),
        "empty_text": No(400, "There is no text yet. Please write something first."),
        "forgotten": No(409, "This conversation has been erased. A new question starts a new one."),
        "held_back": No(422, "Please look at the marked places, then confirm or mend them.", ("codes",)),
        "newer_check": No(409, "A newer version of this draft is being read."),
        "no_email": No(409, "This desk doesn't answer by e-mail. The answer comes here."),
        "not_now": No(409, "This isn't possible just now. Please look at where the conversation stands."),
        "not_offered_to_you": No(409, "This hasn't been offered to you, or the offer has been taken back."),
        "not_yours": No(409, "%(who)s is answering this. Take it over openly, or leave a note.", ("who",)),
        "promise_open": No(
            409,
            "Something is promised here that isn't kept yet. Say first what becomes of it.",
            ("promises",),
        ),
        "enough_copies": No(
            409, "Three copies have been sent already. Please look among your unwanted mail, or print this page."
        ),
        "too_many_promises": No(409, "More than %(limit)s promises are open here. Settle one of them first."),
        "unknown_promise": No(404, "This promise is settled already. Please look at how things stand."),
        "reason_in_console": No(
            422, "This one wants a reason. Please send it from the console; your draft is waiting there too."
        ),
        "reason_wanted": No(422, "Please say in a few words why it goes as it is.", ("codes",)),
        "record_changed": No(
            409,
            "Somebody has changed this meanwhile. Load the page again; keep a copy of your text.",
            ("version",),
        ),
        "same_id_other_text": No(
            409, "A message with this id came before, with other words. Please send it again.", ("seq",)
        ),
        "second_person": No(409, "This needs a second person. Please ask a colleague to look at it."),
        "rule_broken": No(422, "“%(phrase)s” can't be read as a phrase. Look at its brackets.", ("phrase",)),
        "rule_empty": No(422, "The rule has no phrase yet. Please write at least one."),
        "rule_examples": No(
            422,
            "A rule needs its proof: sentences where it speaks and where it keeps quiet, and all must be right.",
            ("sentence",),
        ),
        "rule_too_hard": No(
            422,
            "This could be tried in too many ways and would slow down the desk. Use fewer gaps and alternatives.",
            ("phrase",),
        ),
        "rule_too_long": No(422, "“%(phrase)s” is too long. Please write shorter phrases.", ("phrase",)),
        "rule_too_many": No(422, "These are too many phrases for one rule. Please make two rules of it."),
        "second_reader": No(
            403,
            "A colleague has to read this one first. Ask for it in the console, or mend the marked places.",
            ("codes",),
        ),
        "stale": No(409, "Something new was written. Please read it first; your draft is safe.", ("seq",)),
        "bad_file": No(422, "Nothing was taken in, for one file can't be used. %(problem)s", ("problem",)),
        "test_failed": No(502, "The test could not be sent. Please look at the mailbox or the bot, then try again."),
        "test_unconnected": No(409, "Please connect your own Telegram in the console first; the test goes there."),
        "template_findings": No(
            422, "Read once more, this text has places to look at. Mend them, or publish it all the same."
        ),
        "unreachable": No(409, "There is no address to answer to. Leave a note or call, if you can."),
        # alike on purpose: whoever asks for somebody else's learns nothing
        "unknown_conversation": No(404, _GONE),
        "unknown_message": No(404, _GONE),
        "unknown_reply": No(404, _GONE),
    }
)
"""Every code the API may say."""

_ALIKE: Final = frozenset({"unknown_conversation", "unknown_message", "unknown_reply"})


class _Facts(dict[str, object]):
    """Details for a sentence; what is missing leaves a gap rather than an error."""

    def __missing__(self, name: str) -> str:
        return "…"


@dataclass(frozen=True, slots=True)
class Said:
    """A refusal as it is answered: status and JSON body."""

    status: int
    body: dict[str, object]


def say(refused: Refused, lang: str) -> Said:
    """The refusal as a sentence in ``lang``; an unknown code is a fault of ours and says so."""
    no = REFUSALS.get(refused.code, REFUSALS["internal"])
    if refused.code in _ALIKE:
        return say(Refused("not_found"), lang)
    sentence = words(lang).gettext(no.sentence)
    shown = {name: refused.details[name] for name in no.shows if name in refused.details}
    extra = refused.details.get("answer", {})
    code = refused.code if refused.code in REFUSALS else "internal"
    return Said(no.status, {"error": code, "message": sentence % _Facts(refused.details), **shown, **extra})
