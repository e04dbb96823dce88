"""Interactive calls of a project: each run finds the project's database as it is kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from callwright.projects import flow_file, release_of
from callwright.settings import load
from callwright.simulation import Worlds
from simulator.given import Given
from simulator.interactive.commands import ADAPTER
from simulator.interactive.session import Session


def kept(given: Given) -> Given:
    """As it is."""
    return given


def test_what_a_call_wrote_is_gone_when_it_goes_back(project: Path) -> None:
    settings = load()
    release = release_of(flow_file("poll", settings), settings)
    told: list[dict[str, Any]] = []
    with (
        Worlds(settings, kept) as worlds,
        Session(release, lambda notice: told.append(notice.to_json()), worlds, speed=0) as session,
    ):
        for do in (
            {"do": "press", "keys": "1"},
            {"do": "press", "keys": "5"},
            {"do": "back", "nodes": 4},
            {"do": "go"},
        ):
            session.do(ADAPTER.validate_python(do))
            assert session.settle(30)
        rewound = next(n for n, each in enumerate(told) if each["event"] == "rewound")
        for part in (told[:rewound], told[rewound:]):
            used = [
                each["entry"]["outcome"]
                for each in part
                if each["event"] == "journal" and each["entry"]["kind"] == "service_used"
            ]
            assert used == ["done"], "the row is written once, and anew after going back"
        session.do(ADAPTER.validate_python({"do": "script"}))
        assert session.settle(30)
        assert "changed" not in told[-2]["text"] and "node: save" in told[-2]["text"]


def test_each_run_has_a_database_of_its_own(project: Path) -> None:
    settings = load()
    with Worlds(settings, kept) as worlds:
        first, second = worlds(), worlds()
        assert first.world.database is not second.world.database
        assert second.world.database is not None
        rows = second.world.database.query("hotline", "SELECT 1 AS one", {}, limit=1, seconds=5)
        assert json.dumps([dict(row) for row in rows]) == '[{"one": 1}]'
