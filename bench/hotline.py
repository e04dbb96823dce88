"""Generates flows as hotlines have them, with every sort of choice: what an exploration is measured on."""

from __future__ import annotations

from collections.abc import Iterator

from flows.model import Flow, FlowNode, Value
from flows.release import Variable
from nodes.prompts import Prompt, Segment, Variant

DEPARTMENTS = 10
"""Nodes of one department, the menu that leads to it counted."""


def flow(size: int) -> Flow:
    """A flow of `size` nodes: departments in a row, each behind a key of the menu before."""
    departments = (size - 1) // DEPARTMENTS
    nodes = {node.id: node for number in range(departments) for node in _department(number)}
    last = nodes[f"m{departments - 1}"]
    last.exits["next_one"] = "end"
    for number in range(len(nodes), size - 1):
        rest = nodes[f"rest{number}"] = FlowNode(
            f"rest{number}", "play", prompts=_says(f"附加信息{number}。"), params={"interrupt": "none"}
        )
        last.exits["next_one" if last.type == "menu" else "done"] = rest.id
        rest.exits["done"] = "end"
        last = rest
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


def _department(n: int) -> Iterator[FlowNode]:
    """A menu, a number with a check digit, a query, what follows from its answer, a message, an agent."""
    yield FlowNode(
        f"m{n}",
        "menu",
        prompts=_says(f"第{n}个部门请按1，其他请按2，人工请按9。"),
        params={"choices": _rows(("enter", "1"), ("next_one", "2"), ("agent", "9"))},
        exits={"enter": f"d{n}", "next_one": f"m{n + 1}", "agent": f"a{n}", **_UNANSWERED},
    )
    yield FlowNode(
        f"d{n}",
        "digits",
        prompts=_says("请输入编号，按井号键结束。"),
        params={"into": "number", "min": "8", "max": "12", "validator": "luhn", "cancel_key": "*"},
        exits={"valid": f"q{n}", "invalid": f"r{n}", "no_input": f"m{n}", "cancelled": f"m{n}"},
    )
    columns = ({"into": "state", "column": "state"}, {"into": "days", "column": "days"})
    yield FlowNode(
        f"q{n}",
        "query",
        params={
            "connection": "db",
            "sql": "SELECT state, days FROM cases WHERE number = :n",
            "values": ({"name": "n", "value": "number"},),
            "columns": columns,
        },
        exits={"row": f"s{n}", **dict.fromkeys(("none", "failed", "timeout"), f"r{n}")},
    )
    yield from _decided(n)
    yield FlowNode(
        f"r{n}",
        "record",
        prompts=_says("请在提示音后留言。"),
        params={"box": "messages"},
        exits={"saved": "end", "too_short": f"m{n}", "hung_up_saved": "end", "failed": f"a{n}"},
    )
    yield FlowNode(
        f"a{n}",
        "dial",
        params={"targets": ({"number": "8001", "via": "user"},)},
        exits=dict.fromkeys(("ended", "busy", "no_answer", "rejected", "failed"), "end"),
    )


def _decided(n: int) -> Iterator[FlowNode]:
    """What follows from the state of a case, its age, and what the caller thinks of the answer."""
    states = ({"exit": "open", "equals": f"open{n}"}, {"exit": "closed", "equals": "closed"})
    yield FlowNode(
        f"s{n}",
        "switch",
        params={"value": "state", "cases": states},
        exits={"open": f"c{n}", "closed": f"p{n}", "else": f"r{n}"},
    )
    yield FlowNode(
        f"c{n}",
        "condition",
        params={"branches": ({"exit": "late", "when": f"days > {n + 10} and state != 'lost'"},)},
        exits={"late": f"r{n}", "else": f"p{n}"},
    )
    yield FlowNode(
        f"p{n}",
        "play",
        prompts=_says("您的事项{{ number|digits }}正在办理。"),
        exits={"done": f"v{n}", "interrupted": f"v{n}"},
    )
    yield FlowNode(
        f"v{n}",
        "menu",
        prompts=_says("满意请按1，不满意请按2。"),
        params={"choices": _rows(("scored", "1 2")), "into": "score"},
        exits={"scored": f"k{n}", **_UNANSWERED},
    )
    yield FlowNode(
        f"k{n}",
        "switch",
        params={"value": "score", "cases": ({"exit": "good", "equals": "1"},)},
        exits={"good": "end", "else": f"r{n}"},
    )


_UNANSWERED = {"no_input": "end", "no_match": "end"}


def _rows(*choices: tuple[str, str]) -> Value:
    return tuple({"exit": name, "keys": keys} for name, keys in choices)
