"""Flow files to documents: what can be understood is, everything else is reported with its line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flows import bounds
from flows.codes import file as codes
from flows.element import Element
from flows.migrate import MIGRATIONS, Migration, migrate, present_format
from flows.model import EVENTS, Flow
from flows.problems import Problem, Report, arranged, has_errors, short
from flows.read_layout import read_layout
from flows.read_node import read_node
from flows.reading import Reading
from flows.release import Variable
from flows.source import Source, load, parse
from flows.uncollected import uncollected
from nodes.channel import KEYS
from nodes.values import VARIABLE_TYPES

SUFFIX = ".flow.xml"
"""How the name of every flow file ends."""

_CHILDREN = ("about", "layout", "node", "on", "variables")
_FLOW_NAME = re.compile(r"[\w-]{1,64}")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file gave: the flow as far as it was understood, None where nothing was, and its problems."""

    flow: Flow | None
    problems: tuple[Problem, ...]

    @property
    def faithful(self) -> bool:
        """Whether the document holds all of the file; if not, saving it would lose something."""
        return self.flow is not None and not has_errors(self.problems)


def read(source: Source | Path | str, migrations: Sequence[Migration] = MIGRATIONS) -> Loaded:
    """The flow of a file, or of bytes in hand. Never raises for what the file holds."""
    if isinstance(source, str):
        source = Path(source)
    report = Report(source.file if isinstance(source, Source) else str(source))
    loaded = source if isinstance(source, Source) else load(source, report)
    with uncollected():
        root = parse(loaded, report) if loaded else None
        flow = _flow(root, Reading(report), migrations) if root else None
    return Loaded(flow, arranged(report.problems))


def _flow(root: Element, reading: Reading, migrations: Sequence[Migration]) -> Flow | None:
    report = reading.report
    if root.tag != "flow":
        uri, _, name = root.tag.rpartition("}")
        uri = uri.removeprefix("{")
        words = {"found": short(f"<{name}>" + (f"（命名空间 {uri}）" if uri else "（没有命名空间）"))}
        found = short(f"<{name}> in " + (f"the namespace {uri}" if uri else "no namespace"))
        report.add(codes.NOT_A_FLOW, root.line, zh=words, found=found)
        return None
    format_ = _format(root, reading, present_format(migrations))
    if format_ is None:
        return None
    root = migrate(root, format_, migrations)
    name = reading.required(root, "name")
    if name and not _FLOW_NAME.fullmatch(name):
        reading.bad(
            root,
            "name",
            zh="流程名（字母、数字、_、-，最多 64 个）",
            en="a flow name: letters, digits, _ and -",
        )
    flow = Flow(
        name=name,
        title=root.attributes.get("title", ""),
        language=reading.required(root, "language") and reading.language(root, "language"),
        start=root.attributes.get("start", ""),
        file=report.file,
        line=root.line,
    )
    _file_name(flow, report)
    known = ("format", "name", "title", "language", "start")
    flow.extras.attributes = reading.unknown_attributes(root, known)
    reading.no_text(root)
    for child in root.children:
        _child(reading.meant(child, _CHILDREN), flow, reading)
    return flow


def _format(root: Element, reading: Reading, present: int) -> int | None:
    written = root.attributes.get("format", "")
    if not re.fullmatch(r"[1-9][0-9]{0,5}", written):
        reading.add(codes.BAD_FORMAT, root.line, value=short(written))
        return None
    if int(written) > present:
        reading.add(codes.NEWER_FORMAT, root.line, value=written, known=present)
        return None
    return int(written)


def _file_name(flow: Flow, report: Report) -> None:
    """A file `NAME.flow.xml` must hold the flow NAME; bytes without a file name may hold any."""
    found = Path(flow.file).name
    if flow.name and found.endswith(SUFFIX) and found != flow.name + SUFFIX:
        report.add(codes.NAME_OF_FILE, flow.line, name=flow.name, found=found)


def _child(child: Element, flow: Flow, reading: Reading) -> None:
    if child.tag == "node":
        _node(child, flow, reading)
    elif child.tag == "on":
        _handler(child, flow, reading)
    elif child.tag == "variables":
        reading.container(child, ("variable",))
        for item in child.children:
            if item.tag == "variable":
                _variable(item, flow, reading)
    elif child.tag == "about":
        if "about" in flow.lines:
            reading.twice(child, "<about>")
        flow.about, flow.lines["about"] = reading.text(child), child.line
    elif child.tag == "layout":
        if "layout" in flow.lines:
            reading.twice(child, "<layout>")
        flow.lines["layout"] = child.line
        read_layout(child, flow.layout, reading)
    else:
        flow.extras.elements = reading.kept(child, flow.extras.elements)


def _node(element: Element, flow: Flow, reading: Reading) -> None:
    node = read_node(element, flow.language, reading)
    if node is None:
        return
    if node.id in flow.nodes:
        first = flow.nodes[node.id].line
        reading.add(codes.DUPLICATE_NODE, node.line, node=node.id, id=short(node.id), first=first)
        return
    if len(flow.nodes) == bounds.NODES:
        reading.too_many(element, bounds.NODES, zh="节点", en="nodes")
    if len(flow.nodes) < bounds.NODES:
        flow.nodes[node.id] = node


def _handler(element: Element, flow: Flow, reading: Reading) -> None:
    reading.leaf(element, ("event", "key", "to"))
    to = reading.required(element, "to")
    event, key = element.attributes.get("event"), element.attributes.get("key")
    if (event is None) == (key is None):
        reading.add(
            codes.MISSING_ATTRIBUTE, element.line, element="on", attribute="event" if key is None else "to"
        )
        return
    name = event or key or ""
    if event is not None and event not in EVENTS:
        reading.bad(element, "event", zh=" hangup 或 error", en="hangup or error")
    elif key is not None and (len(key) != 1 or key not in KEYS):
        reading.bad(element, "key", zh="一个电话键", en="one key of a telephone")
    elif f"on {name}" in flow.lines:
        reading.twice(element, f"on {name}")
    else:
        flow.lines[f"on {name}"] = element.line
        if event == "hangup":
            flow.on_hangup = to
        elif event == "error":
            flow.on_error = to
        else:
            flow.keys[name] = to


def _variable(element: Element, flow: Flow, reading: Reading) -> None:
    reading.leaf(element, ("name", "type", "sensitive", "input", "value"))
    name = reading.identifier(element, "name")
    type_ = element.attributes.get("type", "text")
    if type_ not in VARIABLE_TYPES:
        types = ", ".join(VARIABLE_TYPES)
        reading.bad(element, "type", zh=f"变量类型（{types}）", en=f"a type of variable ({types})")
        type_ = "text"
    if not name:
        return
    if name in flow.variables:
        reading.twice(element, name)
        return
    if len(flow.variables) == bounds.VARIABLES:
        reading.too_many(element, bounds.VARIABLES, zh="变量", en="variables")
    if len(flow.variables) < bounds.VARIABLES:
        sensitive, input_ = reading.yes(element, "sensitive", False), reading.yes(element, "input", False)
        value = element.attributes.get("value")
        flow.variables[name] = Variable(name, type_, sensitive, input_, value)
        flow.lines[f"variable {name}"] = element.line
