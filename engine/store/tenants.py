"""Tenants in the store: whose lines, calendars and lists they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, update

from engine.store.changes import differences, note_change
from engine.store.counting import count
from engine.store.errors import Refused, Unknown
from engine.store.names import languages_checked, name_checked, text_checked, zone_checked
from engine.store.opening import reaching
from engine.store.tables.lines import calendars, lines, lists, tenants


@dataclass(frozen=True, slots=True)
class Tenant:
    """Zone and languages count for a line of the tenant that has none of its own."""

    name: str
    title: str = ""
    zone: str = ""
    languages: tuple[str, ...] = ()


class Tenants:
    """What the store knows of tenants."""

    _engine: Engine

    def tenants(self) -> list[Tenant]:
        """Every tenant, by name."""
        with reaching(self._engine), self._engine.connect() as connection:
            rows = connection.execute(select(tenants).order_by(tenants.c.name)).all()
        return [_tenant(row) for row in rows]

    def add_tenant(self, tenant: Tenant, *, who: str = "") -> None:
        """Keep a new tenant. Raises Refused."""
        row = _row(tenant)
        with reaching(self._engine), self._engine.begin() as connection:
            count(connection)
            if has_tenant(connection, tenant.name):
                raise Refused(
                    f"there is a tenant {tenant.name} already", "change it with `callwright tenant set`"
                )
            connection.execute(insert(tenants).values(row))
            note_change(connection, "tenant", tenant.name, "added", who=who)

    def change_tenant(self, tenant: Tenant, *, who: str = "") -> None:
        """Keep a tenant as it is now. Raises Refused, Unknown."""
        row = _row(tenant)
        with reaching(self._engine), self._engine.begin() as connection:
            count(connection)
            which = tenants.c.name == tenant.name
            before = connection.execute(select(tenants).where(which)).first()
            if before is None:
                raise no_tenant(tenant.name)
            connection.execute(update(tenants).where(which).values(row))
            fields = differences(_tenant(before), tenant)
            note_change(connection, "tenant", tenant.name, "changed", who=who, fields=fields)

    def remove_tenant(self, name: str, *, who: str = "") -> None:
        """Forget a tenant that has nothing any more. Raises Refused, Unknown."""
        with reaching(self._engine), self._engine.begin() as connection:
            count(connection)
            if not connection.execute(delete(tenants).where(tenants.c.name == name)).rowcount:
                raise no_tenant(name)
            query = select(lines.c.context, lines.c.pattern).where(lines.c.tenant == name)
            if used := [f"{row.context}/{row.pattern}" for row in connection.execute(query)]:
                what = f"the tenant {name} has lines ({', '.join(used[:5])})"
                raise Refused(what, "remove them first, or give them to another")
            for table, sort in ((calendars, "calendar"), (lists, "list")):
                own = connection.execute(select(table.c.name).where(table.c.tenant == name)).scalar()
                if own is not None:
                    raise Refused(f"the tenant {name} has a {sort} ({own})", "remove it first")
            note_change(connection, "tenant", name, "removed", who=who)


def has_tenant(connection: Connection, name: str) -> bool:
    """Whether there is a tenant of that name."""
    return connection.execute(select(tenants.c.name).where(tenants.c.name == name)).first() is not None


def refuse_unknown_tenant(connection: Connection, name: str) -> None:
    """Raises Unknown if `name` is neither empty nor a tenant."""
    if name and not has_tenant(connection, name):
        raise no_tenant(name)


def no_tenant(name: str) -> Unknown:
    """That there is no such tenant, to be raised."""
    return Unknown(f"there is no tenant {name[:64]}", "make it with `callwright tenant add`")


def _tenant(row: Any) -> Tenant:
    return Tenant(row.name, row.title, row.zone, tuple(row.languages.split()))


def _row(tenant: Tenant) -> Mapping[str, Any]:
    """The columns of a tenant. Raises Refused."""
    return {
        "name": name_checked("tenant", tenant.name),
        "title": text_checked("title", tenant.title, 200),
        "zone": zone_checked(tenant.zone),
        "languages": " ".join(languages_checked(tenant.languages)),
    }
