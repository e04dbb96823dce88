"""The pass `outside`: connections and calendars that a flow names exist, and are of the kind it needs."""

from __future__ import annotations

from collections.abc import Collection

from flows.codes import world as codes
from flows.problems import short
from flows.program import BoundNode, Unit
from flows.world import World
from nodes.logic.hours import Hours


def check_outside(unit: Unit, world: World) -> None:
    """Ask the world for each name."""
    for bound in unit.nodes.values():
        for use in bound.values("connection"):
            _connection(bound, use.place, use.value, unit, world)
        for use in bound.values("calendar"):
            days = world.calendar(use.value)
            if days is None:
                unit.add(codes.NO_CALENDAR, bound, use.place, name=use.value)
            elif isinstance(bound.node, Hours):
                _days(bound, bound.node, days, unit)


def _connection(bound: BoundNode, place: str, name: str, unit: Unit, world: World) -> None:
    found = world.connection(name)
    if found is None:
        unit.add(codes.NO_CONNECTION, bound, place, name=name)
        return
    wanted = "database" if bound.values("sql") else "http"
    if found and found != wanted:
        unit.add(codes.OTHER_CONNECTION, bound, place, name=name, found=found, wanted=wanted)


def _days(bound: BoundNode, node: Hours, days: Collection[str], unit: Unit) -> None:
    for number, row in enumerate(node.days, 1):
        if row.day not in days:
            place = f"days[{number}].day"
            unit.add(codes.NO_SUCH_DAY, bound, place, calendar=node.calendar, day=short(row.day))
