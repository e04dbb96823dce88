"""Calls with their journals, and the engines that have them."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Float,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from engine.store.tables.base import Big, metadata, text

calls = Table(
    "calls",
    metadata,
    Column("id", String(100), primary_key=True),
    text("line", 200),
    text("flow", 64),
    text("release", 64),
    text("caller", 200),
    text("called", 200),
    Column("started", DateTime, nullable=False),
    text("result", 200),
    Column("seconds", Float, nullable=True),
    Index("calls_started", "started"),
    Index("calls_release", "release", "started"),
)

events = Table(
    "events",
    metadata,
    Column("id", Big, primary_key=True),
    text("call", 100),
    text("origin", 32),
    Column("number", BigInteger, nullable=False),
    Column("data", Text, nullable=False),
    UniqueConstraint("origin", "number"),
    Index("events_call", "call", "id"),
)
"""Journals. `origin` and `number` name an event where it arose, so that none is written twice."""

engines = Table(
    "engines",
    metadata,
    Column("id", String(32), primary_key=True),
    text("host", 200),
    Column("pid", Integer, nullable=False),
    Column("started", DateTime, nullable=False),
    Column("seen", DateTime, nullable=False),
)
"""Engines that run, with the last sign of life of each. One that ends in order takes its row away."""

seats = Table(
    "seats",
    metadata,
    Column("call", String(100), primary_key=True),
    text("context", 64),
    text("pattern", 64),
    text("engine", 32),
    Column("at", DateTime, nullable=False),
    Index("seats_line", "context", "pattern"),
)
"""The calls that count against the limit of their line."""

positions = Table(
    "positions",
    metadata,
    Column("call", String(100), primary_key=True),
    text("engine", 32),
    Column("text", Text, nullable=False),
    Column("away", Boolean, nullable=False),
    Column("at", DateTime, nullable=False),
    Index("positions_engine", "engine"),
)
"""Where calls in progress stand, sealed as on the channel: for hang-up handlers that a dead engine left.

`away`: the caller is with somebody else, and the switch offers the call to nobody until that ends.
"""
