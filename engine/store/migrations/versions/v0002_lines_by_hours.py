"""Tenants, routes, calendars, lists, canaries, limits of calls, and who has which call."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables and columns; the tenants that lines name already become rows."""
    _publishing()
    _lines()
    _whose()
    _engines()


def downgrade() -> None:
    """Remove them, with all that they hold."""
    for name in ("chores", "positions", "seats", "engines", "entries", "lists", "calendars", "routes"):
        op.drop_table(name)
    for name in ("tenants", "canaries"):
        op.drop_table(name)
    op.drop_index("calls_release", "calls")
    with op.batch_alter_table("lines") as table:
        for name in ("most", "full", "version"):
            table.drop_column(name)
    with op.batch_alter_table("publications") as table:
        for name in ("kind", "details"):
            table.drop_column(name)
    op.execute("DELETE FROM revision WHERE id > 1")


def _text(name: str, size: int) -> "sa.Column[str]":
    return sa.Column(name, sa.String(size), nullable=False)


def _new(name: str, type_: "sa.types.TypeEngine[Any]", value: str) -> "sa.Column[Any]":
    """A column for rows that are there already."""
    return sa.Column(name, type_, nullable=False, server_default=value)


def _publishing() -> None:
    op.create_table(
        "canaries",
        sa.Column("flow", sa.String(64), primary_key=True),
        sa.Column("digest", sa.String(64), sa.ForeignKey("releases.digest"), nullable=False),
        sa.Column("percent", sa.Float, nullable=False),
        _text("callers", 64),
        sa.Column("at", sa.DateTime, nullable=False),
        _text("who", 200),
    )
    op.add_column("publications", _new("kind", sa.String(16), "publish"))
    op.add_column("publications", _new("details", sa.Text(), "{}"))
    counter = sa.table("revision", sa.column("id", sa.Integer), sa.column("number", sa.BigInteger))
    op.bulk_insert(counter, [{"id": 2, "number": 1}, {"id": 3, "number": 1}])


def _lines() -> None:
    op.create_table(
        "tenants",
        sa.Column("name", sa.String(64), primary_key=True),
        _text("title", 200),
        _text("zone", 64),
        _text("languages", 200),
    )
    op.execute(
        "INSERT INTO tenants (name, title, zone, languages) "
        "SELECT DISTINCT tenant, '', '', '' FROM lines WHERE tenant <> ''"
    )
    op.add_column("lines", _new("most", sa.Integer(), "0"))
    op.add_column("lines", _new("full", sa.String(64), ""))
    op.add_column("lines", _new("version", sa.Integer(), "1"))
    op.create_table(
        "routes",
        sa.Column("line", _BIG, sa.ForeignKey("lines.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
        _text("sort", 16),
        _text("name", 64),
        _text("state", 64),
        _text("flow", 64),
    )


def _whose() -> None:
    op.create_table(
        "calendars",
        sa.Column("tenant", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        _text("who", 200),
    )
    op.create_table(
        "lists",
        sa.Column("tenant", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(64), primary_key=True),
        _text("title", 200),
    )
    op.create_table(
        "entries",
        sa.Column("id", _BIG, primary_key=True),
        _text("tenant", 64),
        _text("list", 64),
        _text("value", 64),
        _text("note", 200),
        sa.Column("until", sa.DateTime, nullable=True),
        sa.Column("at", sa.DateTime, nullable=False),
        _text("who", 200),
        sa.UniqueConstraint("tenant", "list", "value"),
    )


def _engines() -> None:
    op.create_index("calls_release", "calls", ["release", "started"])
    op.create_table(
        "engines",
        sa.Column("id", sa.String(32), primary_key=True),
        _text("host", 200),
        sa.Column("pid", sa.Integer, nullable=False),
        sa.Column("started", sa.DateTime, nullable=False),
        sa.Column("seen", sa.DateTime, nullable=False),
    )
    op.create_table(
        "seats",
        sa.Column("call", sa.String(100), primary_key=True),
        _text("context", 64),
        _text("pattern", 64),
        _text("engine", 32),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_index("seats_line", "seats", ["context", "pattern"])
    op.create_table(
        "positions",
        sa.Column("call", sa.String(100), primary_key=True),
        _text("engine", 32),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("away", sa.Boolean, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_index("positions_engine", "positions", ["engine"])
    op.create_table(
        "chores",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        _text("engine", 32),
    )
