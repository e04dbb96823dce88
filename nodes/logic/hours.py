"""The node type `hours`: open, closed, or a special day."""

from __future__ import annotations

import datetime

from nodes.call import Call
from nodes.contract import Exit, Node
from nodes.declare import param
from nodes.errors import ValueMismatch
from nodes.kinds import CalendarRef, ExitName, Expression, Row, Rows, Text
from nodes.registry import node_type
from nodes.rows import row_exits
from nodes.values import brief


class SpecialDay(Row):
    """A special day of the calendar that has an exit of its own."""

    exit: ExitName = param(zh="出口", en="Exit")
    day: Text = param(zh="特殊日", en="Day", help="Its name in the calendar.", help_zh="日历里这一天的名称。")


@node_type(
    "hours",
    category="logic",
    zh="营业时间",
    en="Opening hours",
    help_zh="按日历判断此刻是否在服务时间内；日历含每周时间、节假日和调休上班日。特殊日可以有自己的出口。",
)
class Hours(Node):
    """Ask a calendar whether the line is open now: weekly hours, holidays, make-up working days.

    A special day of the calendar leaves by the exit of its row; one without a row by `closed`.
    """

    calendar: CalendarRef = param(zh="日历", en="Calendar")
    days: Rows[SpecialDay] = param((), zh="特殊日", en="Special days")
    at: Expression = param(
        "", zh="时刻", en="Moment", help="A date and time; empty: now.", help_zh="日期和时间；空：现在。"
    )

    def exits(self) -> tuple[Exit, ...]:
        """`open`, `closed`, then the special days."""
        return (Exit("open"), Exit("closed"), *row_exits(self.days))

    def run(self, call: Call) -> str:
        """Ask the calendar."""
        now = call.services.clock.now()
        moment = _moment(call.evaluate(self.at), now) if self.at else now
        state = call.services.calendars.state(self.calendar, moment)
        call.state.last = {"state": state}
        if state in ("open", "closed"):
            return state
        return next((row.exit for row in self.days if row.day == state), "closed")


def _moment(value: object, now: datetime.datetime) -> datetime.datetime:
    """`value` as a moment, in the zone of `now` if it names none. Raises ValueMismatch."""
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        value = datetime.datetime.combine(value, now.timetz())
    if isinstance(value, str):
        try:
            value = datetime.datetime.fromisoformat(value.strip())
        except ValueError as reason:
            raise ValueMismatch(f"{brief(value)} is no moment: write 2026-01-15T09:00") from reason
    if not isinstance(value, datetime.datetime):
        raise ValueMismatch(f"{brief(value)} is no moment: a date and a time are wanted")
    return value if value.tzinfo else value.replace(tzinfo=now.tzinfo)
