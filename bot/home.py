"""A desk's home: its data folder, what lies where in it, and the database its conversations are kept in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.config import Settings, SettingsError, find_settings_file, load_settings
from bot.config.secrets import read_secret
from bot.erasure.log import ErasureLog
from bot.ports import Clock
from bot.store import sqlite
from bot.store.engine import Connection, Fault
from bot.store.hints import Line
from bot.store.store import SqlStore
from replies.house import House


@dataclass(frozen=True, slots=True)
class Home:
    """Where a desk lives.

    Attributes:
        data: Its data folder.
        url: Its PostgreSQL database; None where it keeps everything in SQLite in the data folder.
        erasures_in: Where it remembers what was erased; None for a folder in the data folder.
        redis: The Redis that wakes its processes, and its password; None where PostgreSQL does.
    """

    data: Path
    url: str | None = None
    erasures_in: Path | None = None
    redis: tuple[str, str | None] | None = None

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.data / "desk.sqlite3"

    @property
    def attachments(self) -> Path:
        """The folder of files."""
        return self.data / "attachments"

    @property
    def key(self) -> Path:
        """The desk's own secret."""
        return self.data / "desk.key"

    @property
    def socket(self) -> Path:
        """Where the open desk hears the terminal."""
        return self.data / "desk.sock"

    @property
    def erasures(self) -> ErasureLog:
        """What was erased; never in a copy of the desk."""
        return ErasureLog(self.erasures_in or self.data / "erasures")

    @property
    def copies(self) -> tuple[Path, ...]:
        """Folders in which our own commands put copies."""
        return self.data / "backups", self.data / "before-restore"

    @property
    def is_there(self) -> bool:
        """Whether there is a desk; of a database elsewhere it is taken for granted."""
        return self.url is not None or self.database.exists()

    @property
    def sent(self) -> Path:
        """What has left, see ``bot.duties.sent``."""
        return self.data / "sent.log"

    def open(self, clock: Clock, house: House, *, shared: bool = False) -> AbstractAsyncContextManager[SqlStore]:
        """Open the store for writing; ``shared`` with other processes where the database can be.

        Raises:
            SettingsError: PostgreSQL's driver, or Redis's, is not installed.
            StoreInUse: Another process has it open.
            NewerSchema: It was written by a newer version.
        """
        if self.url is None:
            return sqlite.open_store(self.database, clock, house)
        _need_driver()
        from bot.store import postgres  # noqa: PLC0415  only where it is used

        return postgres.open_store(self.url, clock, house, shared=shared, hints_on=self._hints_on())

    def _hints_on(self) -> Callable[[str], Line] | None:
        """How processes wake each other, from the desk's id; None for PostgreSQL's own way."""
        if self.redis is None:
            return None
        try:
            from bot.store.hints_redis import RedisLine  # noqa: PLC0415  only where it is used
        except ImportError as missing:
            raise SettingsError("Redis needs a driver that is not installed: pip install redis") from missing
        return partial(RedisLine, *self.redis)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that reads beside a desk that may be open; the tables are as they are, migrated or not.

        Raises:
            SettingsError: PostgreSQL's driver is not installed.
            Fault: The database can't be reached.
        """
        connection = self._reader()
        try:
            yield connection
        finally:
            connection.close()

    def _reader(self) -> Connection:
        if self.url is None:
            return sqlite.connect(self.database, writing=False)
        _need_driver()
        import psycopg  # noqa: PLC0415

        from bot.store.postgres import Connection as Postgres  # noqa: PLC0415

        try:
            return Postgres(self.url, None)
        except psycopg.Error as error:
            raise Fault("io_error", f"The PostgreSQL database can't be reached: {str(error).strip()}") from error


def home_at(data: Path, config: Path | None) -> Home:
    """The home of the desk in a data folder, as its settings file says; ``config`` names another file.

    Raises:
        SettingsError: The settings can't be read, or as ``home_of``.
    """
    return home_of(load_settings(find_settings_file(data, config)), data)


def home_of(settings: Settings, data: Path) -> Home:
    """The home that settings and data folder name.

    Raises:
        SettingsError: The database's address, or a password, can't be read.
    """
    told = settings.privacy.erasures_folder
    url = read_secret(settings.store.database_file, "SMILEDESK_DATABASE")
    password = read_secret(settings.redis.password_file, "SMILEDESK_REDIS_PASSWORD")
    redis = (settings.redis.url, password) if settings.redis.url else None
    return Home(data, url, Path(told) if told else None, redis)


def _need_driver() -> None:
    try:
        import psycopg  # noqa: F401, PLC0415
    except ImportError as missing:
        raise SettingsError(
            "PostgreSQL needs a driver that is not installed: pip install 'psycopg[binary]'"
        ) from missing
