"""Which applications the switch has: one that it does not know would make it hang up on the caller."""

from __future__ import annotations

from collections.abc import Callable

_known: set[str] = set()


def known_application(name: str, ask: Callable[[], str]) -> bool:
    """Whether the switch has the application `name`; `ask` runs `show application`, used when in doubt."""
    if name.lower() not in _known:
        _known.update(parse(ask()))
    return name.lower() in _known


def parse(listing: str) -> set[str]:
    """The names in the answer to `show application`: the first column of its lines, in lower case."""
    lines = listing.splitlines()
    return {line.split(",", 1)[0].strip().lower() for line in lines[1:] if "," in line}
