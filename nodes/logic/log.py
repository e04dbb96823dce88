"""The node type `log`: a line for the trace."""

from __future__ import annotations

from typing import Literal

from nodes.call import Call
from nodes.contract import Exit, Node
from nodes.declare import param
from nodes.kinds import LongTemplate
from nodes.registry import node_type


@node_type(
    "log",
    category="logic",
    zh="日志",
    en="Log",
    help_zh="在跟踪记录和日志里写一行。",
)
class Log(Node):
    """Write a line into the trace of the call and the log of the engine."""

    text: LongTemplate = param(zh="内容", en="Text")
    level: Literal["debug", "info", "warning", "error"] = param("info", zh="级别", en="Level")

    def exits(self) -> tuple[Exit, ...]:
        """`next`."""
        return (Exit("next"),)

    def run(self, call: Call) -> str:
        """Write it."""
        call.services.reports.log(self.level, call.render(self.text))
        return "next"
