"""What is known of a simulated call from the lines of its worker: no process, no widget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from flowdesigner.simulation.buffer import Line
from flowdesigner.simulation.way import Way
from flowdesigner.words.say import Say, say

MASK = "•••"
"""What the journal has for a sensitive value."""

SpokenKind = Literal["heard", "key", "talk", "note", "fault"]


@dataclass(slots=True)
class Spoken:
    """One line of the conversation. `cut`: the caller cut it short; `now`: it sounds at this moment."""

    kind: SpokenKind
    text: str | Say
    at: int
    flow: str = ""
    node: str = ""
    cut: bool = False
    now: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """A variable: its value, whether it is sensitive, whether it changed since the last hold."""

    value: Any
    sensitive: bool = False
    changed: bool = False


@dataclass(slots=True)
class Call:
    """Takes lines one by one. `version` grows whenever some of the journal was forgotten."""

    run: int = 0
    at: int = 0
    flow: str = ""
    node: str = ""
    flows: list[str] = field(default_factory=list)
    """The flows that the call is in, from the outside in."""
    held: Line | None = None
    over: Line | None = None
    hello: Line | None = None
    problems: list[Line] = field(default_factory=list)
    broken: str = ""
    waiting: Line | None = None
    playing: Line | None = None
    ringing: str = ""
    speed: float = 1.0
    journal: list[Line] = field(default_factory=list)
    spoken: list[Spoken] = field(default_factory=list)
    values: dict[str, dict[str, Value]] = field(default_factory=dict)
    way: Way = field(default_factory=Way)
    version: int = 0
    _marks: list[int] = field(default_factory=list)

    def take(self, line: Line) -> None:
        """Take one line; what is not known is left out."""
        at = line.get("at")
        self.at = at if isinstance(at, int) else self.at
        handler = _HANDLERS.get(str(line.get("event")))
        if handler is not None:
            handler(self, line)

    @property
    def going(self) -> bool:
        """Whether its time passes."""
        return self.run > 0 and self.held is None and self.over is None and not self.broken

    @property
    def state(self) -> Say:
        """Where it stands, in words."""
        if self.broken:
            return say("模拟器出错", "The simulator failed")
        if self.over is not None:
            return say("通话已结束：{}", "The call is over: {}", result(str(self.over.get("result", ""))))
        if self.held is not None:
            return _REASONS.get(str(self.held.get("reason")), _REASONS["pause"])
        if not self.run:
            return say("正在编译…", "Compiling…")
        if self.playing is not None:
            return say("正在播放", "Speaking")
        if self.waiting is not None:
            return _WAITS.get(str(self.waiting.get("what")), _WAITS["key"])
        return say("通话中", "On the phone")

    # --- one line each

    def _hello(self, line: Line) -> None:
        self.hello = line

    def _problems(self, line: Line) -> None:
        self.problems = [each for each in line.get("problems", ()) if isinstance(each, dict)]

    def _started(self, line: Line) -> None:
        self.run = int(line.get("run", 1))
        self.at = 0
        self.held = self.over = self.waiting = self.playing = None
        self.ringing = self.flow = self.node = ""
        self.flows.clear()
        self._forget(0)
        self.values.clear()

    def _forget(self, events: int) -> None:
        """Only the first `events` entries of the journal stand."""
        if events < len(self._marks):
            del self.spoken[self._marks[events] :]
        if events == 0:
            self.spoken.clear()
        del self.journal[events:], self._marks[events:]
        self.way = Way()
        for entry in self.journal:
            self.way.take(entry)
        self.flows = list(self.way.flows)
        self.version += 1

    def _journal(self, line: Line) -> None:
        entry = line.get("entry")
        if not isinstance(entry, dict):
            return
        self._marks.append(len(self.spoken))
        self.journal.append(entry)
        self.way.take(entry)
        self.flows = list(self.way.flows)
        kind = entry.get("kind")
        if kind == "node_entered":
            self.flow, self.node = str(entry.get("flow", "")), str(entry.get("node", ""))
        elif kind == "variable_set":
            self._set(entry)
        elif kind == "node_failed":
            self._say("fault", f"{entry.get('node')}: {entry.get('message')}")
        elif kind == "milestone":
            value = entry.get("value")
            self._say("note", f"★ {entry.get('name')}" + (f" = {value}" if value else ""))

    def _set(self, entry: Line) -> None:
        known = self.values.setdefault(str(entry.get("flow", "")), {})
        name, value = str(entry.get("name", "")), entry.get("value")
        before = known.get(name)
        if value == MASK and before is not None and before.value != MASK:
            known[name] = Value(before.value, True, True)
        else:
            known[name] = Value(value, value == MASK, True)

    def _say(self, kind: SpokenKind, text: str | Say, **more: Any) -> None:
        spoken = Spoken(kind, text, self.at, self.flow, self.node, **more)
        if kind == "key" and self.spoken and self.spoken[-1].kind == "key":
            self.spoken[-1].text = f"{self.spoken[-1].text}{text}"
            return
        self.spoken.append(spoken)

    def _playing(self, line: Line) -> None:
        self.playing = line
        if line.get("text"):
            self._say("heard", str(line["text"]), now=True)
        elif any(clip.get("kind") == "tone" for clip in line.get("clips", ())):
            self._say("note", say("（提示声）", "(a tone)"))

    def _stopped(self, line: Line) -> None:
        self.playing = None
        for spoken in reversed(self.spoken):
            if spoken.kind == "heard" and spoken.now:
                spoken.now, spoken.cut = False, line.get("ended") != "done"
                break

    def _act(self, line: Line) -> None:
        kind = line.get("kind")
        if kind == "key":
            self._say("key", str(line.get("key", "")))
        elif kind == "talk":
            seconds = round(int(line.get("ms") or 0) / 1000, 1)
            self._say("talk", say("（说话 {} 秒）", "(speaks for {} s)", seconds))
        elif kind == "hangup":
            self._say("note", say("来电者挂机", "The caller hangs up"))

    def _waits(self, line: Line) -> None:
        self.waiting = line
        if line.get("what") == "record":
            self._say("note", _WAITS["record"])

    def _waited(self, line: Line) -> None:
        self.waiting = None
        if line.get("ended") in ("timeout", "silence") and line.get("what") == "key":
            self._say("note", say("（没有按键）", "(no key)"))

    def _rings(self, line: Line) -> None:
        self.ringing = str(line.get("target", ""))
        self._say("note", say("{} 振铃", "{} rings", self.ringing))

    def _held(self, line: Line) -> None:
        if line.get("reason") != "look":
            self.held = line
            self.flow, self.node = str(line.get("flow", "")), str(line.get("node", ""))
        self.speed = float(line.get("speed", self.speed))
        self.flows = [str(level.get("flow", "")) for level in line.get("stack", ())] or self.flows
        for level in line.get("stack", ()):
            known = self.values.get(level.get("flow", ""), {})
            sensitive = level.get("sensitive", ())
            self.values[level["flow"]] = {
                name: Value(value, name in sensitive, _changed(known.get(name), value))
                for name, value in level.get("variables", {}).items()
            }

    def _going(self, _: Line) -> None:
        self.held = None
        self.ringing = ""
        for known in self.values.values():
            for name, value in known.items():
                if value.changed:
                    known[name] = Value(value.value, value.sensitive)

    def _rewound(self, line: Line) -> None:
        self.over = self.playing = self.waiting = None
        self.ringing = ""
        self._forget(int(line.get("events", 0)))
        for spoken in self.spoken:
            spoken.now = False

    def _over(self, line: Line) -> None:
        self.over, self.held, self.waiting = line, None, None
        self._stopped(line)
        self._say("note", self.state)

    def _refused(self, line: Line) -> None:
        self._say("fault", f"{line.get('message', '')} {line.get('cure', '')}".strip())

    def _broken(self, line: Line) -> None:
        self.broken = str(line.get("error", "?"))
        self._say("fault", self.broken)


def _changed(before: Value | None, value: object) -> bool:
    if before is None:
        return False
    return before.changed or (before.value != value and before.value != MASK)


_REASONS = {
    "start": say("停在第一个节点前", "Held before the first node"),
    "breakpoint": say("停在断点", "Held at a breakpoint"),
    "step": say("单步：已停下", "Stepped"),
    "pause": say("已暂停", "Paused"),
    "back": say("已后退", "Went back"),
    "goto": say("已跳到此节点", "Moved here"),
    "caller": say("等您操作：按键，或跳过", "Your turn: press a key, or skip"),
    "leg": say("正在振铃：对方怎么做？", "It rings: what does the other side do?"),
}
_WAITS = {
    "key": say("等待按键", "Waiting for a key"),
    "record": say("正在录音", "Recording"),
    "dial": say("正在接通", "Connecting"),
}
_RESULTS = {
    "completed": say("完成", "completed"),
    "hung_up": say("来电者挂机", "the caller hung up"),
    "transferred": say("已转接", "transferred"),
    "failed": say("失败", "failed"),
}


def result(name: str) -> Say:
    """How a call ended, in words; a name by which a flow returned as it is."""
    return _RESULTS.get(name) or Say(name, name)


_HANDLERS: dict[str, Callable[[Call, Line], None]] = {
    "hello": Call._hello,
    "problems": Call._problems,
    "started": Call._started,
    "journal": Call._journal,
    "playing": Call._playing,
    "stopped": Call._stopped,
    "act": Call._act,
    "waiting": Call._waits,
    "waited": Call._waited,
    "ringing": Call._rings,
    "held": Call._held,
    "going": Call._going,
    "rewound": Call._rewound,
    "over": Call._over,
    "refused": Call._refused,
    "broken": Call._broken,
}
