"""The node type `milestone`: a point that statistics count."""

from __future__ import annotations

from nodes.call import Call
from nodes.contract import Exit, Node
from nodes.declare import param
from nodes.kinds import Name, Template
from nodes.registry import node_type


@node_type(
    "milestone",
    category="logic",
    zh="里程碑",
    en="Milestone",
    help_zh="标记通话到达的一个点或一项业务结果，供统计使用。",
)
class Milestone(Node):
    """Mark a point or a business result of the call for statistics."""

    name: Name = param(zh="名称", en="Name")
    value: Template = param(
        "",
        zh="值",
        en="Value",
        help="What is counted apart: a category, a result.",
        help_zh="分开统计的内容，例如类别、结果。",
    )

    def exits(self) -> tuple[Exit, ...]:
        """`next`."""
        return (Exit("next"),)

    def run(self, call: Call) -> str:
        """Mark it."""
        call.services.reports.milestone(self.name, call.render(self.value))
        return "next"
