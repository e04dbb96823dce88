"""How long the designer's window takes to come up, and its memory: `python -m bench.designer_window`."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from bench.common import show
from bench.compile import flow
from bench.process import memory
from flowdesigner.document.arranging import place
from flows.write import save

NODES = 300
ROUNDS = 5
SETTLED_MS = 3_000
"""Milliseconds after the first picture until memory is read: problems are found, the minimap is drawn."""

BEGUN = "BENCH_BEGUN"
"""The environment variable that tells a designer when it was started."""


class FirstPicture(QObject):
    """Waits for the first picture of the window, then for quiet; tells both on standard output and ends."""

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        self.application = application
        self.seen = False
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Look out for a picture, let everything pass."""
        if not self.seen and event.type() == QEvent.Type.Paint:
            self.seen = True
            # After all that is painted in this turn.
            QTimer.singleShot(0, self.painted)
        return False

    def painted(self) -> None:
        """The window is there."""
        self.application.removeEventFilter(self)
        wall, own = time.time() - float(os.environ[BEGUN]), time.process_time()
        QTimer.singleShot(SETTLED_MS, lambda: self.settled(wall, own))

    def settled(self, wall: float, own: float) -> None:
        """Everything that comes after the first picture is done."""
        rss, data = memory(os.getpid())
        print(json.dumps({"wall": wall, "own": own, "rss": rss, "data": data}), flush=True)
        os._exit(0)


def designer(files: Sequence[str]) -> None:
    """The designer as `python -m flowdesigner` starts it, watched."""
    from flowdesigner.start import start

    watching = FirstPicture(QApplication(["callwright designer"]))
    start(files)
    del watching


def started(folder: Path, files: Sequence[Path]) -> dict[str, float]:
    """Seconds to the first picture (`wall`, `own`: of processor) and KB of memory (`rss`, `data`)."""
    home = Path(tempfile.mkdtemp(dir=folder))
    environment = {key: value for key, value in os.environ.items() if not key.startswith("XDG_")}
    environment |= {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen", BEGUN: repr(time.time())}
    command = [sys.executable, "-m", "bench.designer_window", "--designer", *map(str, files)]
    done = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=120, check=True
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """The table: no file, one, ten."""
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = []
        for number in range(10):
            drawn = flow(NODES)
            drawn.name = f"bench{number}"
            place(drawn)
            files.append(folder / f"bench{number}.flow.xml")
            save(drawn, files[-1])
        for count in (0, 1, 10):
            found = [started(folder, files[:count]) for _ in range(ROUNDS)]
            middle = {key: statistics.median(each[key] for each in found) for key in found[0]}
            rows.append(
                [
                    f"{count} flows" if count else "none",
                    f"{middle['wall']:.2f}",
                    f"{middle['own']:.2f}",
                    f"{middle['rss'] / 1024:.0f}",
                    f"{middle['data'] / 1024:.0f}",
                ]
            )
    show(
        f"The designer's window, flows of {NODES} nodes (median of {ROUNDS})",
        ["files given", "first picture, s", "of processor, s", "memory, MB", "data, MB"],
        rows,
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--designer"]:
        designer(sys.argv[2:])
    else:
        main()
