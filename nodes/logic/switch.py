"""The node type `switch`: a value compared with cases."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from nodes.call import Call
from nodes.contract import Complaint, Exit, Node
from nodes.declare import param
from nodes.kinds import ExitName, Expression, Pattern, Row, Rows, Text
from nodes.logic.comparing import between, equals, is_bound
from nodes.patterns import full_match
from nodes.registry import node_type
from nodes.rows import need_rows, row_exits
from nodes.values import coerce


class Case(Row):
    """An exit and the values that lead to it: one of `equals`, `any_of`, `from` and `to`, `pattern`."""

    exit: ExitName = param(zh="出口", en="Exit")
    equals: Text = param(
        "", zh="等于", en="Equals", help="Read as the value's own type.", help_zh="按值本身的类型解读。"
    )
    any_of: Text = param(
        "", zh="其中之一", en="Any of", help="Several, separated by commas.", help_zh="多个，用逗号分开。"
    )
    from_: Annotated[Text, Field(alias="from")] = param(
        "", zh="从", en="From", help="The least that fits.", help_zh="符合的最小值。"
    )
    to: Text = param("", zh="到", en="To", help="The most that fits.", help_zh="符合的最大值。")
    pattern: Pattern = param(
        "",
        zh="格式",
        en="Pattern",
        help="A regular expression for the whole value.",
        help_zh="与整个值匹配的正则表达式。",
    )

    def fits(self, value: object) -> bool:
        """Whether `value` is one of these."""
        if self.equals:
            return equals(value, self.equals)
        if self.any_of:
            return any(equals(value, item.strip()) for item in self.any_of.split(","))
        if self.from_ or self.to:
            return between(value, self.from_, self.to)
        return bool(self.pattern) and full_match(self.pattern, str(coerce(value, "text")))


@node_type(
    "switch",
    category="logic",
    zh="多路选择",
    en="Switch",
    help_zh="把一个值与各行比较：等于、列表之一、范围或格式；从第一个符合的出口离开，否则从 else 离开。",
)
class Switch(Node):
    """Compare a value with the rows and leave by the first that fits, by `else` if none does.

    A row holds one text, a list, a range, or a pattern. They are read as the value's own type, so that the
    number 7 equals `7.0`; in a range, text counts as the number that it spells. Rows may share an exit.
    """

    value: Expression = param(zh="值", en="Value")
    cases: Rows[Case] = param(zh="情况", en="Cases")

    def exits(self) -> tuple[Exit, ...]:
        """The rows, then `else`."""
        return (*row_exits(self.cases), Exit("else"))

    def run(self, call: Call) -> str:
        """Work the value out and compare."""
        value = call.evaluate(self.value)
        return next((row.exit for row in self.cases if row.fits(value)), "else")

    def complaints(self) -> Iterable[Complaint]:
        """No rows, a row without a comparison or with several, a bound that is none."""
        yield from need_rows("cases", self.cases)
        for number, row in enumerate(self.cases, 1):
            ways = [row.equals, row.any_of, row.from_ or row.to, row.pattern]
            if sum(map(bool, ways)) != 1:
                yield Complaint(
                    f"cases[{number}].equals",
                    f"第 {number} 行应当恰好有一种比较",
                    f"row {number} needs exactly one comparison",
                    "填写“等于”“其中之一”“从/到”“格式”之一",
                    "fill in one of equals, any_of, from and to, pattern",
                )
            for column, bound in (("from", row.from_), ("to", row.to)):
                if bound and not is_bound(bound):
                    yield Complaint(
                        f"cases[{number}].{column}",
                        f"“{bound}”不是数字、日期或时间",
                        f"'{bound}' is no number, date or time",
                        "请改成 10、2026-01-15 或 08:30 这样的值",
                        "write something like 10, 2026-01-15 or 08:30",
                    )
