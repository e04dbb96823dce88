"""The node type `query`: rows of a database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from nodes.call import Call
from nodes.contract import Complaint, Exit
from nodes.data.asking import leave_failed, meanwhile
from nodes.data.statement import StatementNode
from nodes.declare import param
from nodes.errors import NodeFailure, ServiceError
from nodes.kinds import OptionalVariable, Positive, Row, Rows, Text, VariableName
from nodes.registry import node_type
from nodes.services import Row as Record

_CHANGES = re.compile(r"\s*(insert|update|delete|merge|replace|truncate|drop|alter|create)\b", re.IGNORECASE)


class Column(Row):
    """A variable and the column of the row that it receives."""

    into: VariableName = param(zh="存入变量", en="Into")
    column: Text = param(zh="列名", en="Column", help="As the statement names it.", help_zh="语句里的列名。")


@node_type(
    "query",
    category="data",
    zh="查询",
    en="Query",
    help_zh="在数据库连接上执行查询：取一行并把各列存入变量，或取多行供循环使用。不会耽误别的来电。",
)
class Query(StatementNode):
    """Read from a database: one row with its columns into variables, or many rows for a loop.

    The statement cannot change data by accident: that is what `update` is for. Other calls never wait.
    """

    result: Literal["row", "rows"] = param(
        "row", zh="结果", en="Result", help="The first row, or all of them.", help_zh="取第一行，或所有行。"
    )
    columns: Rows[Column] = param(
        (), zh="各列存入", en="Columns into", help="For one row.", help_zh="只取一行时用。"
    )
    into: OptionalVariable = param(
        "",
        zh="结果存入",
        en="Into",
        help="The whole row, or the list of rows.",
        help_zh="整行，或所有行的列表。",
    )
    limit: Positive = param(
        100, zh="最多行数", en="Most rows", help="More are not read.", help_zh="更多的行不读取。"
    )

    def exits(self) -> tuple[Exit, ...]:
        """`row` or `rows`, `none`, `failed`, `timeout`."""
        without = (Exit(name, sets=False) for name in ("none", "failed", "timeout"))
        return (Exit(self.result), *without)

    def run(self, call: Call) -> str:
        """Ask, and take over what was found."""
        values = self.bound(call)
        limit = 1 if self.result == "row" else self.limit
        try:
            with meanwhile(call, self.meanwhile):
                found = call.services.database.query(
                    self.connection, self.sql, values, limit=limit, seconds=self.seconds
                )
        except ServiceError as reason:
            return leave_failed(call, reason)
        call.state.last = {"rows": len(found)}
        if not found:
            return "none"
        self._take(call, found)
        return self.result

    def _take(self, call: Call, found: Sequence[Record]) -> None:
        """Fill the variables. Raises NodeFailure for a column that is not there, ValueMismatch."""
        if self.result == "rows":
            call.assign(self.into, [dict(row) for row in found])
            return
        row = found[0]
        for wanted in self.columns:
            if wanted.column not in row:
                raise NodeFailure(
                    f"the row has no column '{wanted.column}', but {', '.join(row)}: correct `columns`"
                )
            call.assign(wanted.into, row[wanted.column])
        call.assign(self.into, dict(row))

    def complaints(self) -> Iterable[Complaint]:
        """Those of every statement; one that changes data; columns of many rows."""
        yield from super().complaints()
        if _CHANGES.match(self.sql):
            yield Complaint(
                "sql",
                "查询语句会修改数据",
                "the statement changes data",
                "改用 update 节点，它保证只执行一次",
                "use the node type `update`, which does it once and only once",
            )
        if self.result == "rows" and self.columns:
            yield Complaint(
                "columns",
                "结果是多行，不能把列存入变量",
                "many rows have no one column to take",
                "用 into 存入多行，再用 loop 逐行处理",
                "take the rows by `into`, and go through them with a `loop`",
            )
