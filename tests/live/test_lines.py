"""Lines by hours and lists on a real switch: who answers, who is refused, what changes at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.live.by_hours import BLACK, CLOSED, DAY, FEW, IMPORTANT, NIGHT, OPEN, VIP, WEEK, flow_of, result_of
from tests.live.conftest import Ring
from tests.live.engines import CONTEXT, Engine, Project, until
from tests.live.telephone import Telephone
from tests.live.test_trouble import locked
from tests.switch import Switch

pytestmark = pytest.mark.live


def test_hours_and_lists_decide_who_answers(lines: Project, call: Ring, engine: Engine) -> None:
    assert flow_of(call(OPEN)) == DAY
    assert flow_of(call(CLOSED)) == NIGHT
    assert flow_of(call(OPEN, caller=IMPORTANT)) == VIP
    refused = call(OPEN, caller=BLACK)
    assert refused.ends() == "refused"
    assert [event.kind for event in refused.events()] == ["call_started", "hung_up", "call_finished"]
    assert not refused.there


def test_a_refused_caller_hears_603_and_a_full_line_speaks_before_486(
    lines: Project, call: Ring, engine: Engine, switch: Switch, tmp_path: Path
) -> None:
    telephone = Telephone(tmp_path, switch.sip_port)
    for number in (OPEN, FEW):
        switch.extension(number, [("transfer", f"{number} XML {CONTEXT}")])
    telephone.call(OPEN, answer=603, caller=BLACK)
    for _ in range(2):
        call(FEW).reaches("stay")
    telephone.call(FEW, answer=486, early=True, caller="13600000009")
    until("the journal", lambda: result_of(lines, "13600000009") == "line_full")


def test_a_change_is_in_force_at_once(lines: Project, call: Ring, engine: Engine) -> None:
    before = call(OPEN, caller="13600000003")
    before.reaches("stay")
    lines.command("list", "add", "blacklist", "13600000003")
    lines.command("calendar", "set", "always", "--hours", f"{WEEK} closed")
    until("the change", lambda: flow_of(call(OPEN)) == NIGHT)
    after = call(OPEN, caller="13600000003")
    until("the refusal", lambda: result_of(lines, "13600000003") == "refused")
    assert before.there and not after.there
    lines.command("list", "remove", "blacklist", "13600000003")
    lines.command("calendar", "set", "always", "--hours", f"{WEEK} 00:00-24:00")
    until("the change back", lambda: flow_of(call(OPEN, caller="13600000003")) == DAY)


def test_a_limit_holds_while_the_store_is_locked(lines: Project, call: Ring, engine: Engine) -> None:
    with locked(lines.store_file):
        taken = [call(FEW), call(FEW)]
        until("two calls", lambda: sum(caller.there for caller in taken) == 2)
        until("the log", lambda: "limits of lines are counted on this engine alone" in engine.log())
        full = f"finds line {CONTEXT}/{FEW} full"
        before = engine.log().count(full)
        third = call(FEW)
        until("the end of the third", lambda: engine.log().count(full) > before)
    assert third.ends() == "line_full"
    for caller in taken:
        assert flow_of(caller) == DAY
    until("the store", lambda: "the store answers again; limits of lines" in engine.log())
    assert call(FEW).ends() == "line_full"
