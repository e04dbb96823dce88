"""The node type `number`: the next serial number."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from nodes.call import Call
from nodes.contract import Complaint, Exit, Node
from nodes.data.numbering import PERIODS, NumberPattern, finest_period, parts, period_of, write
from nodes.declare import param
from nodes.kinds import Name, VariableName
from nodes.registry import node_type


@node_type(
    "number",
    category="data",
    zh="编号",
    en="Number",
    help_zh="取下一个不重复的编号，例如 TS2026011500042，可带校验位。编号从不重复，也从不发给两个人。",
)
class Number(Node):
    """Give out the next unique serial number, such as TS2026011500042 and a check digit.

    The pattern is text with parts in braces: `{yyyyMMdd}` (any of yyyy yy MM dd), `{seq:5}` for the number
    with at least five digits, `{check}` at the end for Luhn's check digit over all digits before it.
    """

    effect = True

    series: Name = param(
        zh="系列",
        en="Series",
        help="Numbers of one series are counted together.",
        help_zh="同一序列的编号连续计数。",
    )
    into: VariableName = param(zh="存入变量", en="Into")
    pattern: NumberPattern = param(
        "{yyyyMMdd}{seq:5}",
        zh="格式",
        en="Pattern",
        help="TS{yyyyMMdd}{seq:5}{check}",
        help_zh="例如 TS{yyyyMMdd}{seq:5}{check}",
    )
    reset: Literal["pattern", "day", "month", "year", "never"] = param(
        "pattern",
        zh="重新计数",
        en="Counts anew",
        help="`pattern`: whenever the date in the pattern changes.",
        help_zh="按格式：格式中的日期变化时重新计数。",
    )

    def exits(self) -> tuple[Exit, ...]:
        """`next`."""
        return (Exit("next"),)

    def run(self, call: Call) -> str:
        """Take the number. A store that cannot give one is an error."""
        today = call.services.clock.now().date()
        period = period_of(self.pattern, self.reset, today)
        number = call.services.records.next_number(self.series, period, step=call.effect_key())
        call.assign(self.into, write(self.pattern, today, number))
        call.state.last = {"number": number}
        return "next"

    def complaints(self) -> Iterable[Complaint]:
        """A pattern that gives the same number twice, or a check digit that nothing can check."""
        kinds = [part.kind for part in parts(self.pattern)]
        if kinds.count("seq") != 1:
            yield Complaint(
                "pattern",
                "格式里应当恰好有一个 {seq}，否则编号会重复",
                "without exactly one {seq} two numbers can be the same",
                "写一个 {seq:5}",
                "write one {seq:5}",
            )
        if "check" in kinds[:-1]:
            yield Complaint(
                "pattern",
                "校验位必须在末尾",
                "the check digit has to be the last",
                "把 {check} 移到末尾",
                "move {check} to the end",
            )
        if self.reset in PERIODS and finest_period(self.pattern) > PERIODS.index(self.reset):
            yield Complaint(
                "reset",
                f"按 {self.reset} 重新计数，而格式里的日期区分不了，编号会重复",
                f"counting anew each {self.reset} gives numbers that the pattern's date does not tell apart",
                "在格式里写出足够细的日期，或减少重新计数",
                "write a finer date into the pattern, or count anew less often",
            )
