"""What is selected in a document: one selection that canvas, tree and panels share."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from flowdesigner.document.parts import Parts
from flowdesigner.document.wire_edits import Wire


class Selection(QObject):
    """`keys`: ids of nodes, keys of notes and frames; `wires`; `current`: the node shown in properties.

    `current` is the node that was selected last, empty unless it is selected.
    """

    changed = Signal()
    """Something else is selected."""
    current_changed = Signal(str)
    """Another node is the current one; its id, empty for none."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keys: dict[str, None] = {}
        self._wires: frozenset[Wire] = frozenset()
        self._current = ""

    @property
    def keys(self) -> frozenset[str]:
        """Nodes, notes and frames."""
        return frozenset(self._keys)

    @property
    def wires(self) -> frozenset[Wire]:
        """Wires, by where they begin."""
        return self._wires

    @property
    def current(self) -> str:
        """The current node."""
        return self._current

    def __bool__(self) -> bool:
        return bool(self._keys or self._wires)

    def set(self, keys: Iterable[str] = (), wires: Iterable[Wire] = (), current: str | None = None) -> None:
        """Select these and nothing else; without `current` the last of `keys` that is new, else any."""
        wanted, wired = dict.fromkeys(keys), frozenset(wires)
        if current is None:
            fresh = [key for key in wanted if key not in self._keys]
            kept = self._current if self._current in wanted else next(reversed(wanted), "")
            current = fresh[-1] if fresh else kept
        same = wanted.keys() == self._keys.keys() and wired == self._wires
        moved = current != self._current
        self._keys, self._wires, self._current = wanted, wired, current
        if not same:
            self.changed.emit()
        if moved:
            self.current_changed.emit(current)

    def toggle(self, key: str) -> None:
        """Add a node, note or frame, or take it out."""
        if key in self._keys:
            self.set([each for each in self._keys if each != key], self._wires)
        else:
            self.set([*self._keys, key], self._wires)

    def clear(self) -> None:
        """Select nothing."""
        self.set()

    def forget(self, parts: Parts) -> None:
        """Take out what a change removed; a node that it renamed stays selected under its new id."""
        gone = {part.key for part in parts if part.kind in ("node", "note", "frame") and part.after is None}
        wires = {(id_, exit_) for id_, exit_ in self._wires if id_ not in gone}
        changed = {part.key: part.after for part in parts if part.kind == "node" and part.after is not None}
        wires = {wire for wire in wires if wire[0] not in changed or wire[1] in changed[wire[0]].exits}
        if gone & self._keys.keys() or wires != self._wires:
            self.set([key for key in self._keys if key not in gone], wires)
