"""The names that an expression of a call sees: its flow's variables, then the system variables."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from nodes.facts import OPEN, PARTED, RESERVED, SYSTEM, Headers, SystemVariable

if TYPE_CHECKING:
    from nodes.call import Call

__all__ = [
    "OPEN",
    "PARTED",
    "RESERVED",
    "SYSTEM",
    "Facts",
    "Headers",
    "Scope",
    "SystemVariable",
    "known_attributes",
]

_PARTS: dict[str, dict[str, SystemVariable]] = {}
for _variable in SYSTEM:
    _PARTS.setdefault(_variable.root, {})[_variable.name] = _variable


DATE_PARTS = frozenset({"year", "month", "day", "weekday"})
TIME_PARTS = frozenset({"hour", "minute", "second"})
MOMENT_PARTS = DATE_PARTS | TIME_PARTS | {"date", "time"}
"""What may be read of a date, a time and a moment; `weekday` is 1 for Monday to 7 for Sunday."""


def known_attributes(root: str) -> frozenset[str] | None:
    """The names that may follow `root.`; None if any may, as for `last`, or `root` is no system variable."""
    if root in OPEN or root not in _PARTS:
        return None
    return {"now": MOMENT_PARTS, "today": DATE_PARTS}.get(root) or frozenset(_PARTS[root])


class Facts:
    """`call`, `line` or `last` of one call: reads a part when it is first asked for."""

    __slots__ = ("_call", "_read", "root")

    def __init__(self, root: str, call: Call) -> None:
        self.root = root
        self._call = call
        self._read: dict[str, object] = {}

    def fact(self, name: str) -> object:
        """The part `name`; raises KeyError if there is none of that name."""
        if name in self._read:
            return self._read[name]
        variable = _PARTS[self.root].get(name)
        if variable is not None:
            found = variable.get(self._call)
        elif self.root in OPEN:
            found = self._call.state.last.get(name)
        else:
            raise KeyError(name)
        self._read[name] = found
        return found

    def names(self) -> tuple[str, ...]:
        """The parts that are documented."""
        return tuple(_PARTS[self.root])


_NOTHING: Mapping[str, object] = {}


class Scope(Mapping[str, object]):
    """The names that an expression of a call sees; nothing is worked out before it is read.

    First `extra`, then the variables of the flow, then the system variables. What was read once stays as it
    was for as long as the scope is used, so that one text never names two minutes.
    """

    __slots__ = ("_call", "_extra", "_read", "_variables")

    def __init__(
        self,
        call: Call,
        variables: Mapping[str, object] = _NOTHING,
        extra: Mapping[str, object] = _NOTHING,
    ) -> None:
        self._call = call
        self._variables = variables
        self._extra = extra
        self._read: dict[str, object] = {}

    def __getitem__(self, name: str) -> object:
        if name in self._extra:
            return self._extra[name]
        if name in self._variables:
            return self._variables[name]
        if name not in self._read:
            self._read[name] = self._system(name)
        return self._read[name]

    def _system(self, name: str) -> object:
        if name == "now":
            return self._call.services.clock.now()
        if name == "today":
            now = self["now"]
            assert isinstance(now, datetime.datetime)
            return now.date()
        if name in RESERVED:
            return Facts(name, self._call)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter({**self._extra, **self._variables, **dict.fromkeys(sorted(RESERVED))})

    def __len__(self) -> int:
        return len({*self._extra, *self._variables, *RESERVED})
