"""Qt's own words, such as those on the buttons of questions, in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QObject, QTranslator

from flowdesigner.words.say import tongue, tongues


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
