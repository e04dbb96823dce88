"""Serial numbers, messages and noted effects in the store: each once for a step."""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from engine.store.counting import now
from engine.store.errors import Unreachable
from engine.store.opening import reaching
from engine.store.tables.records import effects, messages, numbers, series
from nodes.services import Message

_LONGEST = 200
_ATTEMPTS = 5
"""Two engines may begin the same series at once; the loser tries again."""


@dataclass(frozen=True, slots=True)
class KeptMessage:
    """A message in its box; `at` in UTC."""

    id: str
    box: str
    path: str
    seconds: float
    at: datetime
    values: dict[str, str]


class Keeping:
    """What flows have the store keep."""

    _engine: Engine

    def next_number(self, name: str, period: str, *, step: str) -> int:
        """The next number of series `name` in `period`, from 1; the same step again gives the same number."""
        key = _key(step)
        with reaching(self._engine):
            for _ in range(_ATTEMPTS):
                try:
                    return self._number(name, period, key)
                except IntegrityError:
                    continue
        raise Unreachable(f"the series {name} gives no number", "see whether the store is overloaded")

    def _number(self, name: str, period: str, key: str) -> int:
        """One attempt: the series is changed first, which locks it, then the step is looked for."""
        which = (series.c.name == name) & (series.c.period == period)
        with self._engine.begin() as connection:
            grown = connection.execute(
                update(series).where(which).values(number=series.c.number + 1)
            ).rowcount
            if not grown:
                connection.execute(insert(series).values(name=name, period=period, number=1))
            given = connection.execute(select(numbers.c.number).where(numbers.c.step == key)).scalar()
            if given is not None:
                connection.rollback()
                return int(given)
            number = int(connection.execute(select(series.c.number).where(which)).scalar_one())
            row = {"step": key, "name": name, "period": period, "number": number, "at": now()}
            connection.execute(insert(numbers).values(row))
            return number

    def keep_message(self, message: Message) -> str:
        """Keep a message; its id, the same for the same step."""
        id_ = hashlib.sha256(_key(message.step).encode()).hexdigest()[:16]
        row = {
            "id": id_,
            "box": message.box[:64],
            "path": message.path,
            "seconds": message.seconds,
            "at": now(),
            "details": json.dumps(dict(message.values), ensure_ascii=False).replace("\\u0000", ""),
        }
        with reaching(self._engine):
            try:
                with self._engine.begin() as connection:
                    connection.execute(insert(messages).values(row))
            except IntegrityError:
                # The step ran before: its message is there.
                return id_
        return id_

    def messages(self, box: str, limit: int = 100) -> list[KeptMessage]:
        """The latest messages of a box, the last first."""
        query = select(messages).where(messages.c.box == box).order_by(messages.c.at.desc()).limit(limit)
        with reaching(self._engine), self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [KeptMessage(r.id, r.box, r.path, r.seconds, r.at, json.loads(r.details)) for r in rows]

    def claim(self, step: str) -> bool:
        """Note the effect of `step`, whose own database cannot; False if it was noted before."""
        with reaching(self._engine):
            try:
                with self._engine.begin() as connection:
                    connection.execute(insert(effects).values(step=_key(step), at=now()))
            except IntegrityError:
                return False
        return True

    def unclaim(self, step: str) -> None:
        """Forget `step`: its effect did not come about."""
        with reaching(self._engine), self._engine.begin() as connection:
            connection.execute(delete(effects).where(effects.c.step == _key(step)))


def _key(step: str) -> str:
    """A step as it is kept; one that nobody names is its own."""
    if not step:
        return uuid.uuid4().hex
    return step if len(step) <= _LONGEST else hashlib.sha256(step.encode()).hexdigest()
