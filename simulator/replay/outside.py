"""The services of a call that is repeated: they answer what they answered then, and change nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from engine.events import MASK, SENT
from nodes.data.numbering import parts
from nodes.errors import CallEnded, ServiceError, ServiceRefused, ServiceTimeout, ServiceUnavailable
from nodes.services import Calendars, HttpReply, HttpRequest, Row, Services, Updated
from simulator.clock import VirtualClock
from simulator.replay.answers import FAILURES, changed_of, reply_of, rows_of
from simulator.replay.course import Course, Why
from simulator.services import SimRecords, SimServices, World

_ERRORS: dict[str, type[ServiceError]] = {
    "timeout": ServiceTimeout,
    "refused": ServiceRefused,
    "unavailable": ServiceUnavailable,
}


def told_services(course: Course, clock: VirtualClock, calendars: Calendars | None) -> Services:
    """The services of `course`; a calendar that was not asked then is asked of `calendars`."""
    usual = SimServices(clock, World())
    return replace(
        usual.services,
        database=_Database(course),
        http=_Http(course),
        records=_Records(course),
        calendars=_Calendars(course, calendars),
    )


def _fail(error: str) -> None:
    if error:
        raise _ERRORS[error]("as it was then")


def _stop(course: Course, why: Why) -> CallEnded | ServiceError:
    """End a call that would need an answer which nobody knows; on a way of its own it gets none."""
    if course.parted:
        return ServiceUnavailable("nobody asked this then")
    visit = course.visit
    course.stop(why, visit.node if visit else "")
    return CallEnded()


class _Database:
    def __init__(self, course: Course) -> None:
        self._course = course

    def query(
        self, connection: str, sql: str, values: Mapping[str, object], *, limit: int, seconds: float
    ) -> Sequence[Row]:
        course, visit = self._course, self._course.visit
        use = course.take_service("database.query", connection)
        if use is None or visit is None:
            raise _stop(course, "unknown_answer")
        found = rows_of(visit, course.node_then.node if course.node_then else None, use)
        _fail(found.error)
        if found.why or found.lacks(course.node_now.node if course.node_now else None):
            raise _stop(course, found.why or "unknown_answer")
        return found.rows[:limit]

    def update(
        self, connection: str, sql: str, values: Mapping[str, object], *, step: str, seconds: float
    ) -> Updated:
        course, visit = self._course, self._course.visit
        use = course.take_service("database.update", connection)
        if use is None or visit is None:
            raise _stop(course, "unknown_answer")
        _fail(_failed(use.outcome))
        count = changed_of(visit, course.node_then.node if course.node_then else None, use)
        return Updated(use.outcome, count)  # type: ignore[arg-type]


def _failed(outcome: str) -> str:
    """The word for a failure; empty for what is none."""
    return "" if outcome in ("done", "unchanged", "duplicate") else FAILURES.get(outcome, "unavailable")


class _Http:
    def __init__(self, course: Course) -> None:
        self._course = course

    def request(self, request: HttpRequest) -> HttpReply:
        course, visit = self._course, self._course.visit
        use = course.take_service("http.request", f"{request.connection} {request.method} {request.path}")
        if use is None or visit is None:
            raise _stop(course, "unknown_answer")
        found = reply_of(visit, course.node_then.node if course.node_then else None, use)
        _fail(found.error)
        if found.why or found.lacks(course.node_now.node if course.node_now else None):
            raise _stop(course, found.why or "unknown_answer")
        return HttpReply(found.status, found.body, found.data, found.headers)

    def send(self, request: HttpRequest, told: Callable[[str], None] = lambda outcome: None) -> None:
        """Nobody waits for it; how it ended may be journalled anywhere later."""
        use = self._course.take_service(SENT, f"{request.connection} {request.method} {request.path}")
        told(use.outcome if use else "200")


class _Records(SimRecords):
    """Numbers as they were given out then; messages are kept nowhere."""

    def __init__(self, course: Course) -> None:
        super().__init__([])
        self._course = course

    def next_number(self, series: str, period: str, *, step: str) -> int:
        course, visit = self._course, self._course.visit
        use = course.take_service("records.next_number", series)
        if use is None or visit is None:
            return super().next_number(series, period, step=step)
        _fail(_failed(use.outcome))
        shown = visit.value(str(course.setting("into", "")))
        if shown == MASK:
            raise _stop(course, "masked_answer")
        number = number_in(str(course.setting("pattern", "")), str(shown))
        return super().next_number(series, period, step=step) if number is None else number

    def keep_message(self, message: Any) -> str:
        course = self._course
        use = course.take_service("records.keep_message", message.box)
        _fail(_failed(use.outcome) if use else "")
        visit = course.visit
        kept = visit.value(str(course.setting("into", ""))) if visit and use else None
        return kept if isinstance(kept, str) and kept else super().keep_message(message)


def number_in(pattern: str, text: str) -> int | None:
    """The counted number in `text`, which `pattern` wrote; None if it did not."""
    written = ""
    try:
        known = parts(pattern)
    except ValueError:
        return None
    for part in known:
        if part.kind == "date":
            written += rf"\d{{{len(part.text)}}}"
        elif part.kind == "seq":
            written += r"(\d+)"
        else:
            written += r"\d" if part.kind == "check" else re.escape(part.text)
    found = re.fullmatch(written, text)
    return int(found[1]) if found and found.groups() else None


class _Calendars:
    def __init__(self, course: Course, real: Calendars | None) -> None:
        self._course, self._real = course, real

    def state(self, calendar: str, moment: datetime) -> str:
        """As nodes.services.Calendars.state."""
        use = self._course.take_service("calendars.state", calendar)
        if use is not None and use.target == calendar:
            if use.outcome in _ERRORS:
                raise _ERRORS[use.outcome]("as it was then")
            return use.outcome
        if self._real is not None:
            return self._real.state(calendar, moment)
        raise ServiceUnavailable(f"no calendar '{calendar}' was asked then")
