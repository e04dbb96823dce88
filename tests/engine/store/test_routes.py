"""Routes as people write them, and what is none."""

from __future__ import annotations

import pytest

from engine.store.errors import BadLine
from engine.store.lines import Line, checked
from engine.store.routes import MOST_ROUTES, Route, checked_route, route_from

WRITTEN = {
    "calendar office is closed -> night-line": Route("calendar", "office", "closed", "night-line"),
    "  calendar  office  open->day ": Route("calendar", "office", "open", "day"),
    "calendar office spring_festival: holidays": Route("calendar", "office", "spring_festival", "holidays"),
    "calendar 市政 is closed → 夜间": Route("calendar", "市政", "closed", "夜间"),
    "list blacklist -> refuse": Route("list", "blacklist"),
    "list vip：vip-line": Route("list", "vip", "", "vip-line"),
}


@pytest.mark.parametrize(("text", "route"), WRITTEN.items())
def test_a_route_is_read_and_written_back(text: str, route: Route) -> None:
    assert route_from(text) == route
    assert route_from(str(route)) == route


NONE = [
    "",
    "night-line",
    "calendar office -> x",
    "calendar office is closed",
    "list -> x",
    "hours office is closed -> x",
    "calendar office is 9-17 -> x",
    "list black list -> x",
    "list a/b -> x",
    "list vip -> ../x",
    f"list {'x' * 65} -> x",
    "list " + "X" * 100_000 + " -> x",
]


@pytest.mark.parametrize("text", NONE, ids=lambda text: text[:30])
def test_what_is_no_route(text: str) -> None:
    with pytest.raises(BadLine):
        route_from(text)


def test_a_state_is_a_word() -> None:
    with pytest.raises(BadLine, match="no state"):
        checked_route(Route("calendar", "office", "", "x"))


def test_a_line_has_so_many_routes() -> None:
    route = Route("list", "vip", "", "x")
    checked(Line("1", "f", routes=(route,) * MOST_ROUTES))
    with pytest.raises(BadLine, match="1000 routes"):
        checked(Line("1", "f", routes=(route,) * 1000))
