"""The other end of a simulated call: what the channel asks of a caller, and the acts it answers with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, Protocol

from nodes.clips import Clip
from nodes.light import light

What = Literal["key", "record", "dial"]
"""What a flow can wait for: a key, the end of a recording, the end of a dialled leg."""


@light
class Act:
    """One thing that a caller does, `at` milliseconds since the call began.

    kind     means
    key      presses `key`
    talk     speaks for `ms` milliseconds (0: until the flow goes on); `text` is what is said
    hangup   hangs up
    """

    at: int
    kind: Literal["key", "talk", "hangup"]
    key: str = ""
    ms: int = 0
    text: str = ""


class Ear(Protocol):
    """What a caller notices of a call. Times are milliseconds since it began; notices come in order."""

    def enters(self, at: int, flow: str, node: str, type_: str) -> None:
        """A node of type `type_` began. No caller hears that: it is for reports, and to tell a pause."""

    def hears(self, at: int, clips: Sequence[Clip], ms: int) -> None:
        """`clips` begin to sound and will last `ms` milliseconds."""

    def heard(self, at: int, ended: str) -> None:
        """They ended: `done`, `key`, `hangup`, or `on` where they sound on behind what follows."""

    def waits(self, at: int, what: What, ms: int | None) -> None:
        """The flow waits for the caller, at most `ms` milliseconds (None: without a limit)."""

    def waited(self, at: int, what: What, ended: str) -> None:
        """It waits no longer: `ended` as in the result of the channel's verb."""

    def over(self, at: int) -> None:
        """The call is over."""


class Caller(Ear, Protocol):
    """Somebody at the other end of a SimChannel."""

    def next_act(self, now: int, until: int | None) -> Act | None:
        """What the caller does next, if it is before `until`; None: nothing before then.

        Called with `now`, the present time; an act whose time has passed happens now. `until` None waits
        without a limit: None in answer to that means that the caller will never do anything any more.
        """


class Deaf:
    """An ear that takes no notice; a base for callers that do not listen."""

    def enters(self, at: int, flow: str, node: str, type_: str) -> None:
        """Nothing."""

    def hears(self, at: int, clips: Sequence[Clip], ms: int) -> None:
        """Nothing."""

    def heard(self, at: int, ended: str) -> None:
        """Nothing."""

    def waits(self, at: int, what: What, ms: int | None) -> None:
        """Nothing."""

    def waited(self, at: int, what: What, ended: str) -> None:
        """Nothing."""

    def over(self, at: int) -> None:
        """Nothing."""


class TimedCaller(Deaf):
    """Does things at fixed times, whatever the flow does."""

    def __init__(self, acts: Iterable[Act] = ()) -> None:
        self._acts = sorted(acts, key=_time)

    def add(self, *acts: Act) -> None:
        """Do these as well; an act whose time has passed is done at once."""
        self._acts = sorted([*self._acts, *acts], key=_time)

    def next_act(self, now: int, until: int | None) -> Act | None:
        """The next act that is due before `until`."""
        if self._acts and (until is None or self._acts[0].at < until):
            return self._acts.pop(0)
        return None


def _time(act: Act) -> int:
    return act.at
