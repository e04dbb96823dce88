"""Documents to flow files: always the same bytes for the same flow, one thing a line."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from flows.element import NAMESPACE
from flows.errors import WriteError
from flows.markup import attributes, forbidden, leaf, verbatim
from flows.migrate import present_format
from flows.model import Extras, Flow, Layout
from flows.read import read
from flows.release import Variable
from flows.source import Source
from flows.write_layout import layout_lines
from flows.write_node import node_lines


def write(flow: Flow) -> bytes:
    """The file of `flow`, UTF-8. Raises WriteError if it holds a character that XML cannot."""
    return write_both(flow)[0]


def write_both(flow: Flow) -> tuple[bytes, bytes]:
    """The file of `flow`, and its logic: the file without what changes nothing of a call.

    That is layout, notes, `about`, and what this program does not know. Raises WriteError.
    """
    whole = [_checked(node_lines(node, flow.language), node.id) for node in flow.nodes.values()]
    logic = [
        _checked(node_lines(replace(node, note="", extras=Extras()), flow.language), node.id)
        if node.note or node.extras
        else chunk
        for node, chunk in zip(flow.nodes.values(), whole, strict=True)
    ]
    bare = replace(flow, about="", layout=Layout(), extras=Extras())
    return _assembled(flow, whole), _assembled(bare, logic)


def _assembled(flow: Flow, nodes: list[str]) -> bytes:
    return "".join((_checked(_head(flow), ""), *nodes, _checked(_foot(flow), ""))).encode()


def save(flow: Flow, path: Path) -> None:
    """Write `flow` to `path`, wholly or not at all.

    Raises WriteError if the file would not read back as the same flow, OSError if it cannot be written.
    """
    data = write(flow)
    loaded = read(Source(data))
    if not loaded.faithful:
        first = next(problem for problem in loaded.problems if problem.severity == "error")
        raise WriteError(f"line {first.line}: {first.en}", first.node)
    replace_file(path, data)


def replace_file(path: Path, data: bytes) -> None:
    """Put `data` in the place of the file `path` in one step; its mode stays. Raises OSError."""
    path = path.resolve()
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with beside.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            beside.chmod(path.stat().st_mode & 0o7777)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _checked(lines: Iterable[str], node: str) -> str:
    text = "".join(f"{line}\n" for line in lines)
    if character := forbidden(text):
        where = f"node {node!r}" if node else "the flow"
        raise WriteError(f"{where} holds the character U+{ord(character):04X}, which no file can hold", node)
    return text


def _head(flow: Flow) -> Iterable[str]:
    start = {
        "xmlns": NAMESPACE,
        "format": str(present_format()),
        "name": flow.name,
        "title": flow.title or None,
        "language": flow.language,
        "start": flow.start or None,
    }
    yield f"<flow{attributes({**start, **flow.extras.attributes})}>"
    if flow.about:
        yield f"  {leaf('about', {}, flow.about)}"
    if flow.variables:
        yield "  <variables>"
        for variable in flow.variables.values():
            yield f"    {_variable(variable)}"
        yield "  </variables>"
    for name, to in flow.handlers():
        kind = "event" if name in ("hangup", "error") else "key"
        yield f"  {leaf('on', {kind: name, 'to': to})}"


def _variable(variable: Variable) -> str:
    values = {
        "name": variable.name,
        "type": variable.type,
        "sensitive": "yes" if variable.sensitive else "no",
        "input": "yes" if variable.input else None,
        "value": variable.value,
    }
    return leaf("variable", values)


def _foot(flow: Flow) -> Iterable[str]:
    for element in flow.extras.elements:
        yield f"  {verbatim(element)}"
    if flow.layout:
        yield from layout_lines(flow)
    yield "</flow>"
