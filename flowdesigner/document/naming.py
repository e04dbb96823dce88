"""Ids for new things: identifiers made from a title or a type, and unique."""

from __future__ import annotations

import re
from collections.abc import Container

from nodes.kinds import IDENTIFIER

LONGEST = 64
"""Characters of an identifier."""

_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_]+")


def is_identifier(text: str) -> bool:
    """Whether `text` may be the id of a node, an exit or a variable."""
    return re.fullmatch(IDENTIFIER, text) is not None


def identifier(text: str, otherwise: str) -> str:
    """`text` as an identifier: its Latin letters and digits in small letters; `otherwise` if it has none."""
    name = _NOT_IN_NAMES.sub("_", text).strip("_").lower()[: LONGEST - 4]
    if not re.search("[a-z]", name):
        return otherwise
    return name if name[0].isalpha() else f"_{name}"


def unique(base: str, taken: Container[str]) -> str:
    """`base`, or `base_2`, `base_3` ... if it is taken."""
    if base not in taken:
        return base
    stem = re.sub(r"_\d{1,5}$", "", base) or base
    stem = stem[: LONGEST - 6]
    number = 2
    while f"{stem}_{number}" in taken:
        number += 1
    return f"{stem}_{number}"
