"""The tables of the store as they are now; how they came about is in migrations/."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

_Big = BigInteger().with_variant(Integer, "sqlite")
"""SQLite counts by itself only in an INTEGER key."""

releases = Table(
    "releases",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("package", LargeBinary, nullable=False),
    Column("at", DateTime, nullable=False),
)

published = Table(
    "published",
    metadata,
    Column("flow", String(64), primary_key=True),
    Column("digest", String(64), ForeignKey("releases.digest"), nullable=False),
)
"""The release that new calls of a flow take."""

publications = Table(
    "publications",
    metadata,
    Column("id", _Big, primary_key=True),
    Column("flow", String(64), nullable=False),
    Column("before", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("at", DateTime, nullable=False),
    Column("who", String(200), nullable=False),
    Column("why", Text, nullable=False),
    Index("publications_flow", "flow"),
)
"""Who published what and why; never changed."""

lines = Table(
    "lines",
    metadata,
    Column("id", _Big, primary_key=True),
    Column("context", String(64), nullable=False),
    Column("pattern", String(64), nullable=False),
    Column("flow", String(64), nullable=False),
    Column("name", String(200), nullable=False),
    Column("tenant", String(64), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("fallback", String(64), nullable=False),
    Column("languages", String(200), nullable=False),
    UniqueConstraint("context", "pattern"),
)

revision = Table(
    "revision",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", BigInteger, nullable=False),
)
"""One row that counts every change of lines and published flows."""

calls = Table(
    "calls",
    metadata,
    Column("id", String(100), primary_key=True),
    Column("line", String(200), nullable=False),
    Column("flow", String(64), nullable=False),
    Column("release", String(64), nullable=False),
    Column("caller", String(200), nullable=False),
    Column("called", String(200), nullable=False),
    Column("started", DateTime, nullable=False),
    Column("result", String(200), nullable=False),
    Column("seconds", Float, nullable=True),
    Index("calls_started", "started"),
)

events = Table(
    "events",
    metadata,
    Column("id", _Big, primary_key=True),
    Column("call", String(100), nullable=False),
    Column("origin", String(32), nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("data", Text, nullable=False),
    UniqueConstraint("origin", "number"),
    Index("events_call", "call", "id"),
)
"""Journals. `origin` and `number` name an event where it arose, so that none is written twice."""

series = Table(
    "series",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("period", String(32), primary_key=True),
    Column("number", BigInteger, nullable=False),
)
"""The last number of each series and period."""

numbers = Table(
    "numbers",
    metadata,
    Column("step", String(200), primary_key=True),
    Column("name", String(64), nullable=False),
    Column("period", String(32), nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("at", DateTime, nullable=False),
)
"""The number that each step was given."""

messages = Table(
    "messages",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("box", String(64), nullable=False),
    Column("path", Text, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("details", Text, nullable=False),
    Index("messages_box", "box", "at"),
)
"""Recorded messages; `details` is JSON."""

effects = Table(
    "effects",
    metadata,
    Column("step", String(200), primary_key=True),
    Column("at", DateTime, nullable=False),
)
"""Steps whose effect is in a database that holds no table of ours."""
