"""What the phone shows of a call, from its notices alone: the conversation, the trace, where it stands."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from engine.events import MASK
from simulator.interactive import notices
from simulator.phone.shown import brief, shown
from simulator.phone.words import Words

Style = str
"""A style of rich: `bold` for what is heard, `green` for keys, `dim` for the phone's own words, `red`."""

_KEYS = "bold green"


@dataclass(slots=True)
class Sounding:
    """Words that sound: since when and for how long (seconds), and how many signs of them were said."""

    text: str
    began: float
    seconds: float
    said: int = 0


@dataclass(slots=True)
class Model:
    """Takes notices one by one. `seconds` counts real time, `speed` is how fast the call's time passes."""

    words: Words
    seconds: Callable[[], float] = time.monotonic
    speed: float = 1.0
    spoken: Callable[[str], str] = str
    """Puts into the user's language why a node failed."""
    lines: list[tuple[str, Style]] = field(default_factory=list)
    trace: list[str] = field(default_factory=list)
    held: notices.Held | None = None
    """Where the call stands still; None while it goes on, and after its end."""
    over: notices.Over | None = None
    values: dict[str, dict[str, tuple[Any, bool]]] = field(default_factory=dict)
    """For each flow its variables: value, and whether it is sensitive."""
    flow: str = ""
    node: str = ""
    at: int = 0
    sounding: Sounding | None = None
    ringing: str = ""
    _later: list[notices.Pressed] = field(default_factory=list)
    """What the caller did while something sounds: it is shown after the words."""
    _marks: list[tuple[int, int]] = field(default_factory=list)
    """For each event how many lines of conversation and trace there were before it."""

    def take(self, notice: notices.Notice) -> None:
        """Take one notice."""
        at = getattr(notice, "at", None)
        self.at = at if at is not None else self.at
        handler = _HANDLERS.get(type(notice))
        if handler is not None:
            handler(self, notice)

    def now_said(self) -> str:
        """The part of the words on the line that has been said by now."""
        sounding = self.sounding
        if sounding is None:
            return ""
        if self.held is None and sounding.seconds > 0:
            share = (self.seconds() - sounding.began) / sounding.seconds
            sounding.said = max(sounding.said, min(len(sounding.text), int(share * len(sounding.text)) + 1))
        return sounding.text[: sounding.said]

    def add(self, text: str, style: Style = "dim") -> None:
        """A line of the conversation."""
        self.lines.extend((shown(each), style) for each in text.splitlines())

    @property
    def variables(self) -> dict[str, tuple[Any, bool]]:
        """The variables of the flow that runs, as far as they are known."""
        return self.values.get(self.flow, {})

    # -- one notice each ------------------------------------------------------------------------

    def _started(self, _: notices.Started) -> None:
        self.lines.clear()
        self.trace.clear()
        self._marks.clear()
        self.values.clear()
        self.held = self.over = self.sounding = None
        self._later.clear()

    def _journal(self, notice: notices.Journal) -> None:
        self._marks.append((len(self.lines), len(self.trace)))
        entry = notice.entry
        if entry["kind"] == "node_entered":
            self.flow, self.node = entry["flow"], entry["node"]
        if entry["kind"] == "variable_set":
            shown_value = (entry["value"], entry["value"] == MASK)
            self.values.setdefault(entry["flow"], {})[entry["name"]] = shown_value
        if entry["kind"] == "node_failed":
            self.add(f"{entry['node']}: {self.spoken(entry['message'])}", "red")
        line = brief(entry)
        if line:
            self.trace.append(line)

    def _playing(self, notice: notices.Playing) -> None:
        if notice.text:
            speed = self.speed or float("inf")
            self.sounding = Sounding(shown(notice.text), self.seconds(), notice.ms / 1000 / speed)

    def _stopped(self, notice: notices.Stopped) -> None:
        sounding = self.sounding
        if sounding is None:
            return
        if notice.ended in ("key", "hangup", "stop"):
            said = self.now_said()
            cut = said != sounding.text
            if said:
                self.add(said + ("..." if cut else ""), "bold")
        else:
            self.add(sounding.text, "bold")
        self.sounding = None
        later, self._later = self._later, []
        for act in later:
            self._pressed(act)

    def _pressed(self, notice: notices.Pressed) -> None:
        if notice.kind == "talk":
            return
        if self.sounding is not None:
            self._later.append(notice)
        elif notice.kind == "key":
            self._key(notice.key)
        else:
            self.add(f"({self.words('hung_up')})")

    def _key(self, key: str) -> None:
        """A key on the line of those before it, or on a line of its own."""
        last, style = self.lines[-1] if self.lines else ("", "")
        if style == _KEYS:
            self.lines[-1] = (f"{last[:-1]}{key}]", _KEYS)
        else:
            self.add(f"[{key}]", _KEYS)

    def _waiting(self, notice: notices.Waiting) -> None:
        if notice.what != "key":
            self.add(f"({self.words(notice.what)})")

    def _ringing(self, notice: notices.Ringing) -> None:
        self.ringing = notice.target
        self.add(f"({self.words('ringing', notice.target)})")

    def _held(self, notice: notices.Held) -> None:
        self.now_said()
        self.held = None if notice.reason == "look" else notice
        self.flow, self.node = notice.flow, notice.node
        for level in notice.stack:
            self.values[level.flow] = {
                name: (value, name in level.sensitive) for name, value in level.variables.items()
            }

    def _going(self, _: notices.Going) -> None:
        self.held = None
        self.ringing = ""
        sounding = self.sounding
        if sounding is not None and sounding.text:
            done = sounding.said / len(sounding.text)
            sounding.began = self.seconds() - done * sounding.seconds

    def _rewound(self, notice: notices.Rewound) -> None:
        if notice.events < len(self._marks):
            lines, trace = self._marks[notice.events]
            del self.lines[lines:], self.trace[trace:], self._marks[notice.events :]
        self.over = self.sounding = None
        self._later.clear()
        self.add(self.words("rewound"))

    def _over(self, notice: notices.Over) -> None:
        self.over, self.held, self.sounding = notice, None, None
        self.add(f"({self.words('over')}: {notice.result})")

    def _refused(self, notice: notices.Refusal) -> None:
        zh = self.words.zh
        cure = notice.cure_zh if zh else notice.cure_en
        said = notice.zh if zh else notice.en
        self.add(f"{said}（{cure}）" if zh else f"{said} ({cure})", "red")

    def _broken(self, notice: notices.Broken) -> None:
        self.add(notice.error, "red")


_HANDLERS: dict[type[notices.Notice], Callable[[Model, Any], None]] = {
    notices.Started: Model._started,
    notices.Journal: Model._journal,
    notices.Playing: Model._playing,
    notices.Stopped: Model._stopped,
    notices.Pressed: Model._pressed,
    notices.Waiting: Model._waiting,
    notices.Ringing: Model._ringing,
    notices.Held: Model._held,
    notices.Going: Model._going,
    notices.Rewound: Model._rewound,
    notices.Over: Model._over,
    notices.Refusal: Model._refused,
    notices.Broken: Model._broken,
}
