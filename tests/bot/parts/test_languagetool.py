"""LanguageTool's jars come whole and as locked, or not at all."""

from __future__ import annotations

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from bot.parts import languagetool, languagetool_jars
from bot.parts.lock import Jar, render_lock
from bot.parts.progress import FetchError, OfflineError, PartState


class Shelf:
    """A Maven repository on loopback that serves what a test puts on it and counts what was fetched."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.fetched: list[str] = []
        self.pause = 0.0
        self.cut_once: set[str] = set()
        shelf = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                name = self.path.rpartition("/")[2]
                content = shelf.files.get(name)
                if content is None:
                    self.send_error(404)
                    return
                shelf.fetched.append(name)
                self.send_response(200)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                half = len(content) // 2
                self.wfile.write(content[:half])
                if name in shelf.cut_once:
                    shelf.cut_once.remove(name)
                    return
                time.sleep(shelf.pause)
                self.wfile.write(content[half:])

            def log_message(self, *_arguments: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    def stop(self) -> None:
        """Close the shelf and its socket."""
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    """A repository that this machine's Maven settings name as the mirror of Central."""
    shelf = Shelf()
    point_maven_at(shelf.url, tmp_path / "home")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("M2_REPO", raising=False)
    monkeypatch.delenv("JGO_CONFIG_FILE", raising=False)
    yield shelf
    shelf.stop()


def point_maven_at(url: str, home: Path) -> None:
    """What somebody behind a mirror has in their home."""
    (home / ".m2").mkdir(parents=True)
    (home / ".m2" / "settings.xml").write_text(
        '<settings xmlns="http://maven.apache.org/SETTINGS/1.0.0"><mirrors><mirror><id>here</id>'
        f"<mirrorOf>central</mirrorOf><url>{url}</url></mirror></mirrors></settings>"
    )


def locked(folder: Path, shelf: Shelf, *names: str) -> Path:
    """A lock over jars with these artifact names, each put on the shelf."""
    jars = []
    for name in names:
        content = name.encode() * 20_000
        shelf.files[f"{name}-1.0.jar"] = content
        jars.append(Jar(f"org.example:{name}:1.0", hashlib.sha256(content).hexdigest(), len(content)))
    lock = folder / "lock.toml"
    lock.write_text(render_lock(jars))
    return lock


def ignore(_state: PartState) -> None:
    """Nobody watches."""


def names(parts: Path) -> list[str]:
    """The jars that are there."""
    return [path.name for path in languagetool_jars(parts)]


def test_the_jars_of_the_lock_come_from_the_mirror_of_this_machine(tmp_path: Path, shelf: Shelf) -> None:
    """Maven's settings are honoured, and the end is told with all bytes."""
    lock = locked(tmp_path, shelf, "one", "two", "three")
    told: list[PartState] = []
    languagetool.fetch(tmp_path / "parts", told.append, lock=lock)
    assert names(tmp_path / "parts") == ["one-1.0.jar", "three-1.0.jar", "two-1.0.jar"]
    assert languagetool.is_complete(tmp_path / "parts", lock)
    assert told[-1].state == "ready"
    assert told[-1].done == told[-1].total > 0
    assert not (tmp_path / "parts" / ".fetching").exists()


def test_what_is_there_is_not_fetched_again(tmp_path: Path, shelf: Shelf) -> None:
    """A second run asks the repository for nothing."""
    lock = locked(tmp_path, shelf, "one", "two")
    languagetool.fetch(tmp_path / "parts", ignore, lock=lock)
    before = len(shelf.fetched)
    languagetool.fetch(tmp_path / "parts", ignore, lock=lock)
    assert len(shelf.fetched) == before


def test_a_jar_that_is_not_the_locked_one_is_refused_by_name(tmp_path: Path, shelf: Shelf) -> None:
    """A repository that serves something else gets nothing onto the class path."""
    lock = locked(tmp_path, shelf, "one", "two")
    shelf.files["two-1.0.jar"] = b"something else entirely"
    with pytest.raises(FetchError, match=r"two-1\.0\.jar is not the file that was locked"):
        languagetool.fetch(tmp_path / "parts", ignore, lock=lock)
    assert "two-1.0.jar" not in names(tmp_path / "parts")
    assert not languagetool.is_complete(tmp_path / "parts", lock)
    assert not list((tmp_path / "parts").rglob("two-1.0.jar"))


def test_a_jar_that_changed_on_the_disk_is_fetched_anew(tmp_path: Path, shelf: Shelf) -> None:
    """What lies there is checked as well as what comes."""
    lock = locked(tmp_path, shelf, "one")
    languagetool.fetch(tmp_path / "parts", ignore, lock=lock)
    (tmp_path / "parts" / "languagetool" / "one-1.0.jar").write_bytes(b"bitten")
    languagetool.fetch(tmp_path / "parts", ignore, lock=lock)
    assert (tmp_path / "parts" / "languagetool" / "one-1.0.jar").read_bytes() == shelf.files["one-1.0.jar"]


def test_jars_of_an_older_lock_go(tmp_path: Path, shelf: Shelf) -> None:
    """Two versions of one library are never on the class path together."""
    (tmp_path / "parts" / "languagetool").mkdir(parents=True)
    (tmp_path / "parts" / "languagetool" / "one-0.9.jar").write_bytes(b"old")
    languagetool.fetch(tmp_path / "parts", ignore, lock=locked(tmp_path, shelf, "one"))
    assert names(tmp_path / "parts") == ["one-1.0.jar"]


def test_a_connection_that_breaks_once_is_taken_up_again(tmp_path: Path, shelf: Shelf) -> None:
    """Half a jar is thrown away and begun anew."""
    lock = locked(tmp_path, shelf, "one", "longer")
    shelf.cut_once.add("longer-1.0.jar")
    languagetool.fetch(tmp_path / "parts", ignore, lock=lock)
    assert languagetool.is_complete(tmp_path / "parts", lock)


def test_no_network_is_told_as_such(tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """The quiet case has an error of its own."""
    lock = locked(tmp_path, shelf, "one")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        point_maven_at(f"http://127.0.0.1:{free.getsockname()[1]}", tmp_path / "offline")
        monkeypatch.setenv("HOME", str(tmp_path / "offline"))
        with pytest.raises(OfflineError):
            languagetool.fetch(tmp_path / "parts", ignore, lock=lock)


def test_a_jar_no_repository_has_is_named(tmp_path: Path, shelf: Shelf) -> None:
    """The coordinate tells an admin what to look for in their mirror."""
    lock = locked(tmp_path, shelf, "one")
    shelf.files.clear()
    with pytest.raises(FetchError, match=r"org\.example:one:1\.0"):
        languagetool.fetch(tmp_path / "parts", ignore, lock=lock)


def test_the_accounts_own_maven_cache_is_used(tmp_path: Path, shelf: Shelf) -> None:
    """A jar that Maven fetched before is not fetched twice."""
    lock = locked(tmp_path, shelf, "one")
    cached = tmp_path / "home" / ".m2" / "repository" / "org" / "example" / "one" / "1.0" / "one-1.0.jar"
    cached.parent.mkdir(parents=True)
    cached.write_bytes(shelf.files["one-1.0.jar"])
    languagetool.fetch(tmp_path / "parts", ignore, lock=lock)
    assert shelf.fetched == []
    assert cached.exists()


def test_a_fetch_killed_in_the_middle_leaves_nothing_half(tmp_path: Path, shelf: Shelf) -> None:
    """Whatever lies in the folder is whole; the next run goes on and finishes."""
    lock = locked(tmp_path, shelf, "one", "second", "the-third", "the-fourth-of-them")
    parts = tmp_path / "parts"
    shelf.pause = 0.5
    program = (
        "from pathlib import Path; from bot.parts import languagetool;"
        f"languagetool.fetch(Path({str(parts)!r}), lambda state: None, lock=Path({str(lock)!r}))"
    )
    root = Path(languagetool.__file__).parents[2]
    child = subprocess.Popen([sys.executable, "-c", program], cwd=root, env=os.environ)
    deadline = time.monotonic() + 20
    while len(shelf.fetched) < 3 and time.monotonic() < deadline:
        time.sleep(0.01)
    child.send_signal(signal.SIGKILL)
    child.wait()
    assert not languagetool.is_complete(parts, lock)
    for path in languagetool_jars(parts):
        assert path.read_bytes() == shelf.files[path.name]
    shelf.pause = 0.0
    languagetool.fetch(parts, ignore, lock=lock)
    assert languagetool.is_complete(parts, lock)
