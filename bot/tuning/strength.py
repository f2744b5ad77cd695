"""How strongly a rule speaks: what happens at Send when its finding is still open.

``quiet`` is shown while writing and not asked about; ``hint`` is on the sheet that is read once more; ``confirm``
holds the reply back until somebody has looked; ``reason`` until they say why; ``second``, which is said of a role,
until somebody whose role it isn't sends it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from nlp.draft import Channel
from nlp.finding import Finding

Strength = Literal["quiet", "hint", "confirm", "reason", "second"]

ORDER: Final[tuple[Strength, ...]] = ("quiet", "hint", "confirm", "reason", "second")
"""From weakest to strongest."""


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """What an admin says of one rule.

    Attributes:
        active: Whether it is heard at all.
        strength: How strongly, everywhere.
        channels: How strongly on single channels instead.
        roles: How strongly at least for people of a role.
    """

    active: bool = True
    strength: Strength = "hint"
    channels: Mapping[str, Strength] = field(default_factory=dict)
    roles: Mapping[str, Strength] = field(default_factory=dict)

    def on(self, channel: Channel | None, role: str) -> Strength:
        """How strongly it speaks here to somebody of this role."""
        here = self.channels.get(channel or "", self.strength)
        return max(here, self.roles.get(role, here), key=ORDER.index)


def strengths_of(
    findings: Sequence[Finding],
    rules: Mapping[str, RuleSetting],
    holding: frozenset[str],
    *,
    channel: Channel | None,
    role: str,
) -> dict[str, Strength]:
    """How strongly each code speaks, the strongest of its rules.

    Args:
        findings: What was found.
        rules: What was set, by rule.
        holding: Codes that the settings hold back: these must at least be confirmed.
        channel: Where the reply goes.
        role: Whose reply it is.
    """
    strengths: dict[str, Strength] = {}
    for finding in findings:
        said = rules.get(finding.rule, _USUAL).on(channel, role)
        if finding.code in holding:
            said = max(said, "confirm", key=ORDER.index)
        strengths[finding.code] = max(said, strengths.get(finding.code, said), key=ORDER.index)
    return strengths


def of_strength(strengths: Mapping[str, Strength], *at_least: Strength) -> frozenset[str]:
    """Codes of these strengths."""
    return frozenset(code for code, strength in strengths.items() if strength in at_least)


_USUAL: Final = RuleSetting()
HELD: Final[tuple[Strength, ...]] = ("confirm", "reason", "second")
"""What holds a reply back."""
