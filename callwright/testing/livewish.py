"""How `callwright test --live` reaches the switch, and how its callers press keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class LiveWish:
    """What the options say; an empty one leaves the project's settings or the usual in force.

    `switch` is the event socket (`live.switch`), `dial` the dial string of the caller's leg with `{number}`,
    `listen` where we take the calls, `parties` the context with what `--dialplan` prints.
    """

    switch: str = ""
    dial: str = ""
    listen: str = ""
    parties: str = "default"
    tones: Literal["rfc2833", "inband"] = "rfc2833"
    at_once: int = 0
    ears: bool = True
    """Whether what callers hear is recorded and looked through."""
