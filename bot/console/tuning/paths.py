"""What the paths of tuning name: a key, a language, a version."""

from __future__ import annotations

from typing import Final

from aiohttp import web

from bot.tuning.bodies import KEY
from nlp.draft import LANGUAGES
from replies.refusal import Refused

_MOST: Final = 2**31


def key_in(request: web.Request) -> str:
    """The key in the path.

    Raises:
        Refused: ``not_found`` when it can't be one.
    """
    key = request.match_info["key"]
    if not KEY.fullmatch(key):
        raise Refused("not_found")
    return key


def lang_in(request: web.Request) -> str:
    """The language in the path.

    Raises:
        Refused: ``not_found`` when it isn't one of ours.
    """
    lang = request.match_info["lang"]
    if lang not in LANGUAGES:
        raise Refused("not_found")
    return lang


def version_of(request: web.Request, name: str) -> int:
    """A version in the query; 0 is what was shipped.

    Raises:
        Refused: ``wrong_field``.
    """
    asked = request.query.get(name, "")
    if not asked.isascii() or not asked.isdigit() or not int(asked[:10]) < _MOST:
        raise Refused("wrong_field", field=name)
    return int(asked)
