"""Files that belong to a conversation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from replies.message import Attachment


class FileRows(Protocol):
    """Which files there are, and which may go."""

    async def file(self, conversation: str, file: str) -> Attachment | None:
        """What is known of a file of that conversation, or None (also after forgetting)."""
        ...

    async def files(self) -> frozenset[str]:
        """The ids of all files that are somebody's."""
        ...

    async def gone_files(self) -> Sequence[str]:
        """Ids of files whose conversation was erased: their bytes are to be removed."""
        ...

    async def files_removed(self, gone: Sequence[str]) -> None:
        """Their bytes are removed."""
        ...
