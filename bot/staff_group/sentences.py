"""What the bot says among colleagues. English is the key; see ``bot/locale/<lang>/staff_group.po``."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from bot.words import words


class G(StrEnum):
    """Every sentence, by its English text."""

    WEB = "Web page"
    TELEGRAM = "Telegram"
    EMAIL = "E-mail"
    # cards
    NEW = "New question"
    WAITING = "Nobody has taken it yet."
    FOLLOW_UP = "Nobody was free in time, so the patron knows that the answer comes later."
    ANSWERING = "%(who)s is answering."
    OFFERED = "%(who)s offers it to %(to)s."
    CLOSED = "Closed."
    PATRON_WROTE = "Patron, %(time)s:"
    PATRON_CHANGED = "The patron changed a message, %(time)s:"
    ANSWERED = "%(who)s answered, %(time)s:"
    NOTE = "Note by %(who)s, only for us:"
    RELEASED = "%(who)s has given it back."
    DECLINED = "It stays with %(who)s."
    CLOSED_BY = "%(who)s has closed it."
    CLOSED_BY_PATRON = "The patron has closed it."
    CLOSED_SILENT = "Closed: the patron has been silent."
    REOPENED = "%(who)s has taken it up again."
    PATRON_BACK = "The patron has written again."
    WAITS = "The patron has been waiting for %(minutes)s minutes. Who can take it?"
    NODDED = "%(who)s has let the patron know that somebody will be there soon."
    PAUSED = "%(who)s has paused the conversation."
    RESUMED = "%(who)s goes on with the conversation."
    BLOCK_ASKED = "%(who)s asks to block this patron. A second person confirms it in the console."
    TO_READ = "%(who)s asks to have this read before it leaves:"
    GIVE_BACK_HOW = "“Send” lets it go. To give it back, reply to this message with a word to whoever wrote it."
    PASSED = "%(who)s has read the reply and lets it go:"
    TAKEN_BACK = "%(who)s has taken the reply back:"
    GIVEN_BACK = "%(who)s has read the reply and gives it back:"
    ASKED = "The patron was asked whether they found it."
    WANTS_CALL = "The patron asks to be called back."
    CALL = "Please call back: %(phone)s"
    PROMISE_DUE = "Something was promised here for soon: please see to it."
    PROMISE_BROKEN = "A promise made here was not kept in time. The patron is waiting: who writes to them?"
    NOT_ARRIVED = "The answer did not arrive."
    NOBODY_KNOWS = "Nobody knows whether the answer arrived."
    # buttons
    CLAIM = "I'll answer"
    NOD = "Seen, soon"
    PASS = "Hand over"  # noqa: S105  a button
    BACK = "Give it back"
    CLOSE = "Close"
    TAKE = "Take it"
    NOT_NOW = "Not now"
    KEEP = "Keep it"
    HAVE_CALLED = "I have called"
    REOPEN = "Take it up again"
    AGAIN = "Send it again"
    ARRIVED = "It has arrived"
    # drafts
    DRAFT = "Draft for #%(number)s, not sent yet:"
    CHANGE_IT = "To change it, reply to this message with the new words."
    CLEAN = "Nothing to mend."
    TRY = "Try: “%(wording)s”"
    PARTS = "It will arrive in %(parts)s parts."
    SEEN_NEW = "Somebody has written since. Read it above, then press Send again."
    HELD = "Please look at this once more before it leaves."
    USE = "Use “%(wording)s”"
    SEND = "Send"
    SEND_AS_IT_IS = "Send as it is"
    SEND_AND_CLOSE = "Send and close"
    SURE = "I have looked, send it"
    COPY = "Copy the words"
    DROP = "Throw away"
    UNDO = "Undo"
    GOING = "Goes out in %(seconds)s s:"
    BEING_READ = "Waits for a second librarian to read it:"
    ON_ITS_WAY = "On its way:"
    SENT = "Sent, %(time)s:"
    DROPPED = "Thrown away; nothing was sent."
    # answers to taps
    DRAFT_CHANGED = "This draft has changed; here is the newest."
    OTHERS_DRAFT = "This is %(who)s's draft. Reply to a card to write your own."
    OLD = "This button is from earlier and does nothing any more."
    NO_DRAFT = "There is no text yet. Reply to a card with your words."
    WORDS_TOO = (
        "Please add a few words: whoever can't see the file reads them. "
        "Then send it once more as a reply to the card."
    )
    # who and where
    WHO = (
        "I don't know you yet, so this was not taken. Open the console, then “You” and “Connect my Telegram”, and "
        "press the link there."
    )
    CONNECTED = (
        "Connected: here you are %(who)s. In your staff group, a reply to one of my cards is a draft of yours. To "
        "begin a group: switch topics on there, make me an admin who may manage topics and delete messages, and "
        "write /desk."
    )
    OLD_CODE = "This link has been used or is too old. Please make a new one in the console."
    GROUP_ON = (
        "From now on questions come here, one topic each. A reply to one of my cards is a draft, and only what you "
        "confirm by a button leaves; everything else you write stays among you."
    )
    GROUP_OFF = "No more questions come here. The console goes on as before."
    ADMIN_ONLY = "Only an admin of the desk can do this."
    NO_TOPICS = "Please switch topics on in this group's settings, then write /desk again."
    NO_RIGHTS = (
        "Please make me an admin of this group who may manage topics and delete messages, then write /desk again."
    )
    # alarms in the console
    ALARM_RIGHTS = (
        "The staff group on Telegram gets no questions just now: the bot may not manage topics there. Give it that "
        "right; what waits then comes by itself. The console goes on."
    )
    ALARM_GONE = (
        "The bot is no longer in the staff group on Telegram. Add it again, or write /desk in another group. The "
        "console goes on."
    )


BACKLOG = (
    "%(count)s more question has news on its way here; the console shows it now.",
    "%(count)s more questions have news on their way here; the console shows it now.",
)


def say(what: G, lang: str, **facts: Any) -> str:
    """The sentence in a language, or in English."""
    sentence = words(lang).gettext(what.value)
    return sentence % facts if facts else sentence


def backlog(count: int, lang: str) -> str:
    """How many other questions have news that Telegram's limits hold back."""
    return words(lang).ngettext(*BACKLOG, count) % {"count": count}
