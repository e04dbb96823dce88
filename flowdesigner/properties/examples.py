"""Example values, with which a prompt is heard while it is edited: nobody has called yet."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from flows.release import Variable
from nodes.facts import SYSTEM

BY_TYPE: Mapping[str, object] = {
    "text": "12345",
    "number": 12,
    "yesno": True,
    "date": datetime.date(2026, 1, 15),
    "time": datetime.time(9, 30),
    "list": ["1", "2"],
    "row": {},
    "rows": [],
}
BY_READING: Mapping[str, str] = {
    "digits": "12345",
    "telephone": "13800138000",
    "number": "12",
    "ordinal": "2",
    "count": "3",
    "money": "12.50",
    "date": "2026-01-15",
    "time": "09:30",
    "datetime": "2026-01-15 09:30",
    "case_number": "TS2026011500038",
    "percent": "15",
    "duration": "95",
    "letters": "ABC",
}
"""What is read out where the value itself does not fit its reading."""


def example_scope(variables: Mapping[str, Variable]) -> dict[str, object]:
    """A value for each name that a prompt may say: first values where they are declared."""
    scope: dict[str, object] = {
        "now": datetime.datetime(2026, 1, 15, 9, 30),
        "today": datetime.date(2026, 1, 15),
    }
    for fact in SYSTEM:
        if fact.name:
            part = scope.setdefault(fact.root, {})
            assert isinstance(part, dict)
            part[fact.name] = fact.example
    for each in variables.values():
        scope[each.name] = each.value if each.value else BY_TYPE.get(each.type, "12345")
    return scope
