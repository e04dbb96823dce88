"""The node type `jump`: another flow, and no way back."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from nodes.call import Call
from nodes.contract import Exit, Jump, Node
from nodes.declare import param
from nodes.kinds import FlowRef, Rows
from nodes.registry import node_type
from nodes.rows import Value, values_of


@node_type(
    "jump",
    category="logic",
    zh="跳转",
    en="Jump",
    help_zh="转到另一个流程继续，不再返回本流程；调用本流程的流程仍然等着返回。",
)
class JumpNode(Node):
    """Go on in another flow for good. Flows that called this one still wait for a return."""

    leaves = True

    flow: FlowRef = param(zh="流程", en="Flow")
    in_: Annotated[Rows[Value], Field(alias="in")] = param(
        (),
        zh="传入",
        en="Values in",
        help="Input variables of the other flow.",
        help_zh="另一流程的输入变量。",
    )

    def exits(self) -> tuple[Exit, ...]:
        """None."""
        return ()

    def run(self, call: Call) -> Jump:
        """Leave for the other flow."""
        return Jump(self.flow, values_of(call, self.in_))
