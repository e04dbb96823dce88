"""Which release a caller meets: the same one each time, and what was good where something is broken."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

import pytest

from callwright.choice import Choice, renewed, share_of
from engine.store.standing import Canary, Standing
from flows.release import Release

FLOW = "hotline"
LIVE, TRIAL = Release("live", FLOW, {}), Release("trial", FLOW, {})
CALLERS = [str(number) for number in range(13800000000, 13800004000)]


def nobody(name: str) -> bool:
    return False


def canary(percent: float = 0.0, callers: str = "", digest: str = "trial") -> Canary:
    return Canary(digest, percent, callers, datetime(2026, 1, 1), "ann")


def choice(trial: Canary | None) -> Choice:
    releases = {"live": LIVE, "trial": TRIAL}
    return Choice({FLOW: "live"}, {FLOW: trial} if trial else {}, releases)


def met(percent: float) -> set[str]:
    """The callers who meet the trial."""
    chosen = choice(canary(percent))
    return {caller for caller in CALLERS if chosen.release(FLOW, caller, "call", nobody) is TRIAL}


def test_without_a_trial_all_take_what_is_live() -> None:
    assert choice(None).release(FLOW, "138", "call", nobody) is LIVE
    assert choice(None).release("another", "138", "call", nobody) is None


def test_a_share_grows_by_callers_and_loses_none() -> None:
    shares = [met(percent) for percent in (1, 10, 50, 99, 100)]
    for smaller, larger in pairwise(shares):
        assert smaller < larger
    assert shares[-1] == set(CALLERS)
    assert 0.08 < len(shares[1]) / len(CALLERS) < 0.12
    assert met(10) == shares[1]


def test_each_flow_divides_its_callers_anew() -> None:
    both = [caller for caller in CALLERS if share_of("one", caller) < 10 and share_of("two", caller) < 10]
    assert len(both) < len(CALLERS) / 50


def test_the_same_caller_meets_the_same_release_whatever_the_call() -> None:
    chosen = choice(canary(50))
    for caller in CALLERS[:50]:
        first = chosen.release(FLOW, caller, "one", nobody)
        assert all(chosen.release(FLOW, caller, f"call {n}", nobody) is first for n in range(5))


def test_callers_without_a_number_are_divided_by_call() -> None:
    chosen = choice(canary(50))
    found = [chosen.release(FLOW, "", f"call {n}", nobody) for n in range(40)]
    assert LIVE in found and TRIAL in found
    assert chosen.release(FLOW, "", "call 7", nobody) is chosen.release(FLOW, "", "call 7", nobody)


def test_those_on_the_list_meet_the_trial() -> None:
    chosen = choice(canary(callers="staff"))
    assert chosen.release(FLOW, "138", "call", lambda name: name == "staff") is TRIAL
    assert chosen.release(FLOW, "138", "call", nobody) is LIVE


def test_where_nobody_is_asked_for_no_list_is_looked_at() -> None:
    def fail(name: str) -> bool:
        raise AssertionError(name)

    assert choice(canary(percent=1e-9)).release(FLOW, "138", "call", fail) is LIVE


@pytest.mark.parametrize("caller", ["", "\0", "\ud800", "号码", "1" * 10_000])
def test_whatever_a_caller_is_called_has_its_place(caller: str) -> None:
    assert 0 <= share_of(FLOW, caller) < 100


def load(flow: str, digest: str) -> Release | None:
    return {"live": LIVE, "trial": TRIAL}.get(digest)


def test_a_new_choice_holds_what_is_taken_and_no_more() -> None:
    first = renewed(Choice(), {FLOW: Standing("live", canary(10))}, load)
    assert set(first.releases) == {"live", "trial"}
    second = renewed(first, {FLOW: Standing("trial")}, load)
    assert set(second.releases) == {"trial"} and second.published == {FLOW: "trial"} and not second.canaries


def test_a_release_in_hand_is_not_loaded_again() -> None:
    def fail(flow: str, digest: str) -> Release | None:
        raise AssertionError(digest)

    standings = {FLOW: Standing("live", canary(10))}
    first = renewed(Choice(), standings, load)
    assert renewed(first, standings, fail) == first


def test_what_cannot_be_used_leaves_what_was_live_before() -> None:
    before = renewed(Choice(), {FLOW: Standing("live")}, load)
    broken = renewed(before, {FLOW: Standing("broken"), "other": Standing("broken")}, load)
    assert broken.published == {FLOW: "live"}
    assert broken.release(FLOW, "138", "call", nobody) is LIVE
    assert broken.release("other", "138", "call", nobody) is None
    assert renewed(broken, {FLOW: Standing("trial")}, load).published == {FLOW: "trial"}


def test_a_trial_that_cannot_be_used_does_not_take_place() -> None:
    chosen = renewed(Choice(), {FLOW: Standing("live", canary(100, digest="broken"))}, load)
    assert chosen.release(FLOW, "138", "call", nobody) is LIVE
