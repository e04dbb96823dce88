"""A small hotline built by hand: a menu that leads to a message, a case, an agent and a goodbye."""

from __future__ import annotations

from functools import cache

from flows.release import CompiledFlow, CompiledNode, Release, Variable
from nodes.contract import Node
from nodes.registry import node_types


def node(type_: str, id_: str, exits: dict[str, str] | None = None, **parameters: object) -> CompiledNode:
    """A node of the registry with its wired exits."""
    made: Node = node_types()[type_].model_validate(parameters)
    return CompiledNode(id_, made, exits or {})


def release(*nodes: CompiledNode, language: str = "zh-CN", **variables: str) -> Release:
    """A release of one flow that starts at the first of `nodes`; `variables` are name and type."""
    declared = {name: Variable(name, type_) for name, type_ in variables.items()}
    flow = CompiledFlow("desk", "Desk", language, nodes[0].id, {each.id: each for each in nodes}, declared)
    return Release("d35c", "desk", {"desk": flow})


@cache
def desk() -> Release:
    """1 leaves a message, 2 asks for a case by its number, 3 rings an agent; silence ends the call."""
    return release(
        node("play", "welcome", {"done": "main"}, prompt="欢迎致电", interrupt="none"),
        node(
            "menu",
            "main",
            {"message": "message", "case": "case", "agent": "agent", "no_input": "bye", "no_match": "bye"},
            prompt="留言请按1，查询请按2，人工请按3",
            silence="没有听到您的按键",
            choices=[
                {"exit": "message", "keys": "1"},
                {"exit": "case", "keys": "2"},
                {"exit": "agent", "keys": "3"},
            ],
        ),
        node(
            "record",
            "message",
            {"saved": "thanks", "too_short": "bye", "hung_up_saved": "bye", "failed": "bye"},
            box="messages",
            prompt="请留言，按井号结束",
            into="message_id",
        ),
        node(
            "digits",
            "case",
            {"valid": "look", "no_input": "bye", "invalid": "bye"},
            prompt="请输入编号",
            into="case_no",
            min=4,
            max=8,
        ),
        node(
            "query",
            "look",
            {"row": "found", "none": "unknown", "failed": "sorry", "timeout": "sorry"},
            connection="hotline",
            sql="SELECT state FROM cases WHERE no = :no",
            values=[{"name": "no", "value": "case_no"}],
            columns=[{"column": "state", "into": "state"}],
        ),
        node("play", "found", {"done": "seen"}, prompt="您的案件状态是{{ state }}"),
        node("milestone", "seen", {"next": "bye"}, name="case_seen", value="{{ state }}"),
        node("play", "unknown", {"done": "bye"}, prompt="没有这个编号"),
        node("play", "sorry", {"done": "bye"}, prompt="系统繁忙"),
        node(
            "dial",
            "agent",
            dict.fromkeys(("ended", "busy", "no_answer", "rejected", "failed"), "bye"),
            targets=[{"number": "8001", "via": "gateway", "at": "pbx"}],
        ),
        node("play", "thanks", {"done": "bye"}, prompt="谢谢"),
        node("hangup", "bye", prompt="再见"),
        message_id="text",
        case_no="text",
        state="text",
    )
