"""What a script must give so that an explored call happens again: answers, parties, the time, the caller."""

from __future__ import annotations

from datetime import datetime
from typing import Any


class Plan:
    """The circumstances of one explored call, as `given` of a call script holds them."""

    def __init__(self) -> None:
        self._given: dict[str, Any] = {}

    def given(self, key: str, name: str, value: object) -> None:
        """Put `value` under `name` into the table `key`."""
        self._given.setdefault(key, {})[name] = value

    def fact(self, key: str, value: object) -> None:
        """Put `value` under `key`."""
        self._given[key] = value

    def now(self, moment: datetime) -> None:
        """The call begins at `moment`."""
        self._given["now"] = moment.isoformat()

    def seed(self, seed: int) -> None:
        """Dice fall by `seed`."""
        self._given["seed"] = seed

    def answered(self, service: str, connection: str, row: dict[str, Any]) -> None:
        """`connection` of the service `database` or `http` answered so."""
        self._given.setdefault(service, {}).setdefault(connection, []).append(row)

    def rang(self, row: dict[str, Any]) -> None:
        """A party was rung and did this."""
        self._given.setdefault("legs", []).append(row)

    def refused(self, target: str, ended: str) -> None:
        """A transfer to `target` ends so."""
        rows = self._given.setdefault("transfers", [])
        row = {"target": target, "ended": ended}
        if row not in rows:
            rows.append(row)

    def refused_application(self, name: str, argument: str) -> None:
        """An application fails."""
        rows = self._given.setdefault("applications", [])
        row = {"name": name, "argument": argument, "ok": False, "response": "-ERR"}
        if row not in rows:
            rows.append({key: value for key, value in row.items() if value != ""})

    def to_yaml(self) -> dict[str, Any]:
        """`given` of a case; answers that are always the same are written once."""
        given = dict(self._given)
        for service in ("database", "http"):
            if service in given:
                given[service] = {
                    name: _counted(rows, ("node",)) for name, rows in sorted(given[service].items())
                }
        if "legs" in given:
            given["legs"] = _counted(given["legs"], ("target",))
        order = ("now", "caller", "caller_name", "called", "headers", "line", "variables", "calendars")
        return {key: given[key] for key in (*order, *sorted(given)) if key in given}


def _counted(rows: list[dict[str, Any]], keys: tuple[str, ...]) -> list[dict[str, Any]]:
    """`rows` in order, each as often as it served; one that serves its node alone serves for ever."""
    counted: list[dict[str, Any]] = []
    last: dict[Any, dict[str, Any]] = {}
    for row in rows:
        name = tuple(row[key] for key in keys)
        before = last.get(name)
        if before is not None and {**before, "times": 0} == {**row, "times": 0}:
            before["times"] += 1
        else:
            last[name] = {**row, "times": 1}
            counted.append(last[name])
    alone = [name for name in last if sum(tuple(row[key] for key in keys) == name for row in counted) == 1]
    for name in alone:
        del last[name]["times"]
    return counted
