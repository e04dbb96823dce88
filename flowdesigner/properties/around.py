"""What editors may ask about what is around them: variables, nodes, the project, who lets them hear."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from flowdesigner.document.desk import FlowDocument
from flowdesigner.document.document import Document
from flowdesigner.document.errors import Refused
from flowdesigner.properties.hearing import Hearing
from flowdesigner.properties.project import Project
from flowdesigner.session.kept import KeptNames
from flowdesigner.words.say import Say
from flows.model import FlowNode
from flows.release import Variable
from nodes.prompts import Prompt

if TYPE_CHECKING:
    from flowdesigner.properties.sql_values import TrialValue


class Around(QObject):
    """One for a panel; `document` is the one whose node is edited."""

    told = Signal(object)
    """A sentence (Say) for the author."""
    flow_wanted = Signal(str)
    """Open the flow of that name."""
    node_wanted = Signal(str)
    """Show the node of that id."""

    def __init__(self, parent: QObject | None = None, stored: KeptNames | None = None) -> None:
        super().__init__(parent)
        self.document: Document | None = None
        self.project = Project(stored)
        self.node_shown: Callable[[], FlowNode | None] = lambda: None
        """The one node whose form is shown; set by whoever shows it."""
        self.tried: dict[tuple[str, str, str], TrialValue] = {}
        """Values with which statements were tried, by flow, node and name, as long as the window lives."""
        self.hearing = Hearing(self, self)
        self.hearing.told.connect(self.told)

    def look_at(self, document: Document | None) -> None:
        """Another document."""
        self.document = document
        self.project.file = document.path if isinstance(document, FlowDocument) else None

    def fresh(self) -> None:
        """The document may have a file by now."""
        self.look_at(self.document)

    @property
    def variables(self) -> Mapping[str, Variable]:
        """What the flow declares."""
        return self.document.flow.variables if self.document else {}

    @property
    def language(self) -> str:
        """The language of the flow, else of its project."""
        own = self.document.flow.language if self.document else ""
        return own or next(iter(self.project.languages()), "zh-CN")

    def languages(self) -> list[str]:
        """Languages that prompts may be written in, the likeliest first."""
        used: dict[str, None] = {self.language: None}
        for node in self.document.flow.nodes.values() if self.document else ():
            for prompt in node.prompts.values():
                used.update(dict.fromkeys(_tags(prompt)))
        bases = {tag.partition("-")[0] for tag in used}
        more = [tag for tag in (*self.project.languages(), "zh-CN", "en") if tag not in bases]
        return [tag for tag in dict.fromkeys([*used, *more]) if tag]

    @property
    def values(self) -> Mapping[str, Callable[[], list[str]]]:
        """What may stand in quotes behind a system variable, where the project knows it."""
        lines = self.project.lines
        return {"line.number": lines, "call.called": lines, "call.language": self.languages}

    def nodes(self) -> list[tuple[str, str]]:
        """The nodes of the flow as (id, title), in its order."""
        flow = self.document.flow if self.document else None
        return [(node.id, node.title) for node in flow.nodes.values()] if flow else []

    def declare(self, name: str, type_: str) -> bool:
        """Declare a variable; whether that was possible, after saying why not."""
        return self.do(lambda document: document.add_variable(Variable(name, type_)))

    def do(self, verb: Callable[[Document], object]) -> bool:
        """Change the document; whether it was allowed, after saying why not."""
        if self.document is None:
            return False
        try:
            verb(self.document)
        except Refused as refused:
            self.tell(refused.say)
            return False
        return True

    def tell(self, sentence: Say) -> None:
        """Say something to the author."""
        self.told.emit(sentence)


def _tags(prompt: Prompt) -> tuple[str, ...]:
    return tuple(filter(None, prompt.languages))
