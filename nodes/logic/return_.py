"""The node type `return`: the end of a called flow."""

from __future__ import annotations

from nodes.call import Call
from nodes.contract import Exit, Node, Return
from nodes.declare import param
from nodes.kinds import ExitName, Rows
from nodes.registry import node_type
from nodes.rows import Value, values_of


@node_type(
    "return",
    category="logic",
    zh="返回",
    en="Return",
    help_zh="结束本流程，按名称返回调用它的流程，并交回结果。",
)
class ReturnNode(Node):
    """End this flow and go back to the one that called it, by a name and with results."""

    leaves = True

    name: ExitName = param(
        zh="返回名称",
        en="Name",
        help="An exit of the `subflow` node that called this flow.",
        help_zh="调用本流程的 `subflow` 节点的一个出口。",
    )
    values: Rows[Value] = param((), zh="结果", en="Values")

    def exits(self) -> tuple[Exit, ...]:
        """None."""
        return ()

    def run(self, call: Call) -> Return:
        """Go back."""
        return Return(self.name, values_of(call, self.values))
