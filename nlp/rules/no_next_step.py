"""A "no" that leaves the patron empty-handed.

What it looks for:
    A refusal (the pack's acts) and, anywhere in the turn, nothing to go on with: no offer, next step, promise,
    referral with a contact, question, link or extra. Where the patron asked for something (the list ``wish`` of
    `patron.toml`), a limit told as a fact ("only for staff", "ended in 2019": the list ``implied``) is a "no" too; so
    is, in answer to a question, a receipt ("your proposal is registered": the list ``receipt``). And where they asked
    "may I" or "could you" (the list ``favour``), a few words that grant nothing (the list ``granted``); and where
    they tell of trouble (the list ``trouble``), a mere fact in which nobody from the library speaks.
    A question that gets praise and history instead of an answer (the list ``tale``) leaves them as empty-handed.
    Where nothing at all is friendly, any "not" in an answer leaves them standing (the list ``negation``).

Why it matters to the patron:
    Nobody should leave a desk not knowing what they could do next.

When it is wrong:
    When the "no" is good news ("No, it's still on"), what the patron asked for ("Cancelled!": the list ``ended``) or
    a way of saying "never mind": the refusal phrases are written so that these don't match. A later piece of the
    turn can still bring the step: the console waits.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.phrase import Span
from nlp.text import Sentence, Token
from nlp.view import View
from nlp.wordings import next_step

_LONG: Final = 60  # words; in so long a reply one "not" among them is no answer

_TALE: Final = 2  # phrases of a tale, as one may belong to an answer

_STEM: Final = 5  # letters by which two forms of a word are told to be one

_WAYS_ON: Final = ("offer", "next_step", "promise", "handover", "extra", "clarifying", "contact", "holding")


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag the sentence that refuses."""
    if _tells_a_tale(view, words):
        yield told(view, words, view.frame.body[-1], "tale")
        return
    if leads_on(view, words) or view.no_is_good:
        return
    if _only_gave(view) and not view.acts.has("refusal"):
        return
    said = (*view.acts.of("refusal"), *_implied(view, words), *_denied(view, words))
    refusals = [span.sentence for span in said if not (_is_harmless(view, span) or _is_wished(view, span))]
    if refusals:
        is_receipt = all(words.words("receipt").within(sentence) for sentence in refusals)
        yield told(view, words, refusals[0], "receipt" if is_receipt and not view.draft.complaint else "")
    elif (receipt := words.words("receipt").first(view.text)) and _wants_answer(view):
        yield view.flag(words, receipt.sentence, say="receipt")
    elif _gives_nothing(view, words) or _is_flat(view, words) or _is_bare(view, words):
        yield told(view, words, view.frame.body[-1])


def told(view: View, words: RulePack, sentence: Sentence, say: str = "") -> Finding:
    """The finding, with the next step that fits (`nlp.wordings.next_step`)."""
    return view.flag(words, sentence, say=next_step.kind(view, sentence, say))


def _goes_on(view: View) -> bool:
    """Whether this turn gives something to go on with; the name of an office that signs a letter is no way on."""
    ends = _end_of_body(view)
    return view.earlier.has(*_WAYS_ON) or any(span.start < ends for kind in _WAYS_ON for span in view.acts.of(kind))


def _end_of_body(view: View) -> int:
    return view.frame.body[-1].end if view.frame.body else 0


def leads_on(view: View, words: RulePack) -> bool:
    """Whether anything in the turn tells the patron how to go on, or asks them something."""
    if _goes_on(view) or view.links or view.addresses:
        return True
    if any(span.start < _end_of_body(view) for span in words.words("way_on").find(view.text)):
        return True
    return any(sentence.is_question for sentence in view.text.sentences)


def is_granted(view: View, words: RulePack) -> bool:
    """Whether the patron has what they asked for: a link, a yes that nothing takes back, or the thing done.

    Who gave something and asked nothing wants no way on.
    """
    if view.links or any(_is_wished(view, span) for span in view.acts.of("refusal")):
        return True
    if _only_gave(view) and not view.acts.has("refusal"):
        return True
    taken_back = view.acts.has("refusal") or any(words.words(no).within(view.text) for no in ("implied", "plain_no"))
    return bool(view.frame.body) and words.words("yes").within(view.frame.body[0]) and not taken_back


def _only_gave(view: View) -> bool:
    """Whether the patron gave or told something and asked nothing."""
    return bool(view.asked.of_list("gave")) and not any(s.is_question for s in view.asked.text.sentences)


def _denied(view: View, words: RulePack) -> Iterator[Span]:
    """Any "not", "nobody" or "only" where the patron wrote first and nothing in the reply is friendly."""
    if view.draft.question and not view.is_kind and not view.is_leaving:
        yield from words.words("negation").find(view.text)


def _wants_answer(view: View) -> bool:
    """Whether the patron asks, and no time says when they will know.

    To what they only gave or told, a receipt is an answer (`thanks` hears the rest).
    """
    if view.asked.of_list("gave") or view.acts.has("time"):
        return False
    return any(sentence.is_question for sentence in view.asked.text.sentences)


def _tells_a_tale(view: View, words: RulePack) -> bool:
    """Whether a question gets praise and history (the list ``tale``) and nothing to go on with."""
    told = sum(1 for _ in words.words("tale").find(view.text))
    if told < _TALE or view.is_leaving or view.links or view.asked.of_list("gave"):
        return False
    answered = any(sentence.is_question for sentence in view.text.sentences)
    answered = answered or view.did("offer", "promise", "handover", "clarifying", "contact", "holding")
    return not answered and any(sentence.is_question for sentence in view.asked.text.sentences)


def _gives_nothing(view: View, words: RulePack) -> bool:
    """Whether a few words answer "may I" or "could you" without a yes, a number, a place, or anybody in them.

    Only in a language that says what granting is (the list ``granted``), and never of what is warm.
    """
    granted = words.words("granted")
    if not granted or view.is_kind or not view.asked.of_list("favour"):
        return False
    if len(view.text.words) > words.limits.get("words", 10) or any(char.isdigit() for char in view.draft.text):
        return False
    return not granted.within(view.text) and not view.acts.has("reassurance", "time", "referral")


def _is_bare(view: View, words: RulePack) -> bool:
    """Whether a few words with a "not" in them are all that somebody gets who asked: no yes, time or place beside it.

    Only in a language that says what a plain "not" is (the list ``plain_no``), and never of what is warm.
    """
    few = 0 < view.frame.body_words <= words.limits.get("bare", 0)
    if not few or view.is_kind or view.is_leaving or not view.draft.question or view.earlier.text.words:
        return False
    if view.acts.has("time", "reassurance", "referral", "explanation") or view.asked.of_list("obliged"):
        return False
    if view.pack.rule("command").words("bare").within(view.text):
        return False
    return any(words.words("plain_no").within(sentence) for sentence in view.frame.body)


def _implied(view: View, words: RulePack) -> Iterator[Span]:
    """A limit or an end told as a fact, in answer to "may I" or "do you have"."""
    if view.asked.of_list("wish") and len(view.text.words) <= words.limits.get("implied_words", _LONG):
        yield from words.words("implied").find(view.text)


def _acts(view: View, words: RulePack) -> bool:
    """Whether somebody here does something: says "we", and not only how things are (the list ``states``)."""
    stated = [(span.start, span.end) for span in words.words("states").find(view.text)]
    spoken = view.pack.rule("impersonal").words("speaks").find(view.text)
    return any(not view.inside(span.start, span.end, stated) for span in spoken)


def _is_flat(view: View, words: RulePack) -> bool:
    """Whether somebody in trouble gets a mere fact: nobody from the library speaks, and nothing is to be done.

    Only in a language that says what trouble is (the list ``trouble`` of `patron.toml`).
    """
    complains = view.draft.complaint and words.words("states")
    troubled = view.asked.of_list("trouble") or (complains and view.asked.text.words)
    if not troubled or view.is_kind or view.earlier.text.words or view.is_leaving or view.asked.of_list("gave"):
        return False
    if _acts(view, words) or is_granted(view, words):
        return False
    if any(sentence.tokens[0].may_be("VERB", "Mood=Imp") for sentence in view.text.sentences):
        return False
    orders = view.pack.rule("command")
    if any(orders.words(name).within(view.text) for name in ("bare", "helps")):  # verbs the lexicon may not know
        return False
    told = ("time", "referral") if complains else ("time", "explanation", "referral")
    return bool(view.text.words) and not view.acts.has(*told)


def _is_wished(view: View, span: Span) -> bool:
    """Whether it says that what the patron asked for is done: "Cancelled" to "please cancel my hold"."""
    done = span.sentence.tokens[span.first].key
    asked = (word for word in view.patron_words if word[:_STEM] == done[:_STEM] and word != done)
    if span.start == span.sentence.start and len(done) > _STEM and any(asked):
        return True
    ended = view.pack.rule("no_next_step").words("ended").find(span.sentence)
    told = [token for end in ended for token in span.sentence.tokens[end.first : end.last + 1]]
    return any(_is_bidden(wish, done) for done in told for wish in view.asked.text.words)


def _is_bidden(wish: Token, done: Token) -> bool:
    """Whether one word bids or wishes to do what another tells as done."""
    bids = wish.may_be("VERB", "VerbForm=Inf") or wish.may_be("VERB", "Mood=Imp")
    return bids and wish.key != done.key and not wish.lemmas.isdisjoint(done.lemmas)


def _is_harmless(view: View, span: Span) -> bool:
    if view.inside(span.start, span.end, view.quoted):
        return True
    return view.acts.in_sentence(span.sentence, "reassurance") or span.sentence.is_question
