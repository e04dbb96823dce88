"""What tables of different node types have in common: a named value, and exits that rows name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Protocol

from nodes.contract import Complaint, Exit
from nodes.declare import param
from nodes.kinds import Expression, Kind, Name, Row, matching
from nodes.values import text_of

if TYPE_CHECKING:
    from nodes.call import Call


class Value(Row):
    """A named value that is worked out when the node runs."""

    name: Name = param(zh="名称", en="Name")
    value: Expression = param(
        zh="值",
        en="Value",
        help="An expression; words stand in quotes: 'open'.",
        help_zh="表达式；文字要加引号，例如 'open'。",
    )


class Header(Row):
    """A header told to the other side: of SIP or of HTTP."""

    name: Annotated[
        str,
        matching(
            "header",
            r"[A-Za-z0-9-]{1,64}",
            "'{value}' is no header: letters, digits, -",
            "“{value}”不是头名称：只能用字母、数字和 -",
        ),
        Kind("name"),
    ] = param(zh="名称", en="Name", help="Such as X-Case-Number.", help_zh="例如 X-Case-Number。")
    value: Expression = param(
        zh="值",
        en="Value",
        help="An expression; words stand in quotes: 'open'.",
        help_zh="表达式；文字要加引号，例如 'open'。",
    )


class NamesExit(Protocol):
    """A row with a column `exit`."""

    @property
    def exit(self) -> str:
        """The exit that the row names."""


class NamesValue(Protocol):
    """A row with the columns `name` and `value`."""

    @property
    def name(self) -> str:
        """What the value is called."""

    @property
    def value(self) -> str:
        """The expression that gives it."""


def row_exits(rows: Sequence[NamesExit], *, caller: bool = False) -> tuple[Exit, ...]:
    """The exits that `rows` name, in their order; rows that name the same one share it."""
    return tuple(Exit(name, caller=caller, row=True) for name in dict.fromkeys(row.exit for row in rows))


def need_rows(place: str, rows: Sequence[object]) -> Iterable[Complaint]:
    """The complaint that the table `place` is empty, if it is."""
    if not rows:
        yield Complaint(
            place, "这张表至少要有一行", "the table has no rows", "请添加一行", "add a row to the table"
        )


def values_of(call: Call, rows: Sequence[NamesValue]) -> dict[str, object]:
    """What `rows` amount to now, by name. Raises ExpressionError."""
    return {row.name: call.evaluate(row.value) for row in rows}


def texts_of(call: Call, rows: Sequence[NamesValue]) -> dict[str, str]:
    """What `rows` amount to now, as text. Raises ExpressionError or ValueMismatch."""
    return {row.name: text_of(call.evaluate(row.value)) for row in rows}
