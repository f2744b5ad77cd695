"""What one look of the doctor found."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Result:
    """One look.

    Attributes:
        what: What was looked at.
        state: ``ok``; ``off`` where the desk works without it; ``wrong`` where it does not.
        says: What was seen.
        mend: The command or step that mends it; empty when nothing is to be done.
    """

    what: str
    state: Literal["ok", "off", "wrong"]
    says: str
    mend: str = ""
