"""The librarian's own sentence with a kinder turn in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.check import check
from nlp.draft import Draft
from nlp.engines.lexicon import load_own
from nlp.pack import Pack, PackError, read_pack
from nlp.ports import Engines
from nlp.splitting import read_text
from nlp.view import View
from nlp.wordings.fill import Filler
from nlp.wordings.kinder import rewritten

RULE = """
message = "It may sound like an order."
suggestions = ["Gladly."]
whole = true

[phrases]
flag = ["must|advised"]

[[kinder]]
typed = ["^ {you must} (bring|show)"]
instead = ["please", "kindly"]

[[kinder]]
typed = ["{please be advised that}"]
instead = ""

[[kinder]]
typed = ["^ {you must (sign)}"]
instead = "could you $3"
ends = "?"

[[kinder]]
typed = ["^ {full}"]
instead = "we are full"
ends = ", but I'll look for another day."

[[kinder]]
typed = ["^ {full}"]
instead = "we are full"

[[kinder]]
typed = ["{in due course}"]
instead = "by noon tomorrow"

[[kinder]]
typed = ["{as is well known}"]
instead = ""
"""


def pack_of(folder: Path, rule: str = RULE) -> Pack:
    """A pack with this one rule."""
    (folder / "pack.toml").write_text('name = "English"\n', encoding="utf-8")
    (folder / "stiff.toml").write_text(rule.replace("message", 'code = "command"\nmessage', 1), encoding="utf-8")
    return read_pack(folder, "en")


@pytest.mark.parametrize(
    ("draft", "reads"),
    [
        ("You must sign the card!!!", ("Could you sign the card?",)),
        ("You must bring the card.", ("Please bring the card.", "Kindly bring the card.")),
        ("Please be advised that the card is required.", ("The card is required.",)),
        ("You must sign it.", ("Could you sign it?",)),
        ("You must sign it?", ("Could you sign it?",)),
        ("You must bring it and hear in due course.", ("Please bring it and hear by noon tomorrow.",)),
        ("You must show the card in due course.", ("Please show the card by noon tomorrow.",)),
        ("It is required as is well known.", ("It is required.",)),
        ("It is required.", ("Gladly.",)),
        ("Full.", ("We are full, but I'll look for another day.",)),
        ("Full. Monday at ten.", ("We are full. Monday at ten.",)),
    ],
)
def test_what_was_said_stays_but_for_the_stiff_words(tmp_path: Path, draft: str, reads: tuple[str, ...]) -> None:
    """Replaced, taken out with the capital handed on, asked instead of ordered; else the rule's own wording."""
    pack = pack_of(tmp_path)
    view = View(Draft(draft, lang="en"), pack, load_own("en"))
    finding = view.flag(pack.rules["stiff"], (0, len(draft)))
    assert finding.suggestions[: len(reads)] == reads
    assert finding.taken == (0, len(draft))


def test_a_familiar_draft_is_asked_in_its_own_register(tmp_path: Path) -> None:
    """Where the language says tu, the turn does too."""
    rule = (
        RULE + '\n[[kinder]]\ntyped = ["{si prega di}"]\ninstead = "le chiediamo di"\nfamiliar = "ti chiediamo di"\n'
    )
    pack = pack_of(tmp_path, rule)
    filler = Filler(load_own("en"), (), ())
    text = read_text("Si prega di bussare.", "en", load_own("en"), pack.abbreviations)
    said = [next(rewritten(text, 0, 20, pack.rules["stiff"], filler, familiar=tu)) for tu in (False, True)]
    assert said == ["Le chiediamo di bussare.", "Ti chiediamo di bussare."]


ITALIAN = [
    (
        "Devi riportarlo oggi e devi pulirlo.",
        "Ti chiediamo di riportarlo oggi e di pulirlo.",
    ),
    ("Si prega di consegnare i libri nella cassetta.", "Le chiediamo di consegnare i libri nella cassetta."),
    ("È richiesta la tessera.", "Ci serve la tessera."),
    ("Contento lei, il manuale è al 133.", "Il manuale è al 133."),
    (
        "Chiedo in direzione e le farò sapere al più presto.",
        "Chiedo in direzione e le farò sapere entro domani a mezzogiorno.",
    ),
    ("Bastava avvisare prima.", "La prossima volta basta avvisare prima."),
    (
        "Ai sensi del regolamento, il danno è a carico dell'utente.",
        "Il danno è a suo carico.",
    ),
    ("Le risponderemo quando possibile.", "Le risponderemo entro domani a mezzogiorno."),
    ("Come le ho già scritto ieri, la sala è al piano di sopra.", "La sala è al piano di sopra."),
    ("Abbiamo altro, se poi cerca qualcosa di un po' più serio.", "Abbiamo altro, se poi cerca qualcos'altro."),
    ("La porti entro le 9, e non me la dimentichi stavolta.", "Per favore, la porti entro le 9."),
    ("Deve rinnovarlo dalla sua pagina personale.", "Può rinnovarlo dalla sua pagina personale."),
    ("Va restituito oggi entro le 19.", "Le chiediamo di restituirlo oggi entro le 19."),
    ("Si rivolga all'anagrafe.", "Se preferisce, ci informiamo noi su indirizzo e orari e le scriviamo."),
    ("Appena riesco guardo nello sgabuzzino, ok?", "Entro domani a mezzogiorno guardo nello sgabuzzino, ok?"),
]


@pytest.mark.parametrize(("draft", "reads"), ITALIAN)
def test_an_italian_reply_keeps_what_it_says(draft: str, reads: str) -> None:
    """The pack's own turns, in the sentence they were written for."""
    report = check(Draft(draft, lang="it", channel="chat"), Engines(lexicons={"it": load_own("it")}))
    assert any(wording.endswith(reads) for finding in report.findings for wording in finding.suggestions)


def test_a_key_nobody_knows_is_refused_with_what_is_allowed(tmp_path: Path) -> None:
    """A newcomer's slip is a sentence."""
    with pytest.raises(
        PackError, match=r"\[\[kinder\]\] has insted; allowed are again, ends, familiar, instead, pairs, typed"
    ):
        pack_of(tmp_path, RULE.replace("instead = ", "insted = ", 1))
