"""Shapes of what is one person's alone: card numbers, personal codes, phones. Only valid shapes count.

Sources: ISO/IEC 7812 (Luhn), Swedish personnummer, Finnish henkilötunnus, Romanian CNP, Italian codice fiscale.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_SEVEN_DIGITS: Final = re.compile(r"\d(?:[ \u00a0+A-Za-z-]?\d){6}")
"""What every number has that is looked for here."""

_LONG: Final = re.compile(r"(?<![\w.,/-])\d(?:[ \u00a0-]?\d){9,18}(?![\w/]|[.,]\d)")
_SWEDISH: Final = re.compile(r"(?<![\w-])(?:19|20)?\d{6}[-+]\d{4}(?!\w)")
_FINNISH: Final = re.compile(r"(?<!\w)\d{6}[-+ABCDEFYXWVU]\d{3}[0-9A-FHJ-NPR-Y](?!\w)")
_ITALIAN: Final = re.compile(r"(?<!\w)[A-Z]{6}\d{2}[ABCDEHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?!\w)", re.IGNORECASE)
_PHONE: Final = re.compile(r"(?<![\w.,/])\+?\(?\d[\d ()/\u00a0-]{5,17}\d(?!\w)")
_FINNISH_CHECKS: Final = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_CNP_WEIGHTS: Final = (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)


def find_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Card numbers and personal codes as code points, left to right within each kind."""
    if not _SEVEN_DIGITS.search(text):
        return
    for match in _LONG.finditer(text):
        if _is_card_like(re.sub(r"\D", "", match[0]), match[0]):
            yield match.span()
    for pattern, is_valid in ((_SWEDISH, _is_swedish), (_FINNISH, _is_finnish), (_ITALIAN, bool)):
        for match in pattern.finditer(text):
            if is_valid(match[0]):
                yield match.span()


def find_phones(text: str) -> Iterator[tuple[int, int]]:
    """Anything that could be dialled, as code points."""
    for match in _PHONE.finditer(text):
        if 6 <= len(re.sub(r"\D", "", match[0])) <= 15:
            yield match.span()


def digits_of(*texts: str) -> frozenset[str]:
    """The runs of at least six digits in some texts, blanks and dashes dropped."""
    return frozenset(
        re.sub(r"\D", "", match[0]) for text in texts for match in re.finditer(r"\+?\d[\d ()/-]{4,}\d", text)
    )


def _is_card_like(digits: str, written: str) -> bool:
    """A library card or a payment card: long, no ISBN, no phone in its usual grouping."""
    if len(digits) == 13 and _is_cnp(digits):
        return True
    if len(digits) in {10, 13} and (digits.startswith(("978", "979")) or _is_isbn10(digits)):
        return False
    if written.startswith(("0", "+")) and len(digits) < 13:
        return False
    return len(digits) >= 12 or (len(digits) >= 10 and " " not in written and "-" not in written)


def _is_isbn10(digits: str) -> bool:
    return len(digits) == 10 and sum((10 - i) * int(d) for i, d in enumerate(digits)) % 11 == 0


def _is_cnp(digits: str) -> bool:
    rest = sum(weight * int(digit) for weight, digit in zip(_CNP_WEIGHTS, digits, strict=False)) % 11
    return digits[0] in "12345678" and int(digits[12]) == (1 if rest == 10 else rest)


def _is_swedish(code: str) -> bool:
    digits = re.sub(r"\D", "", code)[-10:]
    total = 0
    for position, digit in enumerate(digits):
        value = int(digit) * (2 - position % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0 and 1 <= int(digits[2:4]) <= 12


def _is_finnish(code: str) -> bool:
    number = int(code[:6] + code[7:10])
    return code[-1] == _FINNISH_CHECKS[number % 31] and 1 <= int(code[2:4]) <= 12
