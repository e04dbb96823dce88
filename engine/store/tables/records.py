"""What flows have the store keep: numbers, messages, the effects of their steps."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, DateTime, Float, Index, String, Table, Text

from engine.store.tables.base import metadata, text

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
    text("name", 64),
    text("period", 32),
    Column("number", BigInteger, nullable=False),
    Column("at", DateTime, nullable=False),
)
"""The number that each step was given."""

messages = Table(
    "messages",
    metadata,
    Column("id", String(64), primary_key=True),
    text("box", 64),
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

chores = Table(
    "chores",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("at", DateTime, nullable=False),
    text("engine", 32),
)
"""Work that one engine does for all, with when it was last begun and by whom."""
