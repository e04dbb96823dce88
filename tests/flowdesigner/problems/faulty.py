"""Small flows with something wrong."""

from __future__ import annotations

from flows.model import Flow, FlowNode
from nodes.prompts import Prompt, Segment, Variant
from tests.flows.build import hangup, node


def flow(*nodes: object, **more: object) -> Flow:
    """A flow of these nodes and an end."""
    made = {each.id: each for each in (*nodes, hangup("end"))}  # type: ignore[attr-defined]
    given: dict[str, object] = {"language": "en", "start": next(iter(made)), "nodes": made, **more}
    return Flow("fix", **given)  # type: ignore[arg-type]


def said(*segments: Segment, language: str = "", try_: int = 1) -> Prompt:
    """A prompt of these segments."""
    return Prompt((Variant(language, segments, try_),))


def query(sql: str, *rows: dict[str, str]) -> FlowNode:
    """A query with bound values."""
    exits = dict.fromkeys(("row", "none", "failed", "timeout"), "end")
    return node("a", "query", exits, {"connection": "cases", "sql": sql, "values": rows})
