"""The lock that ships says which jars a desk runs, and nothing that a desk could do without slips in."""

from __future__ import annotations

import tomllib
from pathlib import Path

from bot.parts import lock
from bot.parts.lock import Jar, load_lock, render_lock


def test_the_lock_reads_back_as_it_was_written(tmp_path: Path) -> None:
    """Order does not matter, and a classifier is kept."""
    jars = [Jar("org.b:two:2:linux", "f" * 64, 2), Jar("org.a:one:1", "0" * 64, 1)]
    (tmp_path / "lock.toml").write_text(render_lock(jars))
    assert load_lock(tmp_path / "lock.toml") == tuple(reversed(jars))
    assert jars[0].name == "two-2-linux.jar"


def test_every_jar_has_a_name_of_its_own_and_a_checksum() -> None:
    """They all lie in one folder."""
    jars = load_lock()
    assert len({jar.name for jar in jars}) == len(jars) > 100
    assert all(len(jar.sha256) == 64 and jar.size > 0 for jar in jars)


def test_the_lock_holds_what_was_asked_for_and_not_what_was_left_out() -> None:
    """jgo.toml and the lock were changed together."""
    wanted = tomllib.loads(Path(lock.__file__).with_name("jgo.toml").read_text())["dependencies"]
    locked = {jar.coordinate for jar in load_lock()}
    assert set(wanted["coordinates"]) <= locked
    assert not {coordinate.rpartition(":")[0] for coordinate in locked} & set(wanted["exclusions"])
