"""Lines, whose they are, and what decides where a call on them goes."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from engine.store.tables.base import Big, metadata, text

tenants = Table(
    "tenants",
    metadata,
    Column("name", String(64), primary_key=True),
    text("title", 200),
    text("zone", 64),
    text("languages", 200),
)
"""Whose lines, calendars and lists they are; zone and languages count where a line has none of its own."""

lines = Table(
    "lines",
    metadata,
    Column("id", Big, primary_key=True),
    text("context", 64),
    text("pattern", 64),
    text("flow", 64),
    text("name", 200),
    text("tenant", 64),
    text("zone", 64),
    text("fallback", 64),
    text("languages", 200),
    Column("most", Integer, nullable=False),
    text("full", 64),
    Column("version", Integer, nullable=False),
    UniqueConstraint("context", "pattern"),
)
"""`most` calls at once (0: any number), beyond them the flow `full` answers (empty: a built-in notice).

`version` grows with each change of the line or its routes.
"""

routes = Table(
    "routes",
    metadata,
    Column("line", Big, ForeignKey("lines.id", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    text("sort", 16),
    text("name", 64),
    text("state", 64),
    text("flow", 64),
)
"""In their order, the first that fits decides; if none does, the line's own flow answers.

`sort` is `calendar` (it says `state`: open, closed, a special day) or `list` (the caller is on it); an empty
flow refuses the call.
"""

calendars = Table(
    "calendars",
    metadata,
    Column("tenant", String(64), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("data", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", DateTime, nullable=False),
    text("who", 200),
)
"""Opening hours; `data` is JSON as under `[calendars.NAME]` in the settings. Tenant empty: for all."""

lists = Table(
    "lists",
    metadata,
    Column("tenant", String(64), primary_key=True),
    Column("name", String(64), primary_key=True),
    text("title", 200),
)
"""Lists of callers: refused ones, important ones. Tenant empty: for all."""

entries = Table(
    "entries",
    metadata,
    Column("id", Big, primary_key=True),
    text("tenant", 64),
    text("list", 64),
    text("value", 64),
    text("note", 200),
    Column("until", DateTime, nullable=True),
    Column("at", DateTime, nullable=False),
    text("who", 200),
    UniqueConstraint("tenant", "list", "value"),
)
"""Who is on a list: a number or a pattern of numbers, for ever or `until` (UTC)."""
