"""The page of the form: the Tab key goes through it as it is laid out, whenever its rows were made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QWidget


class Page(QWidget):
    """Rows come and go; Qt's own order is that in which widgets were made."""

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: N802
        """To the field after the one with the focus, or before it; beyond the last as Qt has it."""
        fields = list(in_order(self))
        focused = self.focusWidget()
        if focused is None or focused not in fields:
            return super().focusNextPrevChild(next)
        number = fields.index(focused) + (1 if next else -1)
        if not 0 <= number < len(fields):
            return super().focusNextPrevChild(next)
        reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        fields[number].setFocus(reason)
        return True


def in_order(widget: QWidget) -> Iterator[QWidget]:
    """What the Tab key stops at in a widget, as its layouts order it: line by line, from the left."""
    if not widget.isVisible() or not widget.isEnabled():
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    layout = widget.layout()
    if layout is not None:
        yield from _of_layout(layout)


def _of_layout(layout: QLayout) -> Iterator[QWidget]:
    numbers = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        numbers.sort(key=lambda number: _place(layout, number))
    for number in numbers:
        item = layout.itemAt(number)
        inner = item.layout() if item is not None else None
        child = item.widget() if item is not None else None
        if inner is not None:
            yield from _of_layout(inner)
        elif child is not None:
            yield from in_order(child)


def _place(grid: QGridLayout, number: int) -> tuple[int, int]:
    row, column, _, _ = cast(tuple[int, int, int, int], grid.getItemPosition(number))
    return row, column
