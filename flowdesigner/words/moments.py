"""Times of a store, which are in UTC, as the clock on the author's wall has them."""

from __future__ import annotations

import datetime


def local(moment: object, form: str) -> str:
    """A time in ISO 8601, in UTC unless it says otherwise, in a form of strftime; what is none stays."""
    try:
        when = datetime.datetime.fromisoformat(str(moment))
    except ValueError:
        return str(moment or "")
    utc = when if when.tzinfo is not None else when.replace(tzinfo=datetime.UTC)
    return utc.astimezone().strftime(form)
