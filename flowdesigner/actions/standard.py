"""The actions of the window itself: files, tongues, light and dark, tabs."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QApplication, QMdiArea

from flowdesigner.actions.action import Action
from flowdesigner.theme import dress, theme
from flowdesigner.window.tabs import show_tabs
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import TONGUES, Say, say, speak, tongue
from flowdesigner.words.tongue import Tongue

TONGUE_NAMES: dict[Tongue, str] = {"zh_CN": "简体中文", "zh_TW": "繁體中文", "en": "English"}


def open_files(workspace: Workspace) -> None:
    """Ask which files to open."""
    for path in workspace.filing.ask_open():
        workspace.open(path)


def save(workspace: Workspace) -> None:
    """Write the flow in front."""
    if workspace.document is not None:
        workspace.filing.save(workspace.document)


def save_as(workspace: Workspace) -> None:
    """Write it under another name."""
    if workspace.document is not None:
        workspace.filing.save_as(workspace.document)


def save_all(workspace: Workspace) -> None:
    """Write every flow in which something was changed."""
    for document in workspace.documents:
        if document.modified and not workspace.filing.save(document):
            return


def close(workspace: Workspace) -> None:
    """Close the flow in front."""
    if workspace.document is not None:
        workspace.close(workspace.document)


def quit_(workspace: Workspace) -> None:
    """Close the window."""
    workspace.area.window().close()


def shade(_: Workspace) -> None:
    """Light for dark, dark for light."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        dress(application, "light" if theme().shade == "dark" else "dark")


def tabs(workspace: Workspace) -> None:
    """Tabs for free windows, free windows for tabs."""
    if not _tabbed(workspace):
        show_tabs(workspace.area)
        return
    workspace.area.setViewMode(QMdiArea.ViewMode.SubWindowView)
    for page in workspace.pages:
        page.showNormal()
    workspace.area.tileSubWindows()


def _tabbed(workspace: Workspace) -> bool:
    return workspace.area.viewMode() == QMdiArea.ViewMode.TabbedView


def beside(workspace: Workspace, step: int) -> None:
    """The next flow, or the one before, in the order of the tabs."""
    documents = workspace.documents
    if workspace.document in documents:
        number = documents.index(workspace.document) + step
        workspace.bring(documents[number % len(documents)])


def _speaks(wanted: Tongue) -> Action:
    title = Say(TONGUE_NAMES[wanted], TONGUE_NAMES[wanted])
    return Action(
        f"tongue.{wanted}",
        title,
        lambda _: speak(wanted),
        menu="view",
        group=4,
        checked=lambda _: tongue() == wanted,
    )


FILE = (
    Action("file.new", say("新建", "New"), lambda w: w.new(), ("Ctrl+N",), "file"),
    Action("file.open", say("打开…", "Open…"), open_files, ("Ctrl+O",), "file"),
    Action("file.save", say("保存", "Save"), save, ("Ctrl+S",), "file", 2, True),
    Action("file.save_as", say("另存为…", "Save as…"), save_as, ("Ctrl+Shift+S",), "file", 2, True),
    Action("file.save_all", say("全部保存", "Save all"), save_all, ("Ctrl+Alt+S",), "file", 2, True),
    Action("file.close", say("关闭", "Close"), close, ("Ctrl+W",), "file", 4, True),
    Action("file.quit", say("退出", "Quit"), quit_, ("Ctrl+Q",), "file", 4),
)

LOOKS = (
    Action(
        "view.dark",
        say("深色", "Dark"),
        shade,
        menu="view",
        group=3,
        checked=lambda _: theme().shade == "dark",
    ),
    *(_speaks(each) for each in TONGUES),
)

WINDOWS = (
    Action("window.tabs", say("用标签页", "Tabs"), tabs, menu="window", group=0, checked=_tabbed),
    Action(
        "window.tile",
        say("平铺", "Tile"),
        lambda w: w.area.tileSubWindows(),
        menu="window",
        needs_document=True,
    ),
    Action(
        "window.next",
        say("下一个流程", "Next flow"),
        partial(beside, step=1),
        ("Ctrl+Tab", "Ctrl+PgDown"),
        "window",
        1,
        True,
    ),
    Action(
        "window.previous",
        say("上一个流程", "Previous flow"),
        partial(beside, step=-1),
        ("Ctrl+Shift+Tab", "Ctrl+PgUp"),
        "window",
        1,
        True,
    ),
)

ACTIONS: tuple[Action, ...] = (*FILE, *LOOKS, *WINDOWS)
"""All of them, in the order of menus."""
