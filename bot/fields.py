"""What a request, or a record that the house keeps, may hold: the base of their models and their fields."""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

BROKEN: Final = re.compile("[\ud800-\udfff\x00]")
"""What no text may hold: it could not be kept."""


class Sent(BaseModel):
    """A request's JSON: nothing unknown, nothing converted."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def _storable(text: str) -> str:
    text.encode()  # a lone surrogate can't be: UnicodeEncodeError is a ValueError, too
    if "\x00" in text:
        raise ValueError("broken")
    return text


Text = Annotated[str, AfterValidator(_storable)]
"""Words of a person; lone surrogates and NUL are refused by name, all else is kept as it is."""

CLIENT_ID: Final = re.compile(r"[A-Za-z0-9_-]{16,64}")

ClientId = Annotated[str, Field(pattern=f"^{CLIENT_ID.pattern}$")]
"""What the client made up so that sending again is no second message."""
