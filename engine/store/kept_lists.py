"""Lists of callers in the store: refused ones, important ones, those who meet a release on trial."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from engine.store.changes import note_change, owned
from engine.store.counting import LISTS, count, now
from engine.store.errors import Conflict, Refused, Unknown
from engine.store.lines import LONGEST, is_pattern
from engine.store.lists import FOREVER, CallerList, refuse_forms
from engine.store.names import name_checked, text_checked
from engine.store.opening import reaching
from engine.store.tables.lines import entries, lines, lists, routes
from engine.store.tables.releases import canaries
from engine.store.tenants import refuse_unknown_tenant

CHUNK = 1_000
"""Numbers written in one transaction: nobody else waits longer for the store than it takes."""
_ATTEMPTS = 5
"""Two people may put the same number on a list at once; the loser tries again."""

Key = tuple[str, str]
"""Tenant and name of a list; tenant empty: for all."""


@dataclass(frozen=True, slots=True)
class KeptList:
    """A list of callers, and how many numbers are on it."""

    tenant: str
    name: str
    title: str
    numbers: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A number, or a pattern as of lines, on a list: for ever (None) or `until`; `at` and `until` in UTC."""

    value: str
    note: str = ""
    until: datetime | None = None
    at: datetime | None = None
    who: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """How a list stood: whoever sees the same mark again need not read it again."""

    numbers: int
    last: int
    at: datetime | None


class Lists:
    """What the store knows of lists of callers."""

    _engine: Engine

    def lists(self) -> list[KeptList]:
        """Every list, by tenant and name."""
        same = (entries.c.tenant == lists.c.tenant) & (entries.c.list == lists.c.name)
        query = (
            select(lists, func.count(entries.c.id).label("numbers"))
            .outerjoin(entries, same)
            .group_by(lists.c.tenant, lists.c.name, lists.c.title)
            .order_by(lists.c.tenant, lists.c.name)
        )
        with reaching(self._engine), self._engine.connect() as connection:
            return [KeptList(r.tenant, r.name, r.title, r.numbers) for r in connection.execute(query)]

    def make_list(self, tenant: str, name: str, title: str = "", *, who: str = "") -> bool:
        """Make a list, or give one another title; whether it is new. Raises Refused, Unknown."""
        row = {
            "tenant": tenant,
            "name": name_checked("list", name),
            "title": text_checked("title", title, 200),
        }
        with reaching(self._engine), self._engine.begin() as connection:
            count(connection, LISTS)
            refuse_unknown_tenant(connection, tenant)
            if not _has_list(connection, tenant, name):
                connection.execute(insert(lists).values(row))
                note_change(connection, "list", owned(tenant, name), "added", who=who)
                return True
            if title:
                connection.execute(update(lists).where(_which(tenant, name)).values(title=title))
                note_change(connection, "list", owned(tenant, name), "changed", who=who, title=title)
            return False

    def remove_list(self, tenant: str, name: str, *, who: str = "") -> None:
        """Forget a list, with its numbers, that nothing asks for. Raises Refused, Unknown."""
        with reaching(self._engine), self._engine.begin() as connection:
            count(connection)  # No line and no trial may begin to use it meanwhile.
            count(connection, LISTS)
            if not connection.execute(delete(lists).where(_which(tenant, name))).rowcount:
                raise _no_list(tenant, name)
            if used := _users(connection, tenant, name):
                what = f"the list {owned(tenant, name)} decides for {', '.join(used[:5])}"
                raise Refused(what, "take it out of their routes first: `callwright line set`")
            connection.execute(delete(entries).where(_on(tenant, name)))
            note_change(connection, "list", owned(tenant, name), "removed", who=who)

    def entries(self, tenant: str, name: str) -> Iterator[Entry]:
        """The numbers of a list, in their order. Raises Unknown."""
        query = select(entries).where(_on(tenant, name)).order_by(entries.c.value)
        with reaching(self._engine), self._engine.connect() as connection:
            if not _has_list(connection, tenant, name):
                raise _no_list(tenant, name)
            for row in connection.execution_options(yield_per=CHUNK).execute(query):
                yield Entry(row.value, row.note, row.until, row.at, row.who)

    def check_entries(self, tenant: str, name: str, wanted: Iterable[Entry]) -> None:
        """Raises Refused if one of `wanted` is impossible, or all together are too much for the list."""
        wild = [entry.value for entry in wanted if _wild(checked_entry(entry).value)]
        name_checked("list", name)
        if wild:
            with reaching(self._engine), self._engine.connect() as connection:
                refuse_forms([*wild, *_patterns(connection, tenant, name)])

    def add_entries(
        self,
        tenant: str,
        name: str,
        wanted: Sequence[Entry],
        *,
        who: str,
        progress: Callable[[int], None] = lambda done: None,
    ) -> int:
        """Put numbers on a list, or note them anew; how many were not on it yet. Raises Refused, Unknown.

        Nothing is written if one of them is impossible. `progress` is told how many are done.
        """
        self.check_entries(tenant, name, wanted)
        rows = {entry.value: _row(tenant, name, entry, who) for entry in wanted}
        # In one order for all who write: two of them never wait for each other in a circle.
        ordered = [rows[value] for value in sorted(rows)]
        new = 0
        with reaching(self._engine):
            with self._engine.connect() as connection:
                if not _has_list(connection, tenant, name):
                    raise _no_list(tenant, name)
            for done, chunk in _chunks(ordered):
                told = {"who": who, "numbers": len(rows), "new": new} if done == len(rows) else {}
                new += self._put(tenant, name, chunk, told)
                progress(done)
        return new

    def _put(self, tenant: str, name: str, rows: Sequence[Mapping[str, Any]], told: Mapping[str, Any]) -> int:
        """Write a chunk; how many are new. `told`: with the last one, what the history says of all."""
        for _ in range(_ATTEMPTS):
            try:
                with self._engine.begin() as connection:
                    if told:
                        count(connection, LISTS)
                    new = _put(connection, tenant, name, rows)
                    if told:
                        whole = {**told, "new": told["new"] + new}
                        note_change(connection, "list", owned(tenant, name), "changed", **whole)
                    return new
            except IntegrityError:
                continue
        raise Conflict(
            f"the list {owned(tenant, name)} is being changed by somebody else", "wait a moment, then again"
        )

    def remove_entries(self, tenant: str, name: str, values: Iterable[str], *, who: str = "") -> int:
        """Take numbers off a list: all of them, or none if one is not on it. How many. Raises Unknown."""
        wanted = list(dict.fromkeys(values))
        with reaching(self._engine), self._engine.begin() as connection:
            count(connection, LISTS)
            if not _has_list(connection, tenant, name):
                raise _no_list(tenant, name)
            there: set[str] = set()
            for _, chunk in _chunks(wanted):
                which = _on(tenant, name) & entries.c.value.in_(chunk)
                there.update(connection.execute(select(entries.c.value).where(which)).scalars())
                connection.execute(delete(entries).where(which))
            if missing := [value for value in wanted if value not in there]:
                shown = ", ".join(value[:40] for value in missing[:5])
                raise Unknown(
                    f"{len(missing)} of these numbers are not on the list {name}: {shown}",
                    "`callwright list show` shows them",
                )
            note_change(connection, "list", owned(tenant, name), "changed", who=who, removed=len(wanted))
        return len(wanted)

    def list_marks(self) -> dict[Key, Mark]:
        """How every list stands: cheap to ask, and another mark wherever something changed."""
        marked = select(
            entries.c.tenant,
            entries.c.list,
            func.count(entries.c.id),
            func.max(entries.c.id),
            func.max(entries.c.at),
        ).group_by(entries.c.tenant, entries.c.list)
        with reaching(self._engine), self._engine.connect() as connection:
            found = {(r[0], r[1]): Mark(r[2], r[3], r[4]) for r in connection.execute(marked)}
            names = connection.execute(select(lists.c.tenant, lists.c.name)).all()
        return {(r.tenant, r.name): found.get((r.tenant, r.name), Mark(0, 0, None)) for r in names}

    def caller_list(self, tenant: str, name: str) -> CallerList:
        """A list as calls ask for it."""
        query = select(entries.c.value, entries.c.until).where(_on(tenant, name))
        query = query.where(or_(entries.c.until.is_(None), entries.c.until > now()))
        with reaching(self._engine), self._engine.connect() as connection:
            found = connection.execution_options(yield_per=CHUNK).execute(query)
            return CallerList((value, _seconds(until)) for value, until in found)


def known_lists(connection: Connection, tenant: str) -> set[str]:
    """The names of the lists that lines of `tenant` may name."""
    return set(connection.execute(select(lists.c.name).where(lists.c.tenant.in_(["", tenant]))).scalars())


def checked_entry(entry: Entry) -> Entry:
    """`entry`, if it can be on a list. Raises Refused."""
    if not is_pattern(entry.value):
        cure = (
            f"write digits, + * # - _ and small letters, X for one digit, a . at the end, {LONGEST} at most"
        )
        raise Refused(f"{entry.value[:60]!r} is no number", cure)
    text_checked("note", entry.note, 200)
    return entry


def _row(tenant: str, name: str, entry: Entry, who: str) -> dict[str, Any]:
    row = {"tenant": tenant, "list": name, "value": entry.value, "note": entry.note, "until": entry.until}
    return row | {"at": now(), "who": who[:200]}


def _put(connection: Connection, tenant: str, name: str, rows: Sequence[Mapping[str, Any]]) -> int:
    which = _on(tenant, name) & entries.c.value.in_([row["value"] for row in rows])
    known = set(connection.execute(select(entries.c.value).where(which)).scalars())
    fresh = [row for row in rows if row["value"] not in known]
    if fresh:
        connection.execute(insert(entries), fresh)
    for row in rows:
        if row["value"] in known:
            connection.execute(_NOTED, {**row, "of": tenant, "on": name, "number": row["value"]})
    return len(fresh)


_NOTED = (
    update(entries)
    .where(
        (entries.c.tenant == bindparam("of"))
        & (entries.c.list == bindparam("on"))
        & (entries.c.value == bindparam("number"))
    )
    .values(note=bindparam("note"), until=bindparam("until"), at=bindparam("at"), who=bindparam("who"))
)


def _patterns(connection: Connection, tenant: str, name: str) -> list[str]:
    wild = or_(entries.c.value.like("%X%"), entries.c.value.like("%."))
    found = connection.execute(select(entries.c.value).where(_on(tenant, name) & wild)).scalars()
    return [value for value in found if _wild(value)]


def _wild(value: str) -> bool:
    return "X" in value or value.endswith(".")


def _users(connection: Connection, tenant: str, name: str) -> list[str]:
    """Lines and trials that ask for a list: the tenant's, or a shared one that no list of theirs hides."""
    query = (
        select(lines.c.context, lines.c.pattern, lines.c.tenant)
        .join(routes, routes.c.line == lines.c.id)
        .where((routes.c.sort == "list") & (routes.c.name == name))
        .distinct()
    )
    owners = set(connection.execute(select(lists.c.tenant).where(lists.c.name == name)).scalars())
    used = [
        f"{line.context}/{line.pattern}"
        for line in connection.execute(query)
        if (line.tenant == tenant if tenant else line.tenant not in owners)
    ]
    trials = connection.execute(select(canaries.c.flow).where(canaries.c.callers == name)).scalars()
    return [*sorted(used), *sorted(trials)]


def _seconds(until: datetime | None) -> float:
    return FOREVER if until is None else until.replace(tzinfo=UTC).timestamp()


def _chunks(items: Sequence[Any]) -> Iterator[tuple[int, Sequence[Any]]]:
    """Parts of `items`, each with the number of items that are done after it."""
    for start in range(0, len(items), CHUNK):
        yield min(start + CHUNK, len(items)), items[start : start + CHUNK]


def _has_list(connection: Connection, tenant: str, name: str) -> bool:
    return connection.execute(select(lists.c.name).where(_which(tenant, name))).first() is not None


def _which(tenant: str, name: str) -> Any:
    return (lists.c.tenant == tenant) & (lists.c.name == name)


def _on(tenant: str, name: str) -> Any:
    return (entries.c.tenant == tenant) & (entries.c.list == name)


def _no_list(tenant: str, name: str) -> Unknown:
    return Unknown(f"the store has no list {owned(tenant, name)[:130]}", "`callwright list list` shows them")
