"""What a finding says reaches its reader in the reader's own language."""

from __future__ import annotations

import pytest

from bot.finding_words import message_to
from nlp.check import check
from nlp.draft import LANGUAGES, Draft
from nlp.finding import Finding
from nlp.pack import load_pack
from nlp.ports import Engines


@pytest.mark.parametrize("reader", LANGUAGES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_message_of_every_rule_is_told_in_the_readers_language(lang: str, reader: str) -> None:
    """Also the messages of a rule that speaks of several things."""
    own = {
        name: {rule.say.message, *(say.message for say in rule.says.values())}
        for name, rule in load_pack(reader).rules.items()
    }
    for name, rule in load_pack(lang).rules.items():
        for say in (rule.say, *rule.says.values()):
            finding = Finding(rule.code, 0, 1, "x", say.message, (), name, "")
            assert message_to(reader, finding, lang) in own[name]


def test_the_wordings_stay_in_the_drafts_language_and_strange_messages_stay_as_they_are() -> None:
    """A Romanian librarian who answers in Italian."""
    (finding,) = (
        f
        for f in check(Draft("Non c'è.", "it", question="Avete Pinocchio?"), Engines()).findings
        if f.code == "abrupt"
    )
    told = message_to("ro", finding, "it")
    assert told != finding.message
    assert told.endswith(".")
    foreign = Finding("grammar", 0, 1, "x", "A word of LanguageTool's.", (), "EN_A_VS_AN", "LanguageTool")
    assert message_to("ro", foreign, "en") == "A word of LanguageTool's."
    assert message_to("ro", finding, None) == finding.message
