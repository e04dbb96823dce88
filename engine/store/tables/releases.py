"""Releases, what new calls take of them, and who decided it."""

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
    String,
    Table,
    Text,
)

from engine.store.tables.base import Big, metadata, text

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

canaries = Table(
    "canaries",
    metadata,
    Column("flow", String(64), primary_key=True),
    Column("digest", String(64), ForeignKey("releases.digest"), nullable=False),
    Column("percent", Float, nullable=False),
    text("callers", 64),
    Column("at", DateTime, nullable=False),
    text("who", 200),
)
"""A release on trial: `percent` of the callers take it, and those on the list `callers` (empty: none)."""

publications = Table(
    "publications",
    metadata,
    Column("id", Big, primary_key=True),
    text("flow", 64),
    text("before", 64),
    text("digest", 64),
    Column("at", DateTime, nullable=False),
    text("who", 200),
    Column("why", Text, nullable=False),
    text("kind", 16),
    Column("details", Text, nullable=False),
    Index("publications_flow", "flow"),
)
"""Who published or changed what, and why; never changed.

`kind` is publish, canary, promote, rollback or stop (of a canary); `details` is JSON: what was forced, whom
a canary meets. The kinds line, tenant, calendar and list have no flow; `details` says which one, and what
changed.
"""

revision = Table(
    "revision",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", BigInteger, nullable=False),
)
"""A row a topic counts its changes: 1 lines and published flows, 2 calendars, 3 lists."""
