"""Where calls in progress stand, for the hang-up handlers of calls whose engine died.

A call has one row from its start to its end. What an engine notes of it goes through the journal's batches
(engine/store/writer.py), in one transaction with the events that belong to it; of several notes on one call
only the last is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from engine.store.engines import DEAD_SECONDS, moment
from engine.store.opening import reaching
from engine.store.tables.calls import engines, positions

LONGEST_ID = 100
"""A call with a longer id, which somebody must have made up for it, is not noted."""
LOST = "engine_lost"
"""The result of a call whose engine died and that nobody could bring to its end."""
MOST = 500
"""Calls that are looked at together; the others' turn comes when these are done."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A call is at `text`, sealed (empty: it has no hang-up handler), on `switch`; `engine` has it."""

    call: str
    engine: str
    switch: str
    text: str
    away: bool


@dataclass(frozen=True, slots=True)
class Left:
    """A call is no longer with `engine`, which lives; another may have it."""

    call: str
    engine: str


@dataclass(frozen=True, slots=True)
class Over:
    """A call has come to its end."""

    call: str


Note = Kept | Left | Over


@dataclass(frozen=True, slots=True)
class Abandoned:
    """A call whose `engine` is dead or let go of it, or that is very old.

    `expired`: it is very old and its engine is dead.
    """

    call: str
    engine: str
    switch: str
    text: str
    away: bool
    expired: bool


class Ledger:
    """Takes down where the calls of one engine stand; never waits."""

    def __init__(self, note: Callable[[Note], None], engine: str) -> None:
        """`note` is the journal writer's, `engine` our id in the store."""
        self._note = note
        self._engine = engine

    def keep(self, call: str, switch: str, text: str, away: bool) -> None:
        """Note that we have a call, and where it stands (empty: nobody will ask)."""
        if len(call) <= LONGEST_ID:
            self._note(Kept(call, self._engine, switch, text, away))

    def left(self, call: str) -> None:
        """Note that a call went on, or was lost, without us."""
        self._note(Left(call, self._engine))

    def over(self, call: str) -> None:
        """Note that a call is over, or somebody else's for good."""
        self._note(Over(call))


class Positions:
    """What the store knows of where calls stand."""

    _engine: Engine

    def abandoned(self, longest: float, silent: float = DEAD_SECONDS) -> list[Abandoned]:
        """Calls of engines that do not live: silent for so many seconds, or signed off.

        And those of any engine that stand where they are for more than `longest` seconds.
        """
        with reaching(self._engine), self._engine.connect() as connection:
            now: datetime = connection.execute(select(moment())).scalar_one()
            lives = engines.c.seen > now - timedelta(seconds=silent)
            alive = connection.execute(select(engines.c.id).where(lives)).scalars().all()
            before = now - timedelta(seconds=longest)
            which = or_(positions.c.engine.not_in(alive), positions.c.at < before)
            rows = connection.execute(select(positions).where(which).order_by(positions.c.at).limit(MOST))
            return [_abandoned(row, row.at < before and row.engine not in alive) for row in rows]

    def take_over(self, abandoned: Abandoned, engine: str) -> bool:
        """Give an abandoned call to `engine`; False if another has taken it since."""
        which = (positions.c.call == abandoned.call) & (positions.c.engine == abandoned.engine)
        with reaching(self._engine), self._engine.begin() as connection:
            return bool(connection.execute(update(positions).where(which).values(engine=engine)).rowcount)


_COLUMNS = ("call", "engine", "text", "away")
_LEAVE = (
    update(positions)
    .where((positions.c.call == bindparam("call_id")) & (positions.c.engine == bindparam("by")))
    .values(engine="")
)
_END = delete(positions).where(positions.c.call == bindparam("call_id"))


def _keeping(dialect: Any) -> Any:
    """INSERT, or UPDATE of the call's row; made once, see engine/store/journals.py."""
    row: dict[str, Any] = {name: bindparam(name) for name in _COLUMNS}
    statement = dialect.insert(positions).values(**row, at=moment())
    given = {name: statement.excluded[name] for name in (*_COLUMNS[1:], "at")}
    return statement.on_conflict_do_update(index_elements=["call"], set_=given)


_KEEP = {"sqlite": _keeping(sqlite), "postgresql": _keeping(postgresql)}


def write_notes(connection: Connection, notes: Iterable[Note]) -> None:
    """Write what was noted, of each call the last."""
    kept: dict[str, Kept] = {}
    left: dict[str, Left] = {}
    over: set[str] = set()
    for note in notes:
        if isinstance(note, Kept):
            kept[note.call] = note
            left.pop(note.call, None)
            over.discard(note.call)
        elif isinstance(note, Left):
            left[note.call] = note
        else:
            over.add(note.call)
            kept.pop(note.call, None)
            left.pop(note.call, None)
    if over:
        connection.execute(_END, [{"call_id": call} for call in sorted(over)])
    if kept:
        connection.execute(_KEEP[connection.dialect.name], [_row(kept[call]) for call in sorted(kept)])
    if left:
        connection.execute(_LEAVE, [{"call_id": left[c].call, "by": left[c].engine} for c in sorted(left)])


def _row(kept: Kept) -> dict[str, Any]:
    # The sealed text holds no blank, the name of a switch may.
    text = f"{kept.switch} {kept.text}".replace("\0", "")
    return {"call": kept.call, "engine": kept.engine, "text": text, "away": kept.away}


def _abandoned(row: Any, expired: bool) -> Abandoned:
    switch, _, text = row.text.rpartition(" ")
    return Abandoned(row.call, row.engine, switch, text, row.away, expired)
