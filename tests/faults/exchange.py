"""A patron and a librarian who speak in turn with a desk that is in trouble."""

from __future__ import annotations

from tests.e2e.running import RunningDesk
from tests.faults.test_kill_web import Caller, sign_in

NOT_SIGNED_IN = 401


class Exchange:
    """One conversation.

    Attributes:
        said: Both sides' words, in the order in which the desk has acknowledged them.
    """

    def __init__(self, desk: RunningDesk) -> None:
        self._desk = desk
        self._patron, self._librarian = Caller(desk), sign_in(desk)
        told = {"client_id": "question-00000000", "text": "Where is teh map?", "lang": "en"}
        status, asked = self._patron("POST", "/api/patron/conversations", told)
        assert status == 201
        self._patron.headers["Authorization"] = f"Bearer {asked['token']}"
        self._path = f"/api/conversations/{asked['conversation']}"
        self._seq = asked["seq"]
        self._turn = 0
        self.said = [told["text"]]

    def check(self) -> tuple[str, str]:
        """What became of LanguageTool's reading, and what the card says is lost."""
        self._turn += 1
        draft = {"text": f"Here is teh map number {self._turn}.", "version": 0}
        status, read = self._librarian("POST", f"{self._path}/check", draft)
        assert status == 200
        return read["engines"].get("languagetool", "not opened yet"), " ".join(read["not_checked"])

    def asks_more(self) -> None:
        """The patron writes, and is told that it is kept."""
        self._turn += 1
        told = {"client_id": f"more-{self._turn:012}", "text": f"And map {self._turn}?"}
        status, kept = self._patron("POST", "/api/patron/messages", told)
        assert status == 201
        self._seq = kept["seq"]
        self.said.append(told["text"])

    def answers(self) -> None:
        """The librarian presses Send, having read it."""
        told = {"client_id": f"answer-{self._turn:012}", "text": f"Map {self._turn} is here.", "seen": self._seq}
        status, sent = self._librarian("POST", f"{self._path}/replies", told)
        if status == NOT_SIGNED_IN:  # the session has ended, by the time that the machine thinks it is
            self._librarian = sign_in(self._desk)
            status, sent = self._librarian("POST", f"{self._path}/replies", told)
        assert status == 202, sent
        self.said.append(told["text"])

    def is_answered(self) -> bool:
        """Whether the patron reads it."""
        return self.said[-1] in self.read_by_the_patron()

    def read_by_the_patron(self) -> list[str]:
        """Everything but the desk's own lines."""
        status, read = self._patron("GET", "/api/patron/conversation")
        assert status == 200
        return [entry["text"] for entry in read["entries"] if entry["kind"] == "message" and entry["by"] != "desk"]
