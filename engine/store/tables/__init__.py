"""The tables of the store as they are now; how they came about is in migrations/."""

from engine.store.tables import calls, lines, records, releases
from engine.store.tables.base import metadata

__all__ = ["calls", "lines", "metadata", "records", "releases"]
