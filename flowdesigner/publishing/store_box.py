"""The field that names a store: the project's own, or another by its URL; those used before are offered."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy

from flowdesigner.session.memory import Memory
from flowdesigner.words.say import follow, say

STORES = "publish.stores"
"""What is remembered between two starts: URLs without passwords."""
MOST = 8


class StoreBox(QComboBox):
    """`url` is empty for the project's own store."""

    chosen = Signal()
    """Another store than before."""

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self._memory = memory
        self._before = ""
        self.setEditable(True)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.addItem("")
        self.addItems(without_secrets(memory.texts(STORES)))
        edit = self.lineEdit()
        assert edit is not None
        name, hint = say("库的地址", "URL of the store"), say("项目自己的库", "the project's own")
        for target in (self, edit):
            follow(target, "setAccessibleName", name)
        follow(edit, "setPlaceholderText", hint)
        follow(edit, "setToolTip", hint)
        self.activated.connect(lambda _: self._chosen())
        edit.editingFinished.connect(self._chosen)

    def _chosen(self) -> None:
        if self.url != self._before:
            self._before = self.url
            self.chosen.emit()

    @property
    def url(self) -> str:
        """The store, empty for the project's own."""
        return self.currentText().strip()

    def remember(self) -> None:
        """Keep the URL for the next time, unless there is a password in it."""
        if self.url and without_secrets([self.url]):
            known = [each for each in self._memory.texts(STORES) if each != self.url]
            self._memory.keep(STORES, [*known, self.url][-MOST:])
            if self.findText(self.url) < 0:
                self.addItem(self.url)


def without_secrets(urls: list[str]) -> list[str]:
    """Those without a password: `scheme://user:password@host`."""
    return [url for url in urls if ":" not in url.partition("://")[2].rpartition("@")[0]]
