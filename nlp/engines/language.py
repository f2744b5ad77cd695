"""The language model behind ``nlp.detect``: py3langid, loaded when the small words leave a text open (0.8 s)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from nlp.detect import detect
from nlp.draft import LANGUAGES
from nlp.engines.lexicon import load_cues


@lru_cache(maxsize=1)
def _model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - numpy and 0.8 s

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _rank(text: str) -> list[tuple[str, float]]:
    ranked: list[tuple[str, float]] = _model().rank(text)
    return ranked


def detect_language(text: str) -> str | None:
    """Which of our languages a text is in; None when it is empty or in another one."""
    return detect(text, {lang: load_cues(lang) for lang in LANGUAGES}, _rank)
