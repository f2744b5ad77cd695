"""Dictionaries are read without Java, in both formats, and a damaged one is refused by name."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from nlp.engines.morfologik import Automaton, BadDictionaryError, Dictionary, Entry, load_dictionary
from tests.nlp.engines.automata import cfsa2, fsa5

INFO = b"# a comment\nfsa.dict.separator=+\nfsa.dict.encoding=utf-8\nfsa.dict.encoder=SUFFIX\n"
ENTRIES = ["böcker+Gok+NN:PLU", "bok+A+NN:SIN", "böckerna+Iok+NN:BF", "är+Dvara+VB"]


@pytest.mark.parametrize("build", [fsa5, cfsa2])
def test_a_form_gives_its_base_and_tag(build):
    """Suffix-encoded bases count bytes: "böcker" loses six of its seven bytes and becomes "bok"."""
    dictionary = Dictionary(build(ENTRIES), INFO)
    assert dictionary.entries("böcker") == [Entry("bok", "NN:PLU")]
    assert dictionary.entries("är") == [Entry("vara", "VB")]
    assert dictionary.entries("bok") == [Entry("bok", "NN:SIN")]


@pytest.mark.parametrize("build", [fsa5, cfsa2])
def test_a_beginning_is_not_a_form(build):
    """What only starts an entry, or goes beyond one, is not in the dictionary."""
    dictionary = Dictionary(build(ENTRIES), INFO)
    assert not dictionary.holds("böck")
    assert not dictionary.holds("böckernas")
    assert dictionary.entries("böck") == []
    assert dictionary.holds("böckerna")


@pytest.mark.parametrize("build", [fsa5, cfsa2])
def test_every_entry_comes_out_again(build):
    """Walking the whole automaton gives exactly the entries that went in."""
    automaton = Automaton(build(ENTRIES), "utf-8")
    assert sorted(automaton.endings(automaton.root)) == sorted(ENTRIES)


@pytest.mark.parametrize("build", [fsa5, cfsa2])
def test_a_base_may_begin_inside_a_letter(build):
    """The forms "höll" and "hålla" share the first byte of their second letter; only the rest of it is stored."""
    entry = "höll".encode() + b"+D" + "å".encode()[1:] + b"lla+VB"
    dictionary = Dictionary(build([entry]), INFO)
    assert dictionary.entries("höll") == [Entry("hålla", "VB")]


def test_a_legacy_encoding_is_read():
    """Italian is stored as ISO-8859-15, one byte a letter."""
    info = b"fsa.dict.separator=_\nfsa.dict.encoding=iso-8859-15\nfsa.dict.encoder=SUFFIX"
    dictionary = Dictionary(fsa5(["è_Bessere_VER"], "iso-8859-15"), info)
    assert dictionary.entries("è") == [Entry("essere", "VER")]


def test_the_frequency_class_follows_the_word():
    """Spelling dictionaries that count keep one letter a word, from A for rare."""
    info = INFO + b"fsa.dict.frequency-included=true\n"
    dictionary = Dictionary(cfsa2(["the+W", "librarian+K"]), info)
    assert dictionary.frequency("the") == 22
    assert dictionary.frequency("librarian") == 10
    assert dictionary.frequency("thx") == 0


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not this", b"\\fsa\x09" + b"\0" * 20])
def test_what_is_no_automaton_is_refused(content):
    """Anything else than FSA5 and CFSA2 is refused before a word is asked."""
    with pytest.raises(BadDictionaryError):
        Automaton(content, "utf-8")


def test_a_jar_without_the_dictionary_is_refused_by_name(tmp_path: Path):
    """The reason names the jar and what it lacks."""
    jar = tmp_path / "language-xx-6.8.jar"
    with zipfile.ZipFile(jar, "w") as archive:
        archive.writestr("other.dict", b"")
    with pytest.raises(BadDictionaryError, match=r"language-xx-6\.8\.jar has no readable xx/words\.dict"):
        load_dictionary(jar, "xx/words")
