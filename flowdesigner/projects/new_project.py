"""The dialog that begins a project: folder, name, what is in it; `callwright new` makes it in a process."""

from __future__ import annotations

import os.path
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from flowdesigner.document.errors import reason
from flowdesigner.publishing.asked import Asked, Target
from flowdesigner.theme import colours
from flowdesigner.words.say import Say, say

FIRST_NAME = "my-hotline"
WIDTH = 520
TITLE = say("新建项目", "New project")
NAME = say("名称", "Name")
FOLDER = say("放在", "In the folder")
CHOOSE = say("选择…", "Choose…")
WHOLE = say("带示例热线", "With the sample hotline")
WHOLE_HELP = say(
    "一条完整的热线：流程和通话脚本、录音、带示例数据的数据库。请改成您自己的。",
    "A whole hotline: flows with call scripts, sounds, a database with sample data. Change it into yours.",
)
EMPTY = say("空项目", "Empty")
EMPTY_HELP = say(
    "只有设置和一个小流程：应答，说一句话，挂机。",
    "Settings and one small flow: it answers, says a sentence and hangs up.",
)
MAKE = say("创建", "Create")
MAKING = say("正在创建…", "It is being made…")
WILL_BE = say("将创建文件夹 {}", "The folder will be {}")
NO_NAME = say("请写一个名称。", "It needs a name.")
NO_FOLDER = say("没有文件夹 {}，请选择一个。", "There is no folder {}. Choose one.")
ONE_NAME = say("名称里不能有 / 和 \\。", "There is no / and no \\ in a name.")
TAKEN = say(
    "{} 已经存在，而且不是空文件夹。换一个名称。", "{} is there already, and not empty. Take another name."
)
UNREADABLE = say("不能读取 {}：{}", "{} cannot be read: {}")
STOPPED = say("已停止。已经写好的部分在 {}。", "Stopped. What was written by then is in {}.")


class NewProject(QDialog):
    """Asks once, makes the project, says why it could not be made. `made` gives its first flow."""

    made = Signal(object)
    """The file (Path) of the flow to begin with."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(str(TITLE))
        self.asked: Asked | None = None
        self.name, self.folder = QLineEdit(FIRST_NAME), QLineEdit(str(folder))
        self.choose = QPushButton(str(CHOOSE))
        self.whole, self.empty = QRadioButton(str(WHOLE)), QRadioButton(str(EMPTY))
        self.whole.setChecked(True)
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(8)
        self.bar.hide()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.make = self.buttons.addButton(str(MAKE), QDialogButtonBox.ButtonRole.AcceptRole)
        self._lay()
        self.choose.setAutoDefault(False)
        self.make.setDefault(True)
        self.name.textChanged.connect(self.look)
        self.folder.textChanged.connect(self.look)
        self.choose.clicked.connect(self._choose)
        self.buttons.accepted.connect(self.begin)
        self.buttons.rejected.connect(self.reject)
        self.name.selectAll()
        self.look()

    def _lay(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.folder, 1)
        row.addWidget(self.choose)
        form = QFormLayout()
        form.addRow(str(NAME), self.name)
        form.addRow(str(FOLDER), row)
        self.name.setAccessibleName(str(NAME))
        self.folder.setAccessibleName(str(FOLDER))
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        for button, words in ((self.whole, WHOLE_HELP), (self.empty, EMPTY_HELP)):
            button.setAccessibleDescription(str(words))
            help_ = QLabel(str(words))
            help_.setWordWrap(True)
            help_.setIndent(24)
            help_.setStyleSheet(f"color: {colours().quiet}")
            layout.addWidget(button)
            layout.addWidget(help_)
        layout.addSpacing(8)
        layout.addWidget(self.sentence)
        layout.addWidget(self.bar)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(WIDTH)

    @property
    def target(self) -> Path:
        """The folder of the project as it is written now."""
        return Path(os.path.expanduser(self.folder.text().strip())) / self.name.text().strip()

    def look(self) -> None:
        """Say what will be there, or what is in the way of it."""
        wrong = self._wrong()
        self._say(wrong or Say(WILL_BE.zh, WILL_BE.en, (self.target,)), wrong is not None)
        self.make.setEnabled(wrong is None)

    def _wrong(self) -> Say | None:
        name, target = self.name.text().strip(), self.target
        if not name:
            return NO_NAME
        if "/" in name or "\\" in name:
            return ONE_NAME
        try:
            if not self.folder.text().strip() or not target.parent.is_dir():
                return Say(NO_FOLDER.zh, NO_FOLDER.en, (self.folder.text().strip(),))
            if target.exists() and (not target.is_dir() or any(target.iterdir())):
                return Say(TAKEN.zh, TAKEN.en, (target,))
        except OSError as error:
            return Say(UNREADABLE.zh, UNREADABLE.en, (target, reason(error)))
        return None

    def _say(self, sentence: Say, wrong: bool = False) -> None:
        self.sentence.setText(str(sentence))
        self.sentence.setStyleSheet(f"color: {colours().fault}" if wrong else "")

    def _choose(self) -> None:
        found = QFileDialog.getExistingDirectory(self, str(FOLDER), self.folder.text())
        if found:
            self.folder.setText(found)

    # --- made

    def begin(self) -> None:
        """Make it."""
        self.look()
        if self.asked is not None or not self.make.isEnabled():
            return
        target = self.target.absolute()
        choice = ["--empty"] if self.empty.isChecked() else []
        asked = self.asked = Asked(Target(target.parent), ["new", "--json", *choice, str(target)], self)
        asked.answered.connect(self._answered)
        asked.failed.connect(self._failed)
        self._busy(True)
        self._say(MAKING)
        asked.start()

    def end(self) -> None:
        """Stop making it."""
        asked, self.asked = self.asked, None
        if asked is not None:
            asked.end()
            asked.deleteLater()
            self._busy(False)

    def _busy(self, on: bool) -> None:
        for widget in (self.name, self.folder, self.choose, self.whole, self.empty, self.make):
            widget.setEnabled(not on)
        self.bar.setVisible(on)

    def _answered(self, document: dict[str, str]) -> None:
        self.end()
        self.accept()
        self.made.emit(Path(document["flow"]))

    def _failed(self, why: str) -> None:
        """The last two lines are what went wrong and its cure."""
        self.end()
        text = "\n".join([line for line in why.splitlines() if line][-2:])
        self._say(Say(text, text), wrong=True)

    def reject(self) -> None:
        """Cancel: what is being made is stopped first, and then said where it is."""
        if self.asked is None:
            super().reject()
            return
        self.end()
        self._say(Say(STOPPED.zh, STOPPED.en, (self.target,)))
