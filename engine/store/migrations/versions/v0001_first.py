"""The first tables: releases, lines, calls, journals, numbers, messages, effects."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables."""
    _releases()
    _lines()
    _calls()
    _records()


def downgrade() -> None:
    """Remove them, with all that they hold."""
    for name in ("effects", "messages", "numbers", "series", "events", "calls", "revision", "lines"):
        op.drop_table(name)
    for name in ("publications", "published", "releases"):
        op.drop_table(name)


def _text(name: str, size: int) -> "sa.Column[str]":
    return sa.Column(name, sa.String(size), nullable=False)


def _releases() -> None:
    op.create_table(
        "releases",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("package", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "published",
        sa.Column("flow", sa.String(64), primary_key=True),
        sa.Column("digest", sa.String(64), sa.ForeignKey("releases.digest"), nullable=False),
    )
    op.create_table(
        "publications",
        sa.Column("id", _BIG, primary_key=True),
        _text("flow", 64),
        _text("before", 64),
        _text("digest", 64),
        sa.Column("at", sa.DateTime, nullable=False),
        _text("who", 200),
        sa.Column("why", sa.Text, nullable=False),
    )
    op.create_index("publications_flow", "publications", ["flow"])


def _lines() -> None:
    op.create_table(
        "lines",
        sa.Column("id", _BIG, primary_key=True),
        _text("context", 64),
        _text("pattern", 64),
        _text("flow", 64),
        _text("name", 200),
        _text("tenant", 64),
        _text("zone", 64),
        _text("fallback", 64),
        _text("languages", 200),
        sa.UniqueConstraint("context", "pattern"),
    )
    counter = op.create_table(
        "revision",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.BigInteger, nullable=False),
    )
    op.bulk_insert(counter, [{"id": 1, "number": 1}])


def _calls() -> None:
    op.create_table(
        "calls",
        sa.Column("id", sa.String(100), primary_key=True),
        _text("line", 200),
        _text("flow", 64),
        _text("release", 64),
        _text("caller", 200),
        _text("called", 200),
        sa.Column("started", sa.DateTime, nullable=False),
        _text("result", 200),
        sa.Column("seconds", sa.Float, nullable=True),
    )
    op.create_index("calls_started", "calls", ["started"])
    op.create_table(
        "events",
        sa.Column("id", _BIG, primary_key=True),
        _text("call", 100),
        _text("origin", 32),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.UniqueConstraint("origin", "number"),
    )
    op.create_index("events_call", "events", ["call", "id"])


def _records() -> None:
    op.create_table(
        "series",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("period", sa.String(32), primary_key=True),
        sa.Column("number", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "numbers",
        sa.Column("step", sa.String(200), primary_key=True),
        _text("name", 64),
        _text("period", 32),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "messages",
        sa.Column("id", sa.String(64), primary_key=True),
        _text("box", 64),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("details", sa.Text, nullable=False),
    )
    op.create_index("messages_box", "messages", ["box", "at"])
    op.create_table(
        "effects",
        sa.Column("step", sa.String(200), primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
    )
