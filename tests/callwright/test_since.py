"""How `--since` is read: how long ago, or a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import click
import pytest

from callwright.since import Since


def read(text: str) -> datetime:
    moment = Since().convert(text, None, None)
    assert moment.tzinfo is None
    return moment


@pytest.mark.parametrize(
    ("text", "ago"),
    [
        ("90s", timedelta(seconds=90)),
        ("30m", timedelta(minutes=30)),
        ("2h", timedelta(hours=2)),
        (" 3d ", timedelta(days=3)),
        ("1w", timedelta(days=7)),
        ("0s", timedelta()),
    ],
)
def test_how_long_ago(text: str, ago: timedelta) -> None:
    before = datetime.now(UTC).replace(tzinfo=None) - ago
    assert before <= read(text) <= datetime.now(UTC).replace(tzinfo=None) - ago


def test_a_time_with_its_zone() -> None:
    assert read("2026-01-15T10:00+08:00") == datetime(2026, 1, 15, 2)


@pytest.mark.parametrize(("zone", "hour"), [("Asia/Shanghai", 2), ("Europe/Berlin", 9)])
def test_a_time_without_a_zone_is_the_projects(monkeypatch: pytest.MonkeyPatch, zone: str, hour: int) -> None:
    monkeypatch.setenv("CALLWRIGHT_PROJECT_ZONE", zone)
    monkeypatch.setenv("TZ", "America/Lima")
    assert read("2026-01-15T10:00") == datetime(2026, 1, 15, hour)


@pytest.mark.parametrize("text", ["", "yesterday", "2", "h", "-2h", "2 h", "1.5h", "999999w", "2026-13-01"])
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(click.BadParameter, match=r"is no time|不是时间"):
        read(text)
