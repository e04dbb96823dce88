"""What an author wants published: to whom, on which line, why, into which store."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from flowdesigner.publishing.store_box import StoreBox
from flowdesigner.session.memory import Memory
from flowdesigner.words.say import Say, follow, say, tongues

ALL, PERCENT, LIST = range(3)
WHOM: tuple[Say, ...] = (
    say("所有来电", "All callers"),
    say("试用：一部分主叫", "Trial: some callers"),
    say("试用：名单上的主叫", "Trial: callers on a list"),
)


class Wish(QWidget):
    """A form of five fields; `options` are theirs for `callwright publish`."""

    store_chosen = Signal()
    """Another store than before."""

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.why = QLineEdit()
        self.whom = QComboBox()
        self.percent = QDoubleSpinBox()
        self.percent.setRange(0.1, 100.0)
        self.percent.setDecimals(1)
        self.percent.setValue(10.0)
        self.percent.setSuffix(" %")
        self.callers = QLineEdit()
        self.store = StoreBox(memory)
        self.whom.addItems(["" for _ in WHOM])
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        whom = QWidget()
        row = QHBoxLayout(whom)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.whom, 1)
        row.addWidget(self.percent)
        row.addWidget(self.callers)
        for text, field, buddy in (
            (say("号码(&N)", "&Number"), self.line, self.line),
            (say("原因(&Y)", "Wh&y"), self.why, self.why),
            (say("给谁(&O)", "F&or"), whom, self.whom),
            (say("库(&S)", "&Store"), self.store, self.store),
        ):
            label = QLabel()
            label.setBuddy(buddy)
            follow(label, "setText", text)
            form.addRow(label, field)
        self._texts()
        self.store.chosen.connect(self.store_chosen)
        self.whom.currentIndexChanged.connect(self._whom)
        tongues().changed.connect(self._again)
        self._again()
        self._whom()

    def _texts(self) -> None:
        for target, name, hint in (
            (
                self.line,
                say("号码", "Number"),
                say("由它接听的号码，可不填", "a number that it is to answer; may stay empty"),
            ),
            (self.why, say("原因", "Why"), say("写进发布记录", "kept in the history")),
            (self.callers, say("名单", "List"), say("名单", "name of the list")),
        ):
            follow(target, "setAccessibleName", name)
            follow(target, "setPlaceholderText", hint)
            follow(target, "setToolTip", hint)
        follow(self.whom, "setAccessibleName", say("给谁", "For whom"))
        follow(self.percent, "setAccessibleName", say("主叫的百分之多少", "How many of 100 callers"))

    def _again(self) -> None:
        for number, text in enumerate(WHOM):
            self.whom.setItemText(number, str(text))

    def _whom(self) -> None:
        self.percent.setVisible(self.whom.currentIndex() == PERCENT)
        self.callers.setVisible(self.whom.currentIndex() == LIST)

    @property
    def url(self) -> str:
        """The store, empty for the project's own."""
        return self.store.url

    @property
    def share(self) -> list[str]:
        """The options that say who meets it."""
        if self.whom.currentIndex() == PERCENT:
            return ["--percent", f"{self.percent.value():g}"]
        if self.whom.currentIndex() == LIST and self.callers.text().strip():
            return ["--callers", self.callers.text().strip()]
        return []

    @property
    def options(self) -> list[str]:
        """Everything but the store, for `callwright publish`."""
        number = self.line.text().strip()
        return [*(["--line", number] if number else []), *self.share]

    @property
    def reason(self) -> list[str]:
        """The option that says why."""
        why = self.why.text().strip()
        return ["-m", why] if why else []

    def remember(self) -> None:
        """Keep the URL for the next time, unless there is a password in it."""
        self.store.remember()
