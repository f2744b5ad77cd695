"""Which next step fits, by what the patron asked for and what the reply says of it.

Each kind is a name under ``[says.*]`` of a language's `no_next_step.toml`, with the wordings that fit it; the lists
that tell the kinds apart stand in the same file. A language that has no words for a kind uses its usual ones.
"""

from __future__ import annotations

from nlp.pack import RulePack
from nlp.seen import Seen
from nlp.text import Sentence, Text

_RULE = "no_next_step"


def kind(view: Seen, said: Sentence | Text, say: str = "") -> str:
    """The first of the kinds that fit which this language has words for; "" for the usual ones.

    Args:
        view: The draft.
        said: The sentence that leaves the patron without a next step.
        say: A kind that the rule knows already.

    The kinds: a complaint (``complaint``; of somebody who waits in the chat, ``complaint_now``); somebody sent
    elsewhere (``referral``; the list ``sends``); one of the patron's own things that is lost (``lost``; the lists
    ``lost`` and, of `patron.toml`, ``own_things``); an event of ours without a free place (``event``; the lists
    ``event`` and ``full``); who wanted to come when nobody is here (``closed``; the list ``opening``); a room or a
    time that is taken (``booked``; the lists ``room`` and ``taken``); what one may not do here (``place``; the list
    ``doing``); a thing that is ours and comes back (``out``) or may be elsewhere (``thing``; the lists ``goods``,
    ``no_goods``, ``out`` and ``gone``); something that doesn't work (``trouble``; the list ``broken``); a question
    that got history for an answer (``tale``; the lists ``tale`` and ``history``).
    """
    words = view.pack.rule(_RULE)
    sent = view.acts.has("referral") or words.words("sends").within(view.text)
    lost = view.asked.of_list("own_things") and _asks(view, words, "lost")
    fits = (
        say,
        "complaint_now" if view.draft.complaint and view.draft.channel == "chat" else "",
        "complaint" if view.draft.complaint else "",
        "referral" if sent else "",
        "lost" if lost else "",
        "event" if _asks(view, words, "event") and words.words("full").within(view.text) else "",
        "closed" if _asks(view, words, "opening") else "",
        "booked" if _asks(view, words, "room") and words.words("taken").within(view.text) else "",
        "place" if _asks(view, words, "doing") else "",
        "out" if _is_away(view, words, said, "out") else "",
        "thing" if _is_away(view, words, said, "gone") else "",
        "trouble" if _asks(view, words, "broken") else "",
        "tale" if _is_history(view, words) else "",
    )
    return next((name for name in fits if name in words.says), "")


def step(view: Seen, said: Sentence | Text) -> str:
    """The next step that fits, in the register of the draft: a sentence with its mark."""
    words = view.pack.rule(_RULE)
    say = words.says.get(kind(view, said), words.say)
    wordings = say.familiar if say.familiar and view.is_familiar else say.suggestions
    return next(iter(wordings), "")


def _asks(view: Seen, words: RulePack, name: str) -> bool:
    return words.words(name).within(view.asked.text)


def _is_away(view: Seen, words: RulePack, said: Sentence | Text, how: str) -> bool:
    """Whether somebody wants a thing, not a place or a time, and it is said to be away (list ``how``)."""
    wanted = _asks(view, words, "goods") and not _asks(view, words, "no_goods")
    return wanted and words.words(how).within(said)


def _is_history(view: Seen, words: RulePack) -> bool:
    """Whether the house is praised or its history told, and nothing refused."""
    refuses = view.acts.has("refusal") or any(words.words(no).within(view.text) for no in ("implied", "plain_no"))
    return not refuses and any(words.words(name).within(view.text) for name in ("tale", "history"))
