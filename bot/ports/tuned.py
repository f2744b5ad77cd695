"""What admins tune."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol

from bot.tuning.record import Change, Head, Name, Record, SentReply, TemplateUse

if TYPE_CHECKING:
    from bot.tuning.pictures import Picture
    from bot.tuning.plan import Plan


class Tuned(Protocol):
    """Records of every kind, pictures, and what came of them."""

    async def records(self) -> Sequence[Record]:
        """Of each record the newest version and the newest published one; ascending by name and version."""
        ...

    async def record_history(self, kind: str, key: str, lang: str = "", *, limit: int = 100) -> Sequence[Record]:
        """One record's versions, newest first; empty when there is none."""
        ...

    async def keep_records(self, changes: Sequence[Change], *, by: str) -> Sequence[Record]:
        """Write new versions, all or none; audited.

        Raises:
            Refused: ``record_changed`` (details ``version``) when one was written since ``Change.on``.
        """
        ...

    async def publish_record(self, kind: str, key: str, lang: str, version: int, *, by: str) -> Record:
        """Let the newest version count from now on; audited.

        Raises:
            Refused: ``record_changed`` when ``version`` is not the newest.
        """
        ...

    async def tuned(self) -> Mapping[Name, Head]:
        """Everything admins have tuned, people among it, at one moment."""
        ...

    async def tune(self, plan: Plan, *, by: str) -> None:
        """Do what files say, all or none; audited.

        Raises:
            Refused: ``record_changed``, ``last_admin``, ``name_taken``.
        """
        ...

    async def put_picture(self, picture: Picture) -> None:
        """Keep a picture of the house under its digest."""
        ...

    async def picture(self, digest: str) -> Picture | None:
        """A picture of the house, or None."""
        ...

    async def sent_replies(self, *, limit: int = 50) -> Sequence[SentReply]:
        """The last replies that librarians sent and nobody has erased, newest first."""
        ...

    async def template_uses(self, since: date) -> Mapping[tuple[str, str], TemplateUse]:
        """How often each template was used since then, by key and language."""
        ...
