"""A code of the table of problems, and the table itself."""

from __future__ import annotations

import importlib
import re
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

Severity = Literal["error", "warning"]

ROOMS = ("file", "binding", "values", "graph", "prompts", "world")
"""The modules that hold codes: CW1xx, CW2xx and so on, in this order."""

_codes: dict[str, Code] = {}


@dataclass(frozen=True, slots=True)
class Code:
    """One sort of problem. Texts hold `{places}` that the problem fills; `why` is for the page in docs."""

    number: str
    severity: Severity
    title: str
    zh: str
    en: str
    cure_zh: str
    cure_en: str
    why: str


def code(
    number: str,
    severity: Severity,
    title: str,
    *,
    zh: str,
    en: str,
    cure_zh: str,
    cure_en: str,
    why: str,
) -> Code:
    """Enter a code into the table. Raises ValueError if its number is malformed or taken."""
    if not re.fullmatch(r"CW[1-9]\d\d", number) or number in _codes:
        raise ValueError(f"{number} is no code, or is taken")
    _codes[number] = Code(number, severity, title, zh, en, cure_zh, cure_en, why)
    return _codes[number]


@cache
def all_codes() -> MappingProxyType[str, Code]:
    """Every code by its number, sorted."""
    for room in ROOMS:
        importlib.import_module(f"flows.codes.{room}")
    return MappingProxyType(dict(sorted(_codes.items())))
