"""Problems on the canvas: badges on nodes, and the quick fixes in the menu of the right button."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from flowdesigner.canvas.hits import Hit
from flowdesigner.canvas.lights import Badge
from flowdesigner.document.desk import FlowDocument
from flowdesigner.document.errors import DocumentError
from flowdesigner.problems.fix import Fix
from flowdesigner.problems.fixes import fixes_of
from flowdesigner.problems.found import Found, file_of
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import tongues
from flows.problems import Problem

OWNER = "problems"


def apply_fix(workspace: Workspace, fix: Fix) -> bool:
    """Do a quick fix; where the model refuses it, say why."""
    try:
        fix.run()
    except DocumentError as error:
        workspace.tell(error.say)
        return False
    return True


class Marks(QObject):
    """Keeps the badges of all canvases, and adds to their menus."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        workspace.problems_changed.connect(self.show_badges)
        workspace.menu_opening.connect(self._menu)
        tongues().changed.connect(self._all)

    def _all(self) -> None:
        for document in self._workspace.documents:
            self.show_badges(document)

    def _own(self, document: FlowDocument) -> list[Problem]:
        file = file_of(document)
        return [each for each in self._workspace.problems_of(document) if each.file == file and each.node]

    def show_badges(self, document: FlowDocument) -> None:
        """One badge a node: the worst of its problems, how many there are, what they say."""
        by_node: dict[str, list[Problem]] = {}
        for problem in self._own(document):
            by_node.setdefault(problem.node, []).append(problem)
        badges = {}
        for id_, problems in by_node.items():
            errors = [each for each in problems if each.severity == "error"]
            text = str(len(problems)) if len(problems) > 1 else "!"
            tip = "\n".join(f"{each.code} {Found(each, None).message}" for each in problems)
            badges[id_] = [Badge("error" if errors else "warning", text, tip)]
        self._workspace.set_badges(document, OWNER, badges)

    def _menu(self, document: FlowDocument, hit: Hit, menu: QMenu) -> None:
        problems = [each for each in self._own(document) if hit.key and each.node == hit.key]
        found = [fix for problem in problems for fix in fixes_of(document, problem)]
        if not found:
            return
        menu.addSeparator()
        for fix in found:
            action = menu.addAction(str(fix.title))
            action.triggered.connect(lambda _, fix=fix: apply_fix(self._workspace, fix))
