"""Fetch LanguageTool: every jar locked, verified before it is moved in, nothing half whenever it is interrupted.

A jar is downloaded into ``.fetching`` beside the parts, its checksum is compared with the lock, and only then is
it renamed into ``languagetool/``. A download that was cut is thrown away and begun again; a whole file with
another checksum is refused by name and nothing of it is kept.
"""

from __future__ import annotations

import errno
import os
import shutil
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from pathlib import Path
from threading import Lock
from typing import Any, Final

from bot.own_name import command
from bot.parts.lock import LOCK, Jar, checksum, load_lock
from bot.parts.maven import open_repository
from bot.parts.progress import FetchError, OfflineError, PartState, Tell

PART: Final = "languagetool"
_AT_ONCE: Final = 4
_ATTEMPTS: Final = 3


def is_complete(parts: Path, lock: Path = LOCK) -> bool:
    """Whether every locked jar is there and was verified; a few file names, no reading of jars."""
    folder = parts / PART
    try:
        verified = (folder / "verified").read_text(encoding="ascii")
    except OSError:
        return False
    return verified == checksum(lock) and all((folder / jar.name).exists() for jar in load_lock(lock))


def fetch(parts: Path, tell: Tell, *, lock: Path = LOCK, repository: Any = None) -> None:
    """Bring the jars under ``parts`` to what the lock says; jars that are already right are left as they are.

    Args:
        parts: The parts folder; made when it is not there.
        tell: Told as bytes come.
        lock: The lock to follow.
        repository: A jgo ``MavenContext`` with its cache in ``parts/.fetching``; None opens the machine's own.

    Raises:
        OfflineError: When nothing answered before the first jar came.
        FetchError: When a jar is not what was locked, is not to be had, or does not fit on the disk.
    """
    run = _Run(parts, load_lock(lock), tell, repository)
    try:
        run.all()
    except OSError as trouble:
        raise FetchError(_of_the_disk(trouble, parts)) from trouble
    (parts / PART / "verified.new").write_text(checksum(lock), encoding="ascii")
    (parts / PART / "verified.new").replace(parts / PART / "verified")
    shutil.rmtree(parts / ".fetching", ignore_errors=True)
    tell(PartState(PART, "ready", run.total, run.total))


class _Run:
    """One fetch: the jars wanted, and how many bytes of them are there."""

    def __init__(self, parts: Path, jars: tuple[Jar, ...], tell: Tell, repository: Any) -> None:
        self.folder = parts / PART
        self.staging = parts / ".fetching"
        # the smallest first: it tells soonest whether there is a network
        self.jars = sorted(jars, key=lambda jar: jar.size)
        self.total = sum(jar.size for jar in jars)
        self.tell = tell
        self.done = 0
        self.came = False
        self.counting = Lock()
        self.repository = repository or open_repository(self.staging, self.advance)

    def advance(self, count: int) -> None:
        with self.counting:
            self.came = True
            self.done += count
            done = min(self.done, self.total)  # a jar begun anew is counted twice; never say more than all
        self.tell(PartState(PART, "fetching", done, self.total))

    def all(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        missing = [jar for jar in self.jars if not self.has(jar)]
        self.remove_strangers()
        if missing:
            self.one(missing[0])
        with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="jar") as workers:
            running = [workers.submit(self.one, jar) for jar in missing[1:]]
            wait(running, return_when=FIRST_EXCEPTION)
            for future in running:
                future.cancel()
        for future in running:
            if not future.cancelled():
                future.result()

    def has(self, jar: Jar) -> bool:
        """Whether the parts folder holds this jar, whole; counts it if so and takes away what is not it."""
        path = self.folder / jar.name
        if not path.exists():
            return False
        if checksum(path) != jar.sha256:
            path.unlink()
            return False
        with self.counting:
            self.done += jar.size
        return True

    def remove_strangers(self) -> None:
        """Take out jars of an older lock: two versions of one library on a class path are nobody's friend."""
        wanted = {jar.name for jar in self.jars}
        for path in self.folder.glob("*.jar"):
            if path.name not in wanted:
                path.unlink()

    def one(self, jar: Jar) -> None:
        group, artifact, version, *classifier = jar.coordinate.split(":")
        wanted = self.repository.project(group, artifact).at_version(version).artifact(*classifier)
        path = Path(wanted.cached_path)
        if not (self._from_before(jar, path) or self._from_maven(jar, path)):
            self._download(jar, wanted, path)
            if checksum(path) != jar.sha256:
                path.unlink()
                raise FetchError(
                    f"{jar.name} is not the file that was locked (its sha256 differs), so it was refused. "
                    "Whoever serves it to this machine may have changed it: try another network or mirror, "
                    f"then run: {command('get')}"
                )
        path.replace(self.folder / jar.name)

    def _from_before(self, jar: Jar, path: Path) -> bool:
        """Whether an interrupted fetch left this jar, whole; what it left half is thrown away."""
        if path.exists() and checksum(path) != jar.sha256:
            path.unlink()
        if path.exists():
            self.advance(jar.size)
        return path.exists()

    def _from_maven(self, jar: Jar, path: Path) -> bool:
        """Take the jar from the account's own Maven cache where it holds it."""
        cache = Path(os.environ.get("M2_REPO") or Path.home() / ".m2" / "repository")
        theirs = cache / path.relative_to(self.repository.repo_cache)
        if not theirs.exists() or checksum(theirs) != jar.sha256:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(theirs, path)
        self.advance(jar.size)
        return checksum(path) == jar.sha256

    def _download(self, jar: Jar, wanted: Any, path: Path) -> None:
        from requests import RequestException  # noqa: PLC0415 - jgo's client, loaded with it

        for attempt in range(1, _ATTEMPTS + 1):
            try:
                wanted.resolve()
            except RequestException as trouble:
                path.unlink(missing_ok=True)
                if not self.came:
                    raise OfflineError("The network or the Maven repository did not answer.") from trouble
                if attempt == _ATTEMPTS:
                    raise FetchError(f"The network broke off while {jar.name} was coming.") from trouble
            except RuntimeError as trouble:  # jgo's word for "no repository has it"
                raise FetchError(f"No Maven repository known to this machine has {jar.coordinate}.") from trouble
            else:
                return


def _of_the_disk(trouble: OSError, parts: Path) -> str:
    if trouble.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"There is no room left on the disk under {parts}: the language parts need about 200 MB."
    return f"{parts} could not be written: {trouble.strerror or trouble}."
