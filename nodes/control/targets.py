"""What is rung or handed a call: dial strings put together from checked parts only."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from nodes.kinds import Kind, matching

Via = Literal["gateway", "user", "loopback"]

Host = Annotated[
    str,
    matching(
        "host",
        r"[A-Za-z0-9._-]{0,64}",
        "'{value}' is no name of this sort: letters, digits, . _ -",
        "“{value}”不是这种名称：只能用字母、数字和 . _ -",
    ),
    Kind("text"),
]
"""A gateway, a domain, or a context of the switch's dial plan."""

_NUMBER = re.compile(r"[0-9*#+A-Za-z._-]{1,64}")
"""Nothing here means anything in a dial string (switch_ivr_originate.c): no blanks, brackets, `,` or `|`."""


def is_number(text: str) -> bool:
    """Whether `text` can be dialled: 1 to 64 of digits, letters and * # + . _ -."""
    return _NUMBER.fullmatch(text) is not None


def dial_string(via: Via, number: str, at: str) -> str:
    """The dial string of a checked `number`; `at` is the gateway, the domain of the user, or the context."""
    if via == "gateway":
        return f"sofia/gateway/{at}/{number}"
    if via == "user":
        return f"user/{number}@{at}" if at else f"user/{number}"
    return f"loopback/{number}/{at or 'default'}"
