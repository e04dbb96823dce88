"""Generates flows as hotlines have them, with every sort of choice: what an exploration is measured on."""

from __future__ import annotations

from flows.model import Flow, FlowNode, Value
from flows.release import Variable
from nodes.prompts import Prompt, Segment, Variant

DEPARTMENTS = 10
"""Nodes of one department, the menu that leads to it counted."""


def flow(size: int) -> Flow:
    """A flow of `size` nodes: departments in a row, each behind a key of the menu before."""
    nodes: dict[str, FlowNode] = {}
    for number in range((size - 1) // DEPARTMENTS):
        for node in _department(number):
            nodes[node.id] = node
    while len(nodes) < size - 1:
        rest = f"rest{len(nodes)}"
        nodes[rest] = FlowNode(rest, "play", prompts=_says(f"附加信息{len(nodes)}。"), params={"interrupt": "none"}, exits={"done": "end"})  # fmt: skip
    last = (size - 1) // DEPARTMENTS - 1
    chain = [id_ for id_ in nodes if id_.startswith("rest")]
    for here, following in zip([f"m{last}", *chain], [*chain, "end"], strict=True):
        exits = nodes[here].exits
        exits["next_one" if here.startswith("m") else "done"] = following
    nodes["end"] = FlowNode("end", "hangup", prompts=_says("感谢您的来电，再见。"))
    variables = {
        "number": Variable("number", "text"),
        "state": Variable("state", "text", value=""),
        "days": Variable("days", "number", value="0"),
        "score": Variable("score", "text", value=""),
    }
    return Flow("hotline", "Hotline", "zh-CN", "m0", variables=variables, on_error="end", nodes=nodes)


def _says(text: str) -> dict[str, Prompt]:
    return {"prompt": Prompt((Variant("zh-CN", (Segment("say", text),)),))}


def _department(n: int) -> list[FlowNode]:
    """A menu, a number with a check digit, a query, a switch, a condition, three ends, a message, an agent."""
    rows: Value = (
        {"exit": "enter", "keys": "1"},
        {"exit": "next_one", "keys": "2"},
        {"exit": "agent", "keys": "9"},
    )
    failed = dict.fromkeys(("failed", "timeout"), f"r{n}")
    return [
        FlowNode(f"m{n}", "menu", prompts=_says(f"第{n}个部门请按1，其他请按2，人工请按9。"), params={"choices": rows},
                 exits={"enter": f"d{n}", "next_one": f"m{n + 1}", "agent": f"a{n}", "no_input": "end", "no_match": "end"}),
        FlowNode(f"d{n}", "digits", prompts=_says("请输入编号，按井号键结束。"),
                 params={"into": "number", "min": "8", "max": "12", "validator": "luhn", "cancel_key": "*"},
                 exits={"valid": f"q{n}", "invalid": f"r{n}", "no_input": f"m{n}", "cancelled": f"m{n}"}),
        FlowNode(f"q{n}", "query", params={"connection": "db", "sql": "SELECT state, days FROM cases WHERE number = :n",
                 "values": ({"name": "n", "value": "number"},),
                 "columns": ({"into": "state", "column": "state"}, {"into": "days", "column": "days"})},
                 exits={"row": f"s{n}", "none": f"r{n}", **failed}),
        FlowNode(f"s{n}", "switch", params={"value": "state", "cases": ({"exit": "open", "equals": f"open{n}"}, {"exit": "closed", "equals": "closed"})},
                 exits={"open": f"c{n}", "closed": f"p{n}", "else": f"r{n}"}),
        FlowNode(f"c{n}", "condition", params={"branches": ({"exit": "late", "when": f"days > {n + 10} and state != 'lost'"},)},
                 exits={"late": f"r{n}", "else": f"p{n}"}),
        FlowNode(f"p{n}", "play", prompts=_says("您的事项{{ number|digits }}正在办理。"), exits={"done": f"v{n}", "interrupted": f"v{n}"}),
        FlowNode(f"v{n}", "menu", prompts=_says("满意请按1，不满意请按2。"),
                 params={"choices": ({"exit": "scored", "keys": "1 2"},), "into": "score"},
                 exits={"scored": f"k{n}", "no_input": "end", "no_match": "end"}),
        FlowNode(f"k{n}", "switch", params={"value": "score", "cases": ({"exit": "good", "equals": "1"},)},
                 exits={"good": "end", "else": f"r{n}"}),
        FlowNode(f"r{n}", "record", prompts=_says("请在提示音后留言。"), params={"box": "messages"},
                 exits={"saved": "end", "too_short": f"m{n}", "hung_up_saved": "end", "failed": f"a{n}"}),
        FlowNode(f"a{n}", "dial", params={"targets": ({"number": "8001", "via": "user"},)},
                 exits={"ended": "end", **dict.fromkeys(("busy", "no_answer", "rejected", "failed"), "end")}),
    ]  # fmt: skip
