"""A flow that is being edited: one undo stack, one selection, and signals that say what changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from flowdesigner.document.command import Command
from flowdesigner.document.parts import Part, Parts, Sheet
from flowdesigner.document.selection import Selection
from flowdesigner.words.say import Say, tongues
from flows.model import Flow


class Editing(QObject):
    """Owns a flow; every change goes through `apply`, and nobody else writes into it.

    Views listen to `changed` and `loaded` and ask `flow`, `notes` and `frames`, which they only read.
    """

    changed = Signal(object)
    """Parts (flowdesigner.document.parts) in the order applied; `before` and `after` as they are now, so an
    undo looks like any other change."""
    loaded = Signal()
    """The whole flow is another one: it was opened or read again. Show everything anew."""
    revealed = Signal(object)
    """A frozenset of keys (nodes, notes, frames) that an undo or redo touched: select and show them."""

    def __init__(self, flow: Flow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet = Sheet(flow)
        self.stack = QUndoStack(self)
        self.selection = Selection(self)
        self.clock: Callable[[], float] = time.monotonic
        self._burst = 1
        tongues().changed.connect(self._retitle)

    @property
    def flow(self) -> Flow:
        """The flow as it is now; to be read only."""
        return self.sheet.flow

    @property
    def modified(self) -> bool:
        """Whether there is something to save."""
        return not self.stack.isClean()

    def apply(self, sentence: Say, parts: Iterable[Part], *, merge: bool = False) -> bool:
        """Make a change, one step of undo called `sentence`; False if there is nothing in it.

        With `merge` it joins the step before if that touched the same things less than a second ago.
        """
        done = tuple(parts)
        if not done:
            return False
        burst = self._burst if merge else 0
        self.stack.push(Command(self, sentence, done, burst=burst, at=self.clock()))
        return True

    def settle(self) -> None:
        """Let the next change be a step of its own: a field lost the focus, a key was released."""
        self._burst += 1

    def put(self, parts: Parts, *, again: bool) -> None:
        """Called by commands only: apply parts and tell of them."""
        self.sheet.put_all(parts)
        self.selection.forget(parts)
        self.changed.emit(parts)
        if again:
            shown = (part.key for part in parts if part.kind in ("node", "spot", "note", "frame"))
            known = self.flow.nodes.keys() | self.sheet.notes.keys() | self.sheet.frames.keys()
            self.revealed.emit(frozenset(shown) & known)

    def replace(self, flow: Flow) -> None:
        """Another flow in place of this one; what could be undone is forgotten."""
        self.sheet = Sheet(flow)
        self.stack.clear()
        self.selection.clear()
        self.loaded.emit()

    def _retitle(self) -> None:
        for number in range(self.stack.count()):
            command = self.stack.command(number)
            if isinstance(command, Command):
                command.retitle()
        self.stack.indexChanged.emit(self.stack.index())
