"""The menu bar, made from the actions; menus in which nothing stands stay away."""

from __future__ import annotations

from typing import get_args

from PySide6.QtWidgets import QMainWindow, QMenu

from flowdesigner.actions.action import MenuName
from flowdesigner.actions.book import Book
from flowdesigner.words.say import Say, follow, say

TITLES: dict[MenuName, Say] = {
    "file": say("文件(&F)", "&File"),
    "edit": say("编辑(&E)", "&Edit"),
    "view": say("视图(&V)", "&View"),
    "arrange": say("排列(&A)", "&Arrange"),
    "go": say("转到(&G)", "&Go"),
    "call": say("试拨(&C)", "&Call"),
    "publish": say("发布(&P)", "&Publish"),
    "window": say("窗口(&W)", "&Window"),
    "help": say("帮助(&H)", "&Help"),
}


def build(window: QMainWindow, book: Book) -> dict[MenuName, QMenu]:
    """Fill the menu bar; the menus by name."""
    made: dict[MenuName, QMenu] = {}
    for name in get_args(MenuName):
        groups = book.of_menu(name)
        if not groups:
            continue
        menu = QMenu(window)
        menu.setObjectName(name)
        follow(menu, "setTitle", TITLES[name])
        for number, group in enumerate(groups):
            if number:
                menu.addSeparator()
            menu.addActions(group)
        menu.aboutToShow.connect(book.refresh)
        window.menuBar().addMenu(menu)
        made[name] = menu
    return made
