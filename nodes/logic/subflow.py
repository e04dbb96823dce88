"""The node type `subflow`: another flow, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated

from pydantic import Field

from nodes.call import Call
from nodes.contract import Complaint, Enter, Exit, Node
from nodes.declare import param
from nodes.errors import NodeFailure
from nodes.kinds import ExitName, FlowRef, Name, Row, Rows, VariableName
from nodes.registry import node_type
from nodes.rows import Value, need_rows, row_exits, values_of


class Output(Row):
    """A variable here and the value of the called flow that it receives."""

    into: VariableName = param(zh="存入变量", en="Into")
    value: Name = param(
        zh="返回值名称",
        en="Value",
        help="As the called flow's `return` names it.",
        help_zh="被调用流程的 `return` 所用的名称。",
    )


class ReturnName(Row):
    """A name by which the called flow returns; it is an exit here."""

    exit: ExitName = param(zh="出口", en="Exit")


@node_type(
    "subflow",
    category="logic",
    zh="子流程",
    en="Subflow",
    help_zh="调用另一个流程并返回：传入变量，取回结果；被调流程的每个返回名称是一个出口。",
)
class Subflow(Node):
    """Call another flow and come back: values go in, results come out, its return names are the exits."""

    flow: FlowRef = param(zh="流程", en="Flow")
    in_: Annotated[Rows[Value], Field(alias="in")] = param(
        (),
        zh="传入",
        en="Values in",
        help="Input variables of the called flow.",
        help_zh="被调用流程的输入变量。",
    )
    out: Rows[Output] = param(
        (),
        zh="传出",
        en="Values out",
        help="A value that is not returned is empty.",
        help_zh="没有返回的值为空。",
    )
    returns: Rows[ReturnName] = param(zh="返回名称", en="Return names")

    def exits(self) -> tuple[Exit, ...]:
        """The return names of the called flow."""
        return row_exits(self.returns)

    def run(self, call: Call) -> Enter:
        """Enter the flow."""
        return Enter(self.flow, values_of(call, self.in_))

    def returned(self, call: Call, name: str, values: Mapping[str, object]) -> str:
        """Take the results over. Raises NodeFailure for a return name that is none of the rows'."""
        if name not in (row.exit for row in self.returns):
            raise NodeFailure(
                f"flow '{self.flow}' returned by '{name}', which is no exit here: add it to `returns`"
            )
        for row in self.out:
            call.assign(row.into, values.get(row.value))
        return name

    def complaints(self) -> Iterable[Complaint]:
        """No return names."""
        return need_rows("returns", self.returns)
