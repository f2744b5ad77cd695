"""Trained spaCy pipelines that a library has installed: loaded at the first draft in their language.

Label schemes are Universal Dependencies, or those of the English pipelines; both name subjects ``nsubj...``.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING, Final

from nlp.ports import Parsed

if TYPE_CHECKING:
    from spacy.language import Language

_UNUSED: Final = ("ner", "textcat", "entity_ruler", "entity_linker")


class PipelineParser:
    """One pipeline, by its package's name or its folder.

    Attributes:
        name: What the settings call it.
        reason: Why it can't be used, once that was found out; "" until then.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.reason = ""
        self._pipeline: Language | None = None
        self._lock = Lock()

    def parse(self, text: str) -> Sequence[Parsed]:
        """Every word with its head; empty where the pipeline can't be loaded (cost: some 10 ms, at first more)."""
        with self._lock:  # one draft at a time: a pipeline is not made for several threads
            pipeline = self._load()
            if pipeline is None:
                return ()
            return tuple(
                Parsed(
                    start=token.idx,
                    end=token.idx + len(token),
                    pos=token.pos_,
                    dep=token.dep_,
                    head=token.head.i,
                    feats=frozenset(str(token.morph).split("|")) - {""},
                )
                for token in pipeline(text)
            )

    def _load(self) -> Language | None:
        if self._pipeline is None and not self.reason:
            import spacy  # noqa: PLC0415 - 0.7 s that a web process must not pay before its first page

            try:
                self._pipeline = spacy.load(self.name, exclude=_UNUSED)
            except (OSError, ValueError, ImportError) as error:
                self.reason = f"{self.name} can't be loaded: {error}"
        return self._pipeline
