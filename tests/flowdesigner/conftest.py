"""What the window's tests share: Qt without a screen, the robot of pytest-qt, a language, a private folder.

pytest-qt is loaded here and not as a plugin: as one it ends the whole run where Qt cannot be loaded.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from flowdesigner.window.main import MainWindow
    from flowdesigner.window.workspace import Workspace

WHY = (
    "NO QT: pip install 'callwright[dev]', and on Debian apt-get install libegl1 libgl1 libxkbcommon0 "
    "libfontconfig1 libdbus-1-3, to run the designer's tests"
)

MISSING = ""
try:
    import PySide6.QtWidgets  # noqa: F401
    import pytestqt  # noqa: F401
except ImportError as error:
    MISSING = f"tests/flowdesigner was left out: {WHY} ({error})"
    collect_ignore_glob: list[str] = ["*"]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say at the end of the run that these tests were left out, and the cure."""
    if MISSING:
        terminalreporter.write_line(MISSING, yellow=True, bold=True)


@pytest.fixture(scope="session")
def qapp() -> Iterator[Any]:
    """The application, one for the whole session."""
    from PySide6.QtWidgets import QApplication

    from flowdesigner.start import forget_clipboard
    from flowdesigner.theme import dress

    application = QApplication.instance() or QApplication(["callwright"])
    dress(application, "light")
    yield application
    forget_clipboard(application)


@pytest.fixture
def qtbot(qapp: Any, request: pytest.FixtureRequest) -> Iterator[QtBot]:
    """The robot that clicks and types; an exception in a slot fails the test."""
    from pytestqt.exceptions import capture_exceptions, format_captured_exceptions
    from pytestqt.qt_compat import qt_api
    from pytestqt.qtbot import QtBot, _close_widgets

    class Robot(QtBot):  # type: ignore[misc]
        """Waits that time out fail; as a plugin it would ask the settings."""

        def _should_raise(self, raising: bool | None) -> bool:
            return raising is not False

    qt_api.set_qt_api("pyside6")
    with capture_exceptions() as exceptions:
        yield Robot(request)
        _let_go(qapp)
        _close_widgets(request.node)
        qapp.processEvents()
    if exceptions:
        pytest.fail(format_captured_exceptions(exceptions), pytrace=False)


def _let_go(application: Any) -> None:
    """Release the buttons of the mouse that a test left pressed: the next one would drag."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QWidget

    held = application.mouseButtons()
    if held != Qt.MouseButton.NoButton:
        anywhere = QWidget()
        for button in (each for each in Qt.MouseButton if each in held and each != Qt.MouseButton.NoButton):
            QTest.mouseRelease(anywhere, button)


@pytest.fixture(autouse=True)
def collected(qapp: Any) -> Iterator[None]:
    """Garbage is collected between the tests, in this thread: what a test left may not end the next."""
    gc.disable()
    yield
    qapp.processEvents()
    gc.enable()
    due = [count > most for count, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
    if any(due):
        gc.collect(max(number for number, wanted in enumerate(due) if wanted))


@pytest.fixture(autouse=True)
def english(qapp: Any) -> Iterator[None]:
    """Every test begins in English."""
    from flowdesigner.words.say import speak

    speak("en")
    yield
    speak("en")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A recovery folder of the test's own."""
    return tmp_path / "recovery"


@pytest.fixture(autouse=True)
def private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the user's recovery folder."""
    monkeypatch.setenv("CALLWRIGHT_RECOVERY", str(tmp_path / "recovery"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A flow file: `small` of flows.py."""
    from flows.write import save
    from tests.flowdesigner.flows import small

    path = tmp_path / "small.flow.xml"
    save(small(), path)
    return path


@pytest.fixture
def workspace(qtbot: QtBot) -> Iterator[Workspace]:
    """Documents without a window."""
    from flowdesigner.window.workspace import Workspace

    made = Workspace()
    qtbot.addWidget(made.area)
    made.area.resize(1000, 700)
    made.area.show()
    yield made
    _close(made)
    made.closing.emit()
    made.deleteLater()


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    """A whole window."""
    from flowdesigner.window.main import MainWindow

    made = MainWindow()
    made.show()
    yield made
    _close(made.workspace)
    made.close()
    made.deleteLater()


def _close(workspace: Workspace) -> None:
    """Close every document; nothing is asked."""
    for page in workspace.pages:
        page.document.stack.setClean()
        page.close()
