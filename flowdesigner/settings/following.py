"""A form of the settings goes from one document to another."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from flowdesigner.document.desk import FlowDocument
from flowdesigner.document.parts import Parts


def turn(
    form: QWidget,
    before: FlowDocument | None,
    after: FlowDocument | None,
    changed: Callable[[Parts], None],
    refresh: Callable[[], None],
) -> None:
    """Let `form` hear of `after` and no longer of `before`; without a document it is off."""
    if before is not None:
        before.changed.disconnect(changed)
        before.loaded.disconnect(refresh)
    form.setEnabled(after is not None)
    if after is not None:
        after.changed.connect(changed)
        after.loaded.connect(refresh)
