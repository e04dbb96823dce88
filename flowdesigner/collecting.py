"""Collects garbage in the thread of the windows only.

Python collects in whatever thread happens to need memory. A widget that is collected in another thread than
the one it lives in takes the process along (Qt: a QObject is deleted in its own thread).
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 500


class Collector(QObject):
    """From its making to its `end` nothing is collected but by its timer, as often as Python would."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._was = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(EVERY_MS)

    def look(self) -> int:
        """Collect the generations that are due; how many things that freed."""
        due = [
            number
            for number, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if most and count > most
        ]
        return gc.collect(max(due)) if due else 0

    def end(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        if self._was:
            gc.enable()
