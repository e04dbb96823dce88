"""The table of probes: each a numbered black-box check of what a switch really does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.wire.bench import Bench

Check = Callable[[Bench], None]


@dataclass(frozen=True)
class Probe:
    """One check. `slow`: takes more than two seconds on a real switch."""

    number: int
    title: str
    check: Check
    slow: bool = False


PROBES: list[Probe] = []


def probe(number: int, title: str, *, slow: bool = False) -> Callable[[Check], Check]:
    """Enter a check into the table; several may share a number."""

    def enter(check: Check) -> Check:
        PROBES.append(Probe(number, title, check, slow))
        return check

    return enter
