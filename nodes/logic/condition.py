"""The node type `condition`: the first row that is true."""

from __future__ import annotations

from collections.abc import Iterable

from nodes.call import Call
from nodes.contract import Complaint, Exit, Node
from nodes.declare import param
from nodes.kinds import ExitName, Expression, Row, Rows
from nodes.registry import node_type
from nodes.rows import need_rows, row_exits


class Branch(Row):
    """An exit and when it is taken."""

    exit: ExitName = param(zh="出口", en="Exit")
    when: Expression = param(
        zh="条件",
        en="When",
        help="An expression: caller_age >= 60 and vip.",
        help_zh="表达式，例如 caller_age >= 60 and vip。",
    )


@node_type(
    "condition",
    category="logic",
    zh="条件",
    en="Condition",
    help_zh="从上到下检查各行的条件，从第一个成立的出口离开；都不成立时从 else 离开。",
)
class Condition(Node):
    """Leave by the first row that is true, by `else` if none is. Rows may share an exit."""

    branches: Rows[Branch] = param(zh="分支", en="Branches")

    def exits(self) -> tuple[Exit, ...]:
        """The rows, then `else`."""
        return (*row_exits(self.branches), Exit("else"))

    def run(self, call: Call) -> str:
        """Work the conditions out until one is true."""
        return next((row.exit for row in self.branches if call.evaluate(row.when)), "else")

    def complaints(self) -> Iterable[Complaint]:
        """No rows."""
        return need_rows("branches", self.branches)
