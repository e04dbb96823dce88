"""The one undo command: it applies the parts of a change forwards or backwards, and knows how to merge."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtGui import QUndoCommand

from flowdesigner.document.parts import Parts, backwards, merged, same_things
from flowdesigner.words.say import Say

MERGED_WITHIN = 1.0
"""Seconds in which a change of the same things joins the one before: typing, arrow keys, spin boxes."""

_MERGING = 1
_ALONE = -1


class Applies(Protocol):
    """What a command works on."""

    def put(self, parts: Parts, *, again: bool) -> None:
        """Apply parts and tell of them; `again`: it is an undo or a redo."""


class Command(QUndoCommand):
    """A change on the undo stack. `burst` numbers changes that may merge; 0 stands alone; `at` in seconds."""

    def __init__(self, target: Applies, sentence: Say, parts: Parts, *, burst: int, at: float) -> None:
        super().__init__(str(sentence))
        self.target = target
        self.sentence = sentence
        self.parts = parts
        self.burst = burst
        self.at = at
        self._done = False

    def id(self) -> int:
        """Qt asks only commands of the same number whether they merge."""
        return _MERGING if self.burst else _ALONE

    def redo(self) -> None:
        """Forwards; the first time it is called by being pushed."""
        self.target.put(self.parts, again=self._done)
        self._done = True

    def undo(self) -> None:
        """Backwards."""
        self.target.put(backwards(self.parts), again=True)

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802
        """Take in a change that follows at once and touches the same things; obsolete if all is as it was."""
        if not isinstance(other, Command) or other.burst != self.burst or other.at - self.at > MERGED_WITHIN:
            return False
        if not same_things(self.parts, other.parts):
            return False
        self.parts = merged(self.parts, other.parts)
        self.at = other.at
        self.setObsolete(all(part.before == part.after for part in self.parts))
        return True

    def retitle(self) -> None:
        """Show its text in the language in force."""
        self.setText(str(self.sentence))
