"""What the checks know of the library: settings, colleagues and accepted words together."""

from __future__ import annotations

from bot.server.dictionary import Dictionary
from nlp.draft import House


class Store:
    """A store with one accepted word."""

    async def dictionary(self):
        return {"sv": frozenset({"Bokbussis"})}

    async def records(self):
        """Nothing was tuned."""
        return []


async def test_colleagues_and_accepted_words_are_known() -> None:
    """A colleague who joins is a name from then on; until then the set of names stays the same object."""
    staff = {"Aino"}
    dictionary = Dictionary(Store(), House(names=frozenset({"Sello"})), lambda: frozenset(staff))
    await dictionary.learn()
    first = dictionary.house()
    assert first.names == {"Sello", "Aino"}
    assert first.words["sv"] == {"bokbussis"}
    assert dictionary.house().names is first.names
    staff.add("Eino")
    assert dictionary.house().names == {"Sello", "Aino", "Eino"}
    assert dictionary.house().words == first.words
