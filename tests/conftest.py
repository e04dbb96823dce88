"""Fixtures that several rooms' tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.switch import Switch, find_switch


@pytest.fixture(scope="session")
def switch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Switch]:
    """A real FreeSWITCH, started once for the session; skips, and says so, where there is none."""
    binary = find_switch()
    if binary is None:
        pytest.skip(
            "NO FREESWITCH: set FREESWITCH=/path/to/bin/freeswitch to run the live tests (it was looked for "
            "there, on the path and under /usr/local/freeswitch and /opt/freeswitch)"
        )
    running = Switch(binary, tmp_path_factory.mktemp("switch"))
    running.start()
    try:
        yield running
    finally:
        running.stop()
