"""The rules: one module a code, plus one line here; a pack file without a module is a phrase rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.rules import (
    abrupt,
    acronym,
    apology,
    bare_link,
    blind_referral,
    command,
    dense,
    diacritics,
    fragment,
    grammar,
    greeting,
    impersonal,
    jargon,
    need,
    no_closing,
    no_next_step,
    personal_data,
    placeholder,
    punctuation,
    register,
    shout,
    spelling,
    thanks,
    vague_promise,
)
from nlp.view import View

Check = Callable[[View, RulePack], Iterator[Finding]]

ALL: Final[Mapping[str, Check]] = {
    "abrupt": abrupt.check,
    "acronym": acronym.check,
    "apology": apology.check,
    "bare_link": bare_link.check,
    "blind_referral": blind_referral.check,
    "command": command.check,
    "dense": dense.check,
    "diacritics": diacritics.check,
    "fragment": fragment.check,
    "grammar": grammar.check,
    "greeting": greeting.check,
    "impersonal": impersonal.check,
    "jargon": jargon.check,
    "need": need.check,
    "no_closing": no_closing.check,
    "no_next_step": no_next_step.check,
    "personal_data": personal_data.check,
    "placeholder": placeholder.check,
    "punctuation": punctuation.check,
    "register": register.check,
    "shout": shout.check,
    "spelling": spelling.check,
    "thanks": thanks.check,
    "vague_promise": vague_promise.check,
}
"""Coded rules by the name of their file in a pack."""

LISTENING: Final[Mapping[str, Check]] = {"grammar": grammar.listen, "punctuation": punctuation.listen}
"""What some of them pass on of the grammar engine's answer, which is waited for last."""
