"""What every table of the store shares."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, MetaData, String

metadata = MetaData()

Big = BigInteger().with_variant(Integer, "sqlite")
"""SQLite counts by itself only in an INTEGER key."""


def text(name: str, size: int) -> Column[str]:
    """A short text that is never missing."""
    return Column(name, String(size), nullable=False)
