"""The real time of a call, in the zone of its line."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from nodes.errors import ServiceUnavailable


def zone_named(name: str) -> ZoneInfo:
    """The time zone `name` (IANA). Raises ServiceUnavailable if there is none such."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as missing:
        raise ServiceUnavailable(
            f"there is no time zone '{name}': write one such as Asia/Shanghai"
        ) from missing


class SystemClock:
    """The service `clock`. A call that is taken over goes on counting from `elapsed` seconds."""

    def __init__(
        self,
        zone: str = "Asia/Shanghai",
        elapsed: float = 0.0,
        *,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Raises ServiceUnavailable for a zone that does not exist. `sleep` suits the engine's threads."""
        self._zone = zone_named(zone)
        self._began = time.monotonic() - elapsed
        self._sleep = sleep

    def now(self) -> datetime:
        """The time of day with its zone."""
        return datetime.now(self._zone)

    def elapsed(self) -> float:
        """Seconds since the call began, to the millisecond; setting the machine's clock changes nothing."""
        return round(time.monotonic() - self._began, 3)

    def sleep(self, seconds: float) -> None:
        """Let `seconds` pass."""
        self._sleep(max(0.0, seconds))
