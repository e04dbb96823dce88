"""Makes the small values of which every call makes many: read-only to a type checker, light at run time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def light(cls: type[T]) -> type[T]:
    """Make `cls` a dataclass with slots whose fields only mypy holds to be read-only.

    A dataclass that is frozen at run time sets each field through `object.__setattr__` and takes nearly
    three times as long to make. Nobody changes a value once it is made. A value that is to be the key of a
    mapping stays frozen: this one has no hash.
    """
    return dataclass(slots=True)(cls)
