"""A flow whose calls tell which version of it they run, who publishes it, and callers at a steady rate."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count, pairwise

from callwright.choice import share_of
from callwright.publishing.perform import Wish, publish
from callwright.publishing.plan import ALL, Trial
from callwright.publishing.way_back import go_back
from callwright.settings import load
from engine.store.kept_lists import Entry
from engine.store.standing import Standing
from engine.store.store import Store
from tests.live.engines import Project
from tests.switch import Switch

NUMBER = "12399"
FLOW = "steady"
STAFF = "staff"
NOTICED_SECONDS = 1.0
"""Within so many seconds every engine takes what was published."""

_MAIN = """<flow xmlns="urn:callwright:flow" format="1" name="steady" language="en" start="begin">
  <node id="begin" type="milestone">
    <param name="name">begin</param>
    <param name="value">@N@</param>
    <exit on="next" to="first"/>
  </node>
  <node id="first" type="play">
    <prompt param="prompt"><sound name="long"/></prompt>
    <param name="interrupt">none</param>
    <exit on="done" to="part"/>
  </node>
  <node id="part" type="subflow">
    <param name="flow">part</param>
    <param name="returns">
      <row exit="done"/>
    </param>
    <exit on="done" to="end"/>
  </node>
  <node id="end" type="milestone">
    <param name="name">end</param>
    <param name="value">@N@</param>
    <exit on="next" to="bye"/>
  </node>
  <node id="bye" type="hangup">
    <param name="result">done_@N@</param>
  </node>
</flow>
"""
_PART = """<flow xmlns="urn:callwright:flow" format="1" name="part" title="Part" language="en" start="inside">
  <node id="inside" type="milestone">
    <param name="name">part</param>
    <param name="value">@N@</param>
    <exit on="next" to="second"/>
  </node>
  <node id="second" type="play">
    <prompt param="prompt"><sound name="long"/></prompt>
    <param name="interrupt">none</param>
    <exit on="done" to="done"/>
  </node>
  <node id="done" type="return">
    <param name="name">done</param>
  </node>
</flow>
"""


@dataclass
class Load:
    """Callers who ring at a steady rate, each from a number of its own."""

    switch: Switch
    rate: float
    """Calls a second."""
    began: float = field(default_factory=time.monotonic)
    placed: list[str] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(13_700_000_000))

    def go_on(self, seconds: float) -> None:
        """Place the calls that are due until so many seconds have passed."""
        end = time.monotonic() + seconds
        while True:
            while len(self.placed) < (time.monotonic() - self.began) * self.rate:
                caller = str(next(self.numbers))
                self.switch.originate(NUMBER, {}, context="public", caller=caller)
                self.placed.append(caller)
            if time.monotonic() >= end:
                return
            time.sleep(0.02)


@dataclass(frozen=True)
class Change:
    """How the flow stood from some moment between `begun` and `done` on (`time.time()`)."""

    begun: float
    done: float
    standing: Standing


class Publisher:
    """Changes what is live, again and again, and notes how the flow stood when."""

    def __init__(self, project: Project) -> None:
        """Puts the flow on its line, in a project whose sounds are those of the tests."""
        self.project = project
        self._settings = load(str(project.folder / "callwright.toml"))
        self.store = Store.create(self._settings.store_url)
        self.store.make_list("", STAFF)
        self.store.add_entries("", STAFF, [Entry("137XXXXXXX7")], who="ann")
        self._versions = count(1)
        self.version_of: dict[str, int] = {}
        self.changes: list[Change] = []
        self.publish()

    def publish(self, trial: Trial = ALL) -> None:
        """Publish a version that was never there before."""
        version = next(self._versions)
        for name, text in ((FLOW, _MAIN), ("part", _PART)):
            path = self.project.folder / "flows" / f"{name}.flow.xml"
            path.write_text(text.replace("@N@", str(version)), "utf-8")
        file = self.project.folder / "flows" / f"{FLOW}.flow.xml"
        numbers = (("public", NUMBER),) if version == 1 else ()
        wish = Wish(file, "ann", trial=trial, numbers=numbers, yes=True, quiet=True)
        release = self._noted(lambda: publish(self.store, self._settings, wish))["release"]
        self.version_of[release] = version

    def share(self, percent: float) -> None:
        """Let more callers meet the trial."""
        self._noted(lambda: self.store.share(FLOW, percent, who="ann"))

    def promote(self) -> None:
        """Let all callers meet the trial."""
        self._noted(lambda: self.store.promote(FLOW, who="ann"))

    def back(self) -> None:
        """End the trial, or go back to the release before."""
        self._noted(lambda: go_back(self.store, FLOW, "", who="ann", why=""))

    def _noted(self, change: Callable[[], dict[str, str] | object]) -> dict[str, str]:
        begun = time.time()
        made = change()
        self.changes.append(Change(begun, time.time(), self.store.standing(FLOW)))
        return made if isinstance(made, dict) else {}

    def expected(self, caller: str, moment: float) -> set[int]:
        """The versions that a call which began at `moment` may have met."""
        found = set()
        for change, following in pairwise([*self.changes, Change(moment + 1, moment + 1, Standing())]):
            if change.begun <= moment and following.done >= moment - NOTICED_SECONDS:
                found.add(self.version_of[_release(change.standing, caller)])
        return found


def _release(standing: Standing, caller: str) -> str:
    canary = standing.canary
    if canary is None:
        return standing.live
    meets = share_of(FLOW, caller) < canary.percent or (canary.callers == STAFF and caller.endswith("7"))
    return canary.digest if meets else standing.live
