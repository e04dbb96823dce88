"""The clock that is only counted."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from simulator.clock import VirtualClock


def test_time_passes_only_when_it_is_let() -> None:
    clock = VirtualClock(datetime(2026, 1, 15, 23, 59, 59, tzinfo=UTC))
    assert clock.elapsed() == 0.0
    clock.sleep(1.5)
    clock.advance(-3)
    assert clock.elapsed() == 1.5
    assert clock.now().isoformat() == "2026-01-16T00:00:00.500000+00:00"


def test_time_never_goes_back() -> None:
    clock = VirtualClock()
    clock.to(500)
    clock.to(200)
    assert clock.ms == 500


def test_the_hour_changes_with_summer_time() -> None:
    clock = VirtualClock(datetime(2026, 3, 29, 1, 59, tzinfo=ZoneInfo("Europe/Berlin")))
    clock.advance(120)
    assert clock.now().isoformat() == "2026-03-29T03:01:00+02:00"


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="has no zone"):
        VirtualClock(datetime(2026, 1, 15))
