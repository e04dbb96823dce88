"""Reads values out: the pieces in which digits, money, dates and the like are spoken (zh, en)."""

from sounds.errors import ReadingError
from sounds.reading.kinds import KINDS, Kind
from sounds.reading.reader import PAUSES, read, spoken, vocabulary

__all__ = ["KINDS", "PAUSES", "Kind", "ReadingError", "read", "spoken", "vocabulary"]
