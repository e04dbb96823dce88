"""Services in memory: prepared answers, numbers, calendars, chance, effects."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nodes.clips import Part
from nodes.errors import ServiceError, ServiceRefused, ServiceTimeout, ServiceUnavailable
from nodes.services import HttpRequest, Message, Updated
from simulator.clock import START, VirtualClock
from simulator.mocks import DatabaseAnswer, HttpAnswer
from simulator.services import SimServices, World

SQL = "SELECT state\n  FROM cases WHERE no = :no"


def outside(**world: object) -> tuple[SimServices, VirtualClock]:
    """Services with what is prepared in `world`."""
    clock = VirtualClock()
    return SimServices(clock, World(**world)), clock  # type: ignore[arg-type]


def query(outside: SimServices, sql: str = SQL, limit: int = 10) -> list[object]:
    """A query of connection `hotline`."""
    database = outside.services.database
    return list(database.query("hotline", sql, {"no": 1}, limit=limit, seconds=5.0))


def test_the_first_answer_that_fits_and_is_not_used_up_serves() -> None:
    answers = [
        DatabaseAnswer("other", rows=[{"x": 0}]),
        DatabaseAnswer("hotline", "from CASES  where", rows=[{"x": 1}, {"x": 2}], times=1),
        DatabaseAnswer("hotline", node="look", rows=[{"x": 3}]),
        DatabaseAnswer("hotline", rows=[]),
    ]
    services, _ = outside(database_answers=answers)
    assert query(services, limit=1) == [{"x": 1}]
    assert query(services) == []
    services.whereabouts.node = "look"
    assert query(services) == [{"x": 3}]
    assert services.unused() == (answers[0],)


def test_an_answer_used_less_often_than_wanted_is_unused() -> None:
    answers = [DatabaseAnswer("hotline", times=2)]
    services, _ = outside(database_answers=answers)
    query(services)
    assert services.unused() == tuple(answers)
    query(services)
    assert services.unused() == ()


@pytest.mark.parametrize(
    ("answer", "error", "passed"),
    [
        (DatabaseAnswer("hotline", error="unavailable", seconds=1.0), ServiceUnavailable, 1.0),
        (DatabaseAnswer("hotline", error="refused"), ServiceRefused, 0.0),
        (DatabaseAnswer("hotline", error="timeout"), ServiceTimeout, 5.0),
        (DatabaseAnswer("hotline", seconds=5.1), ServiceTimeout, 5.0),
    ],
)
def test_failures_take_their_time(answer: DatabaseAnswer, error: type[ServiceError], passed: float) -> None:
    services, clock = outside(database_answers=[answer])
    with pytest.raises(error, match="hotline"):
        query(services)
    assert clock.elapsed() == passed


def test_what_nobody_prepared_says_how_to_prepare_it() -> None:
    services, _ = outside()
    with pytest.raises(ServiceUnavailable, match=r"given\.database\.hotline"):
        query(services)
    with pytest.raises(ServiceUnavailable, match=r"given\.http\.weather"):
        services.services.http.request(HttpRequest("weather", "GET", "/today"))


def test_a_change_is_done_once_for_a_step() -> None:
    services, _ = outside(
        database_answers=[DatabaseAnswer("hotline", "insert"), DatabaseAnswer("hotline", changed=0)]
    )
    update = services.services.database.update
    sql = "INSERT INTO cases\n VALUES (:no)"
    assert update("hotline", sql, {"no": 7}, step="c:1", seconds=5.0) == Updated("done", 1)
    assert update("hotline", sql, {"no": 7}, step="c:1", seconds=5.0) == Updated("duplicate")
    assert update("hotline", "DELETE", {}, step="c:2", seconds=5.0) == Updated("unchanged", 0)
    assert [(e.service, e.target, e.text, e.step) for e in services.effects] == [
        ("database", "hotline", "INSERT INTO cases VALUES (:no)", "c:1"),
        ("database", "hotline", "DELETE", "c:2"),
    ]


class RealDatabase:
    """A connection that exists."""

    def query(
        self, connection: str, sql: str, values: object, *, limit: int, seconds: float
    ) -> list[dict[str, object]]:
        """One row that says what was asked."""
        return [{"asked": sql}]

    def update(self, connection: str, sql: str, values: object, *, step: str, seconds: float) -> Updated:
        """Always done."""
        return Updated("done", 3)


def test_a_real_connection_is_asked_for_what_was_not_prepared() -> None:
    prepared = DatabaseAnswer("hotline", "cases", rows=[{"x": 1}])
    services, _ = outside(database=RealDatabase(), database_answers=[prepared])
    assert query(services) == [{"x": 1}]
    assert query(services, "SELECT 1") == [{"asked": "SELECT 1"}]
    assert services.services.database.update("hotline", "DELETE", {}, step="s", seconds=1.0).rows == 3
    assert services.effects[0].text == "DELETE"


def test_web_services_answer_as_prepared() -> None:
    answers = [
        HttpAnswer("weather", "/today", "get", data={"sky": "晴"}),
        HttpAnswer("weather", "/text", body="plain"),
        HttpAnswer("weather", "/xml", body="<sky><cloud>1</cloud></sky>"),
        HttpAnswer("weather", status=404),
    ]
    services, _ = outside(http_answers=answers)
    request = services.services.http.request
    today = request(HttpRequest("weather", "GET", "/v1/today", step="c:1"))
    assert (today.status, today.data, today.body) == (200, {"sky": "晴"}, '{"sky": "晴"}')
    text = request(HttpRequest("weather", "POST", "/text", body="x"))
    assert (text.body, text.data) == ("plain", None)
    assert request(HttpRequest("weather", "POST", "/today")).status == 404
    assert "cloud" in str(request(HttpRequest("weather", "GET", "/xml")).data)
    assert [effect.text for effect in services.effects] == [
        "GET /v1/today",
        "POST /text",
        "POST /today",
        "GET /xml",
    ]


def test_numbers_are_given_once_for_a_step() -> None:
    records = outside(first_numbers={"TS": 38})[0].services.records
    assert records.next_number("TS", "20260115", step="c:1") == 38
    assert records.next_number("TS", "20260115", step="c:1") == 38
    assert records.next_number("TS", "20260115", step="c:2") == 39
    assert records.next_number("TS", "20260116", step="c:3") == 38
    assert records.next_number("other", "", step="c:4") == 1


def test_messages_are_kept_once_for_a_step() -> None:
    services, _ = outside()
    records = services.services.records
    path = records.new_recording("box", step="c:1/take1")
    assert path == "/recordings/box/c:1-take1.wav"
    kept = records.keep_message(Message("box", path, 4.0, "c:1", {"from": "1"}))
    assert records.keep_message(Message("box", path, 4.0, "c:1")) == kept
    records.drop_recording("/recordings/other.wav")
    assert [(e.service, e.target, dict(e.values)) for e in services.effects] == [
        ("message", "box", {"seconds": 4.0, "from": "1"}),
        ("dropped", "recording", {}),
    ]


def test_calendars_are_in_the_state_they_were_given() -> None:
    calendars = outside(calendar_states={"office": "spring_festival"})[0].services.calendars
    assert calendars.state("office", START) == "spring_festival"
    assert calendars.state("office", START + timedelta(days=1)) == "spring_festival"
    with pytest.raises(ServiceUnavailable, match=r"given\.calendars\.other"):
        calendars.state("other", START)


def test_chance_is_the_same_for_the_same_seed() -> None:
    rolls = [[outside(seed=seed)[0].services.chance.random() for _ in range(1)] for seed in (1, 1, 2)]
    assert rolls[0] == rolls[1] != rolls[2]


def test_speech_is_text_with_an_estimated_length() -> None:
    parts = [
        Part("text", "编号"),
        Part("value", "0012", "digits"),
        Part("silence", ms=500),
        Part("sound", "jingle"),
        Part("tone", "%(400,0,800)"),
    ]
    clips = outside()[0].services.speech.clips(parts, "zh-CN")
    assert [clip.kind for clip in clips] == ["speech", "silence", "sound", "tone"]
    assert clips[0].text == "编号零零幺二"
    assert [clip.ms for clip in clips[1:]] == [500, clips[2].ms, 400]
    assert all(clip.ms > 0 for clip in clips)
    assert outside()[0].services.speech.system("no such prompt", "en")[0].text == "no such prompt"


def test_reports_are_noted() -> None:
    services, _ = outside()
    services.services.reports.milestone("done", "1")
    services.services.reports.log("info", "text")
    assert services.reports.milestones == [("done", "1")]
    assert services.reports.lines == [("info", "text")]
