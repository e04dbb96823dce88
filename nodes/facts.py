"""The table of system variables: what each is called, what it is, and where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nodes.call import Call


@dataclass(frozen=True, slots=True)
class SystemVariable:
    """One system variable, `root` or `root.name`, with what its page shows."""

    root: str
    name: str
    type: str
    zh: str
    en: str
    example: str
    get: Callable[[Call], object]

    @property
    def path(self) -> str:
        """How it is written in an expression."""
        return f"{self.root}.{self.name}" if self.name else self.root


class Headers(Mapping[str, str]):
    """The SIP headers of a call: names in any case, `_` as good as `-`, and empty if there is none."""

    __slots__ = ("_values",)

    def __init__(self, headers: Mapping[str, str]) -> None:
        self._values = {_header(name): value for name, value in headers.items()}

    def __getitem__(self, name: str) -> str:
        return self._values.get(_header(name), "")

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and _header(name) in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def _header(name: str) -> str:
    return name.lower().replace("_", "-")


def _left(name: str, type_: str, zh: str, en: str, example: str) -> SystemVariable:
    """Something that nodes leave in `last`."""
    return SystemVariable("last", name, type_, zh, en, example, lambda call: call.state.last.get(name))


def _call(
    name: str, type_: str, zh: str, en: str, example: str, get: Callable[[Call], object]
) -> SystemVariable:
    return SystemVariable("call", name, type_, zh, en, example, get)


def _line(name: str, zh: str, en: str, example: str, get: Callable[[Call], object]) -> SystemVariable:
    return SystemVariable("line", name, "text", zh, en, example, get)


_FROM_NETWORK = "as the network gave it: it may be empty or false"

SYSTEM: tuple[SystemVariable, ...] = (
    _call("id", "text", "呼叫的编号", "the call's id", "5f0c6a52", lambda c: c.channel.facts.id),
    _call(
        "caller",
        "text",
        "主叫号码，由网络给出，可能为空或不实",
        f"the caller's number, {_FROM_NETWORK}",
        "13800138000",
        lambda c: c.channel.facts.caller,
    ),
    _call(
        "caller_name",
        "text",
        "主叫名称，由网络给出，可能为空或不实",
        f"the caller's name, {_FROM_NETWORK}",
        "Zhang San",
        lambda c: c.channel.facts.caller_name,
    ),
    _call(
        "called", "text", "被叫号码", "the number that was called", "12345", lambda c: c.channel.facts.called
    ),
    _call("language", "text", "当前语言", "the language of prompts now", "zh-CN", lambda c: c.language),
    _call(
        "answered", "yesno", "是否已应答", "whether it has been answered", "yes", lambda c: c.channel.answered
    ),
    _call("result", "text", "呼叫的结果", "the result of the call so far", "filed", lambda c: c.state.result),
    _call(
        "seconds",
        "number",
        "呼叫开始以来的整秒数",
        "whole seconds since the call began",
        "42",
        lambda c: int(c.services.clock.elapsed()),
    ),
    _call(
        "headers",
        "row",
        "随呼叫到达的 SIP 头：call.headers.x_queue；没有的为空",
        "the SIP headers that came with it: call.headers.x_queue; empty if there is none",
        "vip",
        lambda c: Headers(c.channel.facts.headers),
    ),
    _line("number", "线路号码", "the number of the line", "12345", lambda c: c.line.number),
    _line("name", "线路名称", "the name of the line", "市长热线", lambda c: c.line.name),
    _line("tenant", "线路所属单位", "the tenant that it belongs to", "city", lambda c: c.line.tenant),
    SystemVariable(
        "now",
        "",
        "datetime",
        "线路所在时区的当前时刻",
        "the time now, in the line's zone",
        "2026-01-15 09:30",
        lambda c: c.services.clock.now(),
    ),
    SystemVariable(
        "today",
        "",
        "date",
        "线路所在时区的今天",
        "the date today, in the line's zone",
        "2026-01-15",
        lambda c: c.services.clock.now().date(),
    ),
    _left("error", "text", "最近一次错误的说明", "what went wrong last", "the database does not answer"),
    _left("node", "text", "出错的节点", "the node in which it went wrong", "find_case"),
    _left(
        "digits",
        "text",
        "来电者按的键（menu、digits、confirm）",
        "keys entered (menu, digits, confirm)",
        "12",
    ),
    _left("attempts", "number", "提示的次数（同上）", "attempts that it took (the same)", "2"),
    _left("key", "text", "打断的按键（play、wait）", "the key that interrupted (play, wait)", "1"),
    _left(
        "cause",
        "text",
        "外呼或转接的原因（dial、transfer）",
        "the cause, as in Q.850 (dial, transfer)",
        "USER_BUSY",
    ),
    _left("target", "text", "接听的一方（dial）", "who answered (dial)", "user/1001"),
    _left(
        "seconds",
        "number",
        "通话或录音的秒数（dial、record）",
        "seconds talked or recorded (dial, record)",
        "95",
    ),
    _left("message", "text", "留言的编号（record）", "the id of the message (record)", "m-17"),
    _left("status", "number", "网络服务回答的状态码（http）", "the status of the answer (http)", "404"),
    _left(
        "rows", "number", "取得或改动的行数（query、update）", "rows found or changed (query, update)", "1"
    ),
    _left("number", "number", "取得的序号（number）", "the serial number (number)", "38"),
    _left("state", "text", "营业时间的状态（hours）", "the state of the calendar (hours)", "closed"),
    _left("rounds", "number", "循环的次数（loop）", "rounds that were run (loop)", "3"),
    _left("capped", "yesno", "循环是否因上限而停（loop）", "whether the cap ended it (loop)", "no"),
)
"""All of them, in the order of their page; `last` has what the node types leave, and takes any other."""

RESERVED = frozenset(variable.root for variable in SYSTEM)
"""The names that no variable may have."""

PARTED = frozenset(variable.root for variable in SYSTEM if variable.name)
"""The system variables that have parts and no value of their own."""

OPEN = frozenset({"last"})
"""The system variables whose parts have free names; a part that nobody set is empty."""
