"""A flow under construction: nodes put on a grid, ids that stay unique, names made from foreign words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from flows.model import Flow, FlowNode, Spot, Value
from flows.release import Variable
from nodes.prompts import Prompt, Segment, Variant

COLUMN, ROW = 260, 120
"""Distances on the grid, in units of the canvas."""

_KEYS = {"*": "star", "#": "pound"}
_LONGEST = 56
"""Characters of a made name, so that a number still fits behind it."""


class Draft:
    """A flow that grows node by node."""

    def __init__(self, name: str, language: str, about: str, title: str = "") -> None:
        self.flow = Flow(name=name, title=title, language=language, about=about)

    def add(
        self,
        id_: str,
        type_: str,
        exits: Mapping[str, str] | None = None,
        params: Mapping[str, Value] | None = None,
        prompts: Mapping[str, Iterable[Segment]] | None = None,
        *,
        at: tuple[int, int] = (0, 0),
        title: str = "",
        note: str = "",
    ) -> str:
        """Put a node at a column and a row of the grid; its id."""
        column, row = at
        self.flow.nodes[id_] = FlowNode(
            id_,
            type_,
            title=title,
            note=note,
            params=dict(params or {}),
            prompts={name: prompt_of(parts) for name, parts in (prompts or {}).items()},
            exits=dict(exits or {}),
        )
        self.flow.layout.spots[id_] = Spot(column * COLUMN, row * ROW)
        return id_

    def variable(self, name: str, type_: str = "text", value: str | None = None) -> str:
        """Declare a variable, once; its name."""
        self.flow.variables.setdefault(name, Variable(name, type_, value=value))
        return name

    def free(self, id_: str) -> str:
        """`id_`, or with a number behind it if there is such a node already."""
        return free(id_, self.flow.nodes)


def prompt_of(segments: Iterable[Segment]) -> Prompt:
    """A prompt without a language, the same at each attempt."""
    parts = tuple(segments)
    return Prompt((Variant("", parts),)) if parts else Prompt()


def free(name: str, taken: Iterable[str], mark: str = "_") -> str:
    """`name`, or with the first number behind it that makes it none of `taken`."""
    names = set(taken)
    number, found = 2, name
    while found in names:
        found, number = f"{name}{mark}{number}", number + 1
    return found


def identifier(words: str, otherwise: str = "node") -> str:
    """`words` as a node id, an exit or a variable: ASCII letters, digits and `_`, no digit first."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    made = re.sub(r"[^A-Za-z0-9]+", "_", plain).strip("_").lower()[:_LONGEST].rstrip("_")
    if not made:
        return otherwise
    return f"n_{made}" if made[0].isdigit() else made


def flow_name(words: str, otherwise: str = "menu") -> str:
    """`words` as the name of a flow, which is a file's too: letters, digits, `_` and `-`."""
    return re.sub(r"[^\w-]+", "-", words).strip("-")[:_LONGEST] or otherwise


def key_id(keys: str) -> str:
    """Telephone keys as a part of an id: `1`, `star`, `1_pound`."""
    return "_".join(_KEYS.get(part, part) for part in re.findall(r"[0-9A-Za-z]+|[*#]", keys))


def literal(text: str) -> str:
    """`text` as an expression that gives it."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def as_template(text: str) -> str:
    """`text` as a template that writes exactly it."""
    return re.sub(r"\{(?=[{%#])", "{{ '{' }}", text)
