"""A PostgreSQL cluster of the tests' own: made in a folder, reached over a socket in it, gone with it."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg.conninfo import conninfo_to_dict

from bot.store.migrate import migrate_postgres

_PATIENCE = 30.0  # seconds until it takes connections
_CAN_CHOOSE = 150_000  # PostgreSQL 15 would write a new database twice, once into its log; before, none was


def program(name: str) -> str | None:
    """A program of PostgreSQL's server; Debian keeps them in a folder of the version's own, outside PATH."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return shutil.which(name, path=os.pathsep.join([*map(str, folders), os.environ.get("PATH", "")]))


class Cluster:
    """A running server, and databases in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._made = 0
        self._who = _not_root()
        self.process: subprocess.Popen[bytes] | None = None

    def url(self, database: str) -> str:
        """Where a database is."""
        return f"postgresql://smiledesk@/{database}?host={self.folder}"

    def make(self) -> None:
        """Write the cluster's files, sorted by code point."""
        if self._who is not None:
            os.chown(self.folder, self._who, -1)
        self._run(program("initdb"), "-D", str(self.folder / "data"), "-U", "smiledesk", "--auth=trust", "-N",
                  "--encoding=UTF8", "--locale=C")  # fmt: skip

    def follow(self, first: Cluster) -> None:
        """Be a replica of another: a copy of it as it stands, that hears of everything that follows."""
        if self._who is not None:
            os.chown(self.folder, self._who, -1)
        self._run(program("pg_basebackup"), "-h", str(first.folder), "-U", "smiledesk", "-D",
                  str(self.folder / "data"), "--write-recovery-conf", "--checkpoint=fast", "--no-sync")  # fmt: skip

    def wait_for_replicas(self) -> None:
        """Acknowledge no commit from now on before a replica has it."""
        self._do("ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()")

    def take_over(self) -> None:
        """Be a server of one's own from now on."""
        self._do("SELECT pg_promote()")

    def _do(self, *statements: LiteralString) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def start(self, *, durable: bool = False, address: str = "", namespace: str = "") -> None:
        """Serve; returns when connections are taken. Processes are killed here, never the power cut: no ``fsync``.

        Args:
            durable: Whether it waits for the disk.
            address: Where else it listens than in its folder, for everybody who gets there.
            namespace: The network namespace it runs in; only root can say so.
        """
        server = program("postgres")
        assert server is not None
        told = [server, "-D", str(self.folder / "data"), "-k", str(self.folder), "-c", f"listen_addresses={address}",
                "-c", "shared_buffers=32MB", "-c", f"fsync={'on' if durable else 'off'}"]  # fmt: skip
        user = self._who
        if namespace:
            as_owner = ["setpriv", f"--reuid={self._who}", f"--regid={self._who}", "--clear-groups"]
            told, user = ["ip", "netns", "exec", namespace, *as_owner, *told], None
        end = time.monotonic() + _PATIENCE
        while True:
            if self.process is None or self.process.poll() is not None:  # or it has met what it had before it died
                self.process = subprocess.Popen(
                    told, user=user, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
                )
            try:
                psycopg.connect(self.url("postgres")).close()
            except psycopg.OperationalError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)
            else:
                return

    def let_in(self, network: str) -> None:
        """Believe everybody of a network; before ``start``."""
        with (self.folder / "data" / "pg_hba.conf").open("a", encoding="utf-8") as told:
            told.write(f"host all all {network} trust\n")

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it: SIGINT cuts connections in an orderly way, SIGQUIT leaves recovery to the next start."""
        assert self.process is not None
        self.process.send_signal(how)
        self.process.wait(timeout=_PATIENCE)

    def kill(self) -> None:
        """SIGKILL for the server and everything it has started, as when the machine's power fails."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)  # a child it had while we look would outlive it
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        self.process.kill()
        for child in children:
            with suppress(ProcessLookupError):
                os.kill(int(child), signal.SIGKILL)
        self.process.wait()

    def new_database(self) -> str:
        """The address of a database with our tables and no rows."""
        self._made += 1
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            if self._made == 1:
                connection.execute("CREATE DATABASE with_tables")
                migrate_postgres(self.url("with_tables"))
            how = "STRATEGY FILE_COPY" if connection.info.server_version >= _CAN_CHOOSE else ""
            connection.execute(f"CREATE DATABASE d{self._made} TEMPLATE with_tables {how}".encode())
        return self.url(f"d{self._made}")

    def drop(self, url: str) -> None:
        """Have done with a database: a hundred of them would fill a gigabyte."""
        name = conninfo_to_dict(url)["dbname"]
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())

    def _run(self, *command: str | None) -> None:
        subprocess.run([part or "" for part in command], check=True, capture_output=True, user=self._who)


def _not_root() -> int | None:
    """PostgreSQL refuses to run as root: whose account it takes instead, None for our own."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry.pw_uid for entry in pwd.getpwall()}
    return known.get("postgres", known["nobody"])


@contextmanager
def running_cluster(*, durable: bool = False, replica_of: Cluster | None = None) -> Iterator[Cluster]:
    """A server that ends with the block, its folder too. The path is short: a socket's may have 107 letters.

    One that need not wait for the disk is where the tests' other files are: in memory, if there is enough.
    """
    place = None if durable else os.environ.get("PYTEST_DEBUG_TEMPROOT")
    with tempfile.TemporaryDirectory(prefix="pg", dir=place) as folder:
        cluster = Cluster(Path(folder))
        if replica_of is None:
            cluster.make()
        else:
            cluster.follow(replica_of)
        cluster.start(durable=durable)
        try:
            yield cluster
        finally:
            cluster.stop(signal.SIGQUIT)
