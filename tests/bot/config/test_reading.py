"""A mistake in the settings is told with file, line, key and what may stand there; all mistakes at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import Settings, SettingsError, find_settings_file, load_settings
from bot.config.reading import line_of, parse_settings

HERE = Path("/srv/desk/config.toml")


def refused(text: str) -> str:
    """What is said of a file that cannot be used."""
    with pytest.raises(SettingsError) as trouble:
        parse_settings(text, HERE)
    return str(trouble.value)


def test_no_file_means_the_defaults() -> None:
    """A desk starts without any settings."""
    assert load_settings(None) == Settings() == parse_settings("", HERE)


def test_an_unknown_key_is_refused_with_the_nearest_known_one() -> None:
    """A slip of the finger is not silently ignored."""
    said = refused('[web]\nhost = "127.0.0.1"\nprot = 80\n')
    assert said.startswith("/srv/desk/config.toml, line 3: web.prot is not a setting. Did you mean port? ")
    assert "host, port, public_url" in said


def test_an_unknown_table_is_refused() -> None:
    """Also a whole section."""
    assert "line 1: webb is not a setting. Did you mean web?" in refused("[webb]\nport = 80\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[web]\nport = "80"', 'line 2: web.port must be a whole number, 0 to 65535; it is "80".'),
        ("[web]\nport = 70000", "line 2: web.port must be a whole number, 0 to 65535; it is 70000."),
        ("[web]\nport = true", "line 2: web.port must be a whole number, 0 to 65535; it is true."),
        ("[checks]\nlanguagetool = 1", "line 2: checks.languagetool must be true or false; it is 1."),
        ('[library]\nlanguages = ["sv", "de"]', 'line 2: library.languages must be a list of these: "en"'),
        ('[library]\ntime_zone = "Rome"', "line 2: library.time_zone must be a time zone's name"),
        ('[hours]\nmonday = ["9-17"]', "line 2: hours.monday must be a list of times"),
        ('[hours]\nmonday = ["17:00-09:00"]', "from earlier to later"),
        ("library = 3", "line 1: library must be a table in [brackets]; it is 3."),
        ('[[desks]]\nid = "music"', "line 1: desks.name is missing. It must be a text."),
        ('[telegram]\nmode = "push"', 'line 2: telegram.mode must be "polling" or "webhook"; it is "push".'),
        ('[web]\npublic_url = "desk.example"', "begins with https://"),
        ('[web]\nallowed_origins = ["https://a.example/page"]', "an origin is an address without a path"),
    ],
)
def test_a_wrong_value_is_refused_with_what_is_allowed(text: str, said: str) -> None:
    """The sentence names line, key, what may stand there and what does."""
    assert said in refused(text)


def test_every_mistake_is_told_at_once() -> None:
    """Nobody likes to mend one line at a time."""
    said = refused('[web]\nport = "80"\n[privacy]\nchat_days = 0\nlong = 1\n').splitlines()
    assert len(said) == 3


def test_a_file_full_of_mistakes_is_told_in_time() -> None:
    """The first twenty, and how many more there are: each costs a reading of the file."""
    said = refused("".join(f"[table{n}]\n" for n in range(120))).splitlines()
    assert len(said) == 21
    assert "100 more mistakes" in said[-1]


def test_a_secret_in_the_file_is_refused_with_where_it_belongs() -> None:
    """A token must not end up in a file that is kept in git."""
    said = refused('[telegram]\ntoken = "123:abc"\n')
    assert "name that as token_file" in said
    assert "123:abc" not in said


def test_a_half_written_file_is_refused_with_its_line() -> None:
    """An editor that died in the middle."""
    said = refused('[web]\nhost = "127.0.0.1"\nport =')
    assert "this is not TOML yet" in said
    assert "line 3" in said


def test_a_file_of_brackets_is_refused_in_a_sentence() -> None:
    """TOML's reader gives up before the last of them."""
    with pytest.raises(SettingsError, match="too many brackets"):
        parse_settings("a = " + "[" * 2_000, Path("config.toml"))


def test_a_file_that_is_not_utf8_is_refused_with_its_line(tmp_path: Path) -> None:
    """An old editor saved it."""
    path = tmp_path / "config.toml"
    path.write_bytes('[library]\nname = "Bücherei"\n'.encode("latin-1"))
    with pytest.raises(SettingsError, match="line 2: this is not UTF-8"):
        load_settings(path)


def test_a_file_that_cannot_be_read_is_refused_by_name(tmp_path: Path) -> None:
    """Named on the command line, and not there."""
    with pytest.raises(SettingsError, match=r"missing\.toml cannot be read: No such file or directory"):
        load_settings(tmp_path / "missing.toml")


def test_two_desks_of_one_name_are_refused() -> None:
    """Routing would not know which."""
    text = '[[desks]]\nid = "a"\nname = "A"\n[[desks]]\nid = "a"\nname = "B"\n'
    assert "two desks are called a" in refused(text)


@pytest.mark.parametrize("url", ["redis://:secret@host", "http://host", "redis://"])
def test_an_address_of_redis_holds_no_password(url: str) -> None:
    """It has a file of its own."""
    assert "redis.url" in refused(f'[redis]\nurl = "{url}"\n')
    assert parse_settings('[redis]\nurl = "redis://host:6379/2"\n', HERE).redis.url == "redis://host:6379/2"


def test_the_line_of_a_value_of_several_lines_is_its_first() -> None:
    """People look for the key."""
    text = '[library]\nphones = [\n  "1",\n  "2",\n]\nname = 3\n'
    assert line_of(text, ("library", "phones")) == 2
    assert line_of(text, ("library", "name")) == 6


def test_files_are_named_from_the_settings_file(tmp_path: Path) -> None:
    """It does not matter where the desk is started."""
    path = tmp_path / "config.toml"
    path.write_text('[telegram]\ntoken_file = "telegram.token"\n[store]\ndatabase_file = "a/database.url"\n')
    read = load_settings(path)
    assert read.telegram.token_file == str(tmp_path / "telegram.token")
    assert read.store.database_file == str(tmp_path / "a" / "database.url")
    assert read.email.imap_folder == "INBOX"


def test_the_settings_file_is_found_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Named, environment, here, data folder."""
    monkeypatch.delenv("SMILEDESK_CONFIG", raising=False)
    (tmp_path / "here").mkdir()
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    data = tmp_path / "data"
    assert find_settings_file(data) is None
    (data / "config.toml").touch()
    assert find_settings_file(data) == data / "config.toml"
    Path("config.toml").touch()
    assert find_settings_file(data) == Path("config.toml")
    monkeypatch.setenv("SMILEDESK_CONFIG", "/etc/smiledesk.toml")
    assert find_settings_file(data) == Path("/etc/smiledesk.toml")
    assert find_settings_file(data, Path("mine.toml")) == Path("mine.toml")
