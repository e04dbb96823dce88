"""The system variables: what every flow may read of its call, its line, the time and the last node."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nodes.call import Call

RESERVED = frozenset({"call", "line", "now", "today", "last"})
"""The names that no variable may have."""

PARTED = frozenset({"call", "line", "last"})
"""The system variables that have parts and no value of their own."""

OPEN = frozenset({"last"})
"""The system variables whose parts have free names; a part that nobody set is empty."""


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


def _last(name: str) -> Callable[[Call], object]:
    return lambda call: call.state.last.get(name)


SYSTEM: tuple[SystemVariable, ...] = (
    SystemVariable(
        "call", "id", "text", "呼叫的编号", "the call's id", "5f0c…", lambda c: c.channel.facts.id
    ),
    SystemVariable(
        "call",
        "caller",
        "text",
        "主叫号码（可能为空或伪造）",
        "the caller's number, as the network gave it: may be empty or false",
        "13800138000",
        lambda c: c.channel.facts.caller,
    ),
    SystemVariable(
        "call",
        "caller_name",
        "text",
        "主叫名称",
        "the caller's name, as the network gave it",
        "Zhang San",
        lambda c: c.channel.facts.caller_name,
    ),
    SystemVariable(
        "call",
        "called",
        "text",
        "被叫号码",
        "the number that was called",
        "12345",
        lambda c: c.channel.facts.called,
    ),
    SystemVariable(
        "call",
        "language",
        "text",
        "当前播放语言",
        "the language of prompts now",
        "zh-CN",
        lambda c: c.language,
    ),
    SystemVariable(
        "call",
        "answered",
        "yesno",
        "是否已应答",
        "whether the call has been answered",
        "yes",
        lambda c: c.channel.answered,
    ),
    SystemVariable(
        "call",
        "result",
        "text",
        "呼叫的业务结果",
        "the result of the call so far",
        "filed",
        lambda c: c.state.result,
    ),
    SystemVariable(
        "call",
        "seconds",
        "number",
        "呼叫已进行的秒数",
        "whole seconds since the call began",
        "42",
        lambda c: int(c.services.clock.elapsed()),
    ),
    SystemVariable(
        "call",
        "headers",
        "row",
        "SIP 头，没有的为空",
        "the SIP headers that came with the call; empty where there is none",
        "call.headers.x_queue",
        lambda c: Headers(c.channel.facts.headers),
    ),
    SystemVariable(
        "line", "number", "text", "线路号码", "the number of the line", "12345", lambda c: c.line.number
    ),
    SystemVariable(
        "line", "name", "text", "线路名称", "the name of the line", "市长热线", lambda c: c.line.name
    ),
    SystemVariable(
        "line",
        "tenant",
        "text",
        "线路所属单位",
        "the tenant that the line belongs to",
        "city",
        lambda c: c.line.tenant,
    ),
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
        "the date now, in the line's zone",
        "2026-01-15",
        lambda c: c.services.clock.now().date(),
    ),
    SystemVariable(
        "last",
        "node",
        "text",
        "上一个节点的编号",
        "the id of the last node",
        "main",
        _last("node"),
    ),
    SystemVariable(
        "last",
        "exit",
        "text",
        "上一个节点的出口",
        "the exit that the last node took",
        "no_input",
        _last("exit"),
    ),
    SystemVariable(
        "last",
        "error",
        "text",
        "上一个错误的说明",
        "what went wrong last",
        "the database does not answer",
        _last("error"),
    ),
    SystemVariable(
        "last",
        "cause",
        "text",
        "上一次外呼或转接的原因",
        "the cause of the last dial or transfer",
        "USER_BUSY",
        _last("cause"),
    ),
    SystemVariable(
        "last",
        "status",
        "number",
        "上一次请求的状态码",
        "the status of the last web request",
        "404",
        _last("status"),
    ),
)
"""All of them, in the order of their page. `last` has these parts and any other that a node leaves."""

_PARTS: dict[str, dict[str, SystemVariable]] = {}
for _variable in SYSTEM:
    _PARTS.setdefault(_variable.root, {})[_variable.name] = _variable


DATE_PARTS = frozenset({"year", "month", "day", "weekday"})
TIME_PARTS = frozenset({"hour", "minute", "second"})
MOMENT_PARTS = DATE_PARTS | TIME_PARTS | {"date", "time"}
"""What may be read of a date, a time and a moment; `weekday` is 1 for Monday to 7 for Sunday."""


def known_attributes(root: str) -> frozenset[str] | None:
    """The names that may follow `root.`; None if any may, as for `last`, or `root` is no system variable."""
    if root in OPEN or root not in _PARTS:
        return None
    return {"now": MOMENT_PARTS, "today": DATE_PARTS}.get(root) or frozenset(_PARTS[root])


class Facts:
    """`call`, `line` or `last` of one call: reads a part when it is first asked for."""

    __slots__ = ("_call", "_read", "root")

    def __init__(self, root: str, call: Call) -> None:
        self.root = root
        self._call = call
        self._read: dict[str, object] = {}

    def fact(self, name: str) -> object:
        """The part `name`; raises KeyError if there is none of that name."""
        if name in self._read:
            return self._read[name]
        variable = _PARTS[self.root].get(name)
        if variable is not None:
            found = variable.get(self._call)
        elif self.root in OPEN:
            found = self._call.state.last.get(name)
        else:
            raise KeyError(name)
        self._read[name] = found
        return found

    def names(self) -> tuple[str, ...]:
        """The parts that are documented."""
        return tuple(_PARTS[self.root])


class Scope(Mapping[str, object]):
    """The names that an expression of a call sees; nothing is worked out before it is read.

    First `extra`, then the variables of the flow, then the system variables. What was read once stays as it
    was for as long as the scope is used, so that one text never names two minutes.
    """

    __slots__ = ("_call", "_extra", "_read", "_variables")

    def __init__(self, call: Call, variables: Mapping[str, object], extra: Mapping[str, object]) -> None:
        self._call = call
        self._variables = variables
        self._extra = extra
        self._read: dict[str, object] = {}

    def __getitem__(self, name: str) -> object:
        if name in self._extra:
            return self._extra[name]
        if name in self._variables:
            return self._variables[name]
        if name not in self._read:
            self._read[name] = self._system(name)
        return self._read[name]

    def _system(self, name: str) -> object:
        if name == "now":
            return self._call.services.clock.now()
        if name == "today":
            now = self["now"]
            assert isinstance(now, datetime.datetime)
            return now.date()
        if name in RESERVED:
            return Facts(name, self._call)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter({**self._extra, **self._variables, **dict.fromkeys(sorted(RESERVED))})

    def __len__(self) -> int:
        return len({*self._extra, *self._variables, *RESERVED})


_NOTHING: Mapping[str, object] = {}


def system_scope(
    call: Call, variables: Mapping[str, object] = _NOTHING, extra: Mapping[str, object] = _NOTHING
) -> Scope:
    """The system variables of `call` with the variables of its flow and some more names before them."""
    return Scope(call, variables, extra)
