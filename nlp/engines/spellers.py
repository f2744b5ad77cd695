"""Which files make a language's speller, and how they are opened."""

from __future__ import annotations

import zipfile
from functools import lru_cache, partial
from os import getpid
from pathlib import Path
from string import ascii_lowercase
from tempfile import TemporaryDirectory
from typing import Any, Final

from nlp.engines.counts import load_counts
from nlp.engines.heard import heard_near
from nlp.engines.jars import RESOURCES, find_jar
from nlp.engines.lexicon import load_accepted
from nlp.engines.morfologik import BadDictionaryError, load_dictionary
from nlp.engines.spelling import DictionarySpeller, HunspellForms, MorfologikForms
from nlp.engines.tags import load_tagset
from nlp.engines.wordlists import load_words

_MORFOLOGIK: Final = {
    "en": ("english-pos-dict-*.jar", ("en/hunspell/en_GB", "en/hunspell/en_US")),
    "it": ("language-it-*.jar", ("it/hunspell/it_IT",)),
    "ro": ("language-ro-*.jar", ("ro/hunspell/ro_RO",)),
}
_ALPHABETS: Final = {
    "en": ascii_lowercase,
    "it": ascii_lowercase + "àèéìòù",
    "ro": ascii_lowercase + "ăâîșț",
    "sv": ascii_lowercase + "åäöé",
}
_VARIANTS: Final = {"en": ("", "_en-GB", "_en-US")}
_JOINED: Final = {
    "en": "s t d m ll re ve",
    "it": (
        "l un d c s m t v n gl dell all nell sull dall coll quell quest com dov cos quant anch bell brav buon"
        " sant senz tutt mezz nessun ciascun qualcun alcun è null altr poc sott quattr vent trent quarant cinquant"
        " sessant settant ottant novant cent"
    ),
    "ro": "n m v s l ți mi i vi ni le o ne mă te vă se printr dintr într ar ai aș ați am au a oi om or ei e i",
    "sv": "",
}


def open_speller(lang: str, parts: Path | None) -> DictionarySpeller | None:
    """The speller of a language from LanguageTool's jars; None when they are not installed.

    Raises:
        OSError: when a file can't be read.
        BadDictionaryError: when it is not what it should be.
        ImportError: when Hunspell's library is missing (Swedish).
    """
    jar, core = find_jar(parts, f"language-{lang}-*.jar"), find_jar(parts, "languagetool-core-*.jar")
    if jar is None or core is None:
        return None
    folder = f"{RESOURCES}/{lang}"
    accepted = load_words(core, f"{RESOURCES}/spelling_global.txt").union(
        *(load_words(jar, f"{folder}/hunspell/spelling{variant}.txt") for variant in _VARIANTS.get(lang, ("",))),
        load_accepted(lang),
    )
    forms = _open_hunspell(jar) if lang == "sv" else _open_morfologik(lang, parts)
    return DictionarySpeller(
        "hunspell" if lang == "sv" else "dictionary",
        forms,
        counts=load_counts(lang),
        accepted=accepted,
        prohibited=load_words(jar, f"{folder}/hunspell/prohibit.txt"),
        joined=frozenset(_JOINED[lang].split()) | load_tagset(lang).clitics,
        alphabet=_ALPHABETS[lang],
        heard=partial(heard_near, lang),
    )


def _open_morfologik(lang: str, parts: Path | None) -> MorfologikForms:
    pattern, members = _MORFOLOGIK[lang]
    jar = find_jar(parts, pattern)
    if jar is None:
        raise BadDictionaryError(f"{pattern} is missing beside the other jars")
    return MorfologikForms([load_dictionary(jar, f"{RESOURCES}/{member}") for member in members])


def _open_hunspell(jar: Path) -> HunspellForms:
    forms = load_dictionary(jar, f"{RESOURCES}/sv/swedish")
    return HunspellForms(_load_hunspell(jar, f"{RESOURCES}/sv/hunspell", "sv_SE"), forms, _ALPHABETS["sv"])


@lru_cache(maxsize=1)
def _load_hunspell(jar: Path, folder: str, name: str) -> Any:
    """Hunspell on a dictionary inside a jar; it reads files only, so they are laid out once beside the jars.

    Where nothing may be written there, they are laid out for the moment of reading.
    """
    from hunspell import Hunspell  # noqa: PLC0415 - an extension module that only Swedish needs

    made = jar.stat()
    place = jar.parents[1] / "unpacked" / f"{name}-{made.st_size}-{made.st_mtime_ns}"
    try:
        _lay_out(jar, folder, name, place)
    except OSError:
        with TemporaryDirectory(prefix="smiledesk-") as passing:
            _lay_out(jar, folder, name, Path(passing))
            return Hunspell(name, hunspell_data_dir=passing)
    return Hunspell(name, hunspell_data_dir=str(place))


def _lay_out(jar: Path, folder: str, name: str, place: Path) -> None:
    """Both files of a dictionary, each put there whole; what is there already is left."""
    place.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(jar) as archive:
        for file in (f"{name}.aff", f"{name}.dic"):
            if not (place / file).is_file():
                half = place / f"{file}.{getpid()}"
                half.write_bytes(archive.read(f"{folder}/{file}"))
                half.replace(place / file)
