"""The node type `set`: values for variables."""

from __future__ import annotations

from collections.abc import Iterable

from nodes.call import Call
from nodes.contract import Complaint, Exit, Node
from nodes.declare import param
from nodes.kinds import Expression, Row, Rows, VariableName
from nodes.registry import node_type
from nodes.rows import need_rows


class Assignment(Row):
    """A variable and what it becomes."""

    name: VariableName = param(zh="变量", en="Variable")
    value: Expression = param(
        zh="值",
        en="Value",
        help="An expression; words stand in quotes: 'open'.",
        help_zh="表达式；文字要加引号，例如 'open'。",
    )


@node_type(
    "set",
    category="logic",
    zh="赋值",
    en="Set",
    help_zh="按顺序给变量赋值；后面的行可以用前面的结果。值按变量声明的类型转换。",
)
class Set(Node):
    """Give variables values, one row after the other; a row sees what those before it did.

    A value becomes what its variable is declared as; one that cannot leaves by `error`.
    """

    values: Rows[Assignment] = param(zh="赋值", en="Values")

    def exits(self) -> tuple[Exit, ...]:
        """`next`."""
        return (Exit("next"),)

    def run(self, call: Call) -> str:
        """Work the rows out in their order."""
        for row in self.values:
            call.assign(row.name, call.evaluate(row.value))
        return "next"

    def complaints(self) -> Iterable[Complaint]:
        """No rows."""
        return need_rows("values", self.values)
