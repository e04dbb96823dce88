"""The rows of a trace: each event of a journal in words, with the time a node took."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flowdesigner.words.say import Say, say

Entry = Mapping[str, Any]

KINDS: dict[str, Say] = {
    "call_started": say("通话开始", "Call began"),
    "call_resumed": say("通话接续", "Call resumed"),
    "node_entered": say("进入", "Enter"),
    "node_left": say("离开", "Leave"),
    "node_failed": say("出错", "Failed"),
    "flow_entered": say("进入流程", "Enter flow"),
    "flow_left": say("离开流程", "Leave flow"),
    "answered": say("应答", "Answered"),
    "heard": say("播放", "Heard"),
    "key_pressed": say("按键", "Key"),
    "silence": say("无按键", "Silence"),
    "keys_sent": say("送号", "Keys sent"),
    "variable_set": say("变量", "Variable"),
    "recorded": say("录音", "Recorded"),
    "dialled": say("呼叫", "Dialled"),
    "leg_heard": say("对方听到", "Party heard"),
    "transferred": say("转接", "Transferred"),
    "executed": say("应用", "Application"),
    "service_used": say("查询", "Service"),
    "milestone": say("里程碑", "Milestone"),
    "logged": say("日志", "Log"),
    "hung_up": say("挂机", "Hung up"),
    "call_finished": say("通话结束", "Call over"),
}
"""What events are called; one that is not known goes by its own name."""

GROUPS: dict[str, tuple[Say, frozenset[str]]] = {
    "": (say("所有事件", "All events"), frozenset()),
    "nodes": (
        say("节点", "Nodes"),
        frozenset({"node_entered", "node_left", "node_failed", "flow_entered", "flow_left", "call_resumed"}),
    ),
    "caller": (
        say("来电者", "Caller"),
        frozenset({"heard", "key_pressed", "silence", "recorded", "hung_up", "answered"}),
    ),
    "values": (say("变量", "Values"), frozenset({"variable_set", "milestone"})),
    "services": (
        say("查询与外部", "Services"),
        frozenset({"service_used", "dialled", "leg_heard", "transferred", "executed", "keys_sent"}),
    ),
    "faults": (say("错误", "Faults"), frozenset({"node_failed", "logged"})),
}
"""Filters by kind."""

_OWN = frozenset({"kind", "t", "node", "flow"})


@dataclass(slots=True)
class Row:
    """One event. `took`: seconds a node took, at its leaving; `flow`: where the call was."""

    entry: Entry
    flow: str
    took: float | None = None
    _words: str = ""

    @property
    def kind(self) -> str:
        """Which event."""
        return str(self.entry.get("kind", ""))

    @property
    def node(self) -> str:
        """The node, empty for what happened to the call as a whole."""
        return str(self.entry.get("node", ""))

    @property
    def seconds(self) -> float:
        """Seconds since the call began."""
        found = self.entry.get("t")
        return float(found) if isinstance(found, int | float) else 0.0

    @property
    def title(self) -> str:
        """What the event is called."""
        return str(KINDS.get(self.kind) or self.kind)

    @property
    def detail(self) -> str:
        """Its own fields as one line."""
        return detail(self.entry)

    @property
    def words(self) -> str:
        """Everything by which it is found, in small letters."""
        if not self._words:
            known = KINDS.get(self.kind)
            titles = f"{known.zh} {known.en}" if known else ""
            self._words = f"{self.kind} {titles} {self.flow} {self.node} {self.detail}".lower()
        return self._words


def detail(entry: Entry) -> str:
    """An event's own fields in a few words."""
    kind = entry.get("kind")
    value = entry.get
    if kind in ("heard", "leg_heard"):
        how = value("ended", "")
        ended = "" if how in ("done", "") else f"  [{how}{' ' + str(value('key')) if value('key') else ''}]"
        return plain(f"{value('text', '')}{ended}")
    if kind == "node_entered":
        return str(value("type", ""))
    if kind == "node_left":
        return f"→ {value('exit', '')}"
    if kind == "variable_set":
        return plain(f"{value('name')} = {written(value('value'))}")
    if kind == "node_failed":
        return plain(f"{value('error')}: {value('message')}")
    if kind == "key_pressed":
        return str(value("key", ""))
    if kind == "service_used":
        return plain(f"{value('service')} {value('target')} → {value('outcome')}")
    if kind == "milestone":
        return plain(f"{value('name')}  {value('value') or ''}".rstrip())
    texts = (f"{name}={written(each)}" for name, each in entry.items() if name not in _OWN and each != "")
    return plain(" ".join(texts))


def written(value: object) -> str:
    """A value in one line."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def plain(text: str) -> str:
    """Without line ends and control characters."""
    return text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)


class Timing:
    """Makes rows of entries in order: knows the flow the call is in and when its node began."""

    def __init__(self) -> None:
        self._flow = ""
        self._began: dict[tuple[str, str], float] = {}

    def row(self, entry: Entry) -> Row:
        """The row of the next entry."""
        self._flow = str(entry.get("flow") or self._flow)
        made = Row(entry, self._flow)
        place = self._flow, made.node
        if made.kind == "node_entered":
            self._began[place] = made.seconds
        elif made.kind == "node_left" and place in self._began:
            made.took = round(made.seconds - self._began.pop(place), 3)
        return made
