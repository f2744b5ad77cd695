"""kill -9 of a desk on e-mail, while mails come in with files and letters go out; read from both ends."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter

import pytest

from tests.bot.attachments import samples
from tests.bot.email.mails import box, packed, part
from tests.bot.email.servers import Dovecot, Post, PostOffice, dovecot
from tests.faults.history import History, check
from tests.faults.lives import ask, left_to_do, one_life, stored
from tests.waiting import wait_for

DESK = "tests.faults.mail_desk"

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")


class Patrons(threading.Thread):
    """People who write one mail after another, some in answer to a letter of ours, until they have written enough."""

    def __init__(self, mailbox: Dovecot, post: Post, most: int, rest: float) -> None:
        super().__init__(daemon=True)
        self.mailbox = mailbox
        self.post = post
        self.most = most
        self.rest = rest
        self.wrote: list[str] = []
        self.enough = threading.Event()
        self.given = threading.Semaphore(0)

    def run(self) -> None:
        """Write in turn."""
        dice = random.Random(7)
        while len(self.wrote) < self.most and not self.enough.wait(self.rest):
            if not self.given.acquire(timeout=self.rest):
                continue
            number = len(self.wrote)
            text = f"line {number}"
            letters = [sent for sent in list(self.post.taken) if not sent["Auto-Submitted"]]
            refers = {"In_Reply_To": dice.choice(letters)["Message-ID"]} if letters and number % 3 == 0 else {}
            mail = box(
                "multipart/mixed", part(text), packed(samples.PDF, "application/pdf", "x.pdf"),
                From=f"p{number % 5}@patron.example", Message_ID=f"<{number}@patron.example>", **refers,
            )  # fmt: skip
            self.mailbox.deliver(mail)
            self.wrote.append(text)


@pytest.mark.dovecot
@pytest.mark.parametrize(
    ("kills", "mails", "rest"),
    [
        pytest.param(8, 60, 0.05, marks=pytest.mark.kill),
        pytest.param(100, 1000, 0.05, marks=[pytest.mark.kill, pytest.mark.faults]),
    ],
)
def test_no_mail_is_lost_or_doubled_and_no_letter_leaves_twice(tmp_path, kills, mails, rest):
    """Killed at random moments while patrons write on; nothing acknowledged is missing, nothing is there twice."""
    path, history, dice, post = tmp_path / "desk.sqlite3", History(), random.Random(20261122), Post()
    office = PostOffice(post)
    office.start()
    with dovecot() as mailbox:
        desk = (DESK, path, mailbox.port, office.port)
        patrons = Patrons(mailbox, post, mails, rest)
        patrons.start()
        try:
            for _ in range(kills):
                patrons.given.release(mails // kills)
                with one_life(history, *desk):
                    time.sleep(dice.uniform(0.05, 0.9))
            patrons.given.release(mails)
            wait_for(lambda: len(patrons.wrote) == mails, seconds=120)
        finally:
            patrons.enough.set()
            patrons.join()
        with one_life(history, *desk):
            wait_for(lambda: mailbox.unread == 0 and len(stored(path, "librarian")) >= mails, seconds=240)
            wait_for(lambda: left_to_do(path) == (0, 0), seconds=60)
            time.sleep(0.3)
            wait_for(lambda: left_to_do(path) == (0, 0))
    office.stop()

    query = "SELECT e.text, c.id FROM entry AS e JOIN conversation AS c ON c.n = e.conversation WHERE by = 'patron'"
    where = dict(ask(path, query))
    history.acked += [("patrons", where.get(text, "nowhere"), text, None) for text in patrons.wrote]
    history.wire += [sent["Message-ID"] for sent in post.taken]
    assert check(history, path) == []
    assert len(patrons.wrote) == mails
    assert Counter(where) == Counter({text: where[text] for text in patrons.wrote})
    assert set(Counter(stored(path, "patron")).values()) == {1}
    assert len(post.taken) > mails // 2  # what a kill met before it left is uncertain, and stays here

    files = {name for (name,) in ask(path, "SELECT id FROM file")}
    assert files == {entry.name for entry in (tmp_path / "attachments").iterdir()}
    assert len(files) == mails
    states = Counter(
        state for (state,) in ask(path, "SELECT json_extract(meta, '$.state') FROM entry WHERE kind = 'delivery'")
    )
    assert set(states) <= {"sent", "uncertain"}
