"""The nodes that the form shows: one, or several whose common fields are edited together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from flowdesigner.document import node_edits
from flowdesigner.document.document import Document
from flowdesigner.document.parts import Part
from flowdesigner.properties.editor import Content
from flowdesigner.words.say import Say, say
from flows.model import FlowNode
from flows.passes.bind import bind_node
from flows.problems import Problem, Report
from flows.wording import declared
from nodes.declare import Parameter
from nodes.prompts import Prompt


class Subject:
    """Some nodes of a document by id. Every change is one step of undo, through the document."""

    def __init__(self, document: Document, ids: Iterable[str]) -> None:
        self.document = document
        self.ids = tuple(id_ for id_ in ids if id_ in document.flow.nodes)

    @property
    def nodes(self) -> list[FlowNode]:
        """The nodes as they are now."""
        found = (self.document.flow.nodes.get(id_) for id_ in self.ids)
        return [node for node in found if node is not None]

    @property
    def node(self) -> FlowNode | None:
        """The one node, None if there are several or none."""
        nodes = self.nodes
        return nodes[0] if len(nodes) == 1 else None

    @property
    def types(self) -> tuple[str, ...]:
        """The types of the nodes, each once."""
        return tuple(dict.fromkeys(node.type for node in self.nodes))

    def parameters(self) -> tuple[Parameter, ...]:
        """The parameters that all the nodes declare alike, in the order of the first."""
        tables = [declared(each) for each in self.types]
        if not tables:
            return ()
        first, others = tables[0], tables[1:]
        return tuple(each for name, each in first.items() if all(table.get(name) == each for table in others))

    def value(self, parameter: Parameter) -> tuple[Content | None, bool]:
        """What is written for a parameter, and whether the nodes differ in it."""
        found = [written(node, parameter.name, parameter.form) for node in self.nodes]
        if not found:
            return None, False
        return found[0], any(each != found[0] for each in found[1:])

    def put(self, parameter: Parameter, value: Content | None, typing: bool) -> None:
        """Write a parameter of all the nodes. Raises Refused."""
        document = self.document
        if len(self.ids) == 1 and isinstance(value, Prompt):
            document.set_prompt(self.ids[0], parameter.name, value, merge=typing)
        elif len(self.ids) == 1 and parameter.form == "prompt":
            document.set_prompt(self.ids[0], parameter.name, None, merge=typing)
        elif len(self.ids) == 1:
            assert not isinstance(value, Prompt)
            document.set_param(self.ids[0], parameter.name, value, merge=typing)
        else:
            words = say("修改 {} 个节点的 {}", "Change {} nodes: {}", len(self.ids), parameter.name)
            document.apply(words, self._parts(parameter, value), merge=typing)

    def _parts(self, parameter: Parameter, value: Content | None) -> list[Part]:
        flow, parts = self.document.flow, []
        for id_ in self.ids:
            if parameter.form == "prompt":
                prompt = value if isinstance(value, Prompt) else None
                parts += node_edits.prompt_set(flow, id_, parameter.name, prompt)
            else:
                assert not isinstance(value, Prompt)
                parts += node_edits.param_set(flow, id_, parameter.name, value)
        return parts

    def change(self, words: Say, change: Callable[[FlowNode], FlowNode], *, merge: bool = False) -> None:
        """Change all the nodes in the same way; one step of undo called `words`."""
        flow = self.document.flow
        parts = [part for node in self.nodes for part in node_edits.changed(flow, change(node))]
        self.document.apply(words, parts, merge=merge)

    def set_sensitive(self, on: bool) -> None:
        """Whether what callers enter there is masked in journals."""
        self.change(say("修改敏感标记", "Change what is sensitive"), lambda node: replace(node, sensitive=on))

    def faults(self, known: Sequence[Problem]) -> list[Problem]:
        """What is wrong with the one node: bound now, and what the compiler last found."""
        node = self.node
        if node is None:
            return []
        report = Report(self.document.flow.file)
        bind_node(node, report)
        own = [each for each in known if each.node == node.id]
        found = {(each.code, each.parameter, each.en): each for each in (*report.problems, *own)}
        return list(found.values())


def written(node: FlowNode, name: str, form: str) -> Content | None:
    """What stands in a node for a parameter; None where nothing does."""
    return node.prompts.get(name) if form == "prompt" else node.params.get(name)
