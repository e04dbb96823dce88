"""A small example of a node type, made from its declaration: what is required, and an exit to each way on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from callwright.words import words
from flows.model import FlowNode
from flows.write_node import node_lines
from nodes.contract import Exit, Node
from nodes.declare import Parameter, parameters
from nodes.prompts import Prompt, Segment, Variant

VALUES: Mapping[str, str] = {
    "text": "1",
    "template": "1001",
    "expression": "call.caller == '110'",
    "pattern": "1[0-9]*",
    "keys": "1",
    "seconds": "2",
    "milliseconds": "500",
    "count": "3",
    "yesno": "yes",
    "exit": "first",
    "variable": "answer",
    "name": "complaints",
    "flow": "other-flow",
    "connection": "hotline",
    "calendar": "office",
    "sql": "SELECT state FROM cases WHERE no = :answer",
    "language": "en",
}
"""What stands in an example for a parameter of each kind."""

OWN: Mapping[str, Mapping[str, str]] = {
    "application": {"application": "info"},
    "dial": {"targets.at": "carrier"},
    "loop": {"times": "3"},
    "query": {"values.name": "answer", "values.value": "answer"},
    "record": {"box": "complaints"},
    "switch": {"value": "answer", "cases.equals": "1"},
    "update": {
        "sql": "UPDATE cases SET state = 'closed' WHERE no = :answer",
        "values.name": "answer",
        "values.value": "answer",
    },
}
"""What a type needs besides, or better: by parameter, or table and column."""


def example_node(cls: type[Node]) -> Node | None:
    """The example as a node; None for a type of another distribution of which nobody here can know enough."""
    try:
        return cls.model_validate({one.name: _value(cls, one) for one in _shown(cls)})
    except ValidationError:
        return None


def example_exits(cls: type[Node]) -> tuple[Exit, ...]:
    """The exits of the example; none of a node that ends its flow."""
    node = example_node(cls)
    return () if cls.leaves or node is None else node.exits()


def example_text(cls: type[Node]) -> str:
    """The example as it stands in a flow file; empty if there is none."""
    if example_node(cls) is None:
        return ""
    written = FlowNode(
        f"{cls.type_id}_1", cls.type_id, exits={one.name: "next" for one in example_exits(cls)}
    )
    for one in _shown(cls):
        value = _value(cls, one)
        if isinstance(value, Prompt):
            written.prompts[one.name] = value
        else:
            written.params[one.name] = tuple(value) if isinstance(value, list) else value
    language = words(zh="zh-CN", en="en")
    return "\n".join(line.removeprefix("  ") for line in node_lines(written, language))


def _shown(cls: type[Node]) -> list[Parameter]:
    """The parameters that the example fills in."""
    own = {name.partition(".")[0] for name in OWN.get(cls.type_id, {})}
    return [one for one in parameters(cls) if one.required or one.name in own]


def _value(cls: type[Node], parameter: Parameter, table: str = "") -> Any:
    place = f"{table}.{parameter.name}" if table else parameter.name
    own = OWN.get(cls.type_id, {})
    if parameter.kind == "prompt":
        text = words(zh="您好，请稍候。", en="Welcome. One moment, please.")
        return Prompt((Variant(words(zh="zh-CN", en="en"), (Segment("say", text),), 1),))
    if parameter.columns:
        columns = [one for one in parameter.columns if one.required or f"{place}.{one.name}" in own]
        return [{one.name: _value(cls, one, place) for one in columns}]
    if place in own:
        return own[place]
    return parameter.choices[0] if parameter.choices else VALUES.get(parameter.kind, "")
