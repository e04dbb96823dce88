"""The actions of the menu File that begin and open projects."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QDialog, QFileDialog

from flowdesigner.actions.action import Action
from flowdesigner.document.errors import reason
from flowdesigner.projects.new_project import NewProject
from flowdesigner.projects.open_project import TITLE, OpenProject, flows_of, none_in
from flowdesigner.session.project import SETTINGS, settings_file
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import say


def beside_projects(workspace: Workspace) -> Path:
    """Where projects are kept: beside that of the flow in front or of the last file, else the documents."""
    last = Path(workspace.filing.folder) / SETTINGS if workspace.filing.folder else None
    front = workspace.document.path if workspace.document is not None else None
    for file in (front, last):
        settings = settings_file(file)
        if settings is not None:
            return settings.parent.parent
    place = QStandardPaths.StandardLocation.DocumentsLocation
    found = QStandardPaths.writableLocation(place)
    return Path(found) if found and Path(found).is_dir() else Path.home()


def _show(workspace: Workspace, dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def new_project(workspace: Workspace) -> NewProject:
    """Ask for a new project; its flow is opened once it is made."""
    dialog = NewProject(beside_projects(workspace), workspace.filing.window)
    dialog.made.connect(workspace.open)
    workspace.closing.connect(dialog.end)
    _show(workspace, dialog)
    return dialog


def open_project(workspace: Workspace) -> OpenProject | None:
    """Ask for a folder and which of its flows to open; a single one is opened at once."""
    window = workspace.filing.window
    name = QFileDialog.getExistingDirectory(window, str(TITLE), str(beside_projects(workspace)))
    if not name:
        return None
    folder = Path(name)
    try:
        files = flows_of(folder)
    except OSError as error:
        workspace.tell(say("不能读取 {}：{}", "{} cannot be read: {}", folder, reason(error)))
        return None
    if len(files) < 2:
        if files:
            workspace.open(files[0])
        else:
            workspace.tell(none_in(folder))
        return None
    dialog = OpenProject(folder, files, window)
    dialog.chosen.connect(lambda chosen: [workspace.open(each) for each in chosen])
    _show(workspace, dialog)
    return dialog


PROJECTS: tuple[Action, ...] = (
    Action("file.new_project", say("新建项目…", "New project…"), new_project, ("Ctrl+Alt+N",), "file", 1),
    Action("file.open_project", say("打开项目…", "Open project…"), open_project, ("Ctrl+Alt+O",), "file", 1),
)
