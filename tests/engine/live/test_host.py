"""A call's first step: beyond the steps of flows that ran on the same channel before."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from engine.live.host import Host
from engine.live.keeper import Seal


class Session:
    """As much of a connection as Host asks for."""

    uuid = "a-call"

    def __init__(self, data: Mapping[str, str]) -> None:
        self.session_data = dict(data)
        self.told: dict[str, str] = {}

    def set_variables(self, variables: Mapping[str, str]) -> None:
        self.told.update(variables)


@pytest.mark.parametrize(
    ("ran", "run", "serial", "told"),
    [
        (None, None, 0, {}),
        ("true", None, 1_000_000, {"callwright_run": "2"}),
        ("true", "2", 2_000_000, {"callwright_run": "3"}),
        ("true", "nonsense", 1_000_000, {"callwright_run": "2"}),
    ],
)
def test_each_start_has_steps_of_its_own(
    ran: str | None, run: str | None, serial: int, told: Mapping[str, str]
) -> None:
    data = {"variable_callwright_ran": ran, "variable_callwright_run": run}
    session = Session({name: value for name, value in data.items() if value is not None})
    host = Host(session, None, Seal("key"))  # type: ignore[arg-type]
    assert host._first_serial() == serial
    assert session.told == told
