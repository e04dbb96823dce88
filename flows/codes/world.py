"""CW6xx: what lies outside the flow - connections, calendars, databases."""

from __future__ import annotations

from flows.codes.table import code

NO_CONNECTION = code(
    "CW601",
    "error",
    "An unknown connection",
    zh="没有名为 {name} 的连接",
    en="there is no connection {name}",
    cure_zh="在 callwright.toml 中写 [connections.{name}]，或改正名字。",
    cure_en="Write [connections.{name}] in callwright.toml, or mend the name.",
    why="A flow names its connections; addresses and secrets stand in the settings.",
)
OTHER_CONNECTION = code(
    "CW602",
    "error",
    "A connection of another kind",
    zh="连接 {name} 的种类是 {found}，这里需要 {wanted}",
    en="the connection {name} is of the kind {found}, but {wanted} is needed",
    cure_zh="换一个连接，或改正它的 kind。",
    cure_en="Use another connection, or mend its kind.",
    why="A statement needs a database, a request a web service.",
)
NO_CALENDAR = code(
    "CW603",
    "error",
    "An unknown calendar",
    zh="没有名为 {name} 的日历",
    en="there is no calendar {name}",
    cure_zh="在 callwright.toml 中写 [calendars.{name}]，或改正名字。",
    cure_en="Write [calendars.{name}] in callwright.toml, or mend the name.",
    why="Opening hours and holidays are kept in calendars, apart from the flows that ask them.",
)
NO_SUCH_DAY = code(
    "CW604",
    "warning",
    "A special day that the calendar does not have",
    zh="日历 {calendar} 没有特殊日 {day}",
    en="the calendar {calendar} has no special day {day}",
    cure_zh="在日历中加上它，或删去这一行。",
    cure_en="Add it to the calendar, or delete the row.",
    why="The exit of this row is never taken.",
)
SPLICED_SQL = code(
    "CW605",
    "error",
    "SQL put together from text",
    zh="SQL 语句里拼接了文字：{what}",
    en="the SQL is put together from text: {what}",
    cure_zh="在语句里写 :名称，并在 values 中给出它的值。",
    cure_en="Write :name in the statement, and give its value in `values`.",
    why="What a caller keys in could become a part of the statement. Bound values cannot. Statements that "
    "run other statements made from text in the database are the same thing.",
)
QUOTED_VALUE = code(
    "CW606",
    "error",
    "A bound value in quotes",
    zh="引号里的 {value} 不会换成值",
    en="{value} stands in quotes, where it is not replaced by a value",
    cure_zh="去掉引号；要模糊查询，写 '%' || {value} || '%'，MySQL 写 CONCAT('%', {value}, '%')。",
    cure_en="Leave the quotes out; to search for a part, write '%' || {value} || '%', "
    "in MySQL CONCAT('%', {value}, '%').",
    why="In quotes it is text like any other: the database would compare with the name itself.",
)
SQL_REFUSED = code(
    "CW607",
    "error",
    "SQL that the database refuses",
    zh="数据库不接受这条语句：{reason}",
    en="the database does not accept the statement: {reason}",
    cure_zh="按数据库的说明改正；表和列的名称也要核对。",
    cure_en="Mend it as the database says; look at the names of tables and columns, too.",
    why="Asked only when the check is told to: the statement was prepared, not run, on the live database.",
)
