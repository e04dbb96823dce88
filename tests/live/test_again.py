"""Real calls once more: from the journal in the store as call scripts, and repeated on a draft."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace

import pytest

from callwright.releases import Releases
from engine.events import Event
from engine.store.store import Store
from flows.release import Release
from simulator.cases import play_case
from simulator.replay.told_call import ToldCall, told_call
from simulator.replay.verdict import Parting, judge
from simulator.script import parse_script
from simulator.writing.journalled import known_of
from simulator.writing.script import script_of
from tests.live.conftest import Ring
from tests.live.engines import Caller, Engine, Project

pytestmark = pytest.mark.live


def enters_and_ends(caller: Caller) -> None:
    """A number, a yes, a rest, the end."""
    caller.reaches("main")
    caller.press("2")
    caller.reaches("code")
    caller.press("123#")
    caller.happens("milestone", name="code", value="123")
    caller.press("3")
    caller.reaches("sure")
    caller.press("1")
    caller.reaches("main", 3)
    caller.press("5")
    caller.happens("milestone", name="rested")
    caller.press("#")


def types_ahead(caller: Caller) -> None:
    """The choice and the number typed at once; then the end."""
    caller.reaches("main")
    caller.press("27531#")
    caller.happens("milestone", name="code", value="7531")
    caller.reaches("main", 2)
    caller.press("#")


def leaves_a_message(caller: Caller) -> None:
    """A message that a key ends."""
    caller.reaches("main")
    caller.press("4")
    caller.is_recorded()
    caller.speak(2.0)
    caller.press("#")
    caller.happens("recorded", ended="key")
    caller.reaches("main", 2)
    caller.press("#")


def hangs_up_in_a_prompt(caller: Caller) -> None:
    """Hangs up while something sounds that no key cuts short."""
    caller.reaches("main")
    caller.press("0")
    caller.reaches("listen")
    caller.hang_up()


def hangs_up_while_waited_for(caller: Caller) -> None:
    """Changes something, and hangs up at the question after it."""
    caller.reaches("main")
    caller.press("1")
    caller.reaches("second")
    caller.press("1")
    caller.happens("milestone", name="kept")
    caller.reaches("main", 2)
    caller.hang_up()


CALLERS: Sequence[Callable[[Caller], None]] = (
    enters_and_ends,
    types_ahead,
    leaves_a_message,
    hangs_up_in_a_prompt,
    hangs_up_while_waited_for,
)


def release_of(project: Project, events: Sequence[Event]) -> tuple[ToldCall, Release]:
    """The call, and the release that it ran on."""
    told = told_call(events)
    assert told is not None
    with closing(Store.open(project.store_url)) as store:
        return told, Releases(store.release).load(told.started.release)


@pytest.mark.parametrize("who", CALLERS, ids=lambda who: who.__name__)
def test_a_real_call_is_written_and_repeated(
    who: Callable[[Caller], None], engine: Engine, project: Project, call: Ring
) -> None:
    caller = call()
    who(caller)
    caller.ends()
    events = caller.events()
    told, release = release_of(project, events)
    verdict = judge(told, release, release)
    assert verdict.same, (verdict, told.marks)

    text, notes = script_of(events, known_of(events, release))
    assert notes == ()
    (case,) = parse_script(text, "live.calls.yaml")
    assert [str(difference) for difference in play_case(release, case).differences] == [], text


def test_a_draft_that_leads_elsewhere_is_told_apart(engine: Engine, project: Project, call: Ring) -> None:
    caller = call()
    enters_and_ends(caller)
    caller.ends()
    told, release = release_of(project, caller.events())
    flow = release.flows["trial"]
    code = replace(flow.nodes["code"], exits={**flow.nodes["code"].exits, "valid": "main"})
    draft = replace(
        release, flows={**release.flows, "trial": replace(flow, nodes={**flow.nodes, "code": code})}
    )
    parting = judge(told, draft, release).parting
    assert parting == Parting("trial", "code", "trial.coded", "trial.main")
