"""What has grown old in the store: found and deleted in small transactions, so that no call waits for it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Engine, and_, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from engine.events import RecordingMade, from_json
from engine.store.engines import moment
from engine.store.opening import reaching
from engine.store.tables.calls import calls, engines, events, positions
from engine.store.tables.records import chores, effects, messages, numbers

Steps = Literal["numbers", "effects"]
Place = tuple[datetime, str]
"""How far one has come: the time and id of the last row."""

_STEPS = {"numbers": numbers, "effects": effects}
BEGINNING: Place = (datetime(1970, 1, 1), "")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OldCall:
    """A call that began at `started`, and the sound files that its journal names."""

    id: str
    started: datetime
    recordings: tuple[str, ...]

    @property
    def place(self) -> Place:
        """Where to go on after it."""
        return self.started, self.id


@dataclass(frozen=True, slots=True)
class OldMessage:
    """A message kept at `at`, and its sound file."""

    id: str
    at: datetime
    path: str

    @property
    def place(self) -> Place:
        """Where to go on after it."""
        return self.at, self.id


class Tidying:
    """What housekeeping asks of the store. Every time is UTC without a zone."""

    _engine: Engine

    # -- whose turn it is -----------------------------------------------------------------------------

    def begin_chore(self, name: str, every: float, engine: str) -> bool:
        """Whether `engine` is to do a chore now: the first to ask when `every` seconds are over."""
        with reaching(self._engine):
            try:
                with self._engine.begin() as connection:
                    now: datetime = connection.execute(select(moment())).scalar_one()
                    due = (chores.c.name == name) & (chores.c.at <= now - timedelta(seconds=every))
                    if connection.execute(update(chores).where(due).values(at=now, engine=engine)).rowcount:
                        return True
                    if connection.execute(select(chores.c.at).where(chores.c.name == name)).first():
                        return False
                    connection.execute(insert(chores).values(name=name, at=now, engine=engine))
            except IntegrityError:
                return False
        return True

    def reached(self, name: str) -> datetime:
        """How far a chore has come, as `reach` noted it."""
        with reaching(self._engine), self._engine.connect() as connection:
            found = connection.execute(select(chores.c.at).where(chores.c.name == name)).scalar()
        return found or BEGINNING[0]

    def reach(self, name: str, at: datetime) -> None:
        """Note how far a chore has come."""
        with reaching(self._engine), self._engine.begin() as connection:
            if not connection.execute(update(chores).where(chores.c.name == name).values(at=at)).rowcount:
                connection.execute(insert(chores).values(name=name, at=at, engine=""))

    # -- calls and their journals ------------------------------------------------------------------------

    def count_calls(self, before: datetime, after: datetime = BEGINNING[0]) -> tuple[int, int]:
        """How many calls began between, and how many events their journals have."""
        which = (calls.c.started < before) & (calls.c.started >= after)
        ids = select(calls.c.id).where(which)
        with reaching(self._engine), self._engine.connect() as connection:
            found = connection.execute(select(func.count()).select_from(calls).where(which)).scalar_one()
            of_them = select(func.count()).select_from(events).where(events.c.call.in_(ids))
            return found, connection.execute(of_them).scalar_one()

    def old_calls(self, before: datetime, after: Place = BEGINNING, most: int = 20) -> list[OldCall]:
        """Calls that began before, the oldest first."""
        time, id_ = after
        later = or_(calls.c.started > time, and_(calls.c.started == time, calls.c.id > id_))
        page = select(calls.c.id, calls.c.started).where((calls.c.started < before) & later)
        with reaching(self._engine), self._engine.connect() as connection:
            found = connection.execute(page.order_by(calls.c.started, calls.c.id).limit(most)).all()
            # The text is looked for first: reading JSON takes longer than the database does.
            theirs = events.c.call.in_([row.id for row in found])
            with_sound = select(events.c.call, events.c.data).where(
                theirs & events.c.data.contains(f'"{RecordingMade.kind}"')
            )
            paths: dict[str, list[str]] = {}
            for row in connection.execute(with_sound.order_by(events.c.id)):
                paths.setdefault(row.call, []).extend(_recording(row.data))
        return [OldCall(row.id, row.started, tuple(paths.get(row.id, ()))) for row in found]

    def drop_calls(self, ids: Sequence[str]) -> int:
        """Delete calls with their journals; how many events that were."""
        with reaching(self._engine), self._engine.begin() as connection:
            gone = connection.execute(delete(events).where(events.c.call.in_(ids))).rowcount
            connection.execute(delete(calls).where(calls.c.id.in_(ids)))
            return gone

    def close_calls(self, before: datetime, result: str, most: int = 500) -> int:
        """Give calls that began before, have no end and are with no engine, this result; how many."""
        which = (calls.c.started < before) & calls.c.seconds.is_(None)
        lost = select(calls.c.id).where(which & calls.c.id.not_in(select(positions.c.call))).limit(most)
        with reaching(self._engine), self._engine.begin() as connection:
            ids = connection.execute(lost).scalars().all()
            connection.execute(update(calls).where(calls.c.id.in_(ids)).values(result=result, seconds=0.0))
            return len(ids)

    # -- messages ----------------------------------------------------------------------------------------

    def count_messages(self, before: datetime) -> int:
        """How many messages were kept before."""
        with reaching(self._engine), self._engine.connect() as connection:
            query = select(func.count()).select_from(messages).where(messages.c.at < before)
            return connection.execute(query).scalar_one()

    def old_messages(self, before: datetime, after: Place = BEGINNING, most: int = 100) -> list[OldMessage]:
        """Messages that were kept before, the oldest first."""
        time, id_ = after
        later = or_(messages.c.at > time, and_(messages.c.at == time, messages.c.id > id_))
        page = select(messages.c.id, messages.c.at, messages.c.path).where((messages.c.at < before) & later)
        with reaching(self._engine), self._engine.connect() as connection:
            rows = connection.execute(page.order_by(messages.c.at, messages.c.id).limit(most)).all()
        return [OldMessage(row.id, row.at, row.path) for row in rows]

    def drop_messages(self, ids: Sequence[str]) -> None:
        """Forget messages."""
        with reaching(self._engine), self._engine.begin() as connection:
            connection.execute(delete(messages).where(messages.c.id.in_(ids)))

    def in_boxes(self, paths: Sequence[str]) -> set[str]:
        """Those of `paths` that belong to a message."""
        query = select(messages.c.path).where(messages.c.path.in_(paths))
        with reaching(self._engine), self._engine.connect() as connection:
            return set(connection.execute(query).scalars())

    # -- steps and engines -------------------------------------------------------------------------------

    def count_steps(self, what: Steps, before: datetime) -> int:
        """How many steps were noted before."""
        table = _STEPS[what]
        with reaching(self._engine), self._engine.connect() as connection:
            query = select(func.count()).select_from(table).where(table.c.at < before)
            return connection.execute(query).scalar_one()

    def drop_steps(self, what: Steps, before: datetime, most: int = 500) -> int:
        """Forget steps that were noted before; how many, at most `most`. Series go on where they are."""
        table = _STEPS[what]
        old = select(table.c.step).where(table.c.at < before).limit(most)
        with reaching(self._engine), self._engine.begin() as connection:
            found = connection.execute(old).scalars().all()
            connection.execute(delete(table).where(table.c.step.in_(found)))
            return len(found)

    def drop_engines(self, silent: timedelta = _DAY) -> int:
        """Forget engines that have long been dead and have left nothing; how many."""
        with reaching(self._engine), self._engine.begin() as connection:
            now: datetime = connection.execute(select(moment())).scalar_one()
            dead = (engines.c.seen < now - silent) & engines.c.id.not_in(select(positions.c.engine))
            return connection.execute(delete(engines).where(dead)).rowcount


def _recording(data: str) -> list[str]:
    """The path that an event of a journal names, if it is that of a recording."""
    try:
        event = from_json(json.loads(data))
    except (KeyError, TypeError, ValueError):
        return []
    return [event.path] if isinstance(event, RecordingMade) and event.path else []
