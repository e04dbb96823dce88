"""Qt's own words, such as those on the buttons of questions, in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QObject, QTranslator
from PySide6.QtWidgets import QMenu

from flowdesigner.words.say import tongue, tongues

FREE_WINDOW = ("&Restore", "&Move", "&Size", "Mi&nimize", "Ma&ximize", "Stay on &Top", "&Close")
"""The menu of a free window, as Qt makes it (qmdisubwindow.cpp, createSystemMenu) and never renames it."""


def rename_menu(menu: QMenu) -> None:
    """Write the menu of a free window in the language that the application's translator speaks."""
    actions = [each for each in menu.actions() if not each.isSeparator()]
    for action, words in zip(actions, FREE_WINDOW, strict=False):
        keys = "\t" + action.text().partition("\t")[2]
        action.setText(QCoreApplication.translate("QMdiSubWindow", words) + keys.rstrip("\t"))


class QtWords(QObject):
    """Keeps the translator of the application that of the language in force."""

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self._application = application
        self._translator = QTranslator(self)
        tongues().changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Install the translation that comes with Qt; English needs none."""
        self._application.removeTranslator(self._translator)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if tongue() != "en" and self._translator.load(f"qtbase_{tongue()}", folder):
            self._application.installTranslator(self._translator)
