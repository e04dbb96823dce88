"""The rigs that every test of the suite runs on: the simulated channel always, a real one if there is one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.rig import Rig
from tests.contract.sim import sim_rig


@pytest.fixture(params=["sim", pytest.param("live", marks=pytest.mark.live)])
def rig(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    """A channel with a fresh call. The live one is skipped, and says so, without a FreeSWITCH."""
    if request.param == "sim":
        with sim_rig(tmp_path) as simulated:
            yield simulated
        return
    switch = request.getfixturevalue("switch")
    from tests.contract.live import live_rig

    with live_rig(switch, tmp_path) as live:
        yield live
