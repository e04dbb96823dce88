"""Decides where a call goes: lines, routes, tenants, calendars, lists and releases at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from callwright.choice import Choice
from engine.services.calendars import Calendar, NamedCalendars
from engine.store.counting import NOTHING_READ, Revisions
from engine.store.kept_lists import Key
from engine.store.lines import Line, LineTable
from engine.store.lists import CallerList
from engine.store.routes import Route
from engine.store.tenants import Tenant
from flows.release import Release
from nodes.errors import ServiceUnavailable


@dataclass(frozen=True, slots=True)
class Way:
    """Where a call goes: `flow` answers (empty: it is refused), since `route` fits (None: no route does)."""

    flow: str
    route: Route | None = None


class CalendarBook:
    """Calendars by who asks: the tenant's own, else those for all, else those of the settings."""

    def __init__(self, settings: NamedCalendars, kept: Mapping[Key, Calendar]) -> None:
        """`kept` are those of the store, by tenant (empty: for all) and name."""
        self._shared = settings.joined(_of(kept, ""))
        self._own = {tenant: self._shared.joined(_of(kept, tenant)) for tenant, _ in kept if tenant}

    def of(self, tenant: str) -> NamedCalendars:
        """The calendars that a tenant's lines and flows see."""
        return self._own.get(tenant, self._shared)


def _of(kept: Mapping[Key, Calendar], tenant: str) -> dict[str, Calendar]:
    return {name: calendar for (owner, name), calendar in kept.items() if owner == tenant}


@dataclass(frozen=True, slots=True)
class Board:
    """What new calls meet at one moment: it is replaced whole, never changed."""

    revisions: Revisions = NOTHING_READ
    lines: LineTable = field(default_factory=lambda: LineTable(()))
    tenants: Mapping[str, Tenant] = field(default_factory=dict)
    calendars: CalendarBook = field(default_factory=lambda: CalendarBook(NamedCalendars({}), {}))
    lists: Mapping[Key, CallerList] = field(default_factory=dict)
    choice: Choice = field(default_factory=Choice)
    zone: str = "UTC"
    """The project's."""

    def zone_of(self, line: Line) -> str:
        """The time zone in which a line lives: its own, its tenant's, the project's."""
        tenant = self.tenants.get(line.tenant)
        return line.zone or (tenant.zone if tenant else "") or self.zone

    def languages_of(self, line: Line) -> tuple[str, ...]:
        """The languages to try before the flow's own: the line's, else its tenant's."""
        tenant = self.tenants.get(line.tenant)
        return line.languages or (tenant.languages if tenant else ())

    def on_list(self, tenant: str, name: str, caller: str, moment: datetime) -> bool:
        """Whether `caller` is on the tenant's list of that name, else on the one for all."""
        found = self.lists.get((tenant, name), self.lists.get(("", name)))
        return found is not None and found.holds(caller, moment.timestamp())

    def route(self, line: Line, caller: str, moment: datetime) -> Way:
        """Where a call of `caller` to `line` goes at `moment`: the first route that fits, else its flow."""
        for route in line.routes:
            if self.fits(route, line, caller, moment):
                return Way(route.flow, route)
        return Way(line.flow)

    def fits(self, route: Route, line: Line, caller: str, moment: datetime) -> bool:
        """Whether one route fits. A calendar or list that is not there never does."""
        if route.sort == "list":
            return self.on_list(line.tenant, route.name, caller, moment)
        asked = route.sort == "calendar" and bool(route.state)
        return asked and self.state(line, route.name, moment) == route.state

    def knows(self, line: Line, route: Route) -> bool:
        """Whether the calendar or list that a route asks for is there."""
        if route.sort == "list":
            return (line.tenant, route.name) in self.lists or ("", route.name) in self.lists
        try:
            self.calendars.of(line.tenant).find(route.name)
        except ServiceUnavailable:
            return False
        return True

    def state(self, line: Line, calendar: str, moment: datetime) -> str:
        """The state of a calendar as `line` sees it, empty if there is no such calendar."""
        local = moment.astimezone(ZoneInfo(self.zone_of(line)))
        try:
            return self.calendars.of(line.tenant).state(calendar, local)
        except ServiceUnavailable:
            return ""

    def release(self, line: Line, flow: str, caller: str, call: str, moment: datetime) -> Release | None:
        """The release with which a flow answers a new call, None if nothing of it is published."""
        return self.choice.release(
            flow, caller, call, lambda name: self.on_list(line.tenant, name, caller, moment)
        )
