"""The clock, the dice and the log of real calls."""

from __future__ import annotations

import logging

import pytest

from engine.services.chance import SystemChance
from engine.services.clock import SystemClock
from engine.services.reports import LoggedReports
from nodes.errors import ServiceUnavailable


def test_a_clock_goes_on_where_a_call_was_taken_over() -> None:
    slept: list[float] = []
    clock = SystemClock("Asia/Shanghai", 100.0, sleep=slept.append)
    assert 100 <= clock.elapsed() <= clock.elapsed() < 200
    offset = clock.now().utcoffset()
    assert offset is not None and offset.total_seconds() == 8 * 3600
    clock.sleep(-1)
    assert slept == [0.0]


def test_a_zone_that_does_not_exist() -> None:
    for zone in ("Asia/Atlantis", "../etc/passwd", ""):
        with pytest.raises(ServiceUnavailable, match="time zone"):
            SystemClock(zone)


def test_chance() -> None:
    chance = SystemChance()
    assert all(0 <= chance.random() < 1 for _ in range(100))


def test_reports_are_one_line(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "callwright.flow")
    reports = LoggedReports("call-1")
    reports.milestone("filed", "TS1")
    reports.log("warning", "a\nb")
    reports.log("nonsense", "c")
    assert caplog.messages == ["call-1 milestone filed TS1", "call-1 a b", "call-1 c"]
