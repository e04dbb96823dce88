"""The editor of an SQL statement, with a button that tries it on the node's connection."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase, QHideEvent

from flowdesigner.properties.around import Around
from flowdesigner.properties.code_editors import CodeEditor
from flowdesigner.properties.editor import Content
from flowdesigner.properties.highlight import Highlighter
from flowdesigner.properties.sql_run import Outcome
from flowdesigner.properties.sql_trial import SqlTrial
from flowdesigner.words.say import lang, say
from nodes.errors import ExpressionError

TEST = say("在连接上试运行（修改会撤回）", "Try it on the connection (what it changes is taken back)")


class SqlEditor(CodeEditor):
    """One SQL statement of several lines. Values stand in it as `:name`."""

    def __init__(self, around: Around) -> None:
        super().__init__(around, lines=4)
        self.edit.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.edit.offering = None
        self.button.setText("▶")
        self.button.setToolTip(str(TEST))
        self.button.setAccessibleName(str(TEST))
        self.trial: SqlTrial | None = None
        self._refused: tuple[str, ExpressionError] | None = None
        self._colours = Highlighter(self.edit.document(), "sql")

    def show_value(self, value: Content | None, default: str = "") -> None:
        """Show a statement; the trial that is open follows it."""
        super().show_value(value, default)
        node = self.around.node_shown()
        self.button.setEnabled(node is not None)
        if self.trial is not None and node is not None and node.id == self.trial.node.id:
            self.trial.show_node(node)

    def begin(self) -> None:
        """Another node: the trial of the one before is closed."""
        self._leave()
        self._refused = None

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Perhaps the form of a node of another type is shown in place of this one."""
        super().hideEvent(event)
        self._leave()

    def _leave(self) -> None:
        node = self.around.node_shown()
        if self.trial is not None and (node is None or node.id != self.trial.node.id):
            self.trial.close()

    def open_menu(self) -> None:
        """Try the statement."""
        node = self.around.node_shown()
        if node is None:
            return
        self.settled.emit()
        if self.trial is None:
            self.trial = SqlTrial(self.around, node, self.window())
            self.trial.refused.connect(self._mark)
            self.trial.finished.connect(self._closed)
            # In another language or other colours there is another editor, which knows nothing of it.
            self.destroyed.connect(self.trial.close)
            self.trial.show()
        else:
            self.trial.raise_()
            self.trial.activateWindow()

    def _closed(self) -> None:
        self.trial = None

    def _mark(self, outcome: Outcome) -> None:
        """Say at the place what the database said."""
        place = f" (line {outcome.line}, character {outcome.character})" if outcome.line else ""
        words = outcome.fault + ("" if lang() == "en" else place)
        self._refused = self.text, ExpressionError(words, zh=outcome.fault, cure=outcome.cure)
        self.check()

    def fault(self) -> ExpressionError | None:
        """What the database said of this statement, until it is another."""
        if self._refused is not None and self._refused[0] == self.text:
            return self._refused[1]
        return None
