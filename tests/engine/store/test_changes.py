"""Who changed lines, tenants, calendars and lists: told by the history, on every database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from engine.store.errors import BadLine
from engine.store.kept_lists import Entry
from engine.store.leading import Lead
from engine.store.lines import Line
from engine.store.store import Store
from engine.store.tenants import Tenant
from tests.engine.store.places import store, url

__all__ = ["store", "url"]

HOURS = {"hours": {"monday": ["09:00-17:00"]}}
LINE = Line("12345", "hotline")
CHANGES: list[tuple[str, str, Callable[[Store], object], dict[str, Any]]] = [
    ("tenant", "taxes", lambda s: s.add_tenant(Tenant("taxes"), who="ann"), {"change": "added"}),
    (
        "tenant",
        "taxes",
        lambda s: s.change_tenant(Tenant("taxes", languages=("zh-CN", "en")), who="ann"),
        {"change": "changed", "fields": {"languages": [[], ["zh-CN", "en"]]}},
    ),
    (
        "calendar",
        "taxes/office",
        lambda s: s.add_calendar("taxes", "office", HOURS, who="ann"),
        {"change": "added"},
    ),
    (
        "calendar",
        "taxes/office",
        lambda s: s.change_calendar("taxes", "office", HOURS, version=1, who="ann"),
        {"change": "changed"},
    ),
    ("list", "vip", lambda s: s.make_list("", "vip", who="ann"), {"change": "added"}),
    (
        "list",
        "vip",
        lambda s: s.add_entries("", "vip", [Entry("110"), Entry("119")], who="ann"),
        {"change": "changed", "numbers": 2, "new": 2},
    ),
    (
        "list",
        "vip",
        lambda s: s.remove_entries("", "vip", ["110"], who="ann"),
        {"change": "changed", "removed": 1},
    ),
    ("line", "public/12345", lambda s: s.add_line(LINE, who="ann"), {"change": "added", "flow": "hotline"}),
    (
        "line",
        "public/12345",
        lambda s: s.change_line(replace(LINE, flow="poll", most=30, version=1), who="ann"),
        {"change": "changed", "fields": {"flow": ["hotline", "poll"], "most": [0, 30]}},
    ),
    (
        "line",
        "public/12345",
        lambda s: s.lead_lines("night", [Lead("public", "12345", "poll")], who="ann"),
        {"change": "changed", "fields": {"flow": ["poll", "night"]}},
    ),
    (
        "line",
        "public/12345",
        lambda s: s.remove_line("public", "12345", who="ann"),
        {"change": "removed"},
    ),
    ("list", "vip", lambda s: s.remove_list("", "vip", who="ann"), {"change": "removed"}),
    (
        "calendar",
        "taxes/office",
        lambda s: s.remove_calendar("taxes", "office", who="ann"),
        {"change": "removed"},
    ),
    ("tenant", "taxes", lambda s: s.remove_tenant("taxes", who="ann"), {"change": "removed"}),
]


def test_every_change_has_its_row(store: Store) -> None:
    for kind, name, change, told in CHANGES:
        change(store)
        (row,) = store.history(limit=1)
        assert (row.kind, row.who, row.details) == (kind, "ann", {"name": name, **told})
        assert store.last_change(kind, name) == row  # type: ignore[arg-type]
    assert len(store.history(who="ann")) == len(CHANGES)


def test_what_was_refused_has_none(store: Store) -> None:
    before = store.history()
    with pytest.raises(BadLine):
        store.remove_line("public", "nobody", who="eve")
    assert store.history() == before


def test_a_publication_that_leads_a_line_changed_it(store: Store) -> None:
    store.publish(
        "f",
        "a" * 64,
        b"x",
        who="bob",
        leads=[Lead("public", "300")],
        details={"lines": [{"line": "public/300", "before": ""}]},
    )
    found = store.last_change("line", "public/300")
    assert found is not None and (found.kind, found.who) == ("publish", "bob")
    assert store.last_change("line", "public/30") is None
    assert store.last_change("line", "public/%") is None


def test_the_history_of_a_flow_is_that_of_its_releases(store: Store) -> None:
    store.publish("g", "b" * 64, b"x", who="ann")
    store.add_line(Line("400", "g"), who="ann")
    assert [row.kind for row in store.history("g")] == ["publish"]
    assert store.releases_before("g") == []
