"""Wraps the services of a call so that what was asked outside, and how it ended, is journalled."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from engine.events import MASK, SENT, MilestoneReached, ServiceUsed
from engine.journal import Recorder
from engine.spoken import utterances
from nodes.clips import Clip, Part
from nodes.errors import ServiceError, ServiceRefused, ServiceTimeout, ServiceUnavailable
from nodes.services import (
    Calendars,
    Database,
    Http,
    HttpReply,
    HttpRequest,
    Message,
    Records,
    Reports,
    Row,
    Services,
    Speech,
    Updated,
)

_OUTCOMES: tuple[tuple[type[Exception], str], ...] = (
    (ServiceTimeout, "timeout"),
    (ServiceRefused, "refused"),
    (ServiceUnavailable, "unavailable"),
)


def journaled(services: Services, recorder: Recorder) -> Services:
    """`services`, each use of them written to `recorder`."""
    return Services(
        database=_Database(services.database, recorder),
        http=_Http(services.http, recorder),
        records=_Records(services.records, recorder),
        speech=_Speech(services.speech, recorder) if recorder.masks.active else services.speech,
        clock=services.clock,
        calendars=_Calendars(services.calendars, recorder),
        chance=services.chance,
        reports=_Reports(services.reports, recorder),
    )


def _word(error: Exception) -> str:
    return next((word for class_, word in _OUTCOMES if isinstance(error, class_)), "failed")


class _Use:
    """One use of a service, as a context: the outcome is set in it, or follows from the exception."""

    __slots__ = ("_recorder", "_service", "_target", "outcome")

    def __init__(self, recorder: Recorder, service: str, target: str) -> None:
        self._recorder, self._service, self._target = recorder, service, target
        self.outcome = "done"

    def __enter__(self) -> _Use:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, Exception):
            self.outcome = _word(error)
        elif error is not None:
            return
        recorder = self._recorder
        target = recorder.masks.text(self._target)
        recorder.write(ServiceUsed(recorder.now(), recorder.node, self._service, target, self.outcome))


class _Database:
    def __init__(self, inner: Database, recorder: Recorder) -> None:
        self._inner, self._recorder = inner, recorder

    def query(
        self, connection: str, sql: str, values: Mapping[str, object], *, limit: int, seconds: float
    ) -> Sequence[Row]:
        with _Use(self._recorder, "database.query", connection) as use:
            rows = self._inner.query(connection, sql, values, limit=limit, seconds=seconds)
            use.outcome = f"rows={len(rows)}"
        return rows

    def update(
        self, connection: str, sql: str, values: Mapping[str, object], *, step: str, seconds: float
    ) -> Updated:
        with _Use(self._recorder, "database.update", connection) as use:
            updated = self._inner.update(connection, sql, values, step=step, seconds=seconds)
            use.outcome = updated.outcome
        return updated


class _Http:
    def __init__(self, inner: Http, recorder: Recorder) -> None:
        self._inner, self._recorder = inner, recorder

    def request(self, request: HttpRequest) -> HttpReply:
        target = f"{request.connection} {request.method} {request.path}"
        with _Use(self._recorder, "http.request", target) as use:
            reply = self._inner.request(request)
            use.outcome = str(reply.status)
        return reply

    def send(self, request: HttpRequest, told: Callable[[str], None] = lambda outcome: None) -> None:
        recorder, node = self._recorder, self._recorder.node
        target = recorder.masks.text(f"{request.connection} {request.method} {request.path}")

        def note(outcome: str) -> None:
            recorder.write(ServiceUsed(recorder.now(), node, SENT, target, outcome))
            told(outcome)

        try:
            self._inner.send(request, note)
        except ServiceError as error:
            note(_word(error))
            raise


class _Records:
    def __init__(self, inner: Records, recorder: Recorder) -> None:
        self._inner, self._recorder = inner, recorder

    def next_number(self, series: str, period: str, *, step: str) -> int:
        with _Use(self._recorder, "records.next_number", series):
            return self._inner.next_number(series, period, step=step)

    def new_recording(self, box: str, *, step: str) -> str:
        with _Use(self._recorder, "records.new_recording", box):
            return self._inner.new_recording(box, step=step)

    def named_recording(self, path: str, *, step: str) -> str:
        with _Use(self._recorder, "records.new_recording", path):
            return self._inner.named_recording(path, step=step)

    def keep_message(self, message: Message) -> str:
        with _Use(self._recorder, "records.keep_message", message.box):
            return self._inner.keep_message(message)

    def drop_recording(self, path: str) -> None:
        self._inner.drop_recording(path)


class _Calendars:
    def __init__(self, inner: Calendars, recorder: Recorder) -> None:
        self._inner, self._recorder = inner, recorder

    def state(self, calendar: str, moment: datetime) -> str:
        with _Use(self._recorder, "calendars.state", calendar) as use:
            use.outcome = self._inner.state(calendar, moment)
        return use.outcome


class _Speech:
    """Learns what a journal may show of each utterance: a value read out no longer looks like itself."""

    def __init__(self, inner: Speech, recorder: Recorder) -> None:
        self._inner, self._recorder = inner, recorder

    def clips(self, parts: Sequence[Part], language: str, voice: str = "") -> tuple[Clip, ...]:
        masks = self._recorder.masks
        masked = [self._masked(part) for part in parts]
        if masked != list(parts):
            for (text, run), (shown, _) in zip(
                utterances(parts, language), utterances(masked, language), strict=False
            ):
                if run:
                    masks.spoken[text] = shown
        return self._inner.clips(parts, language, voice)

    def system(self, name: str, language: str) -> tuple[Clip, ...]:
        return self._inner.system(name, language)

    def _masked(self, part: Part) -> Part:
        if part.kind not in ("text", "value"):
            return part
        text = self._recorder.masks.text(part.text)
        return part if text == part.text else Part("text", text)


class _Reports:
    def __init__(self, inner: Reports, recorder: Recorder) -> None:
        self._inner, self._recorder = inner, recorder

    def milestone(self, name: str, value: str) -> None:
        shown = MASK if value and self._recorder.sensitive else self._recorder.masks.text(value)
        self._recorder.write(MilestoneReached(self._recorder.now(), self._recorder.node, name, shown))
        self._inner.milestone(name, shown)

    def log(self, level: str, text: str) -> None:
        shown = MASK if text and self._recorder.sensitive else self._recorder.masks.text(text)
        self._recorder.log(level, shown)
        self._inner.log(level, shown)
