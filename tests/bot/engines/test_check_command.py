"""``smiledesk check`` as it is typed: streams and plain text, with LanguageTool, without it, and when it dies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest

from bot.engines.languagetool import LanguageToolServer
from bot.parts import java, languagetool_jars, parts_dir

ROOT = Path(__file__).parents[3]
MARK = "SMILEDESK_TEST_STREAM"
SLIP = "We will hold teh book for you until Friday at six."


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "bot", "check", *arguments]


def run(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments), input=given, capture_output=True, text=True, cwd=ROOT, timeout=120, check=False
    )


def lines(*drafts: dict) -> str:
    return "".join(json.dumps(draft) + "\n" for draft in drafts)


@pytest.fixture(scope="module")
def nothing(tmp_path_factory) -> str:
    """An installation without any language part."""
    return str(tmp_path_factory.mktemp("no-parts"))


def test_a_stream_is_read_with_nothing_installed(nothing):
    """Rules alone answer in every language, say that the engines are off, and a bad line makes exit code 1."""
    given = lines(
        {"id": "a", "lang": "en", "draft": "No. We don't have it."}, {"id": "b", "draft": "Nej, kolla OPAC."}
    )
    done = run("--format", "jsonl", "--parts", nothing, given=given + "oops\n")
    assert done.returncode == 1, done.stderr
    first, second, third = map(json.loads, done.stdout.splitlines())
    assert (first["id"], second["id"], third["id"]) == ("a", "b", None)
    assert second["lang"] == "sv"
    assert first["engines"]["languagetool"] == first["engines"]["spelling"] == "off"
    assert "dead-end" in {finding["category"] for finding in first["findings"]}
    assert done.stderr == ""


def test_plain_text_is_printed_for_people(tmp_path, nothing):
    """Each finding with its place and what it says; the exit code is 0 whatever was found."""
    file = tmp_path / "reply.txt"
    file.write_text("Hello!\nYour book, [title], is here.", "utf-8")
    done = run(str(file), "--parts", nothing)
    assert done.returncode == 0, done.stderr
    assert "2:12" in done.stdout
    assert "[title]" in done.stdout
    assert "LanguageTool is off" in done.stdout


def test_plain_text_comes_from_standard_input(nothing):
    """A dash reads standard input, in the draft's own language."""
    done = run("-", "--parts", nothing, given="Nej, kolla OPAC.")
    assert "OPAC" in done.stdout
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("no-such-file.txt",), "no-such-file.txt can't be read"),
        (("--format", "xml"), "There is no format “xml”"),
        (("--channel", "fax"), "“channel” must be one of"),
        (("no-such-file.jsonl", "--format", "jsonl"), "can't be read"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(arguments, said):
    """Exit code 2 and one line, never a stack trace."""
    done = run(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_languagetool_that_dies_in_mid_run_is_named_and_the_run_goes_on(fake, nothing):
    """Lines before it died were read by it; lines after say down; none is lost."""
    server = LanguageToolServer(fake.command, first_rest=600)
    server.start()
    assert server.wait_until_up(15)
    with subprocess.Popen(
        command("--format", "jsonl", "--parts", nothing, "--languagetool", server.address()),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
        cwd=ROOT,
    ) as checking:

        def ask(identity: str, text: str) -> dict:
            checking.stdin.write(lines({"id": identity, "lang": "en", "draft": text}))
            checking.stdin.flush()
            return json.loads(checking.stdout.readline())

        assert ask("alive", SLIP)["engines"]["languagetool"] == "ok"
        assert fake.asked == [SLIP]
        server.stop()
        gone = ask("gone", "We will hold it for you until Monday at noon.")
        assert (gone["id"], gone["engines"]["languagetool"]) == ("gone", "down")
        assert ask("known", SLIP)["engines"]["languagetool"] == "ok"  # read before, so nothing is missing
        checking.stdin.close()
        assert checking.wait(timeout=15) == 0


@pytest.mark.parametrize("mood", ["500", "nonsense"])
def test_a_languagetool_that_answers_nonsense_is_down(fake, nothing, mood):
    """An error or an answer of another shape is not an answer."""
    fake.be(mood)
    server = LanguageToolServer(fake.command)
    server.start()
    assert server.wait_until_up(15)
    arguments = ("--format", "jsonl", "--parts", nothing, "--languagetool", server.address())
    done = run(*arguments, given=lines({"id": 1, "lang": "en", "draft": SLIP}))
    server.stop()
    assert json.loads(done.stdout)["engines"]["languagetool"] == "down"
    assert done.returncode == 0


def javas(mark: str) -> set[int]:
    """LanguageTool processes that inherited a variable of the environment: ours, whoever else runs some."""
    found = set()
    for folder in Path("/proc").iterdir():
        try:
            ours = folder.name.isdigit() and f"{MARK}={mark}".encode() in (folder / "environ").read_bytes()
            if ours and b"org.languagetool.server.HTTPServer" in (folder / "cmdline").read_bytes():
                found.add(int(folder.name))
        except OSError:
            continue
    return found


@pytest.mark.languagetool
@pytest.mark.skipif(
    not languagetool_jars(parts_dir()) or java() is None, reason="LanguageTool is not installed: smiledesk get"
)
def test_a_stream_starts_a_real_languagetool_and_ends_it():
    """Grammar is read in four languages, offsets hold behind emoji, Finnish is off, and no Java stays behind."""
    mark = uuid4().hex
    drafts = [
        {"id": "en", "lang": "en", "draft": "Hello 😀! He go to the the desk on Friday and asks for you."},
        {"id": "it", "lang": "it", "draft": "Buongiorno! Il libro sono arrivati questa mattina."},
        {"id": "ro", "lang": "ro", "draft": "Bună ziua! Cartea este este la noi."},
        {"id": "sv", "lang": "sv", "draft": "Hej! Vi har öppet till till klockan åtta."},
        {"id": "fi", "lang": "fi", "draft": "Hei! Kirja on täällä."},
    ]
    with subprocess.Popen(
        command("--format", "jsonl"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
        cwd=ROOT,
        env=os.environ | {MARK: mark},
    ) as checking:
        answers = []
        for draft in drafts:
            checking.stdin.write(lines(draft))
            checking.stdin.flush()
            answers.append(json.loads(checking.stdout.readline()))
        started = javas(mark)
        for pid in started:
            os.kill(pid, signal.SIGKILL)
        checking.stdin.write(lines({"id": "after", "lang": "en", "draft": "A new sentence, with nobody to read it."}))
        checking.stdin.close()
        after = json.loads(checking.stdout.readline())
        assert checking.wait(timeout=30) == 0
    assert started
    assert [answer["engines"]["languagetool"] for answer in answers] == ["ok", "ok", "ok", "ok", "off"]
    assert after["engines"]["languagetool"] == "down"
    for draft, answer in zip(drafts, answers, strict=True):
        assert all(draft["draft"][f["start"] : f["end"]] == f["quote"] for f in answer["findings"])
    assert not javas(mark)
