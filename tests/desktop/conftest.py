"""The screen that the tests of real windows share."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

import pytest

from tests.desktop.display import Display, missing

LACKING = [name for name in ("PySide6", "jeepney") if find_spec(name) is None]
if LACKING:
    collect_ignore_glob: list[str] = ["test_*"]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say at the end of the run that these tests were left out, and the cure."""
    if LACKING:
        names = " and ".join(LACKING)
        terminalreporter.write_line(
            f"tests/desktop was left out: NO {names}: pip install 'callwright[dev]'", yellow=True, bold=True
        )


@pytest.fixture(scope="session")
def display(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Display]:
    """A screen for the whole session; skips, and says what to install, where something is missing."""
    lacking = missing()
    if lacking:
        pytest.skip(
            f"NO SCREEN: {', '.join(lacking)} not found. On Debian: apt-get install xvfb openbox xdotool "
            "scrot dbus-daemon libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 "
            "libxkbcommon-x11-0"
        )
    made = Display(tmp_path_factory.mktemp("display"))
    try:
        made.start()
        yield made
    finally:
        made.stop()
