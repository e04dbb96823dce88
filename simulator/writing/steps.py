"""Turns the journal of a call into the steps of its caller: what was heard, pressed, said, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from engine.events import (
    MASK,
    Event,
    Heard,
    HungUp,
    KeyPressed,
    LegDialled,
    NodeEntered,
    RecordingMade,
    Silence,
)
from flows.release import Release
from simulator.dialogue import PAUSE
from simulator.lengths import text_ms
from simulator.steps import REACTION
from simulator.writing.words import part_of

PLACEHOLDER = "0"
"""Stands for each key that the journal does not show."""

TOGETHER = 0.03
"""Keys that reach the flow within so many seconds were pressed ahead."""

APART = 2.0
"""A pause of so many seconds between two keys is kept."""

END_KEY = "#"
QUIET = 5.0
"""The key, and the seconds of silence, that end a recording where no release says otherwise."""

_LEAST = 0.1


@dataclass(slots=True)
class WrittenStep:
    """One step as YAML has it; `masked` counts its keys that are placeholders."""

    step: dict[str, Any] | str
    masked: int = 0


@dataclass(slots=True)
class _Keys:
    """Keys pressed one after the other, the first into the words `during` or after all was heard."""

    at: list[float]
    keys: list[str]
    during: str = ""
    after: float = REACTION
    wait: float | None = None
    unused: bool = False
    """The first key cut a prompt short and has not reached a node yet."""


@dataclass(slots=True)
class _Teller:
    """Goes through the events of one call in order."""

    release: Release | None
    steps: list[WrittenStep] = field(default_factory=list)
    open: _Keys | None = None
    typed: bool = False
    """Keys came since something was heard last: the flow may be waiting for more of them."""
    type: str = ""
    place: tuple[str, str] = ("", "")
    """Flow and id of the node that runs."""
    entered: float = 0.0
    now: float = 0.0
    """When the last step was done."""
    heard: Heard | None = None
    """What the last step listens for."""
    dialling: bool = False
    hangs: bool = False
    """The step of the hang-up is written."""

    def tell(self, event: Event, following: float) -> None:
        """Take one event; `following` is the time of the next."""
        if isinstance(event, NodeEntered):
            self.type, self.place = event.type, (event.flow, event.node)
            self.entered, self.dialling = event.t, False
        elif isinstance(event, Heard):
            self._heard(event, max(event.t, following))
        elif isinstance(event, KeyPressed):
            self._pressed(event)
        elif isinstance(event, Silence):
            self._silent(event)
        elif isinstance(event, RecordingMade):
            self._recorded(event)
        elif isinstance(event, LegDialled):
            self.dialling = True
        elif isinstance(event, HungUp):
            self._hung_up(event)

    def _heard(self, event: Heard, end: float) -> None:
        self.close()
        part = part_of(event.text)
        self.typed = False
        if event.ended == "key":
            self.open = _Keys([end], [event.key], part, end - event.t, unused=True)
        elif event.ended == "hangup":
            during = {"during": part} if part else {}
            self._add({"hang up": None, **during, **_after(end - event.t, 0.0)}, end)
            self.hangs = True
        elif part:
            self._add({"hear": part}, event.t if event.ended == "background" else end)
            self.heard = event

    def _pressed(self, event: KeyPressed) -> None:
        keys = self.open
        if keys is not None and keys.unused and event.key == keys.keys[0]:
            keys.unused = False
        elif keys is not None and event.t - keys.at[-1] < APART:
            keys.keys.append(event.key)
            keys.at.append(event.t)
        else:
            self.close()
            self.open = self._begun(event)

    def _begun(self, event: KeyPressed) -> _Keys:
        """The first of some keys that cut nothing short."""
        heard = self.heard
        if heard is not None and heard.node != event.node and event.t - self.entered < TOGETHER:
            # A node used it as it began: it was pressed into the prompt before, and did not end that one.
            self.steps.pop()
            after = min(REACTION, (self.now - heard.t) / 2)
            return _Keys([event.t], [event.key], part_of(heard.text), after)
        waited = self.typed or self.type == PAUSE or not self.steps
        return _Keys([event.t], [event.key], wait=event.t - self.now if waited else None)

    def _silent(self, event: Silence) -> None:
        self.close()
        if not self.typed:
            self._add("silence", event.t)

    def _recorded(self, event: RecordingMade) -> None:
        if self.dialling or event.ended == "failed":
            return
        self.close()
        self.typed = False
        quiet = self._setting("silence_seconds", QUIET)
        spoken = event.seconds - {"key": REACTION, "silence": quiet}.get(event.ended, 0.0)
        if event.ended == "silence" and spoken < _LEAST:
            self._add("silence", event.t)
            return
        self._add({"say": max(_LEAST, round(spoken, 2))}, event.t)
        if event.ended == "key":
            self._add({"press": self._setting("end_keys", END_KEY)[:1]}, event.t)

    def _setting(self, name: str, usual: Any) -> Any:
        """What the node that runs says under `name`."""
        flow = self.release.flows.get(self.place[0]) if self.release else None
        node = flow.nodes.get(self.place[1]) if flow else None
        return getattr(node.node, name, usual) if node else usual

    def _hung_up(self, event: HungUp) -> None:
        self.close()
        if event.by != "caller" or self.hangs:
            return
        heard = self.heard
        if heard is not None and heard.node == event.node and self.type != "record":
            # The journal does not say when the prompt ended; its words say about when.
            spoken = heard.t + text_ms(heard.text) / 1000
            waited = self.now == event.t and event.t - spoken > REACTION / 2
            self._add({"hang up": None, **({"waiting": True} if waited else {})}, event.t)
        else:
            self._add({"hang up": None, **_after(event.t - self.now, 0.0)}, event.t)

    def close(self) -> None:
        """Write the keys that were pressed so far."""
        keys, self.open = self.open, None
        if keys is None:
            return
        masked = sum(key == MASK for key in keys.keys)
        step: dict[str, Any] = {"press": "".join(PLACEHOLDER if key == MASK else key for key in keys.keys)}
        if keys.during:
            step.update(during=keys.during, **_after(keys.after, REACTION))
        if any(later - earlier < TOGETHER for earlier, later in pairwise(keys.at)):
            step["pace"] = 0
        if keys.wait is not None:
            if round(keys.wait, 2) > 0:
                self._add({"wait": round(keys.wait, 2)}, keys.at[0])
            step["at_once"] = True
        self._add(step, keys.at[-1], masked)
        self.typed = True

    def _add(self, step: dict[str, Any] | str, at: float, masked: int = 0) -> None:
        self.steps.append(WrittenStep(step, masked))
        self.now, self.heard = at, None


def _after(seconds: float, usual: float) -> dict[str, float]:
    """The step's own time, where it is not the usual one."""
    rounded = max(0.0, round(seconds, 2))
    return {} if rounded == usual else {"after": rounded}


def steps_of(events: Sequence[Event], release: Release | None = None) -> list[WrittenStep]:
    """The steps of the caller whose call `events` are; `release` is what answered it, where it is known."""
    teller = _Teller(release)
    for event, following in zip(events, [*events[1:], *events[-1:]], strict=True):
        teller.tell(event, following.t)
    teller.close()
    return teller.steps
