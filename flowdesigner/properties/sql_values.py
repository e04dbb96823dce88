"""The bound values with which a statement is tried: a line for each, with the sort of its value."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QWidget

from flowdesigner.properties.examples import example_scope
from flowdesigner.words.say import Say, say
from flows.model import FlowNode
from flows.release import Variable
from nodes.errors import ExpressionError
from nodes.expressions import evaluate

SORTS: Mapping[str, Say] = {
    "text": say("文字", "text"),
    "number": say("数字", "number"),
    "yes": say("是", "yes"),
    "no": say("否", "no"),
    "nothing": say("空值（NULL）", "nothing (NULL)"),
}
VALUE = say("{} 的值", "Value of {}")
SORT = say("{} 的类型", "Sort of {}")
FIXED = {"yes": "true", "no": "false", "nothing": "null"}
"""Sorts that need no text, as JSON."""


@dataclass(frozen=True, slots=True)
class TrialValue:
    """What is bound to one name."""

    sort: str = "text"
    text: str = ""

    def option(self, name: str) -> str:
        """As `--param` takes it."""
        if self.sort == "text":
            return f"{name}={self.text}"
        return f"{name}:={FIXED.get(self.sort, self.text.strip())}"

    @property
    def fault(self) -> bool:
        """Whether it is called a number and is none."""
        if self.sort != "number":
            return False
        try:
            value = json.loads(self.text)
        except ValueError:
            return True
        return isinstance(value, bool) or not isinstance(value, int | float)


def example_of(name: str, node: FlowNode | None, variables: Mapping[str, Variable]) -> TrialValue:
    """What a node binds to a name, worked out with example values."""
    rows = node.params.get("values", ()) if node is not None else ()
    row = next((each for each in rows if isinstance(each, Mapping) and each.get("name") == name), {})
    source = row.get("value", "")
    try:
        value = evaluate(source, example_scope(variables)) if isinstance(source, str) and source else ""
    except ExpressionError:
        value = ""
    if value is None:
        return TrialValue("nothing")
    if isinstance(value, bool):
        return TrialValue("yes" if value else "no")
    if isinstance(value, int | float | Decimal):
        return TrialValue("number", str(value))
    if isinstance(value, datetime.datetime):
        return TrialValue("text", value.isoformat(" "))
    return TrialValue("text", str(value))


class ValuesForm(QWidget):
    """A line for each name; nothing is lost of a name that comes back."""

    entered = Signal()
    """Enter was pressed in a line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: dict[str, tuple[QComboBox, QLineEdit]] = {}
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)

    def ask(self, values: Mapping[str, TrialValue]) -> None:
        """Ask for these, in this order."""
        while self._form.rowCount():
            self._form.removeRow(0)
        self.lines = {}
        for name, value in values.items():
            box, line = QComboBox(), QLineEdit(value.text)
            for sort, words in SORTS.items():
                box.addItem(str(words), sort)
            box.setCurrentIndex(list(SORTS).index(value.sort))
            box.setAccessibleName(str(say(SORT.zh, SORT.en, name)))
            line.setAccessibleName(str(say(VALUE.zh, VALUE.en, name)))
            line.setEnabled(value.sort not in FIXED)
            line.returnPressed.connect(self.entered)
            box.currentIndexChanged.connect(lambda _, name=name: self._sorted(name))
            row = QHBoxLayout()
            row.addWidget(box)
            row.addWidget(line, 1)
            self._form.addRow(f":{name}", row)
            self.lines[name] = (box, line)

    def values(self) -> dict[str, TrialValue]:
        """What is written."""
        return {
            name: TrialValue(str(box.currentData()), line.text()) for name, (box, line) in self.lines.items()
        }

    def _sorted(self, name: str) -> None:
        box, line = self.lines[name]
        line.setEnabled(str(box.currentData()) not in FIXED)
