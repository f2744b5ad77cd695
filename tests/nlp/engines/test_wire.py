"""Forms over kept connections: how many there are, and what is tried again."""

from __future__ import annotations

from collections.abc import Iterator
from http.client import HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from nlp.engines.wire import Wire


class Echo(BaseHTTPRequestHandler):
    """Answers a form with its own words; ``/error`` with an error, and ``/once`` hangs up without saying so."""

    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        """Count a connection."""
        super().setup()
        assert isinstance(self.server, Server)
        self.server.connections += 1

    def do_POST(self) -> None:
        """Answer."""
        assert isinstance(self.server, Server)
        self.server.questions += 1
        said = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.send_response(500 if self.path == "/error" else 200)
        body = b"Sorry" if self.path == "/nonsense" else f'"{said}"'.encode()
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = self.path == "/once"

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Counts its connections, and what it is asked."""

    connections = 0
    questions = 0


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of its own."""
    with Server(("127.0.0.1", 0), Echo) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def wire(server: Server) -> Wire:
    """A wire to it."""
    return Wire(f"http://127.0.0.1:{server.server_port}", 5)


def test_one_connection_serves_many_questions(wire: Wire, server: Server) -> None:
    """It is kept after an error of the server's, too."""
    assert wire.ask("POST", "/", {"text": "å"}) == "text=%C3%A5"
    with pytest.raises(HTTPException, match="answered 500"):
        wire.ask("POST", "/error", {"text": "b"})
    assert wire.ask("POST", "/", {"text": "c"}) == "text=c"
    assert server.connections == 1


def test_a_connection_that_was_closed_meanwhile_is_replaced(wire: Wire, server: Server) -> None:
    """The question is asked again over a new one, and nobody notices."""
    wire.ask("POST", "/once", {"text": "a"})
    assert wire.ask("POST", "/", {"text": "b"}) == "text=b"
    assert server.connections == 2


def test_what_was_sent_ahead_is_only_read(wire: Wire, server: Server) -> None:
    """Nothing is sent ahead before there is a connection; then the question is asked once, and read when wanted."""
    assert wire.send("POST", "/", {"text": "a"}) is None
    wire.ask("POST", "/", {"text": "a"})
    ready = wire.send("POST", "/", {"text": "b"})
    assert ready is not None
    assert ready(5)
    assert wire.ask("POST", "/", {"text": "b"}) == "text=b"
    assert (server.connections, server.questions) == (1, 2)


def test_what_was_sent_over_a_closed_connection_is_asked_again(wire: Wire, server: Server) -> None:
    """As anything is that the server hung up on."""
    wire.ask("POST", "/once", {"text": "a"})
    ready = wire.send("POST", "/", {"text": "b"})
    assert ready is None or ready(5)
    assert wire.ask("POST", "/", {"text": "b"}) == "text=b"
    assert server.connections == 2


def test_what_is_no_json_is_said_so(wire: Wire) -> None:
    """Another program may listen there."""
    with pytest.raises(ValueError, match="Expecting value"):
        wire.ask("POST", "/nonsense", {"text": "a"})


def test_where_nobody_listens_is_an_error_at_once() -> None:
    """A fresh connection is tried once."""
    with pytest.raises(ConnectionError):
        Wire("http://127.0.0.1:9", 1).ask("POST", "/", {"text": "a"})
