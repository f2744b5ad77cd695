"""LanguageTool is asked only for what is new, waited for no longer than asked, and named when it is away."""

from __future__ import annotations

import re
import threading
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.engines.breaker import Breaker
from nlp.engines.languagetool import LanguageTool
from nlp.engines.pieces import cut


class FakeClient:
    """Marks every "teh"; counts in what it is given, which must be one UTF-16 unit a character."""

    def __init__(self):
        self.asked = []
        self.gate = threading.Event()
        self.gate.set()
        self.error = None

    def check(self, text):
        self.asked.append(text)
        assert len(text.encode("utf-16-le")) == 2 * len(text)
        self.gate.wait(10)
        if self.error:
            raise self.error
        return [self.match(text, at) for at in range(len(text)) if text.startswith("teh", at)]

    @staticmethod
    def match(text, at):
        return SimpleNamespace(
            offset=at,
            error_length=3,
            message="typo",
            replacements=["the"],
            rule_id="TEH",
            rule_issue_type="misspelling",
        )


class Clock:
    """Time that stands until a test moves it."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def client():
    return FakeClient()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def tool(client, clock):
    """An engine whose server is the fake."""
    found = LanguageTool(lambda: "http://here", connect=lambda *_: client, clock=clock)
    yield found
    client.gate.set()
    found.close()


class EagerClient(FakeClient):
    """One that sends ahead; its answers come when a test says so."""

    def __init__(self):
        super().__init__()
        self.sent = []
        self.answered = threading.Event()

    def send(self, text):
        """Note it."""
        self.sent.append(text)
        return self.answered.wait

    def check(self, text):
        """In whose thread it is read, too."""
        self.reader = threading.current_thread()
        return super().check(text)


@pytest.fixture
def eager():
    client = EagerClient()
    tool = LanguageTool(lambda: "http://here", connect=lambda *_: client)
    tool.ask("The first one connects.", "en").result(5)
    yield tool, client
    tool.close()


def quotes(text, mistakes):
    return [(text[mistake.start : mistake.end], mistake.start) for mistake in mistakes]


@given(st.text())
def test_what_is_cut_stands_where_it_says(text):
    """Every piece is the text at its offset, in order, and nothing but white space and marks is left out."""
    pieces = cut(text)
    assert all(text[piece.start : piece.start + len(piece.text)] == piece.text for piece in pieces)
    covered = {at for piece in pieces for at in range(piece.start, piece.start + len(piece.text))}
    assert all(at in covered or not text[at].isalnum() for at in range(len(text)))


def test_abbreviations_end_no_sentence():
    """A full stop behind a short word or before a small letter is no break."""
    assert len(cut("Biblioteket öppnar kl. 10 imorgon. Välkommen!")) == 2
    assert len(cut("Dr. Smith wrote both. We have them, e.g. on the shelf.")) == 2


def test_a_long_text_goes_in_parts(tool, client):
    """Sentences without end are cut, and no request is longer than a part."""
    text = " ".join(f"word{number}" for number in range(5_000))
    assert tool.ask(text, "en").result(5) == []
    assert len(client.asked) > 5
    assert max(map(len, client.asked)) <= 4_000


def test_offsets_count_code_points_behind_emoji(tool):
    """Emoji, combining marks, lone surrogates and control characters move nothing."""
    text = "😀😀 teh cafe\u0301 \ud800 \x00 teh. Hello there! 🧡 teh\nteh"
    assert quotes(text, tool.ask(text, "en").result(5)) == [
        ("teh", match.start()) for match in re.finditer("teh", text)
    ]


def test_only_the_new_sentence_is_asked(tool, client):
    """A draft that grew by a sentence costs that sentence; unchanged it costs nothing, and its marks stay right."""
    first = "Here is teh first sentence."
    tool.ask(first, "en").result(5)
    longer = "Hello again! " + first
    assert quotes(longer, tool.ask(longer, "en").result(5)) == [("teh", 21)]
    tool.ask(longer, "en").result(5)
    assert client.asked == [first, "Hello again!"]


def test_languages_do_not_share_sentences(tool, client):
    """The same words in another language are read anew."""
    tool.ask("Taxi!", "en").result(5)
    tool.ask("Taxi!", "sv").result(5)
    assert len(client.asked) == 2


def test_a_sentence_on_its_way_is_not_asked_twice(tool, client):
    """Two checks of the same draft share one request."""
    client.gate.clear()
    one, two = tool.ask("Read teh book.", "en"), tool.ask("Read teh book.", "en")
    client.gate.set()
    assert len(one.result(5)) == len(two.result(5)) == 1
    assert len(client.asked) == 1


def test_memory_is_bounded(client):
    """The oldest sentence is forgotten first."""
    tool = LanguageTool(lambda: "http://here", connect=lambda *_: client, kept=2)
    for text in ("One more.", "Two more.", "Three more.", "One more."):
        tool.ask(text, "en").result(5)
    assert client.asked.count("One more.") == 2
    tool.close()


def test_a_late_answer_is_none_now_and_there_next_time(tool, client):
    """Nobody waits past the deadline; what comes later serves the next check without asking again."""
    client.gate.clear()
    assert tool.ask("Where is teh book?", "en").result(0.05) is None
    client.gate.set()
    for _ in range(100):
        found = tool.ask("Where is teh book?", "en").result(1)
        if found is not None:
            break
    assert len(found) == 1
    assert len(client.asked) == 1


def test_who_asks_sends_and_reads(eager):
    """An answer in time needs no thread."""
    tool, client = eager
    answer = tool.ask("Where is teh book?", "en")
    assert client.sent == ["Where is teh book?"]
    client.answered.set()
    assert quotes("Where is teh book?", answer.result(5)) == [("teh", 9)]
    assert client.reader is threading.current_thread()


def test_what_was_sent_and_comes_late_is_read_by_a_thread(eager):
    """It is none now, and there next time, whether somebody waited for it or nobody came."""
    tool, client = eager
    assert tool.ask("Where is teh book?", "en").result(0.01) is None
    assert len(tool.ask("Where is teh book?", "en").result(5)) == 1
    tool.ask("Here is teh other.", "en")
    assert len(tool.ask("Here is teh other.", "en").result(5)) == 1
    assert client.reader is not threading.current_thread()
    assert client.sent == ["Where is teh book?", "Here is teh other."]


def test_while_one_is_on_its_way_others_go_by_a_thread(eager):
    """Who asks at the same time for something else sends nothing ahead, and waits for both."""
    tool, client = eager
    one = tool.ask("Where is teh book?", "en")
    other = tool.ask("Where is teh book? Here is teh other.", "en")
    client.answered.set()
    assert len(one.result(5)) == 1
    assert len(other.result(5)) == 2
    assert client.sent == ["Where is teh book?"]


def test_a_hanging_server_counts_as_down_and_is_not_waited_for(tool, client, clock):
    """While a request hangs, new ones answer at once."""
    client.gate.clear()
    assert tool.ask("It hangs.", "en").result(0.05) is None
    clock.now += 10
    assert tool.state == "down"
    assert tool.ask("Another one.", "en").result(60) is None
    client.gate.set()


def test_a_failing_server_rests_and_is_tried_again(tool, client, clock):
    """Three failures in a row open the breaker; after its rest one success closes it."""
    client.error = OSError("refused")
    for text in ("One.", "Two.", "Three."):
        assert tool.ask(text, "en").result(5) is None
    assert tool.state == "down"
    asked = len(client.asked)
    assert tool.ask("Four.", "en").result(5) is None
    assert len(client.asked) == asked
    client.error = None
    clock.now += 2.1
    assert tool.ask("Five teh.", "en").result(5)[0].replacements == ("the",)
    assert tool.state == "ok"


def test_what_is_known_is_told_while_the_server_is_away(client):
    """An unchanged draft keeps its marks when LanguageTool dies; a new sentence is honestly unread."""
    address = ["http://here"]
    tool = LanguageTool(lambda: address[0], connect=lambda *_: client)
    assert len(tool.ask("Mind teh gap.", "en").result(5)) == 1
    address[0] = None
    assert tool.state == "down"
    assert len(tool.ask("Mind teh gap.", "en").result(0)) == 1
    assert tool.ask("Mind teh gap. And more.", "en").result(0) is None
    tool.close()


def test_finnish_is_not_asked(tool, client):
    """LanguageTool has no Finnish; nothing is sent and nothing is missing."""
    assert not tool.reads("fi")
    assert tool.ask("Hei teh!", "fi").result(0) == []
    assert client.asked == []


def test_a_breaker_rests_twice_as_long_each_time():
    """Two, four, eight seconds; a success resets it."""
    clock = Clock()
    breaker = Breaker(1, 2.0, clock)
    for rest in (2.0, 4.0, 8.0):
        breaker.failed()
        clock.now += rest - 0.1
        assert not breaker.closed
        clock.now += 0.1
        assert breaker.closed
    breaker.succeeded()
    breaker.failed()
    clock.now += 2.0
    assert breaker.closed
