"""``functools.cached_property`` as Python has it from 3.12 on, without a lock (ADR 0026).

Before, one lock guards an attribute of all objects of a class: while one draft waited for LanguageTool in
``View.answer``, no other could. What two threads find at once is the same here, and either's may stay.
"""

from __future__ import annotations

import functools
from typing import Any, Self, TypeVar, overload

T = TypeVar("T")


class cached_property(functools.cached_property[T]):  # noqa: N801 - the name of what it stands in for
    """An attribute that is found when it is first asked for."""

    @overload
    def __get__(self, instance: None, owner: type[Any] | None = None) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type[Any] | None = None) -> T: ...
    def __get__(self, instance: object | None, owner: type[Any] | None = None) -> Self | T:
        """Find it; from then on the object itself has it under this name."""
        if instance is None:
            return self
        found = instance.__dict__[str(self.attrname)] = self.func(instance)
        return found
