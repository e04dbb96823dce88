"""What databases and web services answered is noted, and prepared answers can be replaced in a call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from nodes.errors import ServiceError, ServiceRefused, ServiceTimeout, ServiceUnavailable
from nodes.services import HttpRequest, Row, Updated
from simulator.clock import VirtualClock
from simulator.mocks import DatabaseAnswer, HttpAnswer, Mocks
from simulator.services import SimServices, World


class Real:
    """A database that answers, or fails as it is told."""

    def __init__(self, error: ServiceError | None = None) -> None:
        self._error = error

    def query(
        self, connection: str, sql: str, values: Mapping[str, object], *, limit: int, seconds: float
    ) -> Sequence[Row]:
        """One row."""
        if self._error is not None:
            raise self._error
        return [{"state": "open"}]

    def update(
        self, connection: str, sql: str, values: Mapping[str, object], *, step: str, seconds: float
    ) -> Updated:
        """Two rows."""
        if self._error is not None:
            raise self._error
        return Updated("done", 2)


def outside(world: World) -> SimServices:
    """The services of a call that is at the node `look`."""
    made = SimServices(VirtualClock(), world)
    made.whereabouts.node = "look"
    return made


def test_a_real_answer_is_one_that_could_be_prepared() -> None:
    found = outside(World(database=Real()))
    database = found.services.database
    database.query("cases", "SELECT  state", {}, limit=10, seconds=1)
    database.update("cases", "UPDATE x", {}, step="c:1", seconds=1)
    database.update("cases", "UPDATE x", {}, step="c:1", seconds=1)
    assert found.asked == [
        DatabaseAnswer("cases", "SELECT state", "look", rows=[{"state": "open"}], times=1),
        DatabaseAnswer("cases", "UPDATE x", "look", changed=2, times=1),
    ]


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (ServiceTimeout("late"), "timeout"),
        (ServiceRefused("no"), "refused"),
        (ServiceUnavailable("gone"), "unavailable"),
    ],
)
def test_how_a_real_one_failed_is_noted(error: ServiceError, word: str) -> None:
    found = outside(World(database=Real(error)))
    with pytest.raises(type(error)):
        found.services.database.query("cases", "SELECT 1", {}, limit=1, seconds=1)
    assert [(answer.error, answer.times) for answer in found.asked] == [(word, 1)]


def test_prepared_answers_that_were_asked_for() -> None:
    rows, page = DatabaseAnswer("cases", rows=[{"a": 1}]), HttpAnswer("weather", error="timeout")
    found = outside(World([rows], [page]))
    found.services.database.query("cases", "SELECT 1", {}, limit=1, seconds=1)
    with pytest.raises(ServiceTimeout):
        found.services.http.request(HttpRequest("weather", "GET", "/today"))
    assert found.asked == [rows, page]


def test_answers_can_be_replaced_in_the_middle_of_a_call() -> None:
    found = outside(World([DatabaseAnswer("cases", rows=[{"a": 1}])], calendar_states={"office": "open"}))
    calendars, now = found.services.calendars, VirtualClock().now()
    assert calendars.state("office", now) == "open"
    found.prepare(World([DatabaseAnswer("cases", rows=[{"a": 2}])], calendar_states={"office": "closed"}))
    assert found.services.database.query("cases", "SELECT 1", {}, limit=1, seconds=1) == [{"a": 2}]
    assert calendars.state("office", now) == "closed"


def test_an_answer_that_stays_is_used_up_as_far_as_it_was() -> None:
    once, other = DatabaseAnswer("cases", times=1), DatabaseAnswer("cases", sql="other")
    mocks = Mocks([once])
    assert mocks.find("cases", "SELECT") is once
    mocks.replace([other, once])
    assert mocks.find("cases", "SELECT") is None
    assert mocks.unused() == (other,)
    mocks.replace([once, once])
    assert mocks.find("cases", "SELECT") is once
