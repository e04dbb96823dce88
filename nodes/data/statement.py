"""What the types that speak SQL have in common: the statement, its bound values, what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Annotated

from nodes.call import Call
from nodes.collector import NO_PROMPT
from nodes.contract import Complaint, Node
from nodes.data.asking import no_time
from nodes.declare import param
from nodes.kinds import IDENTIFIER, ConnectionRef, Expression, Kind, Prompt, Row, Rows, Seconds, Sql, matching
from nodes.rows import values_of

_APART = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\n]*|/\*.*?\*/", re.DOTALL)
"""Texts, quoted names and comments: what looks like a bound value there is none."""
_BOUND = re.compile(r"(?<![:\w\\]):([A-Za-z_]\w*)(?!:)")


def bound_names(sql: str) -> list[str]:
    """The names of the bound values of a statement, each once, in its order."""
    return list(dict.fromkeys(_BOUND.findall(_APART.sub(" ", sql))))


class Bound(Row):
    """A bound value: `:name` in the statement."""

    name: Annotated[
        str,
        matching(
            "name",
            IDENTIFIER,
            "'{value}' is no name of a bound value: letters, digits, _",
            "“{value}”不是绑定值的名称：只能用字母、数字和 _",
        ),
        Kind("name"),
    ] = param(zh="名称", en="Name", help="Written :name in the statement.", help_zh="在语句里写成 :名称。")
    value: Expression = param(
        zh="值",
        en="Value",
        help="An expression; words stand in quotes: 'open'.",
        help_zh="表达式；文字要加引号，例如 'open'。",
    )


class StatementNode(Node):
    """The base of the types that run one statement on a named connection."""

    connection: ConnectionRef = param(
        zh="连接", en="Connection", help="A database of the settings file.", help_zh="设置文件里的数据库。"
    )
    sql: Sql = param(
        zh="SQL 语句",
        en="SQL",
        help="Values stand in it as :name, and in the rows of `values`.",
        help_zh="值写成 :名称，并在“绑定值”表中给出。",
    )
    values: Rows[Bound] = param((), zh="绑定值", en="Values")
    seconds: Seconds = param(
        5.0,
        zh="最长秒数",
        en="Longest wait",
        help="Then it leaves by `timeout`.",
        help_zh="超过即从出口 `timeout` 离开。",
    )
    meanwhile: Prompt = param(
        NO_PROMPT,
        zh="等待音",
        en="Heard meanwhile",
        help="Repeated until the answer is there.",
        help_zh="重复播放，直到有回答。",
    )

    def bound(self, call: Call) -> Mapping[str, object]:
        """The bound values now. Raises ExpressionError."""
        return values_of(call, self.values)

    def complaints(self) -> Iterable[Complaint]:
        """Values that are missing or left over, no time to answer."""
        yield from no_time(self.seconds)
        if "{{" in self.sql or "{%" in self.sql:
            # The compiler has a code of its own for SQL put together from text: no word of ours beside it.
            return
        wanted = bound_names(self.sql)
        given = [row.name for row in self.values]
        for name in wanted:
            if name not in given:
                yield Complaint(
                    "sql",
                    f"语句里的 :{name} 没有值",
                    f"the statement's :{name} has no value",
                    f"在“绑定值”里加一行 {name}",
                    f"add a row '{name}' to `values`",
                )
        for number, name in enumerate(given, 1):
            if name not in wanted or name in given[: number - 1]:
                yield Complaint(
                    f"values[{number}].name",
                    f"语句里没有用到 :{name}，或者它写了两次",
                    f"the statement has no :{name}, or it is given twice",
                    "删除这一行，或在语句里使用它",
                    "delete the row, or use it in the statement",
                )
