"""A flow as bytes after every single edit: the lines of a node are made once and kept as long as the node."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from flows.errors import WriteError
from flows.markup import forbidden
from flows.model import Flow, FlowNode, Layout
from flows.write import write
from flows.write_layout import layout_lines
from flows.write_node import node_lines

_END = b"</flow>\n"


class Snapshots:
    """Makes snapshots of one document. They can be read like any flow file, but are not in its order."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[FlowNode, bytes]] = {}

    def of(self, flow: Flow) -> bytes:
        """The file of a flow; characters that no file can hold are left out. Raises WriteError."""
        kept, before = {}, self._kept
        for node in flow.nodes.values():
            found = before.get(id(node))
            kept[id(node)] = found if found and found[0] is node else (node, _lines(node, flow.language))
        self._kept = kept
        bare = replace(flow, nodes={}, layout=Layout())
        try:
            text = write(bare)
        except WriteError:
            text = write(replace(bare, title="", about="", variables={}))
        layout = _clean(layout_lines(flow))
        return b"".join((text.removesuffix(_END), *(lines for _, lines in kept.values()), layout, _END))


def _lines(node: FlowNode, language: str) -> bytes:
    return _clean(node_lines(node, language))


def _clean(lines: Iterable[str]) -> bytes:
    text = "".join(f"{line}\n" for line in lines)
    while character := forbidden(text):
        text = text.replace(character, "")
    return text.encode()
