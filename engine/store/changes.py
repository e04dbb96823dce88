"""Who changed lines, tenants, calendars and lists: rows of the history beside those of publishing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Literal

from sqlalchemy import Connection, Engine, select

from engine.store.opening import reaching
from engine.store.publications import Publication, Thing, note, publication_of
from engine.store.tables.releases import publications

Change = Literal["added", "changed", "removed"]


class Changes:
    """What the store knows of who changed what."""

    _engine: Engine

    def last_change(self, thing: Thing, name: str) -> Publication | None:
        """The row that says who made or changed something last; None if that was before such rows were kept.

        A line is named `CONTEXT/NUMBER`, a calendar or list of a tenant `TENANT/NAME`. A publication that led
        a line elsewhere changed it, too.
        """
        kinds = (thing, "publish", "canary") if thing == "line" else (thing,)
        query = (
            select(publications)
            .where(publications.c.kind.in_(kinds))
            .where(publications.c.details.contains(_quoted(name), autoescape=True))
            .order_by(publications.c.id.desc())
        )
        with reaching(self._engine), self._engine.connect() as connection:
            for row in connection.execute(query):
                found = publication_of(row)
                led = [line["line"] for line in found.details.get("lines", ())]
                if name in (led if found.kind != thing else [found.details["name"]]):
                    return found
        return None


def note_change(
    connection: Connection, thing: Thing, name: str, change: Change, *, who: str, **details: object
) -> None:
    """Write who changes something, and what; in the transaction that does it."""
    told = {"name": name, "change": change, **details}
    note(connection, "", thing, "", "", who=who, why="", details=told)


def differences(before: Any, after: Any) -> Mapping[str, list[object]]:
    """Each field in which two records of a class differ, with the values before and after, for JSON."""
    return {
        field.name: [_plain(getattr(one, field.name)) for one in (before, after)]
        for field in fields(before)
        if field.name != "version" and getattr(before, field.name) != getattr(after, field.name)
    }


def owned(tenant: str, name: str) -> str:
    """The name of what a tenant may have for itself; tenant empty: for all."""
    return f"{tenant}/{name}" if tenant else name


def _plain(value: object) -> object:
    return [str(each) for each in value] if isinstance(value, tuple) else value


def _quoted(name: str) -> str:
    """A name as it stands in `details`."""
    return json.dumps(name, ensure_ascii=False)
