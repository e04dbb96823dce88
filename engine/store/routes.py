"""What decides where a call on a line goes before the line's own flow answers: hours and lists of callers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from engine.store.errors import BadLine
from engine.store.names import NAME

REFUSE = "refuse"
"""The word for no flow: the call is not answered."""
MOST_ROUTES = 100
"""Routes of one line."""

_ARROW = r"\s*(?:->|→|:|：)\s*"
_CALENDAR = re.compile(rf"\s*calendar\s+(\S+)\s+(?:is\s+)?(\S+?){_ARROW}(\S+)\s*")
_LIST = re.compile(rf"\s*list\s+(\S+?){_ARROW}(\S+)\s*")


@dataclass(frozen=True, slots=True)
class Route:
    """A calendar in a `state` (open, closed, a special day's name), or a list that the caller is on.

    If it fits, `flow` answers; an empty one refuses the call.
    """

    sort: Literal["calendar", "list"]
    name: str
    state: str = ""
    flow: str = ""

    def __str__(self) -> str:
        """As `route_from` reads it."""
        when = f"{self.sort} {self.name}" + (f" is {self.state}" if self.state else "")
        return f"{when} -> {self.flow or REFUSE}"


def route_from(text: str) -> Route:
    """The route that a person wrote: `calendar NAME is STATE -> FLOW` or `list NAME -> FLOW`. Raises BadLine.

    The flow `refuse` refuses the call; `is` may be left out, and `:` or `→` may stand for the arrow.
    """
    if found := _CALENDAR.fullmatch(text):
        name, state, flow = found.groups()
        return checked_route(Route("calendar", name, state, "" if flow == REFUSE else flow))
    if found := _LIST.fullmatch(text):
        name, flow = found.groups()
        return checked_route(Route("list", name, "", "" if flow == REFUSE else flow))
    raise BadLine(
        f"{text[:80]!r} is no route",
        'write "calendar NAME is STATE -> FLOW" or "list NAME -> FLOW"; the flow refuse refuses the call',
    )


def checked_route(route: Route) -> Route:
    """`route`, if it could be one. Raises BadLine."""
    for what in (route.name, *([route.flow] if route.flow else [])):
        if not NAME.fullmatch(what):
            raise BadLine(
                f"{what[:80]!r} in a route is no name", "use letters, digits, - _ and . (64 at most)"
            )
    if route.sort == "calendar" and not (route.state.isidentifier() and len(route.state) <= 64):
        raise BadLine(
            f"{route.state[:80]!r} is no state of a calendar", "write open, closed or a special day's name"
        )
    return route
