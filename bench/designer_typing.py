"""How long after a key the whole window shows a problem: `python -m bench.designer_typing`."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTreeWidget, QWidget

from bench.common import show, spread
from bench.compile import flow
from flowdesigner.document.arranging import place
from flowdesigner.document.recovery import FOLDER
from flowdesigner.problems.checker import DELAY
from flowdesigner.problems.panel import Problems
from flowdesigner.theme import dress
from flowdesigner.window.main import MainWindow
from flows.write import save

SIZES = (300, 2_000)
EDITS = 50
WARM_UP = 4
WINDOW = (1600, 1000)
NODE, FIELD = "n3", "branches[1].when"
"""The first condition of bench/compile.py, and the expression of its row."""

LONGEST = 30.0
"""Seconds that anything may take."""
WAKE_MS = 500
"""Milliseconds after which it is looked at the latest whether that is over."""


def until(application: QApplication, come: Callable[[], bool], what: str) -> None:
    """Let the window work until something has come. Raises RuntimeError after LONGEST."""
    end = time.monotonic() + LONGEST
    # Waiting costs nothing so: with a limit of its own processEvents would ask without a pause.
    awake = QTimer()
    awake.start(WAKE_MS)
    while not come():
        if time.monotonic() > end:
            raise RuntimeError(f"{what} did not come within {LONGEST:g} s")
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


class Typist:
    """Types one character too many into an expression and takes it back: a problem comes and goes."""

    def __init__(self, application: QApplication, window: MainWindow, file: Path) -> None:
        self.application = application
        document = window.workspace.open(file)
        panel = window.workspace.panel("problems")
        assert document is not None and isinstance(panel, Problems)
        self.list: QTreeWidget = panel.list
        until(application, lambda: not window.checker.busy, "the first compilation")
        window.workspace.reveal(document, NODE, FIELD)
        application.processEvents()
        field: QWidget | None = window.focusWidget()
        assert field is not None, f"{NODE} has no field {FIELD}"
        self.field = field
        self.fewest = self.list.topLevelItemCount()
        QTest.keyClick(self.field, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)

    def key(self, key: Qt.Key, problem: bool) -> tuple[float, float]:
        """Milliseconds from a key to the list painted: of the clock, and of the processor."""
        begin, own = time.perf_counter(), time.process_time()
        QTest.keyClick(self.field, key)
        until(
            self.application,
            lambda: (self.list.topLevelItemCount() > self.fewest) is problem,
            "the problem" if problem else "its end",
        )
        self.list.viewport().repaint()
        return (time.perf_counter() - begin) * 1000, (time.process_time() - own) * 1000

    def edits(self, count: int) -> list[tuple[float, float]]:
        """So many keys, each second one a cure."""
        pairs = ((Qt.Key.Key_ParenRight, True), (Qt.Key.Key_Backspace, False))
        return [self.key(*pairs[number % 2]) for number in range(count)]


def main() -> None:
    """The table."""
    rows = []
    with tempfile.TemporaryDirectory() as name:
        os.environ[FOLDER] = str(Path(name) / "recovery")
        application = QApplication([])
        dress(application, "light")
        for size in SIZES:
            drawn = flow(size)
            drawn.name = f"bench{size}"
            place(drawn)
            file = Path(name) / f"bench{size}.flow.xml"
            save(drawn, file)
            window = MainWindow()
            window.resize(*WINDOW)
            window.show()
            typist = Typist(application, window, file)
            typist.edits(WARM_UP)
            found = typist.edits(EDITS)
            clock, own = [wall for wall, _ in found], [cpu for _, cpu in found]
            rows.append([f"{size} nodes", f"{len(found)}", spread(clock), spread(own)])
            for page in window.workspace.pages:
                page.document.stack.setClean()
            window.close()
            window.deleteLater()
    show(
        "From a key to the problem in the list, painted, or to its end (ms: median / p99 / max)",
        ["flow", "keys", "of the clock", "of processor"],
        rows,
        f"compiling begins {DELAY} ms after the last key: that is in the clock's figures",
    )


if __name__ == "__main__":
    main()
