"""What a simulated call of a project is given: its calendars, its databases, the time of day."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from callwright.errors import BadThing, Misuse
from callwright.settings import Connection, Settings
from callwright.words import words
from flows.release import CompiledFlow
from nodes.call import LineFacts
from nodes.channel import CallFacts
from nodes.services import Calendars, Database
from simulator.clock import START
from simulator.given import Given
from simulator.services import World

if TYPE_CHECKING:
    from engine.services.calendars import NamedCalendars


@contextmanager
def given_of(settings: Settings) -> Iterator[Given]:
    """The circumstances of simulated calls in a project, for as long as they are made.

    SQLite databases are copied first and other databases are read only: a simulated call changes nothing
    that anybody keeps.
    """
    with tempfile.TemporaryDirectory(prefix="callwright-") as folder:
        database = _databases(settings, Path(folder))
        world = World(database=database, calendars=_SiteCalendars(settings))
        line = LineFacts("12345", settings.project.name)
        facts = CallFacts("simulated", caller="13800138000", called="12345")
        try:
            yield Given(facts=facts, line=line, now=moment("", settings), world=world)
        finally:
            close = getattr(database, "close", None)
            if close is not None:
                close()


class Worlds:
    """Makes the circumstances of one run after the other: what the run before changed is gone.

    `adapt` is what all of them have in common.
    """

    def __init__(self, settings: Settings, adapt: Callable[[Given], Given]) -> None:
        self._settings = settings
        self._adapt = adapt
        self._open = ExitStack()

    def __enter__(self) -> Worlds:
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of what the last run was given."""
        self._open.close()

    def __call__(self) -> Given:
        """Fresh circumstances; those made before are let go."""
        self._open.close()
        return self._adapt(self._open.enter_context(given_of(self._settings)))


def moment(text: str, settings: Settings) -> datetime:
    """The time `--now` names, in the project's zone; empty is a Thursday morning, `now` the present."""
    zone = zone_of(settings)
    if text == "now":
        return datetime.now(zone)
    if not text:
        return START.replace(tzinfo=zone)
    try:
        when = datetime.fromisoformat(text)
    except ValueError as error:
        raise Misuse(
            words(zh=f"--now {text}：不是时间", en=f"--now {text}: that is no time"),
            words(zh="例如 2026-01-15T10:00，或 now", en="such as 2026-01-15T10:00, or: now"),
        ) from error
    return when if when.tzinfo else when.replace(tzinfo=zone)


def zone_of(settings: Settings) -> ZoneInfo:
    """The project's time zone. Raises BadThing if there is none of that name."""
    try:
        return ZoneInfo(settings.project.zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        where = settings.file or "callwright.toml"
        raise BadThing(
            f"{where}: project.zone: {settings.project.zone}: {error}",
            words(zh="例如 Asia/Shanghai", en="for example Asia/Shanghai"),
        ) from error


def calendars_of(settings: Settings) -> NamedCalendars:
    """The project's calendars. Raises BadThing for one that is impossible."""
    from engine.services.calendars import CalendarError, calendars_from

    try:
        return calendars_from(settings.calendars, settings.project.zone)
    except CalendarError as error:
        raise BadThing(f"{settings.file}: {error}") from error


def site_calendars(settings: Settings) -> Calendars:
    """The project's calendars, those of the store included. Raises BadThing for one that is impossible."""
    return _SiteCalendars(settings)


class _SiteCalendars:
    """The project's calendars; one that the settings do not hold is looked for in the store."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._named = calendars_of(settings)

    def state(self, calendar: str, moment: datetime) -> str:
        """As nodes.services.Calendars.state."""
        if calendar not in self._settings.calendars:
            return self._with_kept.state(calendar, moment)
        return self._named.state(calendar, moment)

    @cached_property
    def _with_kept(self) -> NamedCalendars:
        from callwright.calendar_files import kept_calendars

        kept = kept_calendars(self._settings)
        return calendars_of(
            self._settings.model_copy(update={"calendars": {**kept, **self._settings.calendars}})
        )


def _databases(settings: Settings, folder: Path) -> Database | None:
    named = {name: c for name, c in settings.connections.items() if c.kind == "database"}
    if not named:
        return None
    from engine.services.database import DatabaseConnection, Databases

    return Databases(
        {
            name: DatabaseConnection(
                _apart(settings, c, folder / name), c.user, c.password, 2, c.read_only or not _is_sqlite(c)
            )
            for name, c in named.items()
        }
    )


def _is_sqlite(connection: Connection) -> bool:
    return connection.url.startswith("sqlite")


def _apart(settings: Settings, connection: Connection, copy: Path) -> str:
    """The URL of a copy of an SQLite file; any other URL as it is."""
    url = settings.url(connection.url)
    head, mark, file = url.partition(":///")
    if not _is_sqlite(connection) or not mark or not Path(file).is_file():
        return url
    shutil.copyfile(file, copy)
    return f"{head}:///{copy}"


def assignments(texts: tuple[str, ...], flow: CompiledFlow) -> Mapping[str, object]:
    """The values of `--set name=value`. Raises Misuse for one without `=`, or of no input variable."""
    values: dict[str, object] = {}
    inputs = [variable.name for variable in flow.variables.values() if variable.input]
    for text in texts:
        name, mark, value = text.partition("=")
        if not mark or not name:
            raise Misuse(
                words(zh=f"--set {text}：缺少“=”", en=f"--set {text}: there is no '='"), "--set NAME=VALUE"
            )
        if name not in inputs:
            raise Misuse(
                words(
                    zh=f"--set {name}：流程 {flow.name} 没有这个输入变量",
                    en=f"--set {name}: {flow.name} has no such input variable",
                ),
                words(zh="可以写：", en="there are: ") + ", ".join(inputs)
                if inputs
                else words(
                    zh=f'{flow.name} 没有输入变量：在 <variable> 上写 input="yes"',
                    en=f'{flow.name} has none; declare one: <variable ... input="yes"/>',
                ),
            )
        values[name] = value
    return values
