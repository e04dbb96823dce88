"""Whether a call would go the same way on a draft, and where it would part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from flows.release import Release
from nodes.services import Calendars
from simulator.replay.course import Why
from simulator.replay.play import Repeated, repeat
from simulator.replay.told_call import Mark, ToldCall

Reason = Why | Literal["not_over", "resumed", "masked_values", "no_release", "not_repeatable", "fault"]
"""Why a call says nothing about a draft."""


@dataclass(frozen=True, slots=True)
class Parting:
    """The first place at which two ways part: a node, and what came after it then and now.

    `then` and `now` are `.EXIT` for an exit, `FLOW.NODE` for the next node, or `(RESULT)` for the end.
    """

    flow: str
    node: str
    then: str
    now: str

    @property
    def place(self) -> str:
        """`flow.node`; empty before the first node."""
        return f"{self.flow}.{self.node}" if self.node else ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a call on a draft: the same (neither field), another way, or nobody can tell.

    `reason_in` is the node for which nobody can. `usual` as in ToldCaller: so the call was repeated.
    """

    parting: Parting | None = None
    reason: Reason | None = None
    reason_in: str = ""
    usual: bool = False

    @property
    def same(self) -> bool:
        """Whether it goes the same way to the same result."""
        return self.parting is None and self.reason is None


def judge(
    told: ToldCall, draft: Release, then: Release | None, calendars: Calendars | None = None
) -> Verdict:
    """Repeat `told` on `draft`.

    A call that goes another way there is repeated on the release `then` that it ran on, too: only if that
    leads the way of then does the difference lie in the draft, and not in what a journal does not hold.
    """
    if not told.finished:
        return Verdict(reason="not_over")
    if told.resumed:
        return Verdict(reason="resumed")
    if told.masked_values:
        return Verdict(reason="masked_values")
    verdict = _compared(told, repeat(told, draft, then, calendars=calendars))
    if verdict.parting is None:
        return verdict
    if then is None:
        return Verdict(reason="no_release")
    for usual in (False, True):
        control = _compared(told, repeat(told, then, then, calendars=calendars, usual=usual))
        if control.same:
            if not usual:
                return verdict
            again = repeat(told, draft, then, calendars=calendars, usual=True)
            return replace(_compared(told, again), usual=True)
        if control.parting is None:
            # It went as then to where the journal masks something: what parted before that is a difference.
            return verdict
    return Verdict(reason="not_repeatable")


def _compared(told: ToldCall, now: Repeated) -> Verdict:
    parting = parting_of(told.marks, now.marks, told.result, now.result, whole=now.stuck is None)
    if parting is None and now.stuck is not None:
        return Verdict(reason=now.stuck, reason_in=now.stuck_in)
    return Verdict(parting)


def parting_of(
    then: Sequence[Mark], now: Sequence[Mark], result_then: str, result_now: str, *, whole: bool = True
) -> Parting | None:
    """Where two ways part; None if they do not. Not `whole`: `now` was broken off, its end says nothing."""
    for number, (one, other) in enumerate(zip(then, now, strict=False)):
        if one != other:
            return _parting(then, number, _next(one), _next(other))
    if len(now) < len(then):
        if not whole:
            return None
        return _parting(then, len(now), _next(then[len(now)]), f"({result_now})")
    if len(then) < len(now):
        return _parting(then, len(then), f"({result_then})", _next(now[len(then)]))
    if whole and result_then != result_now:
        return _parting(then, len(then), f"({result_then})", f"({result_now})")
    return None


def _parting(then: Sequence[Mark], number: int, was: str, is_: str) -> Parting:
    flow, node, _ = then[number - 1] if number else ("", "", "")
    return Parting(flow, node, was, is_)


def _next(mark: Mark) -> str:
    flow, node, exit_ = mark
    return f".{exit_}" if exit_ else f"{flow}.{node}"
