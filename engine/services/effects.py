"""Remembers which steps of calls have changed a database, in that database itself where it is allowed."""

from __future__ import annotations

import hashlib
import logging
from datetime import UTC, datetime
from typing import Protocol

from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    Engine,
    MetaData,
    String,
    Table,
    delete,
    func,
    insert,
    inspect,
    select,
)
from sqlalchemy.exc import DBAPIError, IntegrityError

from engine.services.dialects import begin

_log = logging.getLogger(__name__)

_LONGEST = 190
"""Characters of a key; MariaDB's older row formats index no more."""

TABLE = Table(
    "callwright_effects",
    MetaData(),
    Column("step", String(_LONGEST), primary_key=True),
    Column("at", DateTime, nullable=False),
)
"""Rows older than the longest call may be deleted at any time."""


class Effects(Protocol):
    """Where steps are noted that cannot be noted in the changed database itself."""

    def claim(self, step: str) -> bool:
        """Note `step`; False if it was noted before. May be called from any thread."""

    def unclaim(self, step: str) -> None:
        """Forget `step`: its effect did not come about."""


def key(step: str) -> str:
    """`step` as it is kept: itself, or its digest where it is long."""
    return step if len(step) <= _LONGEST else hashlib.sha256(step.encode()).hexdigest()


def has_table(engine: Engine, name: str, seconds: float) -> bool:
    """Whether steps can be noted in the database of `engine`; the table is made if it is missing."""
    with engine.connect() as connection:
        begin(connection, seconds, read_only=False)
        if inspect(connection).has_table(TABLE.name):
            return True
        try:
            TABLE.create(connection)
            connection.commit()
            return True
        except DBAPIError as error:
            connection.rollback()
            # Another engine may have made it in the meantime.
            if inspect(connection).has_table(TABLE.name):
                return True
            _log.warning("connection '%s': no table %s can be made: %s", name, TABLE.name, error.orig)
            return False


def note(connection: Connection, step: str) -> bool:
    """Note `step` in the transaction of `connection`; False if it was noted before."""
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    try:
        connection.execute(insert(TABLE).values(step=key(step), at=now))
    except IntegrityError:
        return False
    return True


def count_old(connection: Connection, before: datetime) -> int:
    """How many steps were noted before (UTC without a zone) in the database of `connection`."""
    if not inspect(connection).has_table(TABLE.name):
        return 0
    query = select(func.count()).select_from(TABLE).where(TABLE.c.at < before)
    return connection.execute(query).scalar_one()


def forget_old(connection: Connection, before: datetime, most: int) -> int:
    """Forget steps that were noted before, in the transaction of `connection`; how many, at most `most`."""
    if not inspect(connection).has_table(TABLE.name):
        return 0
    old = connection.execute(select(TABLE.c.step).where(TABLE.c.at < before).limit(most)).scalars().all()
    connection.execute(delete(TABLE).where(TABLE.c.step.in_(old)))
    return len(old)
