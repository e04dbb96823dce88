"""The screen that the tests of real windows share."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from tests.desktop.display import Display, missing

MODULES = ("PySide6", "jeepney")


@pytest.fixture(scope="session")
def display(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Display]:
    """A screen for the whole session; skips, and says what to install, where something is missing."""
    lacking = [*missing(), *(name for name in MODULES if find_spec(name) is None)]
    if lacking:
        pytest.skip(
            f"NO SCREEN: {', '.join(lacking)} not found. On Debian: apt-get install xvfb openbox xdotool "
            "scrot dbus-daemon libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 "
            "libxkbcommon-x11-0; pip install 'callwright[dev]'"
        )
    made = Display(tmp_path_factory.mktemp("display"))
    try:
        made.start()
        yield made
    finally:
        made.stop()
